// Reading what the person has typed: the port, the parameters, and a fault as a sentence.

package state

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"proofkey/oauthflow"
)

var (
	errPort      = errors.New("the port is not a number from 0 to 65535")
	errParameter = errors.New("a line is not name=value, or names a parameter twice")
)

// port reads the port; empty is 0, a free one at each sign-in.
func (f Form) port() (int, error) {
	text := strings.TrimSpace(f.Port)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0, errPort
	}
	return int(n), nil
}

// parameters reads one name=value on a line.
func (f Form) parameters() (map[string]string, error) {
	var parameters map[string]string
	for text := range strings.Lines(f.Parameters) {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		name, value, ok := strings.Cut(text, "=")
		name = strings.TrimSpace(name)
		if _, twice := parameters[name]; !ok || name == "" || twice {
			return nil, errParameter
		}
		if parameters == nil {
			parameters = map[string]string{}
		}
		parameters[name] = strings.TrimSpace(value)
	}
	return parameters, nil
}

// faultSentence is what is wrong with a value, as a sentence without the name of the member: it stands at the field.
func faultSentence(err error) string {
	why := err.Error()
	var fault *oauthflow.InvalidMember
	if errors.As(err, &fault) {
		why = fault.Why
	}
	first, size := utf8.DecodeRuneInString(why)
	sentence := string(unicode.ToUpper(first)) + why[size:]
	if strings.HasSuffix(sentence, "/") || strings.HasSuffix(sentence, "…") {
		return sentence // a full stop would look like a part of the URL
	}
	return sentence + "."
}
