// Tokens that are bound to a key, RFC 9449 §5 to §7: who gets them, and how they are presented.

package demoprovider

import (
	"net/http"
	"strings"
)

// boundTo judges the proof of a token request: thumbprint is of its key, and demanded of the one that code or refresh
// token are bound to ("": none).
func (p *Provider) boundTo(thumbprint, demanded string) *oauthError {
	switch {
	case demanded != "" && thumbprint == "":
		return badProof("A proof is needed: this is bound to a key.")
	case demanded != "" && thumbprint != demanded:
		return badProof("The proof is signed with another key than this is bound to.")
	case thumbprint == "" && p.has(FaultProofRequired):
		return badProof("This provider issues bound tokens only: a proof is needed.")
	}
	return nil
}

// demanded is the key that is asked for, none where proofs are ignored.
func (p *Provider) demanded(thumbprint string) string {
	if p.has(FaultProofIgnored) {
		return ""
	}
	return thumbprint
}

// accessTokenUse judges how an access token is presented at UserInfo: one that is bound needs its scheme and a proof
// with its key (§7.1, §7.2).
func (p *Provider) accessTokenUse(r *http.Request, scheme, token string, claims accessTokenClaims) *oauthError {
	isDPoP := strings.EqualFold(scheme, "DPoP")
	if bound := claims.Confirmation != nil; bound != isDPoP {
		if bound {
			return &oauthError{http.StatusUnauthorized, "invalid_token", "The access token is bound to a key: it needs the scheme DPoP and a proof."}
		}
		return &oauthError{http.StatusUnauthorized, "invalid_token", "The access token is bound to no key: its scheme is Bearer."}
	}
	if !isDPoP {
		return nil
	}
	thumbprint, refusal := p.proofKey(r, token)
	switch {
	case refusal != nil:
		refusal.status = http.StatusUnauthorized
		return refusal
	case thumbprint == "":
		return &oauthError{http.StatusUnauthorized, "invalid_dpop_proof", "The request has no proof."}
	case thumbprint != claims.Confirmation.Thumbprint:
		return &oauthError{http.StatusUnauthorized, "invalid_token", "The proof is signed with another key than the access token is bound to."}
	}
	return nil
}

// confirmation is the cnf claim with the thumbprint of a key (§6.1).
type confirmation struct {
	Thumbprint string `json:"jkt"`
}

// confirm returns nil for a token that is bound to no key.
func confirm(thumbprint string) *confirmation {
	if thumbprint == "" {
		return nil
	}
	return &confirmation{thumbprint}
}

func tokenType(thumbprint string) string {
	if thumbprint == "" {
		return "Bearer"
	}
	return "DPoP"
}
