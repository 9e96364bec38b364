package state

import (
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sequence"
)

// Each message belongs to the entry that tells it, also where the event added no entry.
func TestEveryMessageBelongsToAnEntry(t *testing.T) {
	at := time.Date(2026, 11, 24, 7, 12, 4, 0, time.UTC)
	x := func(url string) *oauthflow.HTTPExchange {
		return &oauthflow.HTTPExchange{Method: "GET", URL: url, Status: 200, StartedAt: at}
	}
	metadata := x("https://op.example/.well-known/openid-configuration")
	event := func(kind oauthflow.EventKind, step oauthflow.Step) oauthflow.Event {
		return oauthflow.Event{At: at, Kind: kind, Step: step}
	}
	exchange := func(step oauthflow.Step, x *oauthflow.HTTPExchange) oauthflow.Event {
		return oauthflow.Event{At: at, Kind: oauthflow.EventHTTP, Step: step, HTTP: x}
	}
	cached := event(oauthflow.EventStepEnded, oauthflow.StepDiscover)
	cached.Cached = true
	checks := event(oauthflow.EventChecks, oauthflow.StepVerify)
	checks.Checks = []oauthflow.Check{{Result: oauthflow.Passed}}
	early := event(oauthflow.EventChecks, oauthflow.StepVerify)
	events := []oauthflow.Event{
		early, // of no sign-in
		exchange(oauthflow.StepDiscover, metadata),
		exchange(oauthflow.StepDiscover, metadata), // told twice
		event(oauthflow.EventStepBegan, oauthflow.StepDiscover),
		cached,
		event(oauthflow.EventRequestReady, oauthflow.StepRedirect),
		exchange(oauthflow.StepRedirect, x("http://127.0.0.1:1/cb?code=[secret]")),
		event(oauthflow.EventStepEnded, oauthflow.StepRedirect),
		event(oauthflow.EventStepBegan, oauthflow.StepVerify),
		exchange(oauthflow.StepVerify, x("https://op.example/keys")),
		checks,
		event(oauthflow.EventStepEnded, oauthflow.StepVerify),
		event(oauthflow.EventStepBegan, oauthflow.StepSignedIn),
		event(oauthflow.EventSignedIn, oauthflow.StepSignedIn),
		exchange(oauthflow.StepAPI, x("https://api.example/notes")),
	}
	c := &Connection{}
	f := &c.Flow
	for i, e := range events {
		changes, messages := f.Changes(), f.Messages()
		f.take(e)
		if f.Messages() > messages && f.Changes() == changes {
			t.Errorf("event %d adds a message and no change", i)
		}
	}
	none := FlowKind("")
	want := []FlowKind{
		none, FlowDiscover, FlowDiscover, FlowDiscover, FlowSignIn, FlowDiscoverCached,
		FlowAuthorizationRequest, FlowAuthorizationRequest, FlowAuthorizationRequest, FlowRedirect, FlowRedirect, FlowRedirect,
		FlowKeys, FlowKeys, FlowVerify, FlowSignedIn, FlowAPI, FlowAPI,
	}
	if f.Messages() != len(want) {
		t.Fatalf("%d messages, want %d", f.Messages(), len(want))
	}
	for i, kind := range want {
		got := none
		if entry := c.DiagramMessage(i).Entry; entry >= 0 {
			got = f.Entry(entry).Kind
		}
		if got != kind {
			t.Errorf("message %d (%s) belongs to %q, want %q", i, c.DiagramMessage(i).Text.Key, got, kind)
		}
	}
	if m := c.DiagramMessage(len(want) - 2); m.Text.Values["Method"] != "GET" || m.Text.Values["Path"] != "/notes" || m.To != sequence.API {
		t.Errorf("the call is %+v", m)
	}
}

// The first stop stands in the list behind the sign-in that it begins.
func TestTheMessagesOfAStopBelongToIt(t *testing.T) {
	event := func(kind oauthflow.EventKind, step oauthflow.Step) oauthflow.Event {
		return oauthflow.Event{At: testNow(), Kind: kind, Step: step}
	}
	c := &Connection{}
	for _, e := range []oauthflow.Event{
		event(oauthflow.EventStopped, oauthflow.StepDiscover), event(oauthflow.EventStepBegan, oauthflow.StepDiscover),
		event(oauthflow.EventStopped, oauthflow.StepVerify), event(oauthflow.EventStepBegan, oauthflow.StepVerify),
	} {
		c.Flow.take(e)
	}
	want := []struct {
		kind   FlowKind
		before oauthflow.Step
		text   string
	}{
		{FlowSignIn, "", "sign in"},
		{FlowStop, oauthflow.StepDiscover, "stopped before Discover"},
		{FlowStop, oauthflow.StepDiscover, "continue"},
		{FlowStop, oauthflow.StepVerify, "stopped before Verify"},
		{FlowStop, oauthflow.StepVerify, "continue"},
	}
	if c.Flow.Messages() != len(want) {
		t.Fatalf("%d messages", c.Flow.Messages())
	}
	for i, row := range want {
		m := c.DiagramMessage(i)
		if e := c.Flow.Entry(m.Entry); e.Kind != row.kind || e.Before != row.before || english(t, m.Text) != row.text {
			t.Errorf("message %d, %q, belongs to %s before %q", i, english(t, m.Text), e.Kind, e.Before)
		}
	}
}

// What the window says of the picture is true of the one that is saved, which is made of a bundle.
func TestTheSavedDiagramHasTheMessagesOfTheWindow(t *testing.T) {
	shared := exchange(oauthflow.StepDiscover, 1, "GET", testIssuer+"/.well-known/openid-configuration", 200)
	events := []oauthflow.Event{
		shared,
		{At: after(1), Kind: oauthflow.EventStopped, Step: oauthflow.StepDiscover},
		began(oauthflow.StepDiscover, 2), shared,
		{At: after(3), Kind: oauthflow.EventFailed, Step: oauthflow.StepDiscover, Err: &oauthflow.Error{Step: oauthflow.StepDiscover, Code: oauthflow.CodeCancelled}},
	}
	for i := range sequence.MaxPictureMessages {
		events = append(events, exchange(oauthflow.StepAPI, 10+i, "GET", testIssuer+"/notes", 200))
	}
	var f Flow
	for _, e := range events {
		f.take(e)
	}
	saved, err := bundleOf(t, recorded{nil, events}).Diagram()
	if err != nil {
		t.Fatal(err)
	}
	if len(saved.Messages) != f.Messages() || saved.LeftOut() != f.LeftOutOfPicture() || f.LeftOutOfPicture() <= sequence.MaxPictureMessages {
		t.Errorf("the window has %d messages, %d left out; the picture has %d, %d left out", f.Messages(), f.LeftOutOfPicture(), len(saved.Messages), saved.LeftOut())
	}
	for i, m := range saved.Messages {
		if live := f.diagram.Messages[i]; live.Text != m.Text || live.Kind != m.Kind {
			t.Errorf("message %d is %q in the window and %q in the picture", i, live.Text, m.Text)
		}
	}
}

func TestParticipantsHaveNames(t *testing.T) {
	if got := len(ParticipantNames()); got != len(sequence.Participants()) {
		t.Errorf("%d names", got)
	}
}
