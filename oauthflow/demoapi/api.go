// The API: configuration and routes.

package demoapi

import (
	"encoding/json"
	"net/http"
	"time"
)

// Config says whose tokens the API takes.
type Config struct {
	Issuer   string           // the issuer identifier, compared byte for byte
	Audience string           // what aud must name; "": the issuer followed by "/api"
	HTTP     *http.Client     // for metadata and keys; nil: one of its own, with time-outs and without redirects
	Now      func() time.Time // nil: time.Now
	Proof    bool             // Bearer tokens are refused (RFC 9449)
	Nonce    bool             // proofs need a nonce of the API (RFC 9449 §9)
	Origin   string           // whose pages may call the API from a browser, as scheme://host:port; "": nobody's
}

const (
	fetchTimeout = 10 * time.Second
	freshness    = time.Minute // how old a sign-in may be for /api/fresh
)

// API is the protected resource as an http.Handler. Of the web's pages only those of one origin have business here.
type API struct {
	issuer   string
	audience string
	origin   string
	now      func() time.Time
	keys     *keySource
	notes    *notebook
	routes   *http.ServeMux

	requireProof, requireNonce bool
	proofs                     *proofMemory
}

// New returns an API. It asks the issuer for nothing until the first token has to be judged.
func New(c Config) *API {
	if c.Audience == "" {
		c.Audience = c.Issuer + "/api"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.HTTP == nil {
		c.HTTP = &http.Client{
			Timeout:       fetchTimeout,
			Transport:     &http.Transport{DisableKeepAlives: true}, // two requests an hour need no open connection
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	a := &API{
		issuer:   c.Issuer,
		audience: c.Audience,
		origin:   c.Origin,
		now:      c.Now,
		keys:     &keySource{issuer: c.Issuer, http: c.HTTP, now: c.Now},
		notes:    &notebook{now: c.Now},
		routes:   http.NewServeMux(),

		requireProof: c.Proof,
		requireNonce: c.Nonce,
		proofs:       &proofMemory{now: c.Now},
	}
	a.routes.Handle("GET /api/notes", a.protect(a.listNotes))
	a.routes.Handle("POST /api/notes", a.protect(a.addNote))
	a.routes.Handle("GET /api/whoami", a.protect(a.whoami))
	a.routes.Handle("GET /api/admin", a.protect(a.admin))
	a.routes.Handle("GET /api/fresh", a.protect(a.fresh))
	a.routes.Handle("GET /api/large", a.protect(a.large))
	a.routes.Handle("GET /api", a.protect(a.index))
	a.routes.Handle("GET /api/mcp", a.protect(a.mcp))
	a.routes.Handle("POST /api/mcp", a.protect(a.mcp))
	a.mountMetadata()
	return a
}

// ServeHTTP answers a request at or below /api, and for the metadata of its resources.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if a.crossOrigin(w, r) {
		return
	}
	a.routes.ServeHTTP(w, r)
}

// crossOrigin lets pages of the one origin read the answers (the CORS protocol of the Fetch standard, §3.3), and
// reports whether it has answered the question that a browser asks first.
func (a *API) crossOrigin(w http.ResponseWriter, r *http.Request) bool {
	if a.origin == "" {
		return false
	}
	w.Header().Add("Vary", "Origin")
	if r.Header.Get("Origin") != a.origin {
		return false
	}
	w.Header().Set("Access-Control-Allow-Origin", a.origin)
	w.Header().Set("Access-Control-Expose-Headers", "WWW-Authenticate")
	if r.Method != http.MethodOptions {
		return false
	}
	w.Header().Set("Access-Control-Allow-Methods", "GET, POST")
	w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
	w.Header().Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
	return true
}

// protect lets a request through if it has a good access token, and hands its claims on.
func (a *API) protect(next func(http.ResponseWriter, *http.Request, accessToken)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.requireNonce {
			current, _ := a.proofs.nonces()
			w.Header().Set("DPoP-Nonce", current)
		}
		token, scheme, refusal := presentedToken(r)
		if refusal != nil {
			a.refuse(w, r, refusal)
			return
		}
		claims, refusal := a.judge(r.Context(), token, a.resource(r.URL.Path))
		if refusal == nil {
			refusal = a.judgeBinding(r, scheme, token, claims)
		} else {
			refusal.scheme = scheme
		}
		if refusal != nil {
			a.refuse(w, r, refusal)
			return
		}
		claims.scheme = scheme
		next(w, r, claims)
	})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the caller may have gone: nobody is left to tell
}
