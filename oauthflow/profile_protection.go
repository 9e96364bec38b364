// How a connection's requests and tokens are protected beyond the code flow: pushed authorization requests (RFC 9126)
// and proofs of possession (RFC 9449).

package oauthflow

// PushUse says when the authorization request is pushed. The zero value is PushWhenRequired.
type PushUse string

// When the authorization request is pushed.
const (
	PushWhenRequired PushUse = ""             // when the provider's metadata requires it
	PushWhenOffered  PushUse = "when_offered" // whenever the metadata names the endpoint
)

// PushUses returns the values in the order in which they are offered.
func PushUses() []PushUse { return []PushUse{PushWhenRequired, PushWhenOffered} }

// DPoPUse says whether tokens are to be bound to a key. The zero value is DPoPWhenOffered.
type DPoPUse string

// Whether tokens are to be bound to a key.
const (
	DPoPWhenOffered DPoPUse = ""         // when the metadata lists an algorithm that we have; a Bearer token is taken all the same
	DPoPOff         DPoPUse = "off"      // never
	DPoPRequired    DPoPUse = "required" // always: a Bearer token is refused (TRES-04)
)

// DPoPUses returns the values in the order in which they are offered.
func DPoPUses() []DPoPUse { return []DPoPUse{DPoPOff, DPoPWhenOffered, DPoPRequired} }

func (p Profile) validateProtection() error {
	switch p.PushAuthorization {
	case PushWhenRequired, PushWhenOffered:
	default:
		return invalid("push_authorization", "%q is unknown: use when_offered, or leave it out", p.PushAuthorization)
	}
	switch p.DPoP {
	case DPoPWhenOffered, DPoPOff, DPoPRequired:
	default:
		return invalid("dpop", "%q is unknown: use off or required, or leave it out", p.DPoP)
	}
	return nil
}

// Pushes reports whether the authorization request is pushed to a provider with this metadata.
func (p Profile) Pushes(m *ServerMetadata) bool {
	return m != nil && (m.PushRequired || p.PushAuthorization == PushWhenOffered && m.PushedAuthorizationRequestEndpoint != "")
}
