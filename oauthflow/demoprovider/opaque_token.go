// Opaque access tokens, RFC 6749 §1.4: random strings that say nothing to the client. What they stand for is kept here.

package demoprovider

import "sync"

// maxOpaqueTokens bounds what a run keeps; the oldest are unknown then.
const maxOpaqueTokens = 1000

// opaqueTokens knows the JWT that each token stands for. It is safe for concurrent use.
type opaqueTokens struct {
	mu    sync.Mutex
	jwts  map[string]string
	order []string
}

// issue returns a new token for a JWT.
func (o *opaqueTokens) issue(jwt string) string {
	token := random(secretBytes)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.jwts[token] = jwt
	if o.order = append(o.order, token); len(o.order) > maxOpaqueTokens {
		delete(o.jwts, o.order[0])
		o.order = o.order[1:]
	}
	return token
}

// jwt is what a token stands for, "" if it is unknown.
func (o *opaqueTokens) jwt(token string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.jwts[token]
}
