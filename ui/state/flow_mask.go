// Masking of what is shown of the messages in the flow (standards checklist DISP-02).

package state

import (
	"strings"

	"proofkey/oauthflow"
)

// hiddenValue stands for a secret. It is the same for all, so that it does not tell the length.
const hiddenValue = "••••••••••••"

// flowWriter makes the sections of an entry.
type flowWriter struct {
	kind    FlowKind
	reveal  bool
	veil    veil
	known   []string // tokens of the present session: masked wherever they stand
	secrets bool     // a secret was met
}

// knownSecrets are the tokens that an answer might repeat under another name.
func (c *Connection) knownSecrets() []string {
	var known []string
	for _, kind := range []TokenKind{AccessToken, RefreshToken, IDToken} {
		if token := c.Token(kind).Reveal(); token != "" {
			known = append(known, token)
		}
	}
	return known
}

// secret returns shown in place of a secret, unless it is to be revealed.
func (w *flowWriter) secret(value, shown string) string {
	w.secrets = true
	if w.reveal {
		return value
	}
	return shown
}

// veiled is what presenter mode leaves of a value; the rest can be revealed.
func (w *flowWriter) veiled(kind veiledKind, name, value string) string {
	masked := w.veil.mask(kind, name, value)
	w.secrets = w.secrets || masked != value
	return masked
}

// named is a row whose name may be a value itself.
func (w *flowWriter) named(kind EntryKind, name, shown string) FlowField {
	masked := w.veil.name(name)
	w.secrets = w.secrets || masked != name
	return w.field(kind, masked, shown)
}

// parameter is the value of a parameter or of a member as it may be shown.
func (w *flowWriter) parameter(name, value string) string {
	if isSecretHeader(name) {
		return w.secret(value, hiddenValue)
	}
	switch masked := oauthflow.MaskParameter(name, value); {
	case masked == value:
	case masked == oauthflow.Shorten(value) && isShortened(name):
		return w.secret(value, masked)
	default:
		return w.secret(value, hiddenValue)
	}
	if w.holdsToken(value) {
		return w.secret(value, hiddenValue)
	}
	return value
}

func isShortened(name string) bool {
	return strings.EqualFold(name, "state") || strings.EqualFold(name, "nonce")
}

// isSecretName reports a name whose value is a secret whatever its type.
func isSecretName(name string) bool {
	const probe = "a value that is no secret by itself"
	return isSecretHeader(name) || oauthflow.MaskParameter(name, probe) != probe
}

// holdsToken reports a token of the present session, and what looks like a JWT.
func (w *flowWriter) holdsToken(value string) bool {
	for _, token := range w.known {
		if strings.Contains(value, token) {
			return true
		}
	}
	_, rest, found := strings.Cut(value, "eyJ") // {" in base64url
	return found && strings.Count(rest, ".") >= 2
}

// isSecretHeader reports a header whose value is a secret, also one of an API that the person calls.
func isSecretHeader(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "authorization", "proxy-authorization", "cookie", "set-cookie", "dpop":
		return true
	}
	for _, part := range []string{"-token", "secret", "api-key", "apikey", "password"} {
		if strings.HasPrefix(name, "x-") && strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// header is the value of a line of a header as it may be shown. The scheme of Authorization is no secret.
func (w *flowWriter) header(name, value string) string {
	switch strings.ToLower(name) {
	case "authorization", "proxy-authorization":
		if scheme, _, ok := strings.Cut(value, " "); ok {
			return w.secret(value, scheme+" "+hiddenValue)
		}
	case "location", "referer", "content-location":
		return w.url(value)
	}
	if isSecretHeader(name) || w.holdsToken(value) {
		return w.secret(value, hiddenValue)
	}
	return w.veiled(veiledHeader, name, value)
}

// url is a URL as it may be shown.
func (w *flowWriter) url(raw string) string {
	if masked := oauthflow.MaskURL(raw); masked != raw {
		raw = w.secret(raw, masked)
	}
	return w.veiled(veiledURL, "", raw)
}
