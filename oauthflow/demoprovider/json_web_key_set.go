// The public half of the signing key as a JWK Set, RFC 7517 §5.

package demoprovider

import (
	"net/http"

	"github.com/go-jose/go-jose/v4"
)

func (p *Provider) jsonWebKeySet(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", metadataLife)
	writeJSON(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{p.keys.public}})
}
