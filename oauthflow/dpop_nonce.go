// Nonces for proofs of possession, RFC 9449 §8 and §9: the newest one of each server, kept by its origin.

package oauthflow

import (
	"net/http"
	"strings"
	"sync"
)

const (
	maxNonce        = 1024 // bytes; some servers seal a time in it
	maxNonceOrigins = 100
)

// dpopNonces holds the newest nonce of each origin, in memory. One server's is never sent to another (DPOP-07).
type dpopNonces struct {
	mu       sync.Mutex
	byOrigin map[string]string
}

func (n *dpopNonces) of(origin string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.byOrigin[origin]
}

// learn takes the nonce of an answer, of whatever status (DPOP-05).
func (n *dpopNonces) learn(origin string, h http.Header) {
	nonce := nonceOf(h)
	if nonce == "" {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.byOrigin == nil || len(n.byOrigin) >= maxNonceOrigins {
		n.byOrigin = map[string]string{} // a nonce that is forgotten is given again
	}
	n.byOrigin[origin] = nonce
}

// nonceOf returns the nonce of an answer; "" if there is none, more than one, or one that breaks the syntax of §8.1
// (DPOP-08, DPOP-09).
func nonceOf(h http.Header) string {
	values := h.Values("DPoP-Nonce")
	if len(values) != 1 || len(values[0]) > maxNonce || !isVisibleASCII(values[0]) || strings.ContainsAny(values[0], `"\`) {
		return ""
	}
	return values[0]
}

// asksForNonce reports whether the answer is use_dpop_nonce: of an authorization server in its body (§8), of a
// protected resource in its challenge (§9, DPOP-06).
func asksForNonce(a *answer, resource bool) bool {
	const code = "use_dpop_nonce"
	if resource {
		c := challengeOf(ParseChallenges(a.Header.Values("WWW-Authenticate")), schemeDPoP)
		return a.Status == http.StatusUnauthorized && c != nil && c.Parameters["error"] == code
	}
	if a.Status != http.StatusBadRequest && a.Status != http.StatusUnauthorized {
		return false
	}
	members, err := strictObject(a.Body)
	name, _, _ := stringMember(members, "error")
	return err == nil && name == code
}
