// Which page is due in a sign-in, OpenID Connect Core 1.0 §3.1.2.3 and §3.1.2.4, and the address that shows it.

package demoprovider

import (
	"net/http"
	"net/url"
	"slices"
)

type step int

const (
	stepSelectAccount step = iota
	stepSignIn
	stepFreshPassword // signed in, but the class asked for needs the password once more
	stepConsent
	stepRespond // nothing is due: the client gets its code
)

// due says what comes next for a transaction in a browser with this session (nil: nobody is signed in).
func (p *Provider) due(tx transaction, session *browserSession) step {
	request := tx.request
	switch {
	case session == nil:
		return stepSignIn
	case tx.authenticated:
	case tx.other:
		return stepSignIn
	case request.prompted(promptSelectAccount) && !tx.selected:
		return stepSelectAccount
	case request.prompted(promptLogin), request.tooOld(session.AuthTime, p.now()):
		return stepSignIn
	case request.hintedSubject != "" && request.hintedSubject != session.Subject:
		return stepSignIn
	case request.wantsFreshPassword():
		return stepFreshPassword
	}
	if tx.consented && tx.consentFor == session.Subject {
		return stepRespond
	}
	if request.prompted(promptConsent) || !p.hasConsent(session.Subject, request) {
		return stepConsent
	}
	return stepRespond
}

// signedInAsAnother reports whether the password was typed by another person than the id_token_hint names.
func (t transaction) signedInAsAnother(session *browserSession) bool {
	hinted := t.request.hintedSubject
	return t.authenticated && session != nil && hinted != "" && hinted != session.Subject
}

// consentKey is under which the scopes are kept that a person granted to a client.
func consentKey(subject, clientID string) string { return subject + " " + clientID }

func (p *Provider) hasConsent(subject string, request authorizationRequest) bool {
	missing := false
	p.state.view(func(s *state) {
		granted := s.Consents[consentKey(subject, request.clientID)]
		missing = slices.ContainsFunc(request.scopes, func(name string) bool { return !slices.Contains(granted, name) })
	})
	return !missing
}

// toInteraction sends the browser to the address that shows what is due, after a form as well as at the start, so
// that reloading and going back do no harm.
func (p *Provider) toInteraction(w http.ResponseWriter, r *http.Request, tx transaction) {
	http.Redirect(w, r, "/interaction?"+url.Values{"transaction": {tx.id}}.Encode(), http.StatusSeeOther)
}

// interaction shows the page that is due, or answers the client.
func (p *Provider) interaction(w http.ResponseWriter, r *http.Request) {
	tx, ok := p.transactions.find(r.URL.Query().Get("transaction"), p.cookieHash(r))
	if !ok || tx.endSession != nil || tx.device == deviceUndecided {
		p.showProblem(w, staleText)
		return
	}
	session := p.currentSession(r)
	if tx.signedInAsAnother(session) {
		p.refuse(w, r, tx, refuse("login_required", "Another person signed in than the id_token_hint names."))
		return
	}
	switch p.due(tx, session) {
	case stepSelectAccount:
		p.showSelectAccount(w, tx, *session)
	case stepSignIn, stepFreshPassword:
		p.showSignIn(w, http.StatusOK, tx, page{User: userOfHint(tx.request.loginHint)})
	case stepConsent:
		p.showConsent(w, tx, *session)
	case stepRespond:
		p.respond(w, r, tx, *session)
	}
}

// refuse ends the transaction with an error to the client.
func (p *Provider) refuse(w http.ResponseWriter, r *http.Request, tx transaction, refusal *oauthError) {
	p.transactions.end(tx.id)
	if tx.device != "" {
		p.decideDevice(w, r, tx, nil)
		return
	}
	p.redirectError(w, r, tx.request, refusal)
}

// refuseDenied ends the transaction because the person said no.
func (p *Provider) refuseDenied(w http.ResponseWriter, r *http.Request, tx transaction) {
	p.refuse(w, r, tx, refuse("access_denied", "The person did not agree."))
}
