package sequence_test

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sequence"
)

// messagesOf are the lines of the diagram below the participants.
func messagesOf(events ...oauthflow.Event) string {
	_, messages, _ := strings.Cut(sequence.New(events).Mermaid(), "API\n")
	return messages
}

func TestASignInThatGoesStepByStepShowsItsStops(t *testing.T) {
	stop := func(s oauthflow.Step) oauthflow.Event { return oauthflow.Event{Kind: oauthflow.EventStopped, Step: s} }
	began := func(s oauthflow.Step) oauthflow.Event {
		return oauthflow.Event{Kind: oauthflow.EventStepBegan, Step: s}
	}
	got := messagesOf(
		stop(oauthflow.StepDiscover), began(oauthflow.StepDiscover),
		stop(oauthflow.StepAuthorizationRequest), began(oauthflow.StepAuthorizationRequest),
		stop(oauthflow.StepRedirect),
		oauthflow.Event{Kind: oauthflow.EventFailed, Step: oauthflow.StepRedirect, Err: &oauthflow.Error{Code: oauthflow.CodeCancelled}},
		began(oauthflow.StepDiscover), // the next sign-in does not stop
	)
	const want = `    Person->>Proofkey: sign in
    Note over Proofkey: stopped before discover
    Person->>Proofkey: continue
    Note over Proofkey: stopped before authorization request
    Person->>Proofkey: continue
    Note over Proofkey: stopped before redirect
    Proofkey--xPerson: ✕ failed: cancelled
    Person->>Proofkey: sign in
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}

// A fetch that two flows shared went over the wire once.
func TestAnExchangeThatIsToldTwiceIsDrawnOnce(t *testing.T) {
	x := &oauthflow.HTTPExchange{Method: "GET", URL: "https://op.example/m", Status: 200, Bytes: 12}
	e := oauthflow.Event{Kind: oauthflow.EventHTTP, Step: oauthflow.StepDiscover, HTTP: x}
	const want = `    Proofkey->>Provider: GET /m
    Provider-->>Proofkey: 200, 12 bytes
    Person->>Proofkey: sign in
    Note over Proofkey: uses that same answer
`
	if got := messagesOf(e, oauthflow.Event{Kind: oauthflow.EventStepBegan, Step: oauthflow.StepDiscover}, e); got != want {
		t.Errorf("got\n%s", got)
	}
}
