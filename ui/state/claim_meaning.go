// What a claim means in this session: what was found of those that were judged, else what the dictionary says.

package state

import "proofkey/oauthflow"

// claimMeaning is a sentence or two.
func claimMeaning(name string, claims map[string]any, p oauthflow.Profile) Text {
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
	if entry := Lookup(EntryClaim, name); entry.Known {
		return entry.What
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
