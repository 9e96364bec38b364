package demoapi

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyPagesOfTheOneOriginMayCall(t *testing.T) {
	const own = "http://127.0.0.1:8401"
	for _, configured := range []string{own, ""} {
		f := newFixture(t)
		f.api = New(Config{Issuer: f.issuer.URL, Origin: configured, Now: f.api.now})
		for _, origin := range []string{own, own + "1", "http://localhost:8401", "https://127.0.0.1:8401", "null", ""} {
			for _, method := range []string{http.MethodGet, http.MethodOptions} {
				r := httptest.NewRequestWithContext(t.Context(), method, "/api/notes", nil)
				r.Header.Set("Origin", origin)
				r.Header.Set("Authorization", "Bearer "+f.token())
				w := f.serve(r)
				allowed := configured != "" && origin == configured
				if got := w.Header().Get("Access-Control-Allow-Origin"); (got == own) != allowed || (got != "") != allowed {
					t.Errorf("%s from %q of %q may be read by %q", method, origin, configured, got)
				}
				if w.Header().Get("Access-Control-Allow-Credentials") != "" {
					t.Error("cookies are let in")
				}
				if method == http.MethodOptions && (w.Code == http.StatusNoContent) != allowed {
					t.Errorf("the preflight from %q of %q: %d", origin, configured, w.Code)
				}
			}
		}
	}
}

func TestAPageCanReadTheChallenge(t *testing.T) {
	f := newFixture(t)
	f.api = New(Config{Issuer: f.issuer.URL, Origin: "http://127.0.0.1:8401", Now: f.api.now})
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/whoami", nil)
	r.Header.Set("Origin", "http://127.0.0.1:8401")
	if w := f.serve(r); w.Code != http.StatusUnauthorized || w.Header().Get("Access-Control-Expose-Headers") != "WWW-Authenticate" || w.Header().Get("WWW-Authenticate") == "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}
