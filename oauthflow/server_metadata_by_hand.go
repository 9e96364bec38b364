// Metadata of a provider whose endpoints were entered by hand: nothing is asked for, and the endpoints are judged as
// announced ones are (DISC-15).

package oauthflow

import (
	"encoding/json"
	"time"
)

// byHandLife is how long the judgement is kept; the endpoints themselves do not age.
const byHandLife = time.Hour

// discoverByHand stands in for fetchMetadata.
func (c *Client) discoverByHand(want metadataExpectation) *discovery {
	m, checks := judgeEndpointsByHand(c.Profile.Endpoints, want)
	if failure := firstFailure(checks); failure != nil {
		return &discovery{checks: checks, err: failure}
	}
	m.FetchedAt = c.Now()
	m.ExpiresAt = m.FetchedAt.Add(byHandLife)
	d := &discovery{metadata: m, checks: checks}
	c.metadata.keep(d)
	return d
}

// judgeEndpointsByHand has the same checks as judgeServerMetadata; those of a document are skipped. The metadata is
// nil if one failed.
func judgeEndpointsByHand(e Endpoints, want metadataExpectation) (*ServerMetadata, []Check) {
	const reason = "the endpoints were entered by hand, so no metadata is asked for"
	checks := skipAll([]Check{judgeIssuer(want.Issuer)}, reason, "DISC-04", "DISC-05", "DISC-09")
	checks = append(checks, skip("DISC-01", reason+"; the issuer is checked in the ID token, and in the redirect if it is given there"))
	m := &ServerMetadata{Issuer: want.Issuer, KeysOptional: want.KeysOptional}
	for _, alg := range signingAlgorithms() { // nothing is announced that could narrow ours (DISC-12)
		m.SigningAlgorithms = append(m.SigningAlgorithms, string(alg))
	}
	needed := m.judgePresence(e.members())
	if needed.Result == Passed {
		needed.Actual = "entered by hand"
	}
	pkce := skip("DISC-10", "the endpoints were entered by hand, so no methods are announced; S256 is sent all the same")
	checks = append(checks, needed, m.judgeEndpoints(), pkce, m.judgePlace(want.Previous))
	if Count(checks, Failed) > 0 {
		return nil, checks
	}
	return m, checks
}

// members are the endpoints as a metadata document has them.
func (e Endpoints) members() map[string]json.RawMessage {
	members := map[string]json.RawMessage{}
	for _, m := range e.Members() {
		if *m.URL == "" {
			continue
		}
		if text, err := json.Marshal(*m.URL); err == nil { // a string always is JSON
			members[m.Name] = text
		}
	}
	return members
}
