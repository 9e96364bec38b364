// What a protected resource's refusal asks for: RFC 6750 §3.1 and the step-up challenge of RFC 9470 §3.

package oauthflow

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// maxMaxAge bounds max_age, in seconds: a hundred years.
const maxMaxAge = 100 * 365 * 24 * 3600

// StepUp is the sign-in that would satisfy a protected resource. It is for the person to start (STEP-04).
type StepUp struct {
	Reason    string   // the challenge's error: insufficient_scope or insufficient_user_authentication
	Scopes    []string // to be asked for beside the connection's (SignInOptions), what was granted included (API-06)
	Missing   []string // of these, what was not granted; if empty for insufficient_scope, another sign-in brings no more
	ACRValues []string // one of these authentication contexts is needed; to be shown
	MaxAge    *int     // seconds since the person last proved who they are
	Met       bool     // the session is what is asked for: another sign-in brings no more (STEP-04)
}

// refusesToken reports whether the resource says that the token is expired, revoked or otherwise invalid.
func refusesToken(got authorized) bool {
	bearer := tokenChallenge(got.challenges, got.session)
	return got.answer.Status == http.StatusUnauthorized && bearer != nil && bearer.Parameters["error"] == "invalid_token"
}

// tokenChallenge returns the first challenge of the token's scheme (RFC 6750 §3, RFC 9449 §7.1). A resource that takes
// bound tokens may know only Bearer challenges.
func tokenChallenge(challenges []Challenge, s Session) *Challenge {
	if c := challengeOf(challenges, s.Scheme()); c != nil {
		return c
	}
	return challengeOf(challenges, schemeBearer)
}

func challengeOf(challenges []Challenge, scheme string) *Challenge {
	for i := range challenges {
		if strings.EqualFold(challenges[i].Scheme, scheme) {
			return &challenges[i]
		}
	}
	return nil
}

// stepUpFor reads what is needed from one and the same challenge (STEP-01). Without error information, or
// for any other error, no sign-in would help (API-07, API-08).
func (c *Client) stepUpFor(status int, challenges []Challenge, s Session) *StepUp {
	bearer := tokenChallenge(challenges, s)
	if bearer == nil {
		return nil
	}
	reason := bearer.Parameters["error"]
	forScope := status == http.StatusForbidden && reason == "insufficient_scope"
	forPerson := status == http.StatusUnauthorized && reason == "insufficient_user_authentication"
	if !forScope && !forPerson {
		return nil
	}
	asked := scopeTokens(bearer.Parameters["scope"])
	up := &StepUp{Reason: reason, Scopes: union(keptScopes(s), asked), Missing: without(asked, s.Scope)}
	if forPerson { // the scopes as before (STEP-02), which for most connections are its own
		up.Scopes = without(union(s.RequestedScope, asked), c.Profile.Scopes)
		up.ACRValues, up.MaxAge = acrValues(bearer.Parameters["acr_values"]), maxAge(bearer.Parameters["max_age"])
		up.Met = up.metBy(s, c.Now())
	}
	return up
}

// keptScopes are the granted scopes with the two that providers often do not list among them, without
// which there would be no ID token or no refresh token afterwards.
func keptScopes(s Session) []string {
	kept := []string{"openid"}
	if slices.Contains(s.RequestedScope, "offline_access") {
		kept = append(kept, "offline_access")
	}
	return union(kept, s.GrantedScope)
}

// scopeTokens returns the words that are scopes by RFC 6749 §3.3; a resource may write what it likes.
func scopeTokens(value string) []string {
	if len(value) > maxServerText {
		return nil
	}
	return slices.DeleteFunc(strings.Fields(value), func(s string) bool { return !isVisibleASCII(s) || strings.ContainsAny(s, `"\`) })
}

// acrValues ignores a list that is too long to be shown (STEP-05).
func acrValues(value string) []string {
	if len(value) > maxServerText {
		return nil
	}
	return slices.DeleteFunc(strings.Fields(value), func(s string) bool { return !isVisibleASCII(s) })
}

// maxAge ignores what is not a whole number of seconds, 0 or more (STEP-05).
func maxAge(value string) *int {
	seconds, err := strconv.ParseUint(value, 10, 32)
	if err != nil || seconds > maxMaxAge {
		return nil
	}
	age := int(seconds)
	return &age
}
