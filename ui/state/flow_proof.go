// Proofs of possession in the flow, RFC 9449 §4.2: the JWT in the DPoP header, member by member. A proof is good for one
// request that has been sent, and holds the public half of the key only.

package state

import (
	"strings"

	"proofkey/oauthflow"
)

// proof is the decoded proof of a request; none if it has none.
func (w *flowWriter) proof(fields []oauthflow.HTTPField) []FlowSection {
	var rows []FlowField
	for _, f := range fields {
		if !strings.EqualFold(f.Name, "DPoP") {
			continue
		}
		for part := range 2 { // header and claims
			data, ok := jwtPart(f.Value, part)
			if !ok {
				return nil
			}
			list, _ := members(data)
			for _, m := range list {
				rows = append(rows, w.field(EntryProof, m.name, w.proven(m)))
			}
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return []FlowSection{section(PartProof, rows)}
}

// proven is the value of a member of a proof. A member that a proof must not have is masked like any other.
func (w *flowWriter) proven(m member) string {
	switch text, isText := stringOf(m.value); {
	case m.name == "htu" && isText:
		return w.url(text)
	case m.name == "jwk":
		return pretty(w.masked(m.value))
	}
	return w.member(m)
}
