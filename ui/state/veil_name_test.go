package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// A name of a parameter, or of a header, may be a value itself.
func TestPresenterModeMasksANameThatIsAValue(t *testing.T) {
	long := "PERSONAL" + strings.Repeat("x", 80)
	query := "PERSONAL%40people.example=1&scope=openid&PERSONALbare&" + long + "=2"
	s := New()
	c := secretFlow()
	s.Add(c)
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventRequestReady, Step: oauthflow.StepRedirect, Request: message(oauthflow.HTTPContent{Method: "GET", URL: testIssuer + "/authorize?" + query})})
	e := exchange(oauthflow.StepAPI, 0, "POST", testIssuer+"/users?"+query, 200)
	e.HTTP.Request = message(oauthflow.HTTPContent{Method: "POST", URL: e.HTTP.URL, Fields: fields(long, "1", "Content-Type", formType), Body: []byte(query)})
	e.HTTP.Answer = message(oauthflow.HTTPContent{Status: 200, Fields: fields(long, "1", "WWW-Authenticate", `Bearer realm="x", `+long+`="1"`)})
	c.Apply(e)
	c.Phase = PhaseSignedIn
	c.API.URL, c.API.Headers = e.HTTP.URL, long+": 1"
	c.API.Answer = &oauthflow.APIAnswer{Status: 200, Header: map[string][]string{long: {"1"}}}
	c.Profile.AuthorizationParameters = map[string]string{"PERSONAL@people.example": "1"}
	s.Form = EditForm(c.Profile)
	before := onScreen(s)
	if strings.Count(before, "PERSONAL") < 30 {
		t.Fatalf("only %d names are in sight without presenter mode", strings.Count(before, "PERSONAL"))
	}
	s.Present(true)
	for line := range strings.Lines(onScreen(s)) {
		if strings.Contains(line, "PERSONAL") {
			t.Errorf("in sight: %s", line)
		}
	}
	if shown := onScreen(s); !strings.Contains(shown, "scope") || !strings.Contains(shown, "openid") {
		t.Error("the names of the specifications are masked, too")
	}
	if d := c.FlowDetail(c.Flow.Len()-1, testNow(), false); !d.Hidden {
		t.Error("there is nothing to reveal")
	}
	if d := c.FlowDetail(c.Flow.Len()-1, testNow(), true); !strings.Contains(d.Request, "PERSONAL") {
		t.Error("Reveal does not show the names")
	}
}
