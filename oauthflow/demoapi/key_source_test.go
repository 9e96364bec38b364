package demoapi

import (
	"net/http"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

func TestKeysAreCachedAndFetchedAgainWhenOneIsUnknown(t *testing.T) {
	f := newFixture(t)
	call := func(want int, why string) {
		t.Helper()
		if w := f.call("GET", "/api/whoami", f.token(), ""); w.Code != want {
			t.Errorf("%s: %d %s", why, w.Code, w.Header().Get("WWW-Authenticate"))
		}
	}
	fetched := func(want int32, why string) {
		t.Helper()
		if got := f.issuer.fetches.Load(); got != want {
			t.Errorf("%s: %d fetches, want %d", why, got, want)
		}
	}
	call(200, "the first token")
	call(200, "the second token")
	fetched(1, "two tokens, one key")
	f.issuer.keys = append([]jose.JSONWebKey{newKey(t, "two")}, f.issuer.keys...)
	call(401, "a new key right after a fetch")
	fetched(1, "no fetch for every unknown name")
	f.now = f.now.Add(reloadPause)
	call(200, "a new key")
	fetched(2, "an unknown name")
	f.issuer.keys = f.issuer.keys[1:]
	f.now = f.now.Add(keyLife)
	call(200, "after the life of the keys")
	fetched(3, "after the life of the keys")
	f.issuer.keys = []jose.JSONWebKey{newKey(t, "one")}
	f.now = f.now.Add(keyLife)
	call(200, "a key of the same name, after the life of the old one")
}

func TestAKeyForAnotherUseIsNoSigningKey(t *testing.T) {
	for name, change := range map[string]func(*jose.JSONWebKey){
		"for encryption":        func(k *jose.JSONWebKey) { k.Use = "enc" },
		"for another algorithm": func(k *jose.JSONWebKey) { k.Algorithm = "RS512" },
	} {
		f := newFixture(t)
		token := f.token()
		change(&f.issuer.keys[0])
		if w := f.call("GET", "/api/whoami", token, ""); w.Code != http.StatusUnauthorized {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}

func TestAnIssuerThatCannotBeAskedIsNotTheCallersFault(t *testing.T) {
	f := newFixture(t)
	f.issuer.down.Store(true)
	if w := f.call("GET", "/api/whoami", f.token(), ""); w.Code != http.StatusServiceUnavailable || decode(t, w)["error"] != "temporarily_unavailable" || w.Header().Get("WWW-Authenticate") != "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	f.issuer.down.Store(false)
	if w := f.call("GET", "/api/whoami", f.token(), ""); w.Code != http.StatusOK {
		t.Errorf("a failed fetch is remembered: %d", w.Code)
	}
}

func TestMetadataOfAnotherIssuerIsNotUsed(t *testing.T) {
	f := newFixture(t)
	f.issuer.issuerID += "/"
	if w := f.call("GET", "/api/whoami", f.token(), ""); w.Code != http.StatusServiceUnavailable || f.issuer.fetches.Load() != 0 {
		t.Errorf("%d", w.Code)
	}
}
