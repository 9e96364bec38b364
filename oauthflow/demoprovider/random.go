// Random values and the form in which they are kept.

package demoprovider

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

const (
	secretBytes = 32 // codes, refresh tokens, cookies: 256 bits, twice what RFC 6749 §10.10 asks for
	idBytes     = 16 // names that are not secret
)

// random returns n random bytes in base64url. crypto/rand does not fail.
func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// hash is the form in which a secret is kept: SHA-256 in base64url. It is also the S256 transformation of RFC 7636.
func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
