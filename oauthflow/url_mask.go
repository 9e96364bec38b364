// URLs fit to be shown and logged: secrets hidden by the name of their parameter (standards checklist DISP-02).

package oauthflow

import (
	"net/url"
	"strings"
)

// MaskURL replaces the values of secret query parameters by [secret], shortens state and nonce to their first
// six characters, and drops the fragment. Everything else stays as it is.
func MaskURL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return "[a URL that cannot be read]"
	}
	if u.User != nil {
		u.User = url.User(secretText)
	}
	u.Fragment, u.RawFragment = "", ""
	u.RawQuery = maskQuery(u.RawQuery)
	return u.String()
}

func maskQuery(query string) string {
	var b strings.Builder
	for query != "" {
		end := strings.IndexAny(query, "&;") // some servers split at ; too
		if end < 0 {
			end = len(query)
		}
		b.WriteString(maskParameter(query[:end]))
		if end < len(query) {
			b.WriteByte(query[end])
			end++
		}
		query = query[end:]
	}
	return b.String()
}

func maskParameter(pair string) string {
	name, value, ok := strings.Cut(pair, "=")
	if !ok {
		return pair
	}
	plain, err := url.QueryUnescape(name)
	if err != nil {
		plain = name
	}
	return name + "=" + MaskParameter(plain, value)
}

// MaskParameter returns the value of the parameter as it may be shown.
func MaskParameter(name, value string) string {
	switch name = strings.ToLower(name); {
	case name == "state" || name == "nonce":
		return Shorten(value)
	case IsSecretParameter(name):
		return secretText
	}
	return value
}

// IsSecretParameter reports whether values of the parameter are secret, in part or whole.
func IsSecretParameter(name string) bool {
	switch strings.ToLower(name) {
	case "state", "nonce",
		"code", "code_verifier", "device_code", "user_code", "verification_uri_complete",
		"token", "access_token", "refresh_token", "id_token", "id_token_hint", "subject_token", "actor_token", "registration_access_token",
		"client_secret", "client_assertion", "assertion", "request", "request_uri", "response", "logout_token", "session_state",
		"password", "secret", "api_key", "apikey", "key", "signature", "sig":
		return true
	}
	return SoundsSecret(name)
}

// SoundsSecret reports whether a name that nobody has listed is that of a secret.
func SoundsSecret(name string) bool {
	name = strings.ToLower(name)
	for _, part := range []string{"secret", "password", "passwd", "passphrase", "pwd", "api_key", "apikey", "api-key", "private", "credential", "cookie"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	for _, end := range []string{"token", "_key", "_pin", "otp", "session_id", "sessionid"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return name == "pin" || name == "auth"
}
