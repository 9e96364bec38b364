// The browser's session at the provider: one cookie with its own name per port, since cookies do not know ports.

package demoprovider

import (
	"net/http"
	"strings"
	"time"
)

const sessionLifetime = 12 * time.Hour

// browserSession is a signed-in browser.
type browserSession struct {
	ID       string    `json:"id"` // the sid claim; not the cookie
	Subject  string    `json:"subject"`
	AuthTime time.Time `json:"auth_time"`
	Expires  time.Time `json:"expires"`
}

func (p *Provider) cookieName() string {
	return "demo_session_" + p.issuer[strings.LastIndexByte(p.issuer, ':')+1:]
}

// cookieHash returns the hash of the browser's cookie, or "" if it has none.
func (p *Provider) cookieHash(r *http.Request) string {
	cookie, err := r.Cookie(p.cookieName())
	if err != nil || cookie.Value == "" {
		return ""
	}
	return hash(cookie.Value)
}

// browserBinding returns the hash of the browser's cookie, and gives it one if it has none: an unknown browser can
// have transactions.
func (p *Provider) browserBinding(w http.ResponseWriter, r *http.Request) string {
	if known := p.cookieHash(r); known != "" {
		return known
	}
	return p.setCookie(w)
}

// setCookie gives the browser a new cookie and returns its hash. There is no Secure attribute: the provider is http
// on this computer, and a browser would drop such a cookie.
func (p *Provider) setCookie(w http.ResponseWriter) string {
	value := random(secretBytes)
	http.SetCookie(w, &http.Cookie{
		Name: p.cookieName(), Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	return hash(value)
}

// currentSession returns the browser's session; nil if nobody is signed in.
func (p *Provider) currentSession(r *http.Request) *browserSession {
	key := p.cookieHash(r)
	var found *browserSession
	p.state.view(func(s *state) {
		if session, ok := s.Sessions[key]; ok && p.now().Before(session.Expires) {
			copied := *session
			found = &copied
		}
	})
	return found
}

// startSession signs a person in, under a new cookie, so that a cookie planted before is worth nothing. It returns the hash of that cookie.
func (p *Provider) startSession(w http.ResponseWriter, r *http.Request, subject string) (binding string, err error) {
	old := p.cookieHash(r)
	fresh := p.setCookie(w)
	err = p.state.update(r.Context(), func(s *state) error {
		delete(s.Sessions, old)
		s.Sessions[fresh] = &browserSession{
			ID: random(idBytes), Subject: subject, AuthTime: p.now(), Expires: p.now().Add(sessionLifetime),
		}
		return nil
	})
	if err == nil {
		p.transactions.rebind(old, fresh)
	}
	return fresh, err
}

// dropSession signs the browser out.
func (p *Provider) dropSession(r *http.Request) error {
	return p.state.update(r.Context(), func(s *state) error {
		delete(s.Sessions, p.cookieHash(r))
		return nil
	})
}
