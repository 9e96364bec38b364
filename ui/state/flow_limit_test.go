package state

import (
	"fmt"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// Thousands of rows of wrapped text take a second to draw, and a report may have them.
func TestAMessageWithVeryManyRowsShowsTheFirstAndSaysHowManyMoreThereAre(t *testing.T) {
	const sent = 5000
	pairs := make([]string, sent)
	lines := make([]oauthflow.HTTPField, sent)
	for i := range pairs {
		pairs[i], lines[i] = fmt.Sprintf("p%d=v", i), oauthflow.HTTPField{Name: fmt.Sprintf("X-%d", i), Value: "v"}
	}
	query := strings.Join(pairs, "&")
	e := exchange(oauthflow.StepAPI, 0, "POST", testIssuer+"/x?"+query, 200)
	e.HTTP.Request = message(oauthflow.HTTPContent{
		Method: "POST", URL: e.HTTP.URL, Body: []byte(query), Size: 2 * len(query), Fields: append(fields("Content-Type", formType), lines...),
	})
	e.HTTP.Answer = message(oauthflow.HTTPContent{Status: 200, Fields: lines[:maxMembers]})
	c := signedIn()
	c.Apply(e)
	d := c.FlowDetail(c.Flow.Len()-1, testNow(), false)
	want := map[FlowPart]string{
		PartParameters: "4800 more are not shown.", PartRequestHeader: "4801 more are not shown.",
		PartRequestBody: "Only the first 38.9 kB of 77.8 kB were kept. 4800 more are not shown.", PartAnswerHeader: "",
	}
	if len(d.Sections) != len(want) {
		t.Fatalf("%d sections", len(d.Sections))
	}
	for _, s := range d.Sections {
		if len(s.Rows) != maxMembers {
			t.Errorf("%s has %d rows", s.Part, len(s.Rows))
		}
		if note := english(t, s.Note); !s.Note.IsZero() && note != want[s.Part] || s.Note.IsZero() && want[s.Part] != "" {
			t.Errorf("%s says %q, want %q", s.Part, note, want[s.Part])
		}
	}
}

func TestAPreviewWithVeryManyParametersSaysHowManyMoreThereAre(t *testing.T) {
	p := testProfile()
	p.AuthorizationParameters = map[string]string{}
	for i := range 400 { // the longest URL has no room for many more
		p.AuthorizationParameters[fmt.Sprintf("p%d", i)] = "v"
	}
	s := NewConnection(p).RequestPreview().Section
	if len(s.Rows) != maxMembers || !strings.Contains(english(t, s.Note), "more are not shown") {
		t.Errorf("%d rows, %v", len(s.Rows), s.Note)
	}
}
