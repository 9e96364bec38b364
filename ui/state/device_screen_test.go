package state

import (
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func deviceShown() oauthflow.DeviceAuthorization {
	return oauthflow.DeviceAuthorization{
		UserCode: oauthflow.NewSecret("WDJB-MJHT"), VerificationURI: "https://op.example/device",
		VerificationURIComplete: oauthflow.NewSecret("https://op.example/device?user_code=WDJB-MJHT"), Interval: 5 * time.Second,
	}
}

// onDevice is a sign-in that waits for another device.
func onDevice() *Connection {
	c := NewConnection(testProfile())
	c.Metadata = &oauthflow.ServerMetadata{DeviceAuthorizationEndpoint: "https://op.example/device_authorization"}
	d := deviceShown()
	c.BeginSignInElsewhere(testNow())
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventStepBegan, Step: oauthflow.StepDiscover})
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventStepEnded, Step: oauthflow.StepDiscover})
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventStepBegan, Step: oauthflow.StepRedirect})
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventDeviceCode, Step: oauthflow.StepRedirect, Device: &d, Deadline: testNow().Add(10 * time.Minute)})
	return c
}

func poll(c *Connection, polls int, answer string, interval time.Duration) {
	d := deviceShown()
	d.Polls, d.LastAnswer, d.Interval = polls, answer, interval
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventPolled, Step: oauthflow.StepRedirect, Device: &d})
}

func TestTheDeviceScreenTellsHowTheWaitGoes(t *testing.T) {
	c := onDevice()
	if c.Screen() != ScreenDevice {
		t.Fatalf("the screen is %s", c.Screen())
	}
	for _, row := range []struct {
		polls    int
		answer   string
		interval time.Duration
		want     string
	}{
		{0, "", 5 * time.Second, "Waiting. Proofkey asks the provider every 5 s."},
		{1, "authorization_pending", 5 * time.Second, "Waiting: asked once, every 5 s."},
		{3, "authorization_pending", 5 * time.Second, "Waiting: asked 3 times, every 5 s."},
		{4, "slow_down", 10 * time.Second, "Waiting: asked 4 times. The provider wants more time: every 10 s from now on."},
		{5, "", 10 * time.Second, "Waiting: asked 5 times, and no answer came to the last. Proofkey asks less often until one comes."},
	} {
		if row.polls > 0 {
			poll(c, row.polls, row.answer, row.interval)
		}
		if got := english(t, c.DeviceScreen(testNow()).Poll); got != row.want {
			t.Errorf("%q, want %q", got, row.want)
		}
	}
	s := c.DeviceScreen(testNow().Add(9*time.Minute + 30*time.Second))
	if !s.Soon || !strings.Contains(english(t, s.Left), "0:30") {
		t.Errorf("%s", english(t, s.Left))
	}
}

func TestPresenterModeLeavesTheUserCodeInSightAndMasksItInTheFlow(t *testing.T) {
	s, c := New(), onDevice()
	s.Add(c)
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventHTTP, Step: oauthflow.StepAuthorizationRequest, HTTP: deviceExchange()})
	for _, presenting := range []bool{false, true} {
		s.Present(presenting)
		if v := c.DeviceScreen(testNow()); v.Code != "WDJB-MJHT" || v.Address != "https://op.example/device" || v.QR == "" {
			t.Errorf("presenting %v: %+v", presenting, v)
		}
		for i := range c.Flow.Len() {
			for _, section := range c.FlowDetail(i, testNow(), false).Sections {
				text := section.Text
				for _, row := range section.Rows {
					text += row.Copy
				}
				if strings.Contains(text, "SECRET") || strings.Contains(text, "WDJB") {
					t.Errorf("presenting %v: %s", presenting, text)
				}
			}
		}
	}
}

func deviceExchange() *oauthflow.HTTPExchange {
	body := `{"device_code":"SECRET-device-code","user_code":"WDJB-MJHT","verification_uri":"https://op.example/device","verification_uri_complete":"https://op.example/device?user_code=WDJB-MJHT"}`
	e := exchange(oauthflow.StepAuthorizationRequest, 0, "POST", "https://op.example/device_authorization", 200)
	e.HTTP.Answer = message(oauthflow.HTTPContent{Status: 200, Fields: fields("Content-Type", "application/json"), Body: []byte(body)})
	return e.HTTP
}

func pollExchange(status int, body string) oauthflow.Event {
	e := exchange(oauthflow.StepTokenRequest, 0, "POST", "https://op.example/token", status)
	e.HTTP.Request = message(oauthflow.HTTPContent{Method: "POST", URL: e.HTTP.URL, Fields: fields("Content-Type", formType), Body: []byte("device_code=SECRET-device-code")})
	e.HTTP.Answer = message(oauthflow.HTTPContent{Status: status, Body: []byte(body)})
	return e
}

func TestTheFlowTellsTheDeviceGrant(t *testing.T) {
	c := onDevice()
	c.Apply(pollExchange(400, `{"error":"authorization_pending"}`))
	c.Apply(pollExchange(400, `{"error":"slow_down"}`))
	c.Apply(pollExchange(400, `{"error":"access_denied"}`))
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventStepEnded, Step: oauthflow.StepRedirect})
	var kinds []FlowKind
	var results []oauthflow.Result
	for i := range c.Flow.Len() {
		kinds, results = append(kinds, c.Flow.Entry(i).Kind), append(results, c.Flow.Entry(i).Result)
	}
	want := []FlowKind{FlowSignIn, FlowDeviceCode, FlowDevicePoll, FlowDevicePoll, FlowDevicePoll}
	if len(kinds) != len(want) {
		t.Fatalf("%v", kinds)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Errorf("%v, want %v", kinds, want)
		}
	}
	if results[2] == oauthflow.Failed || results[3] == oauthflow.Failed || results[4] != oauthflow.Failed {
		t.Errorf("%v", results)
	}
	if c.Flow.Entry(1).Running {
		t.Error("the wait goes on")
	}
	failed := 0
	for i := range c.Flow.Messages() {
		if c.DiagramMessage(i).Failed {
			failed++
		}
	}
	if failed != 1 {
		t.Errorf("%d messages are drawn as failures, want the denial only", failed)
	}
}

func TestTheStripSaysThatThereIsNoRedirect(t *testing.T) {
	c := onDevice()
	if got := english(t, c.StepStrip(testNow().Add(7 * time.Second))[2].Note); got != "none, waiting… 0:07" {
		t.Errorf("%q", got)
	}
	done := signedIn()
	done.Checks = append(done.Checks, oauthflow.Check{ID: "DEV-02", Result: oauthflow.Passed})
	strip := done.StepStrip(testNow())
	if got := english(t, strip[2].Note); got != "none · after 6.2 s" {
		t.Errorf("%q", got)
	}
	if got := english(t, strip[1].Note); got != "code for you" {
		t.Errorf("%q", got)
	}
}

func TestSigningInElsewhereIsOffered(t *testing.T) {
	c := NewConnection(testProfile())
	s := New()
	s.Add(c)
	for _, can := range []bool{false, true} {
		if can {
			c.Metadata = &oauthflow.ServerMetadata{DeviceAuthorizationEndpoint: "https://op.example/device"}
		}
		inMore := false
		for _, b := range c.Header().More {
			inMore = inMore || b.Action == ActionSignInElsewhere && b.Enabled
		}
		if inMore != can || enabled(s)[ActionSignInElsewhere] != can || c.SignedOutScreen().Elsewhere.Enabled != can {
			t.Errorf("can %v: in the header's menu %v", can, inMore)
		}
	}
	c.BeginSignInElsewhere(testNow())
	if enabled(s)[ActionSignInElsewhere] {
		t.Error("offered while a sign-in runs")
	}
}

func TestThePictureOfAnAddressOnThisComputerSaysSo(t *testing.T) {
	for uri, want := range map[string]string{"https://op.example/device": "device.scan", "http://127.0.0.1:8400/device": "device.scan_here"} {
		c := onDevice()
		c.Waiting.Device.VerificationURI = uri
		if got := c.DeviceScreen(testNow()).Scan.Key; got != want {
			t.Errorf("%s: %s, want %s", uri, got, want)
		}
	}
}
