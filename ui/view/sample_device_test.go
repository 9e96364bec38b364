package view

import (
	"strings"
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// elsewhere is a sign-in that waits for another device.
func elsewhere(d oauthflow.DeviceAuthorization) *state.State {
	s := sample()
	c := s.Current()
	c.Metadata.DeviceAuthorizationEndpoint = "http://127.0.0.1:51723/device-authorization"
	at := later(-17)
	c.BeginSignInElsewhere(at)
	for _, step := range []oauthflow.Step{oauthflow.StepDiscover, oauthflow.StepAuthorizationRequest} {
		c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepBegan, Step: step})
		c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepEnded, Step: step, Duration: 4 * time.Millisecond, Cached: step == oauthflow.StepDiscover})
	}
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepBegan, Step: oauthflow.StepRedirect})
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventDeviceCode, Step: oauthflow.StepRedirect, Device: &d, Deadline: at.Add(10 * time.Minute)})
	return s
}

func waitingElsewhere() *state.State {
	return elsewhere(oauthflow.DeviceAuthorization{
		UserCode: oauthflow.NewSecret("WDJB-MJHT"), VerificationURI: "http://127.0.0.1:51723/device",
		VerificationURIComplete: oauthflow.NewSecret("http://127.0.0.1:51723/device?user_code=WDJB-MJHT"),
		Interval:                5 * time.Second, Polls: 3, LastAnswer: "authorization_pending",
	})
}

// waitingElsewhereLong has the longest code and address that are taken, and no QR code.
func waitingElsewhereLong() *state.State {
	return elsewhere(oauthflow.DeviceAuthorization{
		UserCode: oauthflow.NewSecret(strings.Repeat("W", 64)), VerificationURI: "https://login.example/" + strings.Repeat("path/", 300),
		Interval: 10 * time.Second, Polls: 2, LastAnswer: "slow_down",
	})
}
