// Cross-origin requests of the single-page app (the CORS protocol of the Fetch standard, §3.3): its origin alone may
// read answers, and only those of the endpoints that such an app calls. No cookie counts there.

package demoprovider

import "net/http"

// crossOriginAge is how long a browser may keep the answer to a preflight request, in seconds.
const crossOriginAge = "600"

// shared lets pages of the single-page app read the answers of an endpoint.
func (p *Provider) shared(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.shareWithApp(w, r)
		next(w, r)
	}
}

// preflight answers a browser that asks before it sends.
func (p *Provider) preflight(methods string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if p.shareWithApp(w, r) {
			w.Header().Set("Access-Control-Allow-Methods", methods)
			w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
			w.Header().Set("Access-Control-Max-Age", crossOriginAge)
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

// shareWithApp reports whether a page of the single-page app asked.
func (p *Provider) shareWithApp(w http.ResponseWriter, r *http.Request) bool {
	origin := p.clients[SinglePageClientID].origin()
	w.Header().Add("Vary", "Origin")
	if r.Header.Get("Origin") != origin {
		return false
	}
	w.Header().Set("Access-Control-Allow-Origin", origin)
	w.Header().Set("Access-Control-Expose-Headers", "WWW-Authenticate")
	return true
}
