// The form of an ID token before anything in it is believed: RFC 7519 §7.2 and RFC 7515 §7.1 (JOSE-14 to JOSE-16,
// JOSE-19). It is checked here first because go-jose also takes the JSON serialization and repeated names.

package oauthflow

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// maxJOSEHeader is in bytes, decoded: room for a certificate chain that we ignore.
const maxJOSEHeader = 16 << 10

// parsedIDToken holds what could be read: header and claims are nil if they could not.
type parsedIDToken struct {
	header map[string]json.RawMessage
	claims map[string]any
}

// parseIDToken returns the checks JOSE-19, JOSE-15, JOSE-14 and JOSE-16.
func parseIDToken(raw string) (parsedIDToken, []Check) {
	limits := fmt.Sprintf("at most %d bytes, header %d, nesting %d", maxJWT, maxJOSEHeader, maxJSONDepth)
	if len(raw) > maxJWT {
		checks := []Check{judge("JOSE-19", false, limits, lengthOnly(raw))}
		return parsedIDToken{}, skipAll(checks, "the token is too long to be read", "JOSE-15", "JOSE-14", "JOSE-16")
	}
	parts := strings.Split(raw, ".")
	const jweParts = 5
	if len(parts) == jweParts { // never decrypted, so that no key derivation of the sender's choice runs
		checks := []Check{
			judge("JOSE-19", true, limits, lengthOnly(raw)),
			judge("JOSE-15", false, "a signed token of three parts", "five parts: an encrypted token"),
		}
		return parsedIDToken{}, skipAll(checks, "the token is encrypted", "JOSE-14", "JOSE-16")
	}
	header, claims, form := decodeParts(parts)
	size := judge("JOSE-19", true, limits, lengthOnly(raw))
	if len(header) > maxJOSEHeader || !depthWithin(header, maxJSONDepth) || !depthWithin(claims, maxJSONDepth) {
		size = judge("JOSE-19", false, limits, "a longer header or deeper nesting")
		header, claims = nil, nil
	}
	checks := []Check{size, judge("JOSE-15", true, "a signed token of three parts", fmt.Sprintf("%d parts", len(parts)))}
	token, names, objects := readParts(header, claims)
	if form == nil {
		form = objects
	}
	return token, append(checks, judgeForm(size, form), names)
}

func judgeForm(size Check, err error) Check {
	const expected = "header, claims and signature in base64url, separated by dots"
	switch {
	case size.Result == Failed:
		return skip("JOSE-14", "the token is over the limits")
	case err != nil:
		return judge("JOSE-14", false, expected, err.Error())
	}
	return judge("JOSE-14", true, expected, "header, claims and signature")
}

// decodeParts decodes header and claims. An empty signature is left to JOSE-02 if the header says none.
func decodeParts(parts []string) (header, claims []byte, err error) {
	if len(parts) != 3 {
		return nil, nil, fmt.Errorf("%d parts", len(parts))
	}
	decoded := make([][]byte, len(parts))
	for i, part := range parts {
		b, partErr := decodeBase64URL(part)
		if partErr != nil && err == nil {
			err = fmt.Errorf("part %d is %w", i+1, partErr)
		}
		decoded[i] = b
	}
	if parts[2] == "" && saysNone(decoded[0]) && parts[0] != "" && parts[1] != "" {
		err = nil
	}
	return decoded[0], decoded[1], err
}

func saysNone(header []byte) bool {
	var h struct {
		Algorithm string `json:"alg"`
	}
	return depthWithin(header, maxJSONDepth) && json.Unmarshal(header, &h) == nil && strings.EqualFold(h.Algorithm, "none")
}

// decodeBase64URL is strict: Go's decoder alone would pass over line ends.
func decodeBase64URL(part string) ([]byte, error) {
	if part == "" {
		return nil, errors.New("empty")
	}
	if strings.ContainsAny(part, "\r\n") {
		return nil, errors.New("not base64url")
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(part)
	if err != nil {
		return nil, errors.New("not base64url without padding")
	}
	return b, nil
}

// readParts reads both JSON objects; names is the check JOSE-16.
func readParts(header, claims []byte) (token parsedIDToken, names Check, form error) {
	if header == nil && claims == nil {
		return token, skip("JOSE-16", "the token cannot be read"), nil
	}
	var repeated []string
	take := func(part string, data []byte) map[string]json.RawMessage {
		members, err := strictObject(data)
		var twice *repeatedMember
		switch {
		case errors.As(err, &twice):
			repeated = append(repeated, part+": "+err.Error())
		case err != nil && form == nil:
			form = fmt.Errorf("%s: %w", part, err)
		}
		return members
	}
	token.header = take("header", header)
	if take("claims", claims) != nil && decodeJSON(claims, &token.claims) != nil {
		token.claims = nil
	}
	if len(repeated) > 0 {
		return token, judge("JOSE-16", false, "each name once", strings.Join(repeated, "; ")), form
	}
	if form != nil {
		return token, skip("JOSE-16", "the token cannot be read"), form
	}
	return token, judge("JOSE-16", true, "each name once", "each name once"), nil
}
