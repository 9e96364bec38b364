package oauthflow_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
)

// PAR-01, PAR-02, PAR-04: who pushes, and what is then left for the browser.
func TestTheRequestIsPushedWhenItIsRequiredOrAskedFor(t *testing.T) {
	for name, row := range map[string]struct {
		faults []demoprovider.Fault
		use    oauthflow.PushUse
		pushed bool
	}{
		"offered, and wanted when required": {nil, oauthflow.PushWhenRequired, false},
		"required":                          {[]demoprovider.Fault{demoprovider.FaultPushRequired}, oauthflow.PushWhenRequired, true},
		"offered, and wanted then":          {nil, oauthflow.PushWhenOffered, true},
	} {
		t.Run(name, func(t *testing.T) {
			c, browser := faultyClient(t, demoapi.Config{}, row.faults...)
			c.Profile.PushAuthorization = row.use
			opened := ""
			browser.Opened = func(target string) { opened = target }
			session, events, err := signIn(t, c, oauthflow.SignInOptions{MaxAge: new(int)})
			if err != nil {
				t.Fatal(err)
			}
			u, _ := url.Parse(opened)
			pushes := exchangesOf(events, oauthflow.StepAuthorizationRequest)
			if !row.pushed {
				if len(pushes) != 0 || u.Query().Get("state") == "" {
					t.Errorf("%d pushes, %v", len(pushes), u.Query())
				}
				wantResult(t, session.Checks, "PAR-03", "")
				return
			}
			if len(pushes) != 1 || len(u.Query()) != 2 || u.Query().Get("client_id") != c.Profile.ClientID {
				t.Fatalf("%d pushes, the browser got %v", len(pushes), u.Query())
			}
			form, _ := url.ParseQuery(string(pushes[0].Request.Reveal().Body))
			for _, parameter := range []string{"client_id", "response_type", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method", "max_age"} {
				if len(form[parameter]) != 1 {
					t.Errorf("%s was pushed as %q", parameter, form[parameter])
				}
			}
			if form.Has("request_uri") {
				t.Error("request_uri was pushed")
			}
			for _, id := range []string{"PAR-02", "PAR-03", "PAR-04", "PAR-06"} {
				wantResult(t, session.Checks, id, oauthflow.Passed)
			}
			for _, p := range session.Practice {
				if p.Result() == oauthflow.Failed {
					t.Errorf("good practice: %s", p.Finding)
				}
			}
		})
	}
}

// PAR-06: no silent way back to the front channel; the browser never opens.
func TestARefusedPushEndsTheSignInBeforeTheBrowser(t *testing.T) {
	c, browser := faultyClient(t, demoapi.Config{}, demoprovider.FaultPushRefused)
	c.Profile.PushAuthorization = oauthflow.PushWhenOffered
	browser.Opened = func(string) { t.Error("the browser was opened") }
	_, events, err := signIn(t, c, oauthflow.SignInOptions{})
	var failure *oauthflow.Error
	if !errors.As(err, &failure) || failure.Code != oauthflow.CodePushedRequestRefused || failure.OAuthError != "invalid_request" || failure.Step != oauthflow.StepAuthorizationRequest {
		t.Fatalf("%v", err)
	}
	for _, e := range events {
		if e.Kind == oauthflow.EventRequestReady {
			t.Error("an authorization URL was made")
		}
	}
}

// PAR-05: the provider's page says that it is over, and the sign-in waits for its limit.
func TestAnExpiredReferenceBringsNoCode(t *testing.T) {
	c, browser := faultyClient(t, demoapi.Config{}, demoprovider.FaultPushExpired)
	c.Profile.PushAuthorization = oauthflow.PushWhenOffered
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	var tl oauthflow.Timeline
	browser.Before = func(ctx context.Context, target string) {
		r, _ := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
		if response, err := http.DefaultTransport.RoundTrip(r); err == nil {
			_ = response.Body.Close()
			if response.StatusCode != http.StatusBadRequest {
				t.Errorf("the provider answered %d", response.StatusCode)
			}
		}
		cancel(oauthflow.ErrCanceled)
	}
	if _, err := c.SignIn(ctx, &tl, oauthflow.SignInOptions{Limit: soon}); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeCancelled}) {
		t.Error(err)
	}
	_, _ = browser.Wait()
}

// PAR-05: whoever goes through the sign-in step by step may stop for longer than the reference lives.
func TestAReferenceThatExpiredAtAStopIsPushedAgain(t *testing.T) {
	c, browser := faultyClient(t, demoapi.Config{})
	c.Profile.PushAuthorization = oauthflow.PushWhenOffered
	var late atomic.Int64 // seconds; keys are fetched beside the sign-in
	c.Now = func() time.Time { return time.Now().Add(time.Duration(late.Load()) * time.Second) }
	var opened []string
	browser.Opened = func(target string) { opened = append(opened, target) }
	session, events, err := signIn(t, c, oauthflow.SignInOptions{BeforeStep: func(_ context.Context, s oauthflow.Step) error {
		if s == oauthflow.StepRedirect {
			late.Store(61)
		}
		if s == oauthflow.StepTokenRequest {
			late.Store(0)
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	pushes := exchangesOf(events, oauthflow.StepAuthorizationRequest)
	if len(pushes) != 2 || len(opened) != 1 {
		t.Fatalf("%d pushes, %d browsers", len(pushes), len(opened))
	}
	last := string(pushes[1].Answer.Reveal().Body)
	u, _ := url.Parse(opened[0])
	if !strings.Contains(last, u.Query().Get("request_uri")) {
		t.Error("the browser was given the reference that had expired")
	}
	first, second := pushes[0].Request.Reveal().Body, pushes[1].Request.Reveal().Body
	if !slices.Equal(first, second) {
		t.Error("the second push is another request")
	}
	if session == nil {
		t.Fatal("no session")
	}
	for _, id := range []string{"PAR-03", "PAR-04", "PAR-06"} { // the second push's, in the place of the first one's
		rows := 0
		for _, c := range session.Checks {
			if c.ID == id {
				rows++
			}
		}
		if rows != 1 {
			t.Errorf("%d rows of %s", rows, id)
		}
	}
}

// A push that fails at a stop ends the sign-in, and the ledger says why.
func TestAPushThatFailsAtAStopIsInTheLedger(t *testing.T) {
	c, browser := faultyClient(t, demoapi.Config{})
	c.Profile.PushAuthorization = oauthflow.PushWhenOffered
	browser.Opened = func(string) { t.Error("the browser was opened") }
	var late atomic.Int64
	c.Now = func() time.Time { return time.Now().Add(time.Duration(late.Load()) * time.Second) }
	countPushes(c, true)
	_, events, err := signIn(t, c, oauthflow.SignInOptions{BeforeStep: func(_ context.Context, s oauthflow.Step) error {
		if s == oauthflow.StepRedirect {
			late.Store(61)
		}
		return nil
	}})
	if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodePushedRequestInvalid}) {
		t.Fatalf("%v", err)
	}
	wantResult(t, lastLedger(events), "PAR-03", oauthflow.Failed)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func lastLedger(events []oauthflow.Event) []oauthflow.Check {
	var last []oauthflow.Check
	for _, e := range events {
		if e.Kind == oauthflow.EventChecks {
			last = e.Checks
		}
	}
	return last
}

// countPushes counts the pushes of a client, the second of which gets another status than 201 if it is to be refused.
func countPushes(c *oauthflow.Client, refused bool) *atomic.Int64 {
	pushes, next := new(atomic.Int64), c.Transport
	c.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		answer, err := next.RoundTrip(r)
		if strings.HasSuffix(r.URL.Path, "/par") && err == nil && pushes.Add(1) == 2 && refused {
			answer.StatusCode = http.StatusOK // PAR-03
		}
		return answer, err
	})
	return pushes
}

// wantLinks wants so many links told, each with its end.
func wantLinks(t *testing.T, tl *oauthflow.Timeline, want int) {
	t.Helper()
	links := 0
	for _, e := range tl.Events() {
		if e.Kind == oauthflow.EventRequestReady {
			links++
			if e.LinkExpires.IsZero() {
				t.Error("it is not said when the link ends")
			}
		}
	}
	if links != want {
		t.Errorf("%d links", links)
	}
}

// PAR-05: a link with a reference works once; whoever wants the page again gets a new one, of the same request.
func TestThePageIsOpenedAgainWithANewReference(t *testing.T) {
	c, browser := faultyClient(t, demoapi.Config{}, demoprovider.FaultPushRequired)
	again, pushes := make(chan struct{}, 1), countPushes(c, false)
	var opened []string
	c.UserAgent = agent(func(ctx context.Context, target string) error {
		if opened = append(opened, target); len(opened) == 1 {
			wantPage(t, target, http.StatusSeeOther)
			again <- struct{}{}
			return nil
		}
		wantPage(t, opened[0], http.StatusBadRequest) // it was used, and so it is not opened again
		return browser.Open(ctx, target)
	})
	var tl oauthflow.Timeline
	session, err := c.SignIn(t.Context(), &tl, oauthflow.SignInOptions{Limit: soon, Again: again})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = browser.Wait()
	wantResult(t, session.Checks, "PAR-03", oauthflow.Passed)
	wantLinks(t, &tl, 2)
	if len(opened) != 2 || pushes.Load() != 2 {
		t.Errorf("%d opened, %d pushes", len(opened), pushes.Load())
	}
}

// A new reference that does not come leaves all as it was: the person goes on with the page that is open.
func TestAPageThatIsNotOpenedAgainLeavesTheFirstOne(t *testing.T) {
	c, browser := faultyClient(t, demoapi.Config{}, demoprovider.FaultPushRequired)
	again, told, pushes := make(chan struct{}, 1), make(chan struct{}), countPushes(c, true)
	var link string
	c.UserAgent = agent(func(_ context.Context, target string) error {
		link = target
		again <- struct{}{}
		return nil
	})
	var tl oauthflow.Timeline
	var person sync.WaitGroup
	person.Go(func() { tellFailedBrowser(t.Context(), &tl, told) })
	person.Go(func() {
		<-told
		_ = browser.Open(t.Context(), link) // never fails
	})
	session, err := c.SignIn(t.Context(), &tl, oauthflow.SignInOptions{Limit: soon, Again: again})
	if err != nil {
		t.Fatal(err)
	}
	person.Wait()
	_, _ = browser.Wait()
	wantResult(t, session.Checks, "PAR-03", oauthflow.Passed)
	wantLinks(t, &tl, 1)
	if pushes.Load() != 2 {
		t.Errorf("%d pushes", pushes.Load())
	}
}

type agent func(context.Context, string) error

func (f agent) Open(ctx context.Context, target string) error { return f(ctx, target) }

// wantPage loads a page as a browser without cookies would.
func wantPage(t *testing.T, target string, status int) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
	if err != nil {
		t.Error(err)
		return
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Error(err)
		return
	}
	_ = answer.Body.Close()
	if answer.StatusCode != status {
		t.Errorf("the page has status %d, want %d", answer.StatusCode, status)
	}
}

// tellFailedBrowser closes told when the timeline tells of a page that was not opened, or the test ends.
func tellFailedBrowser(ctx context.Context, tl *oauthflow.Timeline, told chan<- struct{}) {
	defer close(told)
	for n := 0; ; {
		events, err := tl.Wait(ctx, n)
		if err != nil {
			return
		}
		n += len(events)
		for _, e := range events {
			if e.Kind == oauthflow.EventBrowserFailed {
				return
			}
		}
	}
}
