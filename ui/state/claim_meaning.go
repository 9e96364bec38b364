// What a claim means: OpenID Connect Core §2, §3.1.3.6 and §5.1, RFC 7519 §4.1, and what vendors usually send.

package state

import (
	"slices"

	"proofkey/oauthflow"
)

// claimMeaning is one sentence; the claims that were judged say what they were found to be.
func claimMeaning(name string, claims map[string]any, p oauthflow.Profile) Text {
	key := "claim." + name
	switch {
	case name == "iss" && claims[name] == p.Issuer:
		return T("claim_note.iss_matches")
	case name == "aud" && claims[name] == p.ClientID:
		return T("claim_note.aud_is_this_client")
	case name == "email", name == "phone_number":
		if flag, ok := flagOf(claims[name+"_verified"]); ok && isText(claims[name]) {
			return verifiedMeaning(name, flag)
		}
	case name == "azp" && claims[name] == p.ClientID:
		return T("claim_note.azp_is_this_client")
	}
	if slices.Contains(claimOrder(), name) {
		return T(key)
	}
	return T("claim_note.unknown")
}

func verifiedMeaning(name string, verified bool) Text {
	word := "false"
	if verified {
		word = "true"
	}
	return T("claim_note."+name+"_verified", "Flag", word)
}
