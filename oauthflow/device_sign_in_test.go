package oauthflow

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/vault"
)

// deviceRun is the real Client and the embedded provider by one clock, which moves only when the client waits.
type deviceRun struct {
	*Client
	tl      Timeline
	browser *oauthtest.Browser
	person  func(d DeviceAuthorization) // what the person does while the client waits for the first time

	mu     sync.Mutex
	now    time.Time
	pauses []time.Duration
}

func newDeviceRun(t *testing.T) *deviceRun {
	t.Helper()
	return newDeviceRunAt(t, demoprovider.Config{})
}

// newDeviceRunAt is newDeviceRun at a provider of its own kind.
func newDeviceRunAt(t *testing.T, config demoprovider.Config) *deviceRun {
	t.Helper()
	r := &deviceRun{now: time.Now(), browser: oauthtest.NewBrowser("alice", "wonderland")}
	config.Now = r.clock
	provider, err := demoprovider.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	memory, err := vault.Open(t.Context(), vault.Config{})
	if err != nil {
		t.Fatal(err)
	}
	transport := NewTransport()
	t.Cleanup(transport.(*http.Transport).CloseIdleConnections)
	noBrowser := agentFunc(func(context.Context, string) error { t.Error("a browser was opened"); return nil })
	r.Client = NewClient(Profile{
		ID: NewProfileID(), Name: "Demo", Issuer: provider.Issuer(), ClientID: demoprovider.ClientID,
		Scopes: []string{"openid", "profile", "offline_access"}, Redirect: DefaultRedirect(),
	}, transport, noBrowser, NewTokenStore(memory))
	r.Now, r.pauseBy = r.clock, r.pauseFor
	r.person = func(d DeviceAuthorization) { r.confirm(t, d.VerificationURIComplete.Reveal()) }
	return r
}

func (r *deviceRun) clock() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

func (r *deviceRun) move(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = r.now.Add(d)
}

func (r *deviceRun) pauseFor(ctx context.Context, d time.Duration) error {
	r.mu.Lock()
	r.pauses = append(r.pauses, d)
	first := len(r.pauses) == 1
	r.now = r.now.Add(d)
	r.mu.Unlock()
	if first && r.person != nil {
		r.person(*r.device().Device)
	}
	return context.Cause(ctx)
}

// device is the last event that told of the device code.
func (r *deviceRun) device() Event {
	events := slices.Clone(r.tl.Events())
	slices.Reverse(events)
	if i := slices.IndexFunc(events, func(e Event) bool { return e.Device != nil }); i >= 0 {
		return events[i]
	}
	return Event{Device: &DeviceAuthorization{}}
}

func (r *deviceRun) confirm(t *testing.T, at string) {
	if err := r.browser.Open(t.Context(), at); err != nil {
		t.Error(err)
	}
	if _, err := r.browser.Wait(); err != nil {
		t.Error(err)
	}
}

func TestASignInIsConfirmedOnAnotherDevice(t *testing.T) {
	r := newDeviceRun(t)
	var code, complete Secret
	r.person = func(d DeviceAuthorization) {
		code, complete = d.UserCode, d.VerificationURIComplete
		if !strings.HasPrefix(complete.Reveal(), d.VerificationURI+"?") || d.Interval != 5*time.Second {
			t.Errorf("%+v", d)
		}
		r.confirm(t, complete.Reveal())
	}
	session, err := r.SignInElsewhere(t.Context(), &r.tl, SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if session.Claims["name"] != "Ada Lovelace" || session.RefreshToken.IsZero() || !session.Nonce.IsZero() {
		t.Errorf("%v", session.Claims)
	}
	for _, id := range []string{"DEV-02", "DEV-14", "DEV-05", "DEV-03", "DEV-07", "DEV-08", "TRES-01", "JOSE-20", "IDT-14"} {
		wantCheck(t, session.Checks, id, Passed)
	}
	for id, why := range map[string]string{"DISC-10": "no authorization code", "RESP-03": "no redirect", "RESP-09": "no redirect", "IDT-10": "device code"} {
		if c := wantCheck(t, session.Checks, id, Skipped); !strings.Contains(c.Reason, why) {
			t.Errorf("%s: %s", id, c.Reason)
		}
	}
	if len(session.Steps) != 6 || session.Steps[2].Duration < 5*time.Second {
		t.Errorf("%+v", session.Steps)
	}
	if !code.IsZero() || !complete.IsZero() {
		t.Error("the code outlives the sign-in")
	}
	for _, p := range session.GoodPractice() {
		if p.Result() == Failed || p.Rule() == "" {
			t.Errorf("%+v", p)
		}
	}
	renewed, err := r.Refresh(t.Context(), &r.tl)
	if err != nil || renewed.Subject != session.Subject {
		t.Errorf("the refresh: %v", err)
	}
}

func TestTheClientNeverAsksSoonerThanTheProviderAllows(t *testing.T) {
	r := newDeviceRun(t)
	r.person = nil
	asks := 0
	r.Transport = roundTrip(func(req *http.Request) (*http.Response, error) {
		if req.URL.Path == "/token" {
			if asks++; asks == 3 {
				r.move(-2 * time.Second) // the provider finds this poll two seconds early
			}
			if asks == 6 {
				r.confirm(t, r.device().Device.VerificationURIComplete.Reveal())
			}
		}
		return http.DefaultTransport.RoundTrip(req)
	})
	session, err := r.SignInElsewhere(t.Context(), &r.tl, SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []time.Duration{5, 5, 5, 10, 10, 10}
	if len(r.pauses) != len(want) {
		t.Fatalf("%v", r.pauses)
	}
	for i := range want {
		if r.pauses[i] != want[i]*time.Second {
			t.Errorf("pause %d is %v, want %d s", i+1, r.pauses[i], want[i])
		}
	}
	if c := wantCheck(t, session.Checks, "DEV-07", Passed); !strings.Contains(c.Actual, "slowed down 1 times to 10 s") {
		t.Errorf("%s", c.Actual)
	}
	if d := r.device().Device; d.Polls != 5 || d.Interval != 10*time.Second {
		t.Errorf("%+v", *d)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestPollsThatGetNoAnswerBackOffAndGoOn(t *testing.T) {
	r := newDeviceRun(t)
	asks := 0
	r.Transport = roundTrip(func(req *http.Request) (*http.Response, error) {
		if req.URL.Path == "/token" {
			if asks++; asks <= 3 {
				return nil, errors.New("timed out")
			}
		}
		return http.DefaultTransport.RoundTrip(req)
	})
	if _, err := r.SignInElsewhere(t.Context(), &r.tl, SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second, 40 * time.Second}; !slices.Equal(r.pauses, want) {
		t.Errorf("%v", r.pauses)
	}
}

func TestADeviceSignInEndsWithASentence(t *testing.T) {
	for name, row := range map[string]struct {
		prepare func(r *deviceRun, cancel context.CancelCauseFunc)
		options SignInOptions
		code    Code
		step    Step
	}{
		"the person says no": {func(r *deviceRun, _ context.CancelCauseFunc) { r.browser.Deny = true }, SignInOptions{}, CodeAuthorizationDenied, StepRedirect},
		"nobody confirms":    {func(r *deviceRun, _ context.CancelCauseFunc) { r.person = nil }, SignInOptions{}, CodeDeviceCodeExpired, StepRedirect},
		"the provider says expired": {func(r *deviceRun, _ context.CancelCauseFunc) {
			r.person = func(DeviceAuthorization) {
				r.move(11 * time.Minute) // only the provider's clock, in effect: the client has passed its own look
			}
			r.Now, r.Profile.DPoP = time.Now, DPoPOff // a proof would be of another time too
		}, SignInOptions{}, CodeDeviceCodeExpired, StepRedirect},
		"cancelled while it waits": {func(r *deviceRun, cancel context.CancelCauseFunc) {
			r.person = func(DeviceAuthorization) { cancel(ErrCanceled) }
		}, SignInOptions{}, CodeCancelled, StepRedirect},
		"another person": {func(*deviceRun, context.CancelCauseFunc) {}, SignInOptions{Subject: "somebody-else"}, CodeIDTokenSubjectChanged, StepVerify},
		"a client that may not": {func(r *deviceRun, _ context.CancelCauseFunc) {
			r.Profile.ClientID = demoprovider.WebClientID
		}, SignInOptions{}, CodeDeviceRefused, StepAuthorizationRequest},
	} {
		t.Run(name, func(t *testing.T) {
			r := newDeviceRun(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			row.prepare(r, cancel)
			session, err := r.SignInElsewhere(ctx, &r.tl, row.options)
			if session != nil || !errors.Is(err, &Error{Code: row.code, Step: row.step}) {
				t.Errorf("%v", err)
			}
			if _, err := r.Store.Load(t.Context(), r.Profile.ID); !errors.Is(err, ErrNotFound) {
				t.Errorf("stored: %v", err)
			}
			if last := r.tl.Events()[len(r.tl.Events())-1]; last.Kind != EventFailed && name != "another person" { // there, the tokens are revoked after it
				t.Errorf("the last event is %s", last.Kind)
			}
		})
	}
}

func TestAProviderWithoutTheDeviceGrantIsNotAsked(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	var tl Timeline
	if _, err := c.SignInElsewhere(t.Context(), &tl, SignInOptions{}); !errors.Is(err, &Error{Code: CodeDeviceUnsupported}) {
		t.Errorf("%v", err)
	}
	if c.Metadata().CanSignInElsewhere() {
		t.Error("it is said to be there")
	}
}

// DPOP-11, TREQ-07: the tokens of the device grant are bound as those of the code are.
func TestADeviceSignInAtEachKindOfProvider(t *testing.T) {
	for name, row := range map[string]struct {
		config demoprovider.Config
		dpop   DPoPUse
		want   []string
	}{
		"plain": {demoprovider.Config{}, DPoPOff, nil},
		"DPoP":  {demoprovider.Config{}, DPoPRequired, []string{"DPOP-10", "TRES-04"}},
		"DPoP with nonces, EdDSA, opaque tokens, signed UserInfo": {
			demoprovider.Config{
				Algorithm: "EdDSA", OpaqueTokens: true, SignedUserInfo: true,
				Faults: []demoprovider.Fault{demoprovider.FaultNonceRequired, demoprovider.FaultProofRequired},
			}, DPoPRequired, []string{"DPOP-10", "TRES-04", "JOSE-20"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newDeviceRunAt(t, row.config)
			r.Profile.DPoP = row.dpop
			session, err := r.SignInElsewhere(t.Context(), &r.tl, SignInOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if session.Bound() != (row.dpop == DPoPRequired) {
				t.Errorf("token_type %s", session.TokenType)
			}
			for _, id := range row.want {
				wantCheck(t, session.Checks, id, Passed)
			}
			if renewed, err := r.Refresh(t.Context(), &r.tl); err != nil || renewed.Bound() != session.Bound() {
				t.Errorf("refresh: %v", err)
			}
		})
	}
}

// What a connection demands of a sign-in is asked for and judged whichever way the person goes (IDT-11, IDT-12, RES-02).
func TestADeviceSignInAsksAndJudgesAsTheConnectionWants(t *testing.T) {
	r := newDeviceRun(t)
	r.Profile.AuthorizationParameters = map[string]string{"acr_values": "urn:another", "max_age": "3600", "audience": "https://api.example"}
	r.Profile.Resources = []string{r.Profile.Issuer + "/api"}
	var asked string
	r.Transport = roundTrip(func(req *http.Request) (*http.Response, error) {
		if req.URL.Path == "/device-authorization" {
			body, err := req.GetBody()
			if err != nil {
				return nil, err
			}
			form, err := io.ReadAll(body)
			if err != nil {
				return nil, err
			}
			asked = string(form)
		}
		return http.DefaultTransport.RoundTrip(req)
	})
	_, err := r.SignInElsewhere(t.Context(), &r.tl, SignInOptions{})
	if !errors.Is(err, &Error{Code: CodeIDTokenACRNotMet, Step: StepVerify}) {
		t.Errorf("%v", err)
	}
	form, _ := url.ParseQuery(asked)
	if form.Get("acr_values") != "urn:another" || form.Get("max_age") != "3600" || form.Get("audience") != "https://api.example" || form.Get("resource") != r.Profile.Issuer+"/api" || form.Has("prompt") {
		t.Errorf("asked %v", form)
	}
}

// TRES-10, TRES-13: an answer with an error beside tokens is an error, and what it issued is revoked.
func TestTokensBesideAnErrorOfADeviceSignInAreRevoked(t *testing.T) {
	r := newDeviceRun(t)
	var revoked []string
	r.Transport = roundTrip(func(req *http.Request) (*http.Response, error) {
		if req.URL.Path == "/revoke" {
			if err := req.ParseForm(); err != nil {
				t.Error(err)
			}
			revoked = append(revoked, req.PostForm.Get("token"))
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody, Request: req}, nil
		}
		if req.URL.Path != "/token" {
			return http.DefaultTransport.RoundTrip(req)
		}
		body := `{"error":"server_error","access_token":"an-access-token","token_type":"Bearer","refresh_token":"a-refresh-token"}`
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
	})
	session, err := r.SignInElsewhere(t.Context(), &r.tl, SignInOptions{})
	if session != nil || !errors.Is(err, &Error{Code: CodeDeviceRefused}) {
		t.Errorf("%v", err)
	}
	if !slices.Equal(revoked, []string{"a-refresh-token", "an-access-token"}) {
		t.Errorf("revoked: %v", revoked)
	}
}
