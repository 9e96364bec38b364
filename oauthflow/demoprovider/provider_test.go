package demoprovider

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

func unmarshal(t *testing.T, body string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatal(err)
	}
}

// memory is a Store for tests. It notices calls at the same time.
func TestOnlyRequestsToThisHostAreAnswered(t *testing.T) {
	b := newBrowser(t, start(t, Config{API: func(string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	}}))
	port := b.p.Issuer()[strings.LastIndexByte(b.p.Issuer(), ':'):]
	for host, want := range map[string]bool{
		"127.0.0.1" + port: true, "127.0.0.1": false, "localhost" + port: false, "evil.example" + port: false, "127.0.0.1:1": false,
	} {
		for path, good := range map[string]int{"/keys": http.StatusOK, "/api/notes": http.StatusTeapot, "/nowhere": http.StatusNotFound} {
			r := b.request(http.MethodGet, path, nil)
			r.Host = host
			status := http.StatusMisdirectedRequest
			if want {
				status = good
			}
			if s := b.do(r); s.status != status || s.header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s%s: %d, want %d", host, path, s.status, status)
			}
		}
	}
}

func TestItListensOnLoopbackOnly(t *testing.T) {
	p := start(t, Config{})
	if !strings.HasPrefix(p.Issuer(), "http://127.0.0.1:") {
		t.Error(p.Issuer())
	}
	if connection, err := net.Dial("tcp6", "[::1]"+p.Issuer()[strings.LastIndexByte(p.Issuer(), ':'):]); err == nil {
		connection.Close()
		t.Error("it listens on ::1 too")
	}
}

// restart ends a provider and starts another on the same store.
func TestATakenPortMakesANewIssuer(t *testing.T) {
	store := &memory{}
	first := start(t, Config{Store: store})
	b := newBrowser(t, first)
	answer := b.tokens()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp4", strings.TrimPrefix(first.Issuer(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	second := start(t, Config{Store: store})
	if second.Issuer() == first.Issuer() || !second.PortChanged() {
		t.Fatalf("%s, then %s", first.Issuer(), second.Issuer())
	}
	if second.keys.public.Key == first.keys.public.Key {
		t.Error("the new issuer has the key of the old one")
	}
	b.p = second
	if status, answer := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("a refresh token of another issuer: %d %v", status, answer)
	}
	if third := restart(t, second, Config{Store: store}); third.Issuer() != second.Issuer() || third.PortChanged() {
		t.Errorf("the new port is not remembered: %s", third.Issuer())
	}
}

func TestADemandedPortIsTakenOrAnError(t *testing.T) {
	p := start(t, Config{})
	port, err := strconv.Atoi(p.Issuer()[strings.LastIndexByte(p.Issuer(), ':')+1:])
	if err != nil {
		t.Fatal(err)
	}
	if other, err := Start(t.Context(), Config{Port: port}); err == nil {
		t.Errorf("two providers on one port: %v", other.Close())
	}
	if again := restart(t, p, Config{Port: port}); again.Issuer() != p.Issuer() {
		t.Error(again.Issuer())
	}
}

func TestTheEndOfTheContextEndsTheProvider(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, err := Start(ctx, Config{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	p.serving.Wait()
	if connection, err := net.Dial("tcp4", strings.TrimPrefix(p.Issuer(), "http://")); err == nil {
		connection.Close()
		t.Error("it still listens")
	}
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Error(err)
	}
}

// A browser keeps connections open, and one may never send a request.
func TestCloseDoesNotWaitForIdleConnections(t *testing.T) {
	p := start(t, Config{})
	silent, err := net.Dial("tcp4", strings.TrimPrefix(p.Issuer(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	newBrowser(t, p).get("/keys", nil)
	begun := time.Now()
	if err := p.Close(); err != nil || time.Since(begun) > 3*shutdownGrace {
		t.Errorf("%v after %s", err, time.Since(begun))
	}
}
