// The members of a token response: tokens, type, lifetime and scope, RFC 6749 §5.1 and §3.3.

package oauthflow

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxLifetime bounds expires_in, so that a huge value is not an overflow (TRES-05).
const maxLifetime = 10 * 365 * 24 * time.Hour

func judgeTokenMembers(members map[string]json.RawMessage, want tokenExpectation) (tokenResponse, []Check) {
	var t tokenResponse
	var checks []Check
	add := func(c Check) { checks = append(checks, c) }

	access, present, err := stringMember(members, "access_token")
	add(judge("TRES-02", err == nil && isVisibleASCII(access), "a string of visible ASCII characters", describeSecretMember(access, present, err)))
	t.AccessToken = NewSecret(access)

	kind, present, err := stringMember(members, "token_type")
	expected := schemeBearer
	if want.Proven {
		expected = schemeDPoP + " or " + schemeBearer
	}
	understood := strings.EqualFold(kind, schemeBearer) || want.Proven && strings.EqualFold(kind, schemeDPoP)
	add(judge("TRES-03", err == nil && understood, expected, describeMember(kind, present, err)))
	if want.Proven {
		add(judgeBinding(want.BindingRule, kind, want.Bound))
	}
	t.TokenType = kind

	var c Check
	t.ExpiresIn, t.LifetimeKnown, c = judgeExpiresIn(members["expires_in"])
	add(c)
	t.Scope, c = judgeScope(members, want)
	add(c)

	id, present, err := stringMember(members, "id_token")
	switch {
	case want.OAuthOnly.Given():
		add(skip("TRES-08", want.OAuthOnly.reason()))
	case !present && !want.IDTokenRequired:
		add(skip("TRES-08", "the answer holds no ID token, which it need not here (OIDC Core §12.2)"))
	default:
		add(judge("TRES-08", err == nil && id != "", "an id_token string, since openid was asked for", describeSecretMember(id, present, err)))
	}
	t.IDToken = NewSecret(id)
	if want.OAuthOnly.Identity == IdentityATProto {
		t.Subject, _, _ = stringMember(members, "sub")
	}

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
func judgeScope(members map[string]json.RawMessage, want tokenExpectation) ([]string, Check) {
	asked := want.Scopes
	expected := "as asked: " + strings.Join(asked, " ")
	value, present, err := stringMember(members, "scope")
	if err != nil {
		return nil, judge("TRES-06", false, expected, "not a string")
	}
	granted := want.OAuthOnly.scopes(value)
	if want.OAuthOnly.Identity == IdentityATProto && !slices.Contains(granted, atprotoScope) {
		return nil, judge("TRES-06", false, "atproto among the granted scopes, which an answer of AT Protocol has to name", describeMember(value, present, err))
	}
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
