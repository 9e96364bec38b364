// The client configuration endpoint, RFC 7592 §2: a client reads and deletes its own registration. Changing one (§2.2)
// is not offered.

package demoprovider

import (
	"maps"
	"net/http"
)

// readRegistration answers as RFC 7592 §2.1. The registration access token is not repeated: only its hash is kept.
func (p *Provider) readRegistration(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("client")
	var information clientInformation
	p.state.view(func(s *state) {
		if kept, ok := s.Clients[id]; ok && hashOfBearer(r, kept.AccessToken) {
			information = p.information(id, kept)
		}
	})
	if information.ClientID == "" {
		refuseBearer(w, "The registration access token is not that of this client.")
		return
	}
	writeJSON(w, http.StatusOK, information)
}

// deleteRegistration ends the client with all that was given to it, RFC 7592 §2.3. An unknown client is answered like a
// wrong token, so that nobody learns which there are.
func (p *Provider) deleteRegistration(w http.ResponseWriter, r *http.Request) {
	id, found := r.PathValue("client"), false
	err := p.state.update(r.Context(), func(s *state) error {
		kept, ok := s.Clients[id]
		if found = ok && hashOfBearer(r, kept.AccessToken); !found {
			return nil
		}
		delete(s.Clients, id)
		maps.DeleteFunc(s.Grants, func(_ string, g *grant) bool { return g.ClientID == id })
		maps.DeleteFunc(s.Codes, func(_ string, c *code) bool { return c.ClientID == id })
		maps.DeleteFunc(s.Devices, func(_ string, d *deviceAuthorization) bool { return d.ClientID == id })
		for _, person := range accounts() {
			delete(s.Consents, consentKey(person.subject, id))
		}
		return nil
	})
	switch {
	case err != nil:
		writeOAuthError(w, err)
	case !found:
		refuseBearer(w, "The registration access token is not that of this client.")
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}
