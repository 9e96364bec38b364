// The authorization endpoint, RFC 6749 §3.1 and OpenID Connect Core 1.0 §3.1.2.

package demoprovider

import (
	"net/http"
	"net/url"
)

// authorize judges the request and sends the browser on: to the first page that is due, to the client with a code
// where none is due, or to the client with an error. Errors of client_id or redirect_uri never leave the provider.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	values, ok := authorizationParameters(r)
	if !ok {
		p.showProblem(w, "The authorization request could not be read.")
		return
	}
	values, problem := p.pushedParameters(values)
	if problem != "" {
		p.showProblem(w, problem)
		return
	}
	from, redirectURI, problem := p.judgeClient(values)
	if problem != "" {
		p.showProblem(w, problem)
		return
	}
	request, refusal := p.readAuthorizationRequest(from, values)
	if refusal != nil {
		state := values.Get("state")
		if len(values["state"]) > 1 { // none of them is the client's state
			state = ""
		}
		p.redirectError(w, r, authorizationRequest{clientID: from.id, redirectURI: redirectURI, state: state}, refusal)
		return
	}
	tx := transaction{request: request}
	due := p.due(tx, p.currentSession(r))
	if request.prompted(promptNone) && due != stepRespond {
		p.redirectError(w, r, request, silentError(due))
		return
	}
	tx = p.transactions.begin(tx, p.browserBinding(w, r))
	p.toInteraction(w, r, tx)
}

// authorizationParameters takes a GET with a query or a POST with a form (OpenID Connect Core 1.0 §3.1.2.1).
func authorizationParameters(r *http.Request) (url.Values, bool) {
	if r.Method == http.MethodPost {
		values, refusal := form(r)
		return values, refusal == nil
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	return values, err == nil
}

// silentError is the answer to prompt=none where a page would be due (OpenID Connect Core 1.0 §3.1.2.6).
func silentError(due step) *oauthError {
	switch due {
	case stepConsent:
		return refuse("consent_required", "The person has not agreed to all of this.")
	case stepFreshPassword:
		return refuse("interaction_required", "The password has to be typed for the authentication context class asked for.")
	}
	return refuse("login_required", "The person has to sign in.")
}
