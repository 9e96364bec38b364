// Scopes and the claims they stand for, OpenID Connect Core 1.0 §5.4.

package demoprovider

import (
	"maps"
	"slices"
)

const (
	scopeOpenID  = "openid"
	scopeOffline = "offline_access"
)

// scope is one scope and what it means to the person who is asked for it.
type scope struct{ Name, Title, Meaning string }

func scopes() []scope {
	return []scope{
		{scopeOpenID, "Know who you are", "Your subject identifier at this provider."},
		{"profile", "See your profile", "Name, user name, language and the like."},
		{"email", "See your e-mail address", "And whether it was verified."},
		{"address", "See your postal address", ""},
		{"phone", "See your phone number", ""},
		{scopeOffline, "Stay signed in", "Get new tokens while you are away, until you sign out."},
		{"admin", "Administer the demo API", "Call what is for administrators only."},
	}
}

func supportedScopes() []string {
	var names []string
	for _, s := range scopes() {
		names = append(names, s.Name)
	}
	return names
}

// knownScopes returns the supported ones of names, each once, in the provider's order. Others are ignored
// (OpenID Connect Core 1.0 §3.1.2.1).
func knownScopes(names []string) []string {
	var known []string
	for _, s := range scopes() {
		if slices.Contains(names, s.Name) {
			known = append(known, s.Name)
		}
	}
	return known
}

// onlyInUserinfo lists the claims that would make an ID token long for no use.
func onlyInUserinfo() []string {
	return []string{"nickname", "birthdate", "gender", "website", "profile", "updated_at"}
}

// userinfoClaims returns all claims about a person that the scopes allow.
func (a account) userinfoClaims(granted []string) map[string]any {
	claims := map[string]any{}
	for _, name := range granted {
		maps.Copy(claims, a.claims[name])
	}
	if slices.Contains(granted, "profile") {
		claims["name"] = a.Name
	}
	return claims
}

// idTokenClaims returns what of them goes into the ID token: most of profile, and email.
func (a account) idTokenClaims(granted []string) map[string]any {
	inToken := func(name string) bool { return name != "profile" && name != "email" }
	claims := a.userinfoClaims(slices.DeleteFunc(slices.Clone(granted), inToken))
	for _, name := range onlyInUserinfo() {
		delete(claims, name)
	}
	return claims
}

// supportedClaims lists every claim that the ID token or UserInfo can have.
func supportedClaims() []string {
	names := map[string]bool{}
	for _, a := range accounts() {
		for name := range a.userinfoClaims(supportedScopes()) {
			names[name] = true
		}
	}
	own := []string{"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "acr", "amr", "sid"}
	return append(own, slices.Sorted(maps.Keys(names))...)
}
