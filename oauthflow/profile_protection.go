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

// writtenDefault is what a file may say instead of leaving the default out.
const writtenDefault DPoPUse = "when_offered"

// written is the value in a file. A list of connections that was written before there was DPoP says nothing of it, and
// the demo connection in it is to go on as it was; so that one's default is always said.
func (p Profile) written() DPoPUse {
	if p.ID == DemoProfileID && p.DPoP == DPoPWhenOffered {
		return writtenDefault
	}
	return p.DPoP
}

// read is the reverse.
func (u DPoPUse) read(id string) DPoPUse {
	switch {
	case u == writtenDefault:
		return DPoPWhenOffered
	case u == "" && id == DemoProfileID:
		return DPoPOff
	}
	return u
}

// writtenDPoP is the member of a connection file that has been read already.
func writtenDPoP(file []byte) DPoPUse {
	f, _ := decodeConnectionFile(file)
	return f.DPoP
}

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
		return invalid("dpop", "%q is unknown: use off, when_offered or required, or leave it out", p.DPoP)
	}
	return nil
}

// Pushes reports whether the authorization request is pushed to a provider with this metadata.
func (p Profile) Pushes(m *ServerMetadata) bool {
	return m != nil && (m.PushRequired || p.OAuthOnly.Identity == IdentityATProto || p.PushAuthorization == PushWhenOffered && m.PushedAuthorizationRequestEndpoint != "")
}
