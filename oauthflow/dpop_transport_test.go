package oauthflow

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// nonceServer is a server that wants proofs with a nonce.
type nonceServer struct {
	*httptest.Server
	nonces []string // of the proofs that came; "": none in it
	bodies []string
	answer func(n int, w http.ResponseWriter) // to the n-th request, from 1
}

func newNonceServer(t *testing.T, answer func(n int, w http.ResponseWriter)) *nonceServer {
	t.Helper()
	s := &nonceServer{answer: answer}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, claims := readProof(t, r.Header.Get("DPoP"))
		nonce, _ := claims["nonce"].(string)
		body, _ := io.ReadAll(r.Body)
		s.nonces, s.bodies = append(s.nonces, nonce), append(s.bodies, string(body))
		s.answer(len(s.nonces), w)
	}))
	t.Cleanup(s.Close)
	return s
}

func wantNonce(w http.ResponseWriter, nonce string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Add("DPoP-Nonce", nonce)
	w.WriteHeader(http.StatusBadRequest)
	_, _ = io.WriteString(w, `{"error":"use_dpop_nonce"}`)
}

// ask sends a form with proofs, and returns the answer's status and how often the timeline saw a request.
func (c *Client) ask(t *testing.T, key *dpopKey, url string) (status, recorded int) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader("a=b"))
	if err != nil {
		t.Fatal(err)
	}
	var tl Timeline
	a, err := c.send(t.Context(), exchange{step: StepTokenRequest, tl: &tl, proofs: &proofs{key: key}}, req)
	if err != nil {
		t.Fatal(err)
	}
	return a.Status, len(tl.Events())
}

// DPOP-05, DPOP-07, DPOP-08: one retry, the newest nonce of this very server, and no loop.
func TestANonceIsTakenFromTheAnswerAndUsedFromThenOn(t *testing.T) {
	c := newTestClient(t, newTestProvider(t))
	key, err := newDPoPKey()
	if err != nil {
		t.Fatal(err)
	}
	s := newNonceServer(t, func(n int, w http.ResponseWriter) {
		switch n {
		case 1:
			wantNonce(w, "one")
		case 2:
			w.Header().Set("DPoP-Nonce", "two") // on a success too
		}
	})
	if status, recorded := c.ask(t, key, s.URL+"/token"); status != 200 || recorded != 2 {
		t.Errorf("status %d after %d requests", status, recorded)
	}
	if status, recorded := c.ask(t, key, s.URL+"/other"); status != 200 || recorded != 1 {
		t.Errorf("status %d after %d requests", status, recorded)
	}
	if got := strings.Join(s.nonces, ","); got != ",one,two" || strings.Join(s.bodies, ",") != "a=b,a=b,a=b" {
		t.Errorf("nonces %s, bodies %v", got, s.bodies)
	}
	other := newNonceServer(t, func(int, http.ResponseWriter) {})
	if c.ask(t, key, other.URL); other.nonces[0] != "" {
		t.Errorf("another server was told %q", other.nonces[0])
	}
}

func TestAServerThatIsNeverContentIsAskedTwice(t *testing.T) {
	c := newTestClient(t, newTestProvider(t))
	key, _ := newDPoPKey()
	for name, row := range map[string]struct {
		answer func(n int, w http.ResponseWriter)
		asked  int
	}{
		"a new nonce each time": {func(n int, w http.ResponseWriter) { wantNonce(w, strings.Repeat("n", n)) }, 2},
		"no nonce at all": {func(_ int, w http.ResponseWriter) {
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{"error":"use_dpop_nonce"}`)
		}, 1},
		"two nonces": {func(_ int, w http.ResponseWriter) {
			w.Header().Add("DPoP-Nonce", "a")
			wantNonce(w, "b")
		}, 1},
		"another error": {func(_ int, w http.ResponseWriter) {
			w.Header().Set("DPoP-Nonce", "a")
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{"error":"invalid_dpop_proof"}`)
		}, 1}, // DPOP-15
	} {
		s := newNonceServer(t, row.answer)
		if status, recorded := c.ask(t, key, s.URL); status != 400 || recorded != row.asked {
			t.Errorf("%s: status %d after %d requests", name, status, recorded)
		}
	}
}

// DPOP-16, NET-05: a redirect is not followed, and no proof is made for where it leads.
func TestNoProofGoesWhereARedirectLeads(t *testing.T) {
	c := newTestClient(t, newTestProvider(t))
	key, _ := newDPoPKey()
	elsewhere := newNonceServer(t, func(int, http.ResponseWriter) {})
	s := newNonceServer(t, func(_ int, w http.ResponseWriter) {
		w.Header().Set("Location", elsewhere.URL)
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	if status, _ := c.ask(t, key, s.URL); status != http.StatusTemporaryRedirect || len(elsewhere.nonces) != 0 {
		t.Errorf("status %d, %d requests elsewhere", status, len(elsewhere.nonces))
	}
}

// The network that breaks at the retry leaves no answer, so that the wish for a nonce is not taken for one.
func TestABrokenRetryLeavesNoAnswer(t *testing.T) {
	c := newTestClient(t, newTestProvider(t))
	key, _ := newDPoPKey()
	s := newNonceServer(t, func(n int, w http.ResponseWriter) {
		if n == 1 {
			wantNonce(w, "one")
			return
		}
		if hijacked, _, err := w.(http.Hijacker).Hijack(); err == nil {
			_ = hijacked.Close()
		}
	})
	client, last := c.httpClient(exchange{step: StepTokenRequest, proofs: &proofs{key: key}})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL, strings.NewReader("a=b"))
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := client.Do(req); err == nil {
		_ = resp.Body.Close()
		t.Error("it did not fail")
	}
	if last.get() != nil {
		t.Error("an answer was left")
	}
}
