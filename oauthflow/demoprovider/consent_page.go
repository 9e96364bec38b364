// The consent page: what the client asks for, in words; each scope but openid can be left out.
// OpenID Connect Core 1.0 §3.1.2.4, RFC 6749 §3.3.

package demoprovider

import (
	"net/http"
	"slices"
)

func (p *Provider) showConsent(w http.ResponseWriter, tx transaction, session browserSession) {
	tx.consentFor = session.Subject
	p.transactions.put(tx)
	person, _ := accountBySubject(session.Subject)
	view := page{Title: "Allow access", Transaction: tx.id, Token: tx.token, Name: person.Name, User: person.User, Client: p.clientName(tx.request.clientID), UserCode: tx.userCode}
	for _, s := range scopes() {
		if slices.Contains(tx.request.scopes, s.Name) {
			view.Scopes = append(view.Scopes, s)
		}
	}
	p.show(w, http.StatusOK, "consent.html", view)
}

func (p *Provider) consent(w http.ResponseWriter, r *http.Request) {
	tx, ok := p.postedSignIn(w, r)
	if !ok {
		return
	}
	session := p.currentSession(r)
	if session == nil || tx.consentFor != session.Subject { // another person signed in meanwhile: ask that one
		p.toInteraction(w, r, tx)
		return
	}
	if r.PostForm.Get("decision") != "approve" {
		p.refuseDenied(w, r, tx)
		return
	}
	tx.granted = grantedScopes(tx.request.scopes, r.PostForm["scope"])
	if len(tx.granted) == 0 {
		p.refuseDenied(w, r, tx)
		return
	}
	tx.consented = true
	err := p.state.update(r.Context(), func(s *state) error {
		key := consentKey(session.Subject, tx.request.clientID)
		kept := slices.DeleteFunc(slices.Clone(s.Consents[key]), func(name string) bool { return slices.Contains(tx.request.scopes, name) })
		s.Consents[key] = p.known(append(kept, tx.granted...))
		return nil
	})
	if err != nil {
		p.refuse(w, r, tx, refuse("server_error", "The provider could not keep its state."))
		return
	}
	p.transactions.put(tx)
	p.toInteraction(w, r, tx)
}

// grantedScopes returns those of the requested scopes that are ticked. openid and atproto have no box: without them this
// would be another protocol.
func grantedScopes(requested, ticked []string) []string {
	return slices.DeleteFunc(slices.Clone(requested), func(name string) bool {
		return name != scopeOpenID && name != scopeATProto && !slices.Contains(ticked, name)
	})
}
