// Members of the header of a JWT, with where each is defined.

package state

// joseEntries lists the members of the header of a signed token, then what only an encrypted one has.
func joseEntries() []entryRow {
	return []entryRow{
		{"alg", "RFC 7515 §4.1.1; RFC 7516 §4.1.1", risky},
		{"kid", "RFC 7515 §4.1.4", risky},
		{"typ", "RFC 7515 §4.1.9; RFC 8725 §3.11", risky},
		{"cty", "RFC 7515 §4.1.10", harmless},
		{"crit", "RFC 7515 §4.1.11", risky},
		{"jku", "RFC 7515 §4.1.2", risky},
		{"jwk", "RFC 7515 §4.1.3", risky},
		{"x5u", "RFC 7515 §4.1.5", risky},
		{"x5c", "RFC 7515 §4.1.6", risky},
		{"x5t", "RFC 7515 §4.1.7", harmless},
		{"x5t#S256", "RFC 7515 §4.1.8", harmless},
		{"b64", "RFC 7797 §3", risky},
		{"enc", "RFC 7516 §4.1.2", harmless},
		{"zip", "RFC 7516 §4.1.3", risky},
		{"epk", "RFC 7518 §4.6.1.1", risky},
		{"apu", "RFC 7518 §4.6.1.2", harmless},
		{"apv", "RFC 7518 §4.6.1.3", harmless},
		{"iv", "RFC 7518 §4.7.1.1", harmless},
		{"tag", "RFC 7518 §4.7.1.2", harmless},
		{"p2s", "RFC 7518 §4.8.1.1", harmless},
		{"p2c", "RFC 7518 §4.8.1.2", risky},
		{"iss", "RFC 7519 §5.3", risky},
		{"sub", "RFC 7519 §5.3", risky},
		{"aud", "RFC 7519 §5.3", risky},
		{"nonce", "Microsoft identity platform documentation", harmless},
	}
}
