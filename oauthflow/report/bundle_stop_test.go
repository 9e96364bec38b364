package report

import (
	"testing"

	"proofkey/oauthflow"
)

func TestABundleOfASignInThatWentStepByStepCanBeRead(t *testing.T) {
	stopped := BundleEvent{Kind: oauthflow.EventStopped, Step: oauthflow.StepRedirect}
	if err := (validator{version: bundleVersion}).event(stopped); err != nil {
		t.Error(err)
	}
	if err := (validator{version: 1}).event(stopped); err == nil {
		t.Error("version 1 has no stops")
	}
}

// A sign-in that was cancelled at its first stop is the last one, though none of its steps began.
func TestASignInThatEndedAtItsFirstStopIsTheLastOne(t *testing.T) {
	events := []oauthflow.Event{
		{Kind: oauthflow.EventStepBegan, Step: oauthflow.StepDiscover},
		{Kind: oauthflow.EventSignedIn},
		{Kind: oauthflow.EventStopped, Step: oauthflow.StepDiscover},
		{Kind: oauthflow.EventFailed, Step: oauthflow.StepDiscover},
	}
	if last := lastSignIn(events); len(last) != 2 {
		t.Errorf("the last sign-in has %d events", len(last))
	}
	var b Bundle
	for _, e := range events {
		b.Events = append(b.Events, BundleEvent{Kind: e.Kind, Step: e.Step})
	}
	if i := (side{Bundle: b}).lastSignIn(); i != 2 {
		t.Errorf("compared is what follows event %d", i)
	}
}
