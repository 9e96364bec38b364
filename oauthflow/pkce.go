// Proof Key for Code Exchange, RFC 7636, and the other random values of a request.

package oauthflow

import (
	"crypto/rand"

	"golang.org/x/oauth2"
)

// newCodeVerifier returns 256 random bits as 43 unreserved characters (RFC 7636 §4.1, AUTHZ-02).
func newCodeVerifier() Secret { return NewSecret(oauth2.GenerateVerifier()) }

// newState and newNonce return at least 128 random bits each, from the system's source and
// independent of each other and of the verifier (AUTHZ-05, AUTHZ-06, AUTHZ-07).
func newState() Secret { return NewSecret(rand.Text()) }
func newNonce() Secret { return NewSecret(rand.Text()) }
