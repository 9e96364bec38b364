// The token response, RFC 6749 §5.1 and §5.2 and OpenID Connect Core §3.1.3.3: judged from the raw answer.

package oauthflow

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxLifetime bounds expires_in, so that a huge value is not an overflow (TRES-05).
const maxLifetime = 10 * 365 * 24 * time.Hour

type tokenExpectation struct {
	Scopes          []string // asked for
	IDTokenRequired bool
}

type tokenResponse struct {
	AccessToken, RefreshToken, IDToken Secret
	TokenType                          string
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
	members, err := strictObject(a.Body)
	if name, _, _ := stringMember(members, "error"); err == nil && name != "" {
		return tokenResponse{}, []Check{
			skip("TRES-01", fmt.Sprintf("the provider answered with an error, status %d", a.Status)),
			judge("TRES-10", false, "no error member", plainServerText(name)),
		}, tokenError(members)
	}
	isJSON := a.Status == http.StatusOK && contentType(a.Header) == "application/json" && looksLikeObject(a.Body)
	checks := []Check{judge("TRES-01", isJSON, "status 200, application/json, an object", describeAnswer(a))}
	if !isJSON {
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
func issuedTokens(body []byte) tokenResponse {
	members, err := strictObject(body)
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

func judgeTokenMembers(members map[string]json.RawMessage, want tokenExpectation) (tokenResponse, []Check) {
	var t tokenResponse
	var checks []Check
	add := func(c Check) { checks = append(checks, c) }

	access, present, err := stringMember(members, "access_token")
	add(judge("TRES-02", err == nil && isVisibleASCII(access), "a string of visible ASCII characters", describeSecretMember(access, present, err)))
	t.AccessToken = NewSecret(access)

	kind, present, err := stringMember(members, "token_type")
	add(judge("TRES-03", err == nil && strings.EqualFold(kind, "Bearer"), "Bearer", describeMember(kind, present, err)))
	t.TokenType = kind

	var c Check
	t.ExpiresIn, t.LifetimeKnown, c = judgeExpiresIn(members["expires_in"])
	add(c)
	t.Scope, c = judgeScope(members, want.Scopes)
	add(c)

	id, present, err := stringMember(members, "id_token")
	switch {
	case !present && !want.IDTokenRequired:
		add(skip("TRES-08", "the answer holds no ID token, which it need not here (OIDC Core §12.2)"))
	default:
		add(judge("TRES-08", err == nil && id != "", "an id_token string, since openid was asked for", describeSecretMember(id, present, err)))
	}
	t.IDToken = NewSecret(id)

	if refresh, present, err := stringMember(members, "refresh_token"); present && err == nil && isVisibleASCII(refresh) {
		t.RefreshToken = NewSecret(refresh)
	}
	return t, checks
}

// judgeExpiresIn takes seconds as a number or a string of digits; a fraction is cut off, a missing
// value means an unknown lifetime (TRES-05).
func judgeExpiresIn(raw json.RawMessage) (time.Duration, bool, Check) {
	const expected = "seconds, 0 or more"
	if raw == nil || string(raw) == "null" {
		return 0, false, judge("TRES-05", true, expected, "not given: the lifetime is unknown")
	}
	text := string(raw) // a number, or a string that must be digits
	if digits, ok := strings.CutPrefix(text, `"`); ok {
		text = strings.TrimSuffix(digits, `"`)
		if strings.Trim(text, "0123456789") != "" {
			text = ""
		}
	}
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) || seconds < 0 {
		return 0, false, judge("TRES-05", false, expected, plainServerText(string(raw)))
	}
	d := maxLifetime
	if seconds < maxLifetime.Seconds() {
		d = time.Duration(seconds) * time.Second
	}
	return d, true, judge("TRES-05", true, expected, fmt.Sprintf("%d s", int64(d.Seconds())))
}

// judgeScope returns what was granted: a missing or empty scope means as asked (RFC 6749 §5.1).
func judgeScope(members map[string]json.RawMessage, asked []string) ([]string, Check) {
	expected := "as asked: " + strings.Join(asked, " ")
	value, present, err := stringMember(members, "scope")
	if err != nil {
		return nil, judge("TRES-06", false, expected, "not a string")
	}
	granted := strings.Fields(value)
	if !present || len(granted) == 0 {
		return asked, judge("TRES-06", true, expected, "not given: granted as asked")
	}
	actual := "granted: " + plainServerText(value)
	if more := without(granted, asked); len(more) > 0 {
		actual += "; more than asked: " + plainServerText(strings.Join(more, " "))
	}
	if less := without(asked, granted); len(less) > 0 {
		actual += "; not granted: " + strings.Join(less, " ")
	}
	return granted, judge("TRES-06", true, expected, actual)
}

// without returns what only a has.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
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
