// Sample calls at a provider that a preset is of.

package state

import (
	"slices"

	"proofkey/oauthflow/preset"
)

// knownCalls are the preset's calls at an issuer, read once.
type knownCalls struct {
	issuer, server, account string
	calls                   []preset.Call
}

// presetCalls are the calls that are known of the provider, without those that are there.
func (c *Connection) presetCalls(there []SampleCall) []SampleCall {
	at := knownCalls{issuer: c.Profile.Issuer}
	if s := c.Session; s != nil && s.AccountServer != "" { // of AT Protocol
		at.server, at.account = s.AccountServer, s.Subject
	}
	if k := c.known; k.issuer != at.issuer || k.server != at.server || k.account != at.account {
		all, _ := preset.All() // the files are built in, and a test reads each
		if at.calls = preset.CallsAt(all, at.issuer); at.server != "" {
			at.calls = preset.CallsOfAccount(all, at.server, at.account)
		}
		c.known = at
	}
	var calls []SampleCall
	for _, call := range c.known.calls {
		if !slices.ContainsFunc(there, func(s SampleCall) bool { return s.URL == call.URL }) {
			calls = append(calls, SampleCall{Name: Known(call.Name), Method: "GET", URL: call.URL})
		}
	}
	if url := c.Profile.OAuthOnly.IdentityURL; url != "" && !slices.ContainsFunc(calls, func(s SampleCall) bool { return s.URL == url }) {
		calls = append(calls, SampleCall{Name: T("sample.identity"), Method: "GET", URL: url})
	}
	return calls
}
