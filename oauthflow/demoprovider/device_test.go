package demoprovider

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// beginDevice asks for a device code as the native client.
func (b *browser) beginDevice(scope string) map[string]any {
	b.t.Helper()
	status, answer := b.api("/device-authorization", url.Values{"client_id": {ClientID}, "scope": {scope}})
	if status != http.StatusOK {
		b.t.Fatalf("%d %v", status, answer)
	}
	return answer
}

func (b *browser) poll(answer map[string]any) (int, map[string]any) {
	b.t.Helper()
	return b.api("/token", url.Values{"client_id": {ClientID}, "grant_type": {deviceGrantType}, "device_code": {text(b.t, answer, "device_code")}})
}

// toConsent opens the verification page with the code filled in, and signs Alice in.
func (b *browser) toConsent(answer map[string]any) screen {
	b.t.Helper()
	s := b.get("/device", url.Values{"user_code": {text(b.t, answer, "user_code")}})
	s = b.submit(s)
	if strings.Contains(s.body, `name="password"`) {
		s = b.signInAlice(s)
	}
	return s
}

func TestADeviceIsSignedInOnAnotherOne(t *testing.T) {
	at := newClock()
	b := newBrowser(t, start(t, Config{Now: at.now}))
	answer := b.beginDevice("openid offline_access")
	if !strings.HasPrefix(text(t, answer, "verification_uri_complete"), text(t, answer, "verification_uri")+"?user_code=") || answer["interval"] != 5.0 {
		t.Errorf("%v", answer)
	}
	if status, refused := b.poll(answer); status != http.StatusBadRequest || refused["error"] != "authorization_pending" {
		t.Errorf("%d %v", status, refused)
	}
	consent := b.toConsent(answer)
	if !strings.Contains(consent.body, "<code>"+text(t, answer, "user_code")+"</code>") {
		t.Errorf("the consent page does not show the code:\n%s", consent.body)
	}
	if done := b.submit(consent, "decision", "approve"); !strings.Contains(done.body, "Device connected") {
		t.Fatalf("%s", done.body)
	}
	at.add(deviceInterval)
	status, tokens := b.poll(answer)
	if status != http.StatusOK || text(t, tokens, "refresh_token") == "" || unverified(t, text(t, tokens, "id_token"))["nonce"] != nil {
		t.Errorf("%d %v", status, tokens["error"])
	}
	if status, again := b.poll(answer); status != http.StatusBadRequest || again["error"] != "invalid_grant" {
		t.Errorf("a device code works twice: %d %v", status, again["error"])
	}
}

func TestADeviceThatAsksTooSoonIsSlowedDown(t *testing.T) {
	at := newClock()
	b := newBrowser(t, start(t, Config{Now: at.now}))
	answer := b.beginDevice("openid")
	for _, step := range []struct {
		after time.Duration
		want  string
	}{
		{0, "authorization_pending"},
		{5 * time.Second, "authorization_pending"},
		{4 * time.Second, "slow_down"}, // ten seconds from now on
		{9 * time.Second, "slow_down"}, // fifteen
		{15 * time.Second, "authorization_pending"},
		{deviceLifetime, "expired_token"},
		{deviceGrace, "invalid_grant"},
	} {
		at.add(step.after)
		if _, refused := b.poll(answer); refused["error"] != step.want {
			t.Errorf("after %v: %v, want %s", step.after, refused["error"], step.want)
		}
	}
}

func TestThePersonCanSayNoToADevice(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	answer := b.beginDevice("openid")
	if done := b.submit(b.toConsent(answer), "decision", "deny"); !strings.Contains(done.body, "Not allowed") {
		t.Errorf("%s", done.body)
	}
	if _, refused := b.poll(answer); refused["error"] != "access_denied" {
		t.Errorf("%v", refused)
	}
}

func TestTheVerificationPageTakesACodeAsPeopleTypeIt(t *testing.T) {
	at := newClock()
	b := newBrowser(t, start(t, Config{Now: at.now}))
	answer := b.beginDevice("openid")
	code := text(t, answer, "user_code")
	for name, typed := range map[string]string{
		"as shown": code, "in lower case": strings.ToLower(code), "without the dash": strings.ReplaceAll(code, "-", ""),
	} {
		if s := b.submit(b.get("/device", nil), "user_code", typed); !strings.Contains(s.body, `name="password"`) {
			t.Errorf("%s: %s", name, s.body)
		}
	}
	for name, typed := range map[string]string{
		"another": "BBBB-BBBB", "none": "-", "a part": code[:4], "script": `"><script>`,
	} {
		s := b.submit(b.get("/device", nil), "user_code", typed)
		if s.status != http.StatusBadRequest || !strings.Contains(s.body, "No device waits") || strings.Contains(s.body, "<script") {
			t.Errorf("%s: %d %s", name, s.status, s.body)
		}
	}
	page := b.submit(b.get("/device", nil), "user_code", code)
	at.add(deviceLifetime)
	if s := b.submit(b.get("/device", nil), "user_code", code); s.status != http.StatusBadRequest {
		t.Errorf("an expired code is taken: %d", s.status)
	}
	if s := b.signInAlice(page); !strings.Contains(s.body, staleText) {
		t.Errorf("an expired transaction goes on: %s", s.body)
	}
}

func TestACodeIsNotDecidedOnWithoutTheBrowsersForm(t *testing.T) {
	p := start(t, Config{})
	b, other := newBrowser(t, p), newBrowser(t, p)
	answer := b.beginDevice("openid")
	page := b.get("/device", url.Values{"user_code": {text(t, answer, "user_code")}})
	if s := other.submit(page); !strings.Contains(s.body, staleText) {
		t.Errorf("another browser sent the form: %s", s.body)
	}
	consent := b.toConsent(answer)
	if s := other.submit(consent, "decision", "approve"); !strings.Contains(s.body, staleText) {
		t.Errorf("another browser agreed: %s", s.body)
	}
	if _, refused := b.poll(answer); refused["error"] != "authorization_pending" {
		t.Errorf("%v", refused)
	}
}

func TestADeviceRequestThatIsRefused(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for name, row := range map[string]struct {
		form url.Values
		want string
	}{
		"no client":          {url.Values{"scope": {"openid"}}, "invalid_request"},
		"an unknown client":  {url.Values{"client_id": {"nobody"}, "scope": {"openid"}}, "invalid_client"},
		"a web app":          {url.Values{"client_id": {WebClientID}, "scope": {"openid"}}, "unauthorized_client"},
		"no scope":           {url.Values{"client_id": {ClientID}}, "invalid_scope"},
		"a repeated scope":   {url.Values{"client_id": {ClientID}, "scope": {"openid", "email"}}, "invalid_request"},
		"a secret is sent":   {url.Values{"client_id": {ClientID}, "scope": {"openid"}, "client_secret": {"x"}}, "invalid_client"},
		"nothing that it is": {url.Values{"client_id": {ClientID}, "scope": {"unheard-of"}}, "invalid_scope"},
	} {
		if _, refused := b.api("/device-authorization", row.form); refused["error"] != row.want {
			t.Errorf("%s: %v", name, refused)
		}
	}
	if _, refused := b.api("/token", url.Values{"client_id": {ClientID}, "grant_type": {deviceGrantType}}); refused["error"] != "invalid_request" {
		t.Errorf("%v", refused)
	}
	answer := b.beginDevice("openid")
	stolen := url.Values{"client_id": {WebClientID}, "grant_type": {deviceGrantType}, "device_code": {text(t, answer, "device_code")}}
	if _, refused := b.api("/token", stolen); refused["error"] != "invalid_grant" {
		t.Errorf("another client: %v", refused)
	}
}

func TestADeviceSurvivesARestart(t *testing.T) {
	store := &memory{}
	first := start(t, Config{Store: store})
	b := newBrowser(t, first)
	answer := b.beginDevice("openid")
	b.submit(b.toConsent(answer), "decision", "approve")
	if strings.Contains(string(store.state), text(t, answer, "device_code")) {
		t.Error("the device code is kept in the clear")
	}
	second := restart(t, first, Config{Store: store})
	b.http.CloseIdleConnections()
	b.p = second
	if status, tokens := b.poll(answer); status != http.StatusOK {
		t.Errorf("%d %v", status, tokens)
	}
}

func TestADeviceIsNeverAllowedWithoutAsking(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for range 2 { // the second time, all was agreed to before
		answer := b.beginDevice("openid")
		consent := b.toConsent(answer)
		if !strings.Contains(consent.body, "must show the code") {
			t.Fatalf("no consent page: %s", consent.body)
		}
		if _, refused := b.poll(answer); refused["error"] != "authorization_pending" {
			t.Errorf("%v", refused)
		}
		b.submit(consent, "decision", "approve")
	}
}

func TestTheFormOfAnotherPageIsNotTakenForACode(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	first, second := b.beginDevice("openid"), b.beginDevice("openid")
	page := b.get("/device", url.Values{"user_code": {text(t, first, "user_code")}})
	b.submit(page)
	if s := b.submit(page, "user_code", text(t, second, "user_code")); !strings.Contains(s.body, staleText) {
		t.Errorf("a page that was sent is taken for another code: %s", s.body)
	}
}
