package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/report"
	"proofkey/oauthflow/vault"
)

// readReport has every member that a report may have, and no other.
type readReport struct {
	Version    int    `json:"version"`
	App        string `json:"app"`
	Connection struct {
		Version    int               `json:"version"`
		Name       string            `json:"name"`
		Issuer     string            `json:"issuer"`
		ClientID   string            `json:"client_id"`
		Scopes     []string          `json:"scopes"`
		Redirect   map[string]any    `json:"redirect"`
		Parameters map[string]string `json:"authorization_parameters"`
		APIOrigins []string          `json:"api_origins"`
	} `json:"connection"`
	Outcome string            `json:"outcome"`
	Error   map[string]string `json:"error"`
	Claims  map[string]any    `json:"claims"`
	Checks  []map[string]any  `json:"checks"`
	Steps   []report.Step     `json:"steps"`
}

// formTransport keeps the forms that are sent, which hold the code and the verifier.
type formTransport struct {
	http.RoundTripper
	forms []url.Values
}

func (f *formTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		form, _ := url.ParseQuery(string(body))
		f.forms = append(f.forms, form)
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	return f.RoundTripper.RoundTrip(r)
}

// run is one sign-in at the demo provider and its report.
type run struct {
	client    *oauthflow.Client
	browser   *oauthtest.Browser
	transport *formTransport
	tl        *oauthflow.Timeline
	opened    url.Values // the authorization request
}

func newRun(t *testing.T) *run {
	t.Helper()
	return newRunAt(t, demoprovider.Config{})
}

func newRunAt(t *testing.T, config demoprovider.Config) *run {
	t.Helper()
	provider, err := demoprovider.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	memory, err := vault.Open(t.Context(), vault.Config{})
	if err != nil {
		t.Fatal(err)
	}
	r := &run{browser: oauthtest.NewBrowser("alice", "wonderland"), transport: &formTransport{RoundTripper: oauthflow.NewTransport()}, tl: &oauthflow.Timeline{}}
	r.browser.Opened = func(target string) {
		if u, err := url.Parse(target); err == nil && (u.Query().Has("state") || u.Query().Has("request_uri")) {
			r.opened = u.Query()
		}
	}
	profile := oauthflow.Profile{
		ID: oauthflow.NewProfileID(), Name: "Demo", Issuer: provider.Issuer(), ClientID: demoprovider.ClientID, Scopes: oauthflow.DefaultScopes(),
		Redirect: oauthflow.DefaultRedirect(), AuthorizationParameters: map[string]string{"api_key": "the-api-key", "ui_locales": "el"},
	}
	r.client = oauthflow.NewClient(profile, r.transport, r.browser, oauthflow.NewTokenStore(memory))
	return r
}

// written returns the report as it stands in the file.
func (r *run) written(t *testing.T) (readReport, string) {
	t.Helper()
	made, err := report.New("Proofkey test", r.client.Profile, r.tl.Events(), func(e *oauthflow.Error) string { return "In words: " + string(e.Code) })
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "report.json")
	if err := os.WriteFile(path, []byte("what was there before"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := made.Write(path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var read readReport
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		t.Fatal(err)
	}
	return read, string(data)
}

func (r readReport) stepNames() []string {
	var names []string
	for _, s := range r.Steps {
		names = append(names, string(s.Step))
	}
	return names
}

func TestReportOfASignIn(t *testing.T) {
	r := newRun(t)
	if err := r.client.Prefetch(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	r.client = oauthflow.NewClient(r.client.Profile, r.client.Transport, r.client.UserAgent, r.client.Store) // nothing is in its cache
	session, err := r.client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := r.written(t)
	if got.Version != 1 || got.App != "Proofkey test" || got.Outcome != "signed_in" || got.Error != nil {
		t.Errorf("version %d, app %q, outcome %q, error %v", got.Version, got.App, got.Outcome, got.Error)
	}
	checkConnection(t, got, r.client.Profile.Issuer)
	if got.Claims["sub"] != session.Subject || len(got.Checks) != len(session.Checks)+3 {
		t.Errorf("claims %v, %d checks", got.Claims, len(got.Checks))
	}
	for _, member := range []string{"id", "name", "result", "expected", "actual", "reason", "source"} {
		if _, ok := got.Checks[0][member].(string); !ok {
			t.Errorf("a check has no %s", member)
		}
	}
	checkSteps(t, got)
}

func checkConnection(t *testing.T, got readReport, issuer string) {
	t.Helper()
	if got.Connection.Version != 1 || got.Connection.Issuer != issuer || got.Connection.ClientID != demoprovider.ClientID ||
		got.Connection.Parameters["ui_locales"] != "el" || got.Connection.Redirect["host"] != "127.0.0.1" {
		t.Errorf("connection %+v", got.Connection)
	}
}

// checkSteps compares the steps of a sign-in from nothing in the cache on.
func checkSteps(t *testing.T, got readReport) {
	t.Helper()
	want := []string{"discover", "authorization_request", "redirect", "token_request", "verify", "signed_in", "userinfo"}
	if names := got.stepNames(); !slices.Equal(names, want) {
		t.Fatalf("steps %v", names)
	}
	for i, want := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/.well-known/openid-configuration", 200},
		{"", "", 0},
		{"GET", "/callback", 303},
		{"POST", "/token", 200},
		{"GET", "/keys", 200},
		{"", "", 0},
		{"GET", "/userinfo", 200},
	} {
		s := got.Steps[i]
		u, err := url.Parse(s.URL)
		if err != nil || s.Method != want.method || u.Path != want.path || s.Status != want.status || s.StartedAt.IsZero() || s.DurationMS < 0 {
			t.Errorf("step %+v", s)
		}
		if i > 0 && s.StartedAt.Before(got.Steps[i-1].StartedAt) {
			t.Errorf("%s began before %s", s.Step, got.Steps[i-1].Step)
		}
	}
}

// DISP-02: what the flow holds in secret is nowhere in the report's bytes, however the sign-in ended.
func TestNoSecretIsInTheReport(t *testing.T) {
	for name, subject := range map[string]string{"signed in": "", "failed at the last": "somebody else"} {
		t.Run(name, func(t *testing.T) {
			r := newRun(t)
			session, err := r.client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second, Subject: subject})
			if (err == nil) != (subject == "") {
				t.Fatal(err)
			}
			secrets := []string{"the-api-key", "hush-hush", "wonderland", r.opened.Get("state"), r.opened.Get("nonce")}
			if session != nil {
				secrets = append(secrets, session.AccessToken.Reveal(), session.IDToken.Reveal(), session.Nonce.Reveal())
			}
			for _, form := range r.transport.forms {
				for _, name := range []string{"code", "code_verifier", "client_secret", "token"} {
					if form.Has(name) {
						secrets = append(secrets, form.Get(name))
					}
				}
			}
			if len(secrets) < 8 {
				t.Fatalf("only %d secrets to look for", len(secrets))
			}
			r.client.Profile.ClientSecret = oauthflow.NewSecret("hush-hush") // the demo provider wants none
			_, data := r.written(t)
			for i, secret := range secrets {
				if secret == "" || strings.Contains(data, secret) {
					t.Errorf("secret %d is empty or in the report", i)
				}
			}
		})
	}
}

// The report is written however the sign-in ends, with the steps that began.
func TestReportOfASignInThatFailed(t *testing.T) {
	stalls := func(ctx context.Context, _ string) { <-ctx.Done() }
	rows := []struct {
		name                 string
		bend                 func(*run, context.CancelCauseFunc)
		limit                time.Duration
		outcome, code, oauth string
		steps                []string
	}{
		{
			"denied by the person", func(r *run, _ context.CancelCauseFunc) { r.browser.Deny = true }, 20 * time.Second,
			"failed", "authorization_denied", "access_denied",
			[]string{"discover", "authorization_request", "redirect"},
		},
		{"cancelled", func(r *run, cancel context.CancelCauseFunc) {
			r.client.UserAgent = agent(func(ctx context.Context, u string) error {
				cancel(oauthflow.ErrCanceled)
				stalls(ctx, u)
				return ctx.Err()
			})
		}, 20 * time.Second, "cancelled", "cancelled", "", []string{"discover", "authorization_request", "redirect"}},
		{"out of time", func(r *run, _ context.CancelCauseFunc) {
			r.client.UserAgent = agent(func(ctx context.Context, u string) error { stalls(ctx, u); return ctx.Err() })
		}, 50 * time.Millisecond, "timed_out", "timed_out", "", []string{"discover", "authorization_request", "redirect"}},
		{
			"at a provider that is not there", func(r *run, _ context.CancelCauseFunc) { r.client.Profile.Issuer = "http://127.0.0.1:1" }, 20 * time.Second,
			"failed", "metadata_unreachable", "",
			[]string{"discover"},
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := newRun(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			row.bend(r, cancel)
			if _, err := r.client.SignIn(ctx, r.tl, oauthflow.SignInOptions{Limit: row.limit}); err == nil {
				t.Fatal("signed in")
			}
			got, _ := r.written(t)
			if got.Outcome != row.outcome || got.Error["code"] != row.code || got.Error["oauth_error"] != row.oauth || got.Error["message"] != "In words: "+row.code {
				t.Errorf("outcome %q, error %v", got.Outcome, got.Error)
			}
			if got.Claims != nil || len(got.Checks) == 0 || got.Error["step"] != row.steps[len(row.steps)-1] {
				t.Errorf("claims %v, %d checks, error at %s", got.Claims, len(got.Checks), got.Error["step"])
			}
			if names := got.stepNames(); !slices.Equal(names, row.steps) {
				t.Errorf("steps %v", names)
			}
		})
	}
}

type agent func(ctx context.Context, u string) error

func (a agent) Open(ctx context.Context, u string) error { return a(ctx, u) }

func TestReportOfASignInThatNeverBegan(t *testing.T) {
	r := newRun(t)
	got, data := r.written(t)
	if got.Outcome != "cancelled" || got.Error["code"] != "cancelled" || got.Error["step"] != "discover" {
		t.Errorf("outcome %q, error %v", got.Outcome, got.Error)
	}
	if !strings.Contains(data, `"checks": []`) || !strings.Contains(data, `"steps": []`) || !strings.Contains(data, `"claims": null`) {
		t.Errorf("report %s", data)
	}
}

// A prefetch and a sign-in that share a fetch are one request in the report.
func TestASharedFetchIsReportedOnce(t *testing.T) {
	r := newRun(t)
	if _, err := r.client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second}); err != nil {
		t.Fatal(err)
	}
	var events []oauthflow.Event
	for _, e := range r.tl.Events() {
		if events = append(events, e); e.Kind == oauthflow.EventHTTP {
			events = append(events, e)
		}
	}
	made, err := report.New("Proofkey test", r.client.Profile, events, noWords)
	if err != nil || len(made.Steps) != 7 {
		t.Errorf("%d steps, %v", len(made.Steps), err)
	}
}

func noWords(*oauthflow.Error) string { return "" }
