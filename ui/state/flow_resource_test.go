package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// An API that refuses has its metadata read again (RES-10). It stands between the call and its repetition, and its members
// are explained as metadata.
func TestTheMetadataOfAnAPIStandsBetweenACallAndItsRepetition(t *testing.T) {
	c := signedIn()
	tell := func(step oauthflow.Step, path string, status int, body string) {
		c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventHTTP, Step: step, HTTP: &oauthflow.HTTPExchange{
			Method: "GET", URL: testIssuer + path, Status: status, StartedAt: testNow(),
			Request: message(oauthflow.HTTPContent{Method: "GET", URL: testIssuer + path}),
			Answer:  message(oauthflow.HTTPContent{Status: status, Fields: fields("Content-Type", "application/json"), Body: []byte(body)}),
		}})
	}
	tell(oauthflow.StepAPI, "/api", 401, "{}")
	tell(oauthflow.StepAPI, "/.well-known/oauth-protected-resource/api", 200, `{"authorization_servers":["https://op.example"]}`)
	tell(oauthflow.StepRefresh, "/token", 200, "{}")
	tell(oauthflow.StepAPI, "/api", 200, "{}")
	last := c.Flow.Entry(c.Flow.Len() - 1)
	if last.Kind != FlowAPI || last.Nth != 2 {
		t.Errorf("the repetition is %s, call %d", last.Kind, last.Nth)
	}
	told := ""
	for _, s := range c.FlowDetail(c.Flow.Len()-3, testNow(), false).Sections {
		for _, row := range s.Rows {
			for _, why := range row.Why {
				told += english(t, why)
			}
		}
	}
	if !strings.Contains(told, "Issuers whose tokens the API takes.") {
		t.Errorf("%q", told)
	}
}
