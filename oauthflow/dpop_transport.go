// The transport of requests with proofs of possession, RFC 9449 §4 and §8. It stands round the recording one, so that
// a request that is repeated for its nonce is seen too.

package oauthflow

import "net/http"

// proofs is what the requests of an exchange prove.
type proofs struct {
	key   *dpopKey
	token Secret // the access token that goes with them, of a request to a protected resource
}

type dpopTransport struct {
	*proofs
	client *Client
	next   http.RoundTripper
	last   *lastAnswer
}

// RoundTrip sends r with a proof, and once more when the server wants its nonce in it (DPOP-05, DPOP-08). Any other
// refusal stands, also invalid_dpop_proof (DPOP-15). A redirect is not followed here either, so that no proof is made
// for a URL that the app did not mean (DPOP-16).
func (t *dpopTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	origin, err := OriginOf(r.URL.String())
	if err != nil {
		return nil, err
	}
	sent := t.client.nonces.of(origin)
	resp, err := t.send(r, origin, sent)
	if err != nil || !asksForNonce(t.last.get(), !t.token.IsZero()) || !canReplay(r) {
		return resp, err
	}
	nonce := nonceOf(resp.Header)
	if nonce == "" || nonce == sent {
		return resp, nil
	}
	again := r.Clone(r.Context())
	if r.GetBody != nil {
		if again.Body, err = r.GetBody(); err != nil {
			return resp, nil // the first answer stands
		}
	}
	_ = resp.Body.Close() // of a buffer in memory
	t.last.set(nil)
	return t.send(again, origin, nonce)
}

// send sends r with a new proof (DPOP-04) and keeps the nonce of the answer.
func (t *dpopTransport) send(r *http.Request, origin, nonce string) (*http.Response, error) {
	proof, err := t.key.proof(r, t.token, nonce, t.client.Now())
	if err != nil {
		return nil, err
	}
	proven := r.Clone(r.Context())
	proven.Header["DPoP"] = []string{proof} // as the RFC writes it
	resp, err := t.next.RoundTrip(proven)
	if err == nil {
		t.client.nonces.learn(origin, resp.Header)
	}
	return resp, err
}
