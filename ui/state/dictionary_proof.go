// Members of a proof of possession, its header first, with where each is defined.

package state

func proofEntries() []entryRow {
	return []entryRow{
		{"typ", "RFC 9449 §4.2", risky},
		{"alg", "RFC 9449 §4.2", risky},
		{"jwk", "RFC 9449 §4.2", risky},
		{"jti", "RFC 9449 §4.2, §11.1", risky},
		{"htm", "RFC 9449 §4.2", risky},
		{"htu", "RFC 9449 §4.2", risky},
		{"iat", "RFC 9449 §4.2, §11.1", risky},
		{"ath", "RFC 9449 §4.2, §7", risky},
		{"nonce", "RFC 9449 §4.2, §8", risky},
	}
}
