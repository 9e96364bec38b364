package demoapi

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestWhoamiSaysWhoCalled(t *testing.T) {
	f := newFixture(t)
	answer := decode(t, f.call("GET", "/api/whoami", f.token(), ""))
	for name, want := range map[string]any{
		"sub": "248289761001", "client_id": "proofkey", "scope": "openid profile", "jti": "id", "exp": float64(f.now.Add(time.Hour).Unix()),
	} {
		if answer[name] != want {
			t.Errorf("%s: %v", name, answer[name])
		}
	}
}

func TestAdminNeedsItsScope(t *testing.T) {
	f := newFixture(t)
	for scope, want := range map[any]int{"openid admin": 200, "admin": 200, "openid": 403, "administrator": 403, "Admin": 403, nil: 403} {
		w := f.call("GET", "/api/admin", f.token("scope", scope), "")
		challenge := w.Header().Get("WWW-Authenticate")
		if w.Code != want || (want == 403) != (strings.Contains(challenge, `error="insufficient_scope"`) && strings.Contains(challenge, `scope="admin"`)) {
			t.Errorf("scope %v: %d %s", scope, w.Code, challenge)
		}
	}
}

func TestFreshNeedsASignInWithinAMinute(t *testing.T) {
	f := newFixture(t)
	for name, row := range map[string]struct {
		authTime any
		want     int
	}{
		"now": {f.now.Unix(), 200}, "a minute ago": {f.now.Add(-time.Minute).Unix(), 200},
		"61 seconds ago": {f.now.Add(-61 * time.Second).Unix(), 401}, "never said": {nil, 401},
	} {
		w := f.call("GET", "/api/fresh", f.token("auth_time", row.authTime), "")
		challenge := w.Header().Get("WWW-Authenticate")
		stepUp := strings.HasPrefix(challenge, "Bearer ") && strings.Contains(challenge, `error="insufficient_user_authentication"`) && strings.Contains(challenge, `max_age="60"`)
		if w.Code != row.want || (row.want == 401) != stepUp {
			t.Errorf("%s: %d %s", name, w.Code, challenge)
		}
	}
}

func TestLargeAnswersTheBytesAskedFor(t *testing.T) {
	f := newFixture(t)
	token := f.token()
	for _, n := range []int{15, 16, 100, 175, 176, 1000, 123457, maxLargeBytes} {
		w := f.call("GET", fmt.Sprint("/api/large?bytes=", n), token, "")
		if w.Code != http.StatusOK || w.Body.Len() != n || w.Header().Get("Content-Length") != fmt.Sprint(n) {
			t.Errorf("%d: %d, %d bytes", n, w.Code, w.Body.Len())
		}
		decode(t, w)
	}
	for _, bad := range []string{"", "14", "-1", "ten", fmt.Sprint(maxLargeBytes + 1), "99999999999999999999"} {
		if w := f.call("GET", "/api/large?bytes="+bad, token, ""); w.Code != http.StatusBadRequest {
			t.Errorf("%q: %d", bad, w.Code)
		}
	}
}

func TestEveryResourceNeedsATokenAndAllowsNoOtherOrigin(t *testing.T) {
	f := newFixture(t)
	for _, path := range []string{"/api/notes", "/api/whoami", "/api/admin", "/api/fresh", "/api/large?bytes=20", "/api", "/api/mcp"} {
		r := httptest.NewRequestWithContext(t.Context(), "GET", path, nil)
		r.Header.Set("Origin", "https://evil.example")
		w := f.serve(r)
		challenge := `Bearer realm="demo API", resource_metadata="` + f.issuer.URL + metadataPath + r.URL.Path + `"`
		if w.Code != http.StatusUnauthorized || w.Header().Get("WWW-Authenticate") != challenge || w.Body.Len() != 0 {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
		for name := range w.Header() {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: %s", path, name)
			}
		}
		r = httptest.NewRequestWithContext(t.Context(), "OPTIONS", path, nil)
		if w := f.serve(r); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("OPTIONS %s: %d", path, w.Code)
		}
	}
	if w := f.call("GET", "/api/nothing", f.token(), ""); w.Code != http.StatusNotFound {
		t.Errorf("%d", w.Code)
	}
}
