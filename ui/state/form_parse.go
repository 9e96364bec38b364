// Reading what the person has typed: the ports, the parameters, and a fault as a sentence.

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
	errPort      = errors.New("a port is not a number from 0 to 65535")
	errParameter = errors.New("a line is not name=value, or names a parameter twice")
)

// redirect reads the host, the ports and the path. No port is 0, a free one at each sign-in; several are tried in order.
func (f Form) redirect() (oauthflow.Redirect, error) {
	r := oauthflow.Redirect{Host: f.Host, Path: strings.TrimSpace(f.Path)}
	var ports []int
	for _, text := range strings.FieldsFunc(f.Port, func(c rune) bool { return c == ',' || c == ';' || unicode.IsSpace(c) }) {
		n, err := strconv.ParseUint(text, 10, 16)
		if err != nil {
			return r, errPort
		}
		ports = append(ports, int(n))
	}
	if len(ports) == 1 {
		r.Port = ports[0]
	} else {
		r.Ports = ports
	}
	return r, nil
}

// parameters reads the other parameters; one that has a field with a value is there already.
func (f Form) parameters() (map[string]string, error) {
	parameters, err := readParameters(f.Parameters)
	for _, name := range knownParameters() {
		if _, twice := parameters[string(name)]; twice && f.Settings.parameter(name) != "" {
			return nil, errParameter
		}
	}
	return parameters, err
}

// readParameters reads one name=value on a line.
func readParameters(lines string) (map[string]string, error) {
	var parameters map[string]string
	for text := range strings.Lines(lines) {
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

// shareLinkProblem is what is wrong with a share link that was typed or pasted as the issuer.
func shareLinkProblem(text string) Text {
	_, err := oauthflow.ParseShareLink(text)
	var e *oauthflow.Error
	if !errors.As(err, &e) || e.Err == nil {
		return Text{}
	}
	return T("form.invalid", "Why", Evidence(faultSentence(e.Err)))
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
