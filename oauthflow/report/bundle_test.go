package report_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/report"
)

// flow is a sign-in at the demo provider with all that can follow it.
type flow struct {
	*run
	session *oauthflow.Session
	checks  int // of the sign-in, with UserInfo's
	secrets []string
}

// privatePart is the secret member of the key that the tokens are bound to.
func privatePart(t *testing.T, key oauthflow.Secret) string {
	t.Helper()
	var jwk struct {
		D string `json:"d"`
	}
	if err := json.Unmarshal([]byte(key.Reveal()), &jwk); err != nil || jwk.D == "" {
		t.Fatal("the session has no key")
	}
	return jwk.D
}

// wholeFlow signs in, with the request pushed and the tokens bound, calls the API, refreshes and signs out.
func wholeFlow(t *testing.T) *flow {
	t.Helper()
	r := newRunAt(t, demoprovider.Config{API: func(issuer string) http.Handler { return demoapi.New(demoapi.Config{Issuer: issuer}) }})
	r.client.Profile.Scopes = append(r.client.Profile.Scopes, "offline_access", "phone", "address")
	r.client.Profile.APIOrigins = []string{r.client.Profile.Issuer}
	r.client.Profile.PushAuthorization, r.client.Profile.DPoP = oauthflow.PushWhenOffered, oauthflow.DPoPRequired
	f := &flow{run: r}
	keep := func(s *oauthflow.Session, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		f.session = s
		f.secrets = append(f.secrets, s.AccessToken.Reveal(), s.RefreshToken.Reveal(), s.IDToken.Reveal(), s.Nonce.Reveal(), privatePart(t, s.DPoPKey))
	}
	keep(r.client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second}))
	f.checks = len(f.session.Checks) + 3
	f.call(t, http.MethodPost, "/notes", `{"text":"Ada wrote this"}`)
	f.call(t, http.MethodGet, "/whoami", "")
	keep(r.client.Refresh(t.Context(), r.tl))
	if err := r.client.SignOut(t.Context(), r.tl, oauthflow.SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	for _, form := range r.transport.forms {
		for _, name := range []string{"code", "code_verifier", "token", "refresh_token", "state", "nonce"} {
			if form.Get(name) != "" {
				f.secrets = append(f.secrets, form.Get(name))
			}
		}
	}
	return f
}

func (f *flow) call(t *testing.T, method, path, body string) {
	t.Helper()
	header := http.Header{"X-Api-Key": {"the-header-key"}}
	if body != "" {
		header.Set("Content-Type", "application/json")
	}
	a, err := f.client.CallAPI(t.Context(), f.tl, oauthflow.APIRequest{Method: method, URL: f.client.Profile.Issuer + "/api" + path + "?api_key=the-query-key", Header: header, Body: []byte(body)})
	if err != nil || a.Status >= 300 {
		t.Fatalf("%s: %+v, %v", path, a, err)
	}
}

func (f *flow) bundle(t *testing.T, o report.Options) report.Bundle {
	t.Helper()
	b, err := report.NewBundle("Proofkey 1.0", f.client.Profile, f.session, f.tl.Events(), o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// forms are the texts in which a bundle leaves the app.
func forms(t *testing.T, b report.Bundle) map[string]string {
	t.Helper()
	all := map[string]string{}
	keep := func(name string, data []byte, err error) {
		t.Helper()
		if err != nil || len(data) == 0 {
			t.Fatalf("%s: %d bytes, %v", name, len(data), err)
		}
		all[name] = string(data)
	}
	data, err := b.Encode()
	keep("bundle", data, err)
	data, err = b.HAR()
	keep("HAR", data, err)
	markdown, err := b.Markdown()
	keep("Markdown", []byte(markdown), err)
	diagram, err := b.Diagram()
	keep("Mermaid", []byte(diagram.Mermaid()), err)
	keep("SVG", []byte(diagram.SVG()), err)
	return all
}

func TestAWholeFlowGoesIntoABundleAndBack(t *testing.T) {
	f := wholeFlow(t)
	b := f.bundle(t, report.Options{})
	path := filepath.Join(t.TempDir(), "bundle.json")
	if err := os.WriteFile(path, []byte("what was there before"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := b.Write(path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	opened, err := report.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(opened, b) {
		t.Error("what was opened is not what was saved")
	}
	if opened.Outcome != report.SignedIn || opened.Error != nil || len(opened.Checks) != f.checks || len(opened.Steps) != 6 {
		t.Errorf("%s, %+v, %d checks, %d steps", opened.Outcome, opened.Error, len(opened.Checks), len(opened.Steps))
	}
	wantSaved(t, opened, f)
}

// wantSaved compares what the window shows of a bundle with what it showed of the connection.
func wantSaved(t *testing.T, b report.Bundle, f *flow) {
	t.Helper()
	saved, err := b.Saved()
	if err != nil {
		t.Fatal(err)
	}
	if p := saved.Profile; p.ID == f.client.Profile.ID || p.Issuer != f.client.Profile.Issuer || p.AuthorizationParameters["ui_locales"] != "el" {
		t.Errorf("the connection is %+v", p)
	}
	events := f.tl.Events()
	if len(saved.Events) != len(events) {
		t.Fatalf("%d events, want %d", len(saved.Events), len(events))
	}
	for i, e := range events {
		got := saved.Events[i]
		if got.Kind != e.Kind || got.Step != e.Step || !got.At.Equal(e.At) || len(got.Checks) != len(e.Checks) || (got.Session == nil) != (e.Session == nil) {
			t.Errorf("event %d is %+v", i, got)
		}
		if e.HTTP != nil && (got.HTTP.Status != e.HTTP.Status || got.HTTP.Bytes != e.HTTP.Bytes || len(got.HTTP.Request.Reveal().Fields) != len(e.HTTP.Request.Reveal().Fields)) {
			t.Errorf("exchange %d is %+v", i, got.HTTP)
		}
	}
	if s := saved.Session; s.Claims["iss"] != f.session.Issuer || s.Refreshes != 1 || s.Subject != s.Claims["sub"] || strings.Count(s.IDToken.Reveal(), ".") != 2 {
		t.Errorf("the session is %+v", s)
	}
}

// personal is what the demo provider knows about alice.
func personal() []string {
	return []string{"ada@demo.example", "Ada", "Lovelace", "Countess", "1815-12-10", "demo.example/ada", "7946 0101", "London", "United Kingdom", "248289761001", "alice"}
}

// DISP-02
func TestNothingSecretOrPersonalIsInAnyFormOfABundle(t *testing.T) {
	f := wholeFlow(t)
	secrets := append(f.secrets, f.opened.Get("request_uri"), "the-api-key", "the-header-key", "the-query-key", "wonderland")
	for _, jwt := range f.secrets {
		if parts := strings.Split(jwt, "."); len(parts) == 3 {
			secrets = append(secrets, parts[1], parts[2])
		}
	}
	if len(secrets) < 20 {
		t.Fatalf("only %d secrets to look for", len(secrets))
	}
	for _, row := range []struct {
		name     string
		personal bool
	}{{"with personal claims masked", false}, {"with personal claims", true}} {
		t.Run(row.name, func(t *testing.T) {
			for name, text := range forms(t, f.bundle(t, report.Options{Personal: row.personal})) {
				for i, secret := range secrets {
					if secret == "" || strings.Contains(text, secret) {
						t.Errorf("%s: secret %d is empty or there: %.8s", name, i, secret)
					}
				}
				for _, word := range personal() {
					if !row.personal && strings.Contains(text, word) {
						t.Errorf("%s: %q is there", name, word)
					}
				}
				if row.personal && name == "bundle" && !strings.Contains(text, "ada@demo.example") {
					t.Error("the bundle has no personal claims, though it was to have them")
				}
			}
		})
	}
}

// The code of the redirect is that of the token request, the token of the answer that of the API call: with the same
// marker. Another bundle of the same flow has other markers.
func TestEqualValuesStayEqualInOneBundleAndInNoOther(t *testing.T) {
	f := wholeFlow(t)
	var codes []string
	for range 2 {
		b := f.bundle(t, report.Options{})
		saved, err := b.Saved()
		if err != nil {
			t.Fatal(err)
		}
		var inRedirect, inForm, issued, sent string
		for _, e := range saved.Events {
			switch {
			case e.HTTP == nil:
			case e.Step == oauthflow.StepRedirect:
				inRedirect = after(e.HTTP.Request.Reveal().URL, "code=")
			case e.Step == oauthflow.StepTokenRequest:
				inForm = after(string(e.HTTP.Request.Reveal().Body), "code=")
				var tokens map[string]any
				if err := json.Unmarshal(e.HTTP.Answer.Reveal().Body, &tokens); err != nil {
					t.Fatal(err)
				}
				issued, _ = tokens["access_token"].(string)
			case e.Step == oauthflow.StepAPI:
				for _, field := range e.HTTP.Request.Reveal().Fields {
					if field.Name == "Authorization" {
						sent = strings.TrimPrefix(field.Value, "DPoP ")
					}
				}
			}
		}
		if inRedirect == "" || inRedirect != inForm || !strings.HasPrefix(inForm, "[code ") {
			t.Errorf("the code is %q in the redirect and %q in the token request", inRedirect, inForm)
		}
		if issued == "" || issued != sent {
			t.Errorf("the access token is %q in the answer and %q in the API call", issued, sent)
		}
		codes = append(codes, inForm)
	}
	if codes[0] == codes[1] {
		t.Errorf("two bundles have the same marker %s", codes[0])
	}
}

func after(text, start string) string {
	_, rest, _ := strings.Cut(text, start)
	rest, _, _ = strings.Cut(rest, "&")
	return rest
}

func TestASignInThatFailedGoesIntoABundle(t *testing.T) {
	r := newRun(t)
	r.browser.Deny = true
	if _, err := r.client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second}); err == nil {
		t.Fatal("signed in")
	}
	b, err := report.NewBundle("Proofkey 1.0", r.client.Profile, nil, r.tl.Events(), report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if b.Outcome != report.Failed || b.Error == nil || b.Error.Code != oauthflow.CodeAuthorizationDenied || b.Error.OAuthError != "access_denied" || b.Session != nil {
		t.Errorf("%s, %+v", b.Outcome, b.Error)
	}
	if len(b.Steps) != 3 || oauthflow.Count(b.Checks, oauthflow.Failed) != 1 {
		t.Errorf("%d steps, checks %+v", len(b.Steps), b.Checks)
	}
	forms(t, b)
}

func TestASessionOfAnEarlierStartGoesIntoABundle(t *testing.T) {
	f := wholeFlow(t)
	b, err := report.NewBundle("Proofkey 1.0", f.client.Profile, f.session, nil, report.Options{})
	if err != nil || b.Outcome != report.SignedIn || len(b.Checks) == 0 || len(b.Steps) != 6 || len(b.Events) != 0 {
		t.Errorf("%s, %d checks, %d steps, %v", b.Outcome, len(b.Checks), len(b.Steps), err)
	}
}

// What was too much for a file is gone visibly: bodies first, the oldest first.
func TestALongTimelineFitsIntoABundle(t *testing.T) {
	r := newRun(t)
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	text, _ := json.Marshal(map[string]string{"text": strings.Repeat("x", 60<<10)})
	var events []oauthflow.Event
	for range 700 {
		events = append(events, oauthflow.Event{At: at, Kind: oauthflow.EventHTTP, Step: oauthflow.StepAPI, HTTP: &oauthflow.HTTPExchange{
			Request: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Method: "GET", URL: "https://api.example/"}),
			Answer:  oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Status: 200, Body: text}),
		}})
	}
	b, err := report.NewBundle("Proofkey 1.0", r.client.Profile, nil, events, report.Options{Personal: true})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.Encode()
	if err != nil || len(data) > 32<<20 || len(data) < 30<<20 {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	first, last := b.Events[0].HTTP.Answer, b.Events[len(b.Events)-1].HTTP.Answer
	if len(b.Events) != 700 || !first.Dropped || first.Body != nil || last.Dropped || last.Body == nil {
		t.Errorf("%d events, the first %+v", len(b.Events), first)
	}
	if _, err := report.Open(bytes.NewReader(data)); err != nil {
		t.Error(err)
	}
}

func TestTooManyEventsAreLeftOutVisibly(t *testing.T) {
	r := newRun(t)
	events := slices.Repeat([]oauthflow.Event{{At: time.Unix(1, 0), Kind: oauthflow.EventDeadline}}, 10_003)
	b, err := report.NewBundle("Proofkey 1.0", r.client.Profile, nil, events, report.Options{})
	if err != nil || len(b.Events) != 10_000 || b.Omitted != 3 {
		t.Errorf("%d events, %d left out, %v", len(b.Events), b.Omitted, err)
	}
}
