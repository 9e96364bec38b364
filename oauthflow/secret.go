// Values that must never be printed: authorization codes, code verifiers, tokens, client secrets,
// state and nonce (standards checklist DISP-02).

package oauthflow

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"sync"
)

const secretText = "[secret]"

// shownPrefix is how much of a state or nonce may be shown (DISP-02).
const shownPrefix = 6

// Secret keeps its value behind a pointer: fmt calls no methods on unexported fields,
// so a plain string type would still be printed raw there. The zero Secret is empty.
// A copy shares the value, and is empty once one of them has been wiped.
type Secret struct{ value *secretValue }

type secretValue struct {
	mu   sync.Mutex
	text string
}

// NewSecret wraps value; an empty value gives the zero Secret.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{value: &secretValue{text: value}}
}

// Reveal returns the value. It is the only way out.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	s.value.mu.Lock()
	defer s.value.mu.Unlock()
	return s.value.text
}

// wipe empties s and every copy of it (STOR-08).
func (s Secret) wipe() {
	if s.value == nil {
		return
	}
	s.value.mu.Lock()
	defer s.value.mu.Unlock()
	s.value.text = ""
}

// IsZero reports whether there is no value.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// Len is the length of the value in bytes.
func (s Secret) Len() int { return len(s.Reveal()) }

// Equal compares in constant time (house style, section 6).
func (s Secret) Equal(other string) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(other)) == 1
}

// String, GoString, Format, LogValue and MarshalText all hide the value.
func (s Secret) String() string               { return secretText }
func (s Secret) GoString() string             { return secretText }
func (s Secret) Format(f fmt.State, _ rune)   { _, _ = f.Write([]byte(secretText)) }
func (s Secret) LogValue() slog.Value         { return slog.StringValue(secretText) }
func (s Secret) MarshalText() ([]byte, error) { return []byte(secretText), nil }

// UnmarshalText always fails, so that a masked value is never read back as a real one.
func (s *Secret) UnmarshalText([]byte) error {
	return errors.New("a masked secret cannot be read back")
}

// Shorten returns the first six characters of a state or nonce and an ellipsis, a shorter value
// as dots only. Never use it for a code, verifier, token or client secret (DISP-02).
func Shorten(value string) string {
	if len(value) <= shownPrefix {
		return "…"
	}
	return value[:shownPrefix] + "…"
}

// lengthOnly describes a secret by its length.
func lengthOnly(value string) string { return fmt.Sprintf("%d characters", len(value)) }
