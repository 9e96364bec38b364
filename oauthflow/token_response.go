// The token response, RFC 6749 §5.1 and §5.2 and OpenID Connect Core §3.1.3.3: judged from the raw answer.

package oauthflow

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"
)

type tokenExpectation struct {
	Scopes          []string // asked for
	IDTokenRequired bool
	Proven          bool      // a proof of possession was sent (RFC 9449 §5)
	Bound           bool      // a Bearer token is refused
	BindingRule     string    // TRES-04, or RT-13 for a session that is bound already
	OAuthOnly       OAuthOnly // of the connection
}

type tokenResponse struct {
	AccessToken, RefreshToken, IDToken Secret
	TokenType                          string
	Subject                            string        // sub, with IdentityATProto; not proved
	Scope                              []string      // granted
	ExpiresIn                          time.Duration // 0 unless LifetimeKnown
	LifetimeKnown                      bool
}

// judgeTokenResponse judges a success (200) or an error answer. Tokens are returned only if no check failed.
func judgeTokenResponse(a *answer, want tokenExpectation) (tokenResponse, []Check, error) {
	if a.Status >= 300 && a.Status < 400 {
		c := judge("TRES-01", false, "status 200, application/json, an object", describeAnswer(a))
		return tokenResponse{}, []Check{c}, &Error{Step: StepTokenRequest, Code: CodeTokenRedirected, Spec: c.Source, Expected: c.Expected, Actual: c.Actual}
	}
	members, isForm, err := tokenMembers(a, want.OAuthOnly)
	expected := "status 200, application/json, an object"
	if want.OAuthOnly.FormEncodedTokens {
		expected = "status 200, application/json with an object, or application/x-www-form-urlencoded"
	}
	if name, _, _ := stringMember(members, "error"); err == nil && name != "" {
		return tokenResponse{}, []Check{
			skip("TRES-01", fmt.Sprintf("the provider answered with an error, status %d", a.Status)),
			judge("TRES-10", false, "no error member", plainServerText(name)),
		}, tokenError(members)
	}
	readable := a.Status == http.StatusOK && (isForm || contentType(a.Header) == "application/json" && looksLikeObject(a.Body))
	checks := []Check{judge("TRES-01", readable, expected, describeAnswer(a))}
	if !readable {
		return tokenResponse{}, checks, firstFailure(checks)
	}
	checks = append(checks, judge("TRES-11", err == nil, "each member once", orElse(err, "each member once")))
	if err != nil {
		return tokenResponse{}, checks, firstFailure(checks)
	}
	checks = append(checks, judge("TRES-10", members["error"] == nil, "no error member", memberPresence(members, "error")))
	t, more := judgeTokenMembers(members, want)
	checks = append(checks, more...)
	if failure := firstFailure(checks); failure != nil {
		return tokenResponse{}, checks, failure
	}
	return t, checks, nil
}

// issuedTokens are the tokens of an answer that was refused. They are not to be used.
func issuedTokens(a *answer, o OAuthOnly) tokenResponse {
	members, _, err := tokenMembers(a, o)
	if err != nil {
		return tokenResponse{}
	}
	access, _, _ := stringMember(members, "access_token")
	refresh, _, _ := stringMember(members, "refresh_token")
	return tokenResponse{AccessToken: NewSecret(access), RefreshToken: NewSecret(refresh)}
}

func tokenError(members map[string]json.RawMessage) *Error {
	name, _, _ := stringMember(members, "error")
	description, _, _ := stringMember(members, "error_description")
	uri, _, _ := stringMember(members, "error_uri")
	return &Error{
		Step: StepTokenRequest, Code: CodeTokenError, Spec: "RFC 6749 §5.2", Expected: "tokens", Actual: plainServerText(name),
		OAuthError: plainServerText(name), Description: plainServerText(description), ErrorURI: plainServerText(uri),
	}
}

// isVisibleASCII reports whether s is not empty and fits a header: VSCHAR without the space (TRES-02).
func isVisibleASCII(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < 0x21 || r > 0x7e })
}

func looksLikeObject(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("{")) && json.Valid(body)
}

func contentType(h http.Header) string {
	t, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return t
}

func describeAnswer(a *answer) string {
	kind := contentType(a.Header)
	if kind == "" {
		kind = "no content type"
	}
	return fmt.Sprintf("status %d, %s, %d bytes", a.Status, plainServerText(kind), len(a.Body))
}

func describeMember(value string, present bool, err error) string {
	switch {
	case !present:
		return "missing"
	case err != nil:
		return "not a string"
	case value == "":
		return "empty"
	}
	return plainServerText(value)
}

func describeSecretMember(value string, present bool, err error) string {
	if !present || err != nil || value == "" {
		return describeMember(value, present, err)
	}
	return lengthOnly(value)
}

func memberPresence(members map[string]json.RawMessage, name string) string {
	if members[name] == nil {
		return "none"
	}
	return "an " + name + " member that is not a string"
}

func orElse(err error, good string) string {
	if err != nil {
		return err.Error()
	}
	return good
}
