// Sample calls at a provider that a preset is of.

package state

import (
	"slices"

	"proofkey/oauthflow/preset"
)

// knownCalls are the preset's calls at an issuer, read once.
type knownCalls struct {
	issuer string
	calls  []preset.Call
}

// presetCalls are the calls that are known of the provider, without those that are there.
func (c *Connection) presetCalls(there []SampleCall) []SampleCall {
	if issuer := c.Profile.Issuer; c.known.issuer != issuer {
		all, _ := preset.All() // the files are built in, and a test reads each
		c.known = knownCalls{issuer, preset.CallsAt(all, issuer)}
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
