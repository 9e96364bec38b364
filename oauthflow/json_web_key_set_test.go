package oauthflow

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// keyServer is a jwks_uri without sockets, so that it takes part in the virtual time of synctest.
type keyServer struct {
	mu     sync.Mutex
	keys   []any
	status int
	header http.Header
	asked  []time.Time
	onAsk  func(n int)
}

func (s *keyServer) RoundTrip(*http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, time.Now())
	if s.onAsk != nil {
		s.onAsk(len(s.asked))
	}
	status := http.StatusOK
	if s.status != 0 {
		status = s.status
	}
	header := s.header
	if header == nil {
		header = http.Header{}
	}
	body := `{"keys":[`
	for i, k := range s.keys {
		if i > 0 {
			body += ","
		}
		body += k.(string)
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(bytes.NewBufferString(body + "]}"))}, nil
}

// client returns a Client of the server and metadata that points there.
func (s *keyServer) client() (*Client, *ServerMetadata) {
	return NewClient(Profile{}, s, nil, nil), &ServerMetadata{Issuer: testIssuer, JWKSURI: testIssuer + "/jwks"}
}

// pauses are the times of the requests after the first one's.
func (s *keyServer) pauses() []time.Duration {
	var pauses []time.Duration
	for _, t := range s.asked {
		pauses = append(pauses, t.Sub(s.asked[0]))
	}
	return pauses
}

// keyNamed is an Ed25519 key as JSON.
func keyNamed(t *testing.T, kid string) string {
	t.Helper()
	b, err := jose.JSONWebKey{Key: testKeys().ed25519.Public(), KeyID: kid}.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func wantedKey(kid string) keyWanted { return keyWanted{KeyID: kid, Algorithm: "EdDSA"} }

func TestKeysAreKeptByTheirCacheControl(t *testing.T) { // JOSE-21
	synctest.Test(t, func(t *testing.T) {
		s := &keyServer{keys: []any{keyNamed(t, "old")}, header: http.Header{"Cache-Control": {"max-age=600"}}}
		c, m := s.client()
		find := func(want int) {
			t.Helper()
			found, err := c.signingKeys(t.Context(), nil, m, wantedKey("old"))
			if err != nil || len(found.Keys) != want {
				t.Errorf("found %d keys, error %v", len(found.Keys), err)
			}
		}
		find(1)
		s.keys = nil
		time.Sleep(10*time.Minute - 1) // virtual
		find(1)
		time.Sleep(time.Nanosecond)
		find(0) // the removed key is not used any more
		s.status = http.StatusInternalServerError
		time.Sleep(10 * time.Minute)
		_, err := c.signingKeys(t.Context(), nil, m, wantedKey("old"))
		wantCode(t, err, CodeKeysUnreachable)
	})
}

func TestKeysOfTheSignInAreUsedWhateverTheirCacheControl(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &keyServer{keys: []any{keyNamed(t, "old")}, header: http.Header{"Cache-Control": {"no-store"}}}
		c, m := s.client()
		startedAt := time.Now()
		stop := c.fetchKeysAhead(t.Context(), nil, m)
		synctest.Wait()
		stop()
		asked := len(s.asked)
		if asked != 1 {
			t.Fatalf("asked %d times ahead", asked)
		}
		time.Sleep(4 * time.Minute) // virtual: the person signs in
		want := wantedKey("old")
		want.Since = startedAt
		if found, err := c.signingKeys(t.Context(), nil, m, want); err != nil || len(found.Keys) != 1 || len(s.asked) != asked {
			t.Errorf("found %v, error %v, asked %d more times", found, err, len(s.asked)-asked)
		}
		want.Since = time.Now() // the next sign-in does not
		if _, err := c.signingKeys(t.Context(), nil, m, want); err != nil || len(s.asked) != asked+1 {
			t.Errorf("error %v, asked %d more times", err, len(s.asked)-asked)
		}
	})
}

func TestFetchAheadLeavesNothingBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // which waits for every goroutine
		blocked := transportFunc(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		c, m := NewClient(Profile{}, blocked, nil, nil), &ServerMetadata{JWKSURI: testIssuer + "/jwks"}
		stop := c.fetchKeysAhead(t.Context(), nil, m)
		synctest.Wait()
		began := time.Now()
		stop()
		if time.Since(began) != 0 {
			t.Errorf("it ended after %v", time.Since(began))
		}
	})
}

func TestKeysComeOnlyFromTheJWKSURI(t *testing.T) { // JOSE-04
	s := &keyServer{keys: []any{keyNamed(t, "a")}}
	c, m := s.client()
	if _, err := c.signingKeys(t.Context(), nil, m, wantedKey("a")); err != nil {
		t.Fatal(err)
	}
	other := *m
	other.JWKSURI = testIssuer + "/other"
	s.keys = []any{keyNamed(t, "b")}
	if found, err := c.signingKeys(t.Context(), nil, &other, wantedKey("b")); err != nil || len(found.Keys) != 1 || len(s.asked) != 2 {
		t.Errorf("found %v, error %v, asked %d times", found, err, len(s.asked))
	}
}

func TestRedirectedOrBrokenKeysAreUnreachable(t *testing.T) { // NET-04
	for _, status := range []int{http.StatusFound, http.StatusNoContent, http.StatusNotFound, http.StatusInternalServerError} {
		s := &keyServer{status: status, header: http.Header{"Location": {"https://evil.example/"}}}
		c, m := s.client()
		_, err := c.signingKeys(t.Context(), nil, m, wantedKey("a"))
		if e := wantCode(t, err, CodeKeysUnreachable); e.Step != StepVerify || len(s.asked) != 1 {
			t.Errorf("step %s, asked %d times", e.Step, len(s.asked))
		}
	}
}
