// Sign-out that the client asks for: OpenID Connect RP-Initiated Logout 1.0 §2 and §3.

package demoprovider

import (
	"net/http"
	"net/url"
)

// endSessionRequest is a judged request.
type endSessionRequest struct {
	postLogoutRedirectURI string // "": the person stays at the provider
	state                 string
}

// endSession signs the browser out at once if the hint names the person who is signed in, or nobody is signed in;
// otherwise it asks, so that no other site can sign a person out.
func (p *Provider) endSession(w http.ResponseWriter, r *http.Request) {
	values, ok := authorizationParameters(r)
	if !ok || notRepeated(values) != nil {
		p.showProblem(w, "The sign-out request could not be read.")
		return
	}
	request, hinted, problem := p.readEndSessionRequest(values)
	if problem != "" {
		p.showProblem(w, problem)
		return
	}
	session := p.currentSession(r)
	if session != nil && session.Subject != hinted {
		tx := p.transactions.begin(transaction{endSession: &request}, p.browserBinding(w, r))
		person, _ := accountBySubject(session.Subject)
		p.show(w, http.StatusOK, "end_session.html", page{Title: "Sign out", Transaction: tx.id, Token: tx.token, Name: person.Name, User: person.User})
		return
	}
	p.finishEndSession(w, r, request)
}

// readEndSessionRequest returns the request, the subject that the hint names, and what is wrong with it.
func (p *Provider) readEndSessionRequest(values url.Values) (request endSessionRequest, hinted, problem string) {
	clientID := ""
	if hint := values.Get("id_token_hint"); hint != "" {
		claims, err := p.readIDTokenHint(hint)
		if err != nil {
			return request, "", "The id_token_hint is no ID token of this provider."
		}
		hinted, clientID = claims.Subject, claims.Audience[0]
	}
	if named := values.Get("client_id"); named != "" {
		if clientID != "" && clientID != named {
			return request, "", "The id_token_hint is of another client than the client_id names."
		}
		clientID = named
	}
	from, known := p.client(clientID)
	if clientID != "" && !known {
		return request, "", "No client is registered under this client_id."
	}
	target := values.Get("post_logout_redirect_uri")
	if target == "" {
		return request, hinted, ""
	}
	if clientID == "" {
		return request, "", "The request says where to return to, but not which client it is from."
	}
	if !from.allowsAfterSignOut(target) {
		return request, "", "This address to return to is not registered for the client."
	}
	return endSessionRequest{postLogoutRedirectURI: target, state: values.Get("state")}, hinted, ""
}

// confirmEndSession takes the answer of the page.
func (p *Provider) confirmEndSession(w http.ResponseWriter, r *http.Request) {
	tx, ok := p.postedTransaction(w, r)
	if !ok {
		return
	}
	if tx.endSession == nil || !p.transactions.end(tx.id) {
		p.showProblem(w, staleText)
		return
	}
	if r.PostForm.Get("decision") != "approve" {
		p.show(w, http.StatusOK, "message.html", page{Title: "Still signed in", Text: "Nothing was changed. You can close this tab."})
		return
	}
	p.finishEndSession(w, r, *tx.endSession)
}

// finishEndSession drops the session and goes where the client wants, §3. Tokens live on: offline_access is meant to.
func (p *Provider) finishEndSession(w http.ResponseWriter, r *http.Request, request endSessionRequest) {
	if err := p.dropSession(r); err != nil {
		p.showProblem(w, "The provider could not keep its state: you may still be signed in here.")
		return
	}
	if request.postLogoutRedirectURI == "" {
		p.show(w, http.StatusOK, "message.html", page{Title: "Signed out", Text: "You are signed out of Demo provider. You can close this tab."})
		return
	}
	target := request.postLogoutRedirectURI
	if request.state != "" {
		target += "?" + url.Values{"state": {request.state}}.Encode()
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
}
