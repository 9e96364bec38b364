package report_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// A sign-in on another device that was cancelled: its codes are in no report, and the bundle can be opened again.
func TestASignInElsewhereIsReportedWithoutItsCodes(t *testing.T) {
	r := newRun(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	codes := make(chan []string, 1)
	go func() {
		for n := 0; ; {
			events, err := r.tl.Wait(ctx, n)
			if n += len(events); err != nil {
				return
			}
			for _, e := range events {
				if e.Kind == oauthflow.EventDeviceCode {
					codes <- []string{e.Device.UserCode.Reveal(), e.Device.VerificationURIComplete.Reveal()}
					r.tl.Add(oauthflow.Event{Kind: oauthflow.EventPolled, Step: oauthflow.StepRedirect, Device: e.Device, Deadline: e.Deadline})
					cancel(oauthflow.ErrCanceled)
					return
				}
			}
		}
	}()
	if _, err := r.client.SignInElsewhere(ctx, r.tl, oauthflow.SignInOptions{}); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeCancelled}) {
		t.Fatal(err)
	}
	secrets := <-codes
	b, err := report.NewBundle("Proofkey 1.0", r.client.Profile, nil, r.tl.Events(), report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range secrets {
		if secret == "" || strings.Contains(string(data), secret) {
			t.Errorf("the bundle holds %q", secret)
		}
	}
	if !strings.Contains(string(data), "/device-authorization") || !strings.Contains(string(data), "[device code ") {
		t.Error("the bundle does not tell the request for a code")
	}
	opened, err := report.Open(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	saved, err := opened.Saved()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[oauthflow.EventKind]int{}
	for _, e := range saved.Events {
		kinds[e.Kind]++
	}
	if kinds[oauthflow.EventDeviceCode] != 1 || kinds[oauthflow.EventPolled] != 1 {
		t.Errorf("%v", kinds)
	}
}
