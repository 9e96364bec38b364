package state

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func TestTheWaitingScreenOfPicture02(t *testing.T) {
	c := waiting()
	now := testNow().Add(7 * time.Second)
	s := c.WaitingScreen(now)
	got := [...]string{english(t, s.Title), english(t, s.Body), english(t, s.Listening), english(t, s.Left), s.Link}
	want := [...]string{
		"Continue in your browser",
		"A page of Demo provider has opened. When you finish there, this window comes back by itself.",
		"Listening on 127.0.0.1:53911 only, until 07:17:06",
		"4:53 left",
		"http://127.0.0.1:51723/authorize?state=x",
	}
	if got != want {
		t.Errorf("%q", got)
	}
	if s.Soon || s.Problem != nil || !s.Strangers.IsZero() || !s.Host.IsZero() || len(s.Buttons) != 3 {
		t.Errorf("%+v", s)
	}
	if !c.WaitingScreen(testNow().Add(4*time.Minute + time.Second)).Soon {
		t.Error("a minute before the deadline it is not said to be close")
	}
}

// PAR-05: a link with a reference works once, and a new one changes nothing else of the wait.
func TestALinkThatWorksOnceIsSaid(t *testing.T) {
	c := waiting()
	since := c.Waiting.Since
	c.Apply(oauthflow.Event{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Reason: "pasted_url"}})
	failed := &oauthflow.Error{Step: oauthflow.StepAuthorizationRequest, Code: oauthflow.CodePushedRequestRefused}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventBrowserFailed, Step: oauthflow.StepRedirect, Err: failed})
	if s := c.WaitingScreen(testNow()); s.Problem == nil || english(t, s.Title) != "Continue in your browser" {
		t.Errorf("a push that failed: %+v", s)
	}
	c.Apply(oauthflow.Event{
		At: testNow().Add(time.Minute), Kind: oauthflow.EventRequestReady, Step: oauthflow.StepRedirect, Link: oauthflow.NewSecret("https://op.example/again"),
		LinkExpires: testNow().Add(2 * time.Minute), Deadline: testNow().Add(9 * time.Minute),
	})
	s := c.WaitingScreen(testNow())
	if got := english(t, s.LinkLabel); !strings.Contains(got, "It works once, until 07:14:06") || !strings.Contains(got, "“Open again” gets a new one") {
		t.Errorf("%q", got)
	}
	if s.Link != "https://op.example/again" || s.Problem != nil || c.Waiting.StrangerCount != 1 || !c.Waiting.Since.Equal(since) || english(t, s.Left) != "9:00 left" {
		t.Errorf("%+v, %+v", s, c.Waiting)
	}
}

func TestTheWaitingScreenTellsOfStrangers(t *testing.T) {
	c := waiting()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Method: "GET", Path: "/favicon\u202E.ico", Status: 404, Reason: "path"}})
	s := c.WaitingScreen(testNow())
	if got := english(t, s.Strangers); got != "1 request came that does not belong to this sign-in. It changed nothing." {
		t.Errorf("one: %q", got)
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Reason: "pasted_url"}})
	c.Apply(oauthflow.Event{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Method: "GET", Path: "/", Status: 400, Reason: "of the future"}})
	if !s.Hint.IsZero() {
		t.Errorf("a hint: %q", english(t, s.Hint))
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Reason: "tls"}})
	s = c.WaitingScreen(testNow())
	want := []string{
		"GET /favicon‹U+202E›.ico was answered with 404: another path than the redirect URI",
		"the pasted URL is not the answer to this sign-in",
		"GET / was answered with 400: not the answer to this sign-in",
		"the browser spoke https on the http port",
	}
	if len(s.StrangerLog) != len(want) || s.Hint.IsZero() {
		t.Fatalf("%d strangers, the hint %q", len(s.StrangerLog), english(t, s.Hint))
	}
	for i, text := range s.StrangerLog {
		if got := english(t, text); got != want[i] {
			t.Errorf("stranger %d: %q", i, got)
		}
	}
	if got := english(t, s.Strangers); got != "4 requests came that do not belong to this sign-in. They changed nothing." {
		t.Errorf("four: %q", got)
	}
}

func TestABrowserThatDidNotOpenIsSaidAndTheLinkStays(t *testing.T) {
	c := waiting()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventBrowserFailed, Err: failure(oauthflow.StepRedirect, oauthflow.CodeBrowserNotOpened)})
	s := c.WaitingScreen(testNow())
	if s.Problem == nil || s.Link == "" || english(t, s.Problem.Title) != "The sign-in page did not open: the system opened no browser" {
		t.Errorf("%+v", s)
	}
}

func TestAForeignAuthorizationHostIsNamed(t *testing.T) { // BROW-06
	c := waiting()
	c.Waiting.Host = "login.example"
	if got := english(t, c.WaitingScreen(testNow()).Host); got != "The browser is sent to login.example, which is not the host of the issuer. The provider’s metadata says so." {
		t.Errorf("%q", got)
	}
}

func TestBeforeAndAfterTheWaitThereIsNoLink(t *testing.T) {
	c := NewConnection(testProfile())
	c.BeginSignIn(testNow())
	working := c.WaitingScreen(testNow())
	c = waiting()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventStepBegan, Step: oauthflow.StepTokenRequest})
	judging := c.WaitingScreen(testNow())
	if working.Link+judging.Link != "" || len(working.Buttons)+len(judging.Buttons) != 0 || english(t, working.Title) != "Looking up the provider" || english(t, judging.Title) != "Checking the answer" {
		t.Errorf("working %+v, judging %+v", working, judging)
	}
}

func TestTheSignedOutScreen(t *testing.T) {
	c := NewConnection(testProfile())
	if s := c.SignedOutScreen(); !s.Note.IsZero() || !s.SignIn.Primary || s.Ended != nil {
		t.Errorf("%+v", s)
	}
	c.Prefetched(nil, failure(oauthflow.StepDiscover, oauthflow.CodeMetadataUnreachable))
	if got := english(t, c.SignedOutScreen().Note); got != "The provider could not be prepared ahead of time: not reachable. Signing in tries again." {
		t.Errorf("a failed prefetch: %q", got)
	}
	c.Demo = true
	if got := english(t, c.SignedOutScreen().Note); got != "No account needed: the demo provider runs inside this app, offline." {
		t.Errorf("the demo: %q", got)
	}
	c = signedIn()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventSessionEnded, Err: failure(oauthflow.StepVerify, oauthflow.CodeIDTokenSignatureInvalid)})
	if got := english(t, c.SignedOutScreen().Ended.Title); got != "Your session has ended: the ID token’s signature does not fit" {
		t.Errorf("an ended session: %q", got)
	}
}

func TestEveryReasonOfAStrangerHasWords(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../oauthflow/redirection_handler.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "stranger") {
			return true
		}
		if literal, ok := spec.Values[0].(*ast.BasicLit); ok {
			found = append(found, unquote(t, literal.Value))
		}
		return true
	})
	if want := strangerReasons(); !slices.Equal(found, want) {
		t.Errorf("the listener's reasons are %v, those with words %v", found, want)
	}
}
