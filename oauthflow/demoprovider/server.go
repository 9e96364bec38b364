// The HTTP server: where it listens, what it refuses, which headers every answer has.

package demoprovider

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	loopback       = "127.0.0.1"
	maxBodyBytes   = 64 << 10
	maxHeaderBytes = 64 << 10 // cookies of every other port of this computer come along
)

// contentSecurityPolicy lets a page load its style sheet and its logo and nothing else. form-action is left out on
// purpose: Chromium applies it to the redirects that follow a form, the last of which leads to the client's
// loopback redirect URI, and an IPv6 literal cannot be written in it.
const contentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"

// listen binds the demanded port, or else the remembered one, or else a free one.
func listen(ctx context.Context, demanded, remembered int) (net.Listener, error) {
	var config net.ListenConfig
	on := func(port int) (net.Listener, error) {
		return config.Listen(ctx, "tcp4", net.JoinHostPort(loopback, strconv.Itoa(port)))
	}
	if demanded != 0 {
		return on(demanded)
	}
	if remembered != 0 {
		if listener, err := on(remembered); err == nil {
			return listener, nil
		}
	}
	return on(0)
}

func newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          log.New(io.Discard, "", 0), // a stranger's broken request is no news, and may hold a secret
	}
}

// handler is the whole provider as one http.Handler; api is mounted at /api, /api/ and for its metadata if it is not nil.
func (p *Provider) handler(api http.Handler) http.Handler {
	mux := http.NewServeMux()
	if p.dids == nil {
		mux.HandleFunc("GET /.well-known/openid-configuration", p.shared(p.discovery))
	}
	mux.HandleFunc("GET /.well-known/oauth-authorization-server", p.shared(p.discovery))
	mux.HandleFunc("GET /keys", p.shared(p.jsonWebKeySet))
	mux.HandleFunc("GET /user", p.user)
	mux.HandleFunc("GET /.well-known/oauth-protected-resource", p.accountServer)
	mux.HandleFunc("GET /xrpc/com.atproto.server.getSession", p.accountSession)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /authorize", p.authorize)
	mux.HandleFunc("POST /par", p.push)
	mux.HandleFunc("GET /interaction", p.interaction)
	mux.HandleFunc("POST /select-account", p.selectAccount)
	mux.HandleFunc("POST /sign-in", p.signIn)
	mux.HandleFunc("POST /consent", p.consent)
	mux.HandleFunc("POST /token", p.shared(p.token))
	mux.HandleFunc("OPTIONS /token", p.preflight("POST"))
	mux.HandleFunc("GET /userinfo", p.shared(p.userinfo))
	mux.HandleFunc("POST /userinfo", p.shared(p.userinfo))
	mux.HandleFunc("OPTIONS /userinfo", p.preflight("GET, POST"))
	mux.HandleFunc("POST /device-authorization", p.authorizeDevice)
	mux.HandleFunc("GET /device", p.showDevice)
	mux.HandleFunc("POST /device", p.enterDevice)
	mux.HandleFunc("POST /register", p.register)
	mux.HandleFunc("GET /register/{client}", p.readRegistration)
	mux.HandleFunc("DELETE /register/{client}", p.deleteRegistration)
	mux.HandleFunc("POST /revoke", p.shared(p.revoke))
	mux.HandleFunc("OPTIONS /revoke", p.preflight("POST"))
	mux.HandleFunc("POST /introspect", p.introspect)
	mux.HandleFunc("GET /end-session", p.endSession)
	mux.HandleFunc("POST /end-session", p.endSession)
	mux.HandleFunc("POST /end-session/confirm", p.confirmEndSession)
	mux.HandleFunc("GET /style.css", pageAsset("style.css", "text/css; charset=utf-8"))
	mux.HandleFunc("GET /logo.svg", pageAsset("logo.svg", "image/svg+xml"))
	mux.HandleFunc("GET /{$}", p.home)
	if api != nil {
		for _, path := range []string{"/api", "/api/", "/.well-known/oauth-protected-resource/"} {
			mux.Handle(path, api)
		}
	}
	return p.guard(mux)
}

// guard answers only requests addressed to this very host and port, so that a name that resolves to 127.0.0.1 (DNS
// rebinding) reaches nothing, limits the body, and sets the headers that every answer has.
func (p *Provider) guard(next http.Handler) http.Handler {
	host := strings.TrimPrefix(p.issuer, "http://")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Cache-Control", "no-store")
		header.Set("Content-Security-Policy", contentSecurityPolicy)
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		if r.Host != host {
			http.Error(w, "This server answers only as "+host+".", http.StatusMisdirectedRequest)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
		next.ServeHTTP(w, r)
	})
}
