// The authorization response, RFC 6749 §4.1.2, with the issuer of RFC 9207 in success and error alike.

package demoprovider

import (
	"errors"
	"net/http"
	"net/url"
	"time"
)

const codeLifetime = time.Minute

// code is an authorization code as it is kept: under its hash, with what it stands for.
type code struct {
	ClientID      string    `json:"client_id"`
	RedirectURI   string    `json:"redirect_uri"`
	CodeChallenge string    `json:"code_challenge"`
	Nonce         string    `json:"nonce"`
	Subject       string    `json:"subject"`
	SessionID     string    `json:"session_id"`
	Scopes        []string  `json:"scopes"`
	AuthTime      time.Time `json:"auth_time"`
	ACR           string    `json:"acr"`
	Resource      string    `json:"resource,omitempty"`
	Expires       time.Time `json:"expires"`
	GrantID       string    `json:"grant_id,omitempty"` // once it was redeemed
	Thumbprint    string    `json:"jkt,omitempty"`      // of the key that it is bound to (RFC 9449 §10)
}

// respond ends the transaction and sends the code to the client.
func (p *Provider) respond(w http.ResponseWriter, r *http.Request, tx transaction, session browserSession) {
	if !p.transactions.end(tx.id) { // the same page was sent twice: one answer is enough
		p.showProblem(w, staleText)
		return
	}
	if tx.device != "" {
		p.decideDevice(w, r, tx, deviceApproval(tx, session))
		return
	}
	secret := random(secretBytes)
	err := p.state.update(r.Context(), func(s *state) error {
		granted := tx.granted
		if !tx.consented {
			granted = tx.request.scopes // all of them were agreed to before: else consent would be due
		}
		s.Codes[hash(secret)] = &code{
			ClientID:      tx.request.clientID,
			RedirectURI:   tx.request.redirectURI,
			CodeChallenge: tx.request.codeChallenge,
			Nonce:         tx.request.nonce,
			Subject:       session.Subject,
			SessionID:     session.ID,
			Scopes:        granted,
			AuthTime:      session.AuthTime,
			ACR:           tx.acr(),
			Resource:      tx.request.resource,
			Expires:       p.now().Add(codeLifetime),
			Thumbprint:    tx.request.thumbprint,
		}
		return nil
	})
	if err != nil {
		p.redirectError(w, r, tx.request, refuse("server_error", "The provider could not keep its state."))
		return
	}
	p.redirectToClient(w, r, tx.request, url.Values{"code": {secret}})
}

// redirectError sends an error to the client, RFC 6749 §4.1.2.1.
func (p *Provider) redirectError(w http.ResponseWriter, r *http.Request, request authorizationRequest, err error) {
	e := &oauthError{code: "server_error", description: "The provider could not keep its state."}
	errors.As(err, &e)
	p.redirectToClient(w, r, request, url.Values{"error": {e.code}, "error_description": {e.description}})
}

// redirectToClient uses 303, so that a form with a password is never sent on (RFC 9700 §4.12). A registered
// redirect URI has no query of its own.
func (p *Provider) redirectToClient(w http.ResponseWriter, r *http.Request, request authorizationRequest, response url.Values) {
	if request.state != "" {
		response.Set("state", request.state)
	}
	response.Set("iss", p.issuer)
	http.Redirect(w, r, request.redirectURI+"?"+response.Encode(), http.StatusSeeOther)
}
