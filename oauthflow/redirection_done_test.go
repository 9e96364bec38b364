package oauthflow

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// redirected starts an endpoint that has had its redirect, and asks for /done.
func redirected(t *testing.T) (*redirectionEndpoint, net.Conn) {
	t.Helper()
	e, _ := startEndpoint(t, DefaultRedirect())
	requireOurs(t, e)
	return e, askDone(t, e)
}

func askDone(t *testing.T, e *redirectionEndpoint) net.Conn {
	t.Helper()
	held := e.done.heldNow()
	c := dial(t, e.Address())
	write(c, e, get(donePath))
	eventually(t, "the page to be held", func() bool { return e.done.heldNow() > held })
	return c
}

func (h *heldPage) heldNow() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.held
}

// LOOP-18, LOOP-26
func TestTheBrowserGetsThePageOfTheJudgement(t *testing.T) {
	for name, p := range map[string]page{"signed in": pageSignedIn, "not signed in": pageNotSignedIn} {
		t.Run(name, func(t *testing.T) {
			e, browser := redirected(t)
			e.closeLimit = time.Hour
			e.answer(p)
			e.answer(pageReturn) // only the first counts
			answer := readAnswer(t, browser, "GET")
			if answer.StatusCode != http.StatusOK || bodyOf(t, answer) != pages(nil).html(p) {
				t.Errorf("answered with %d and another page", answer.StatusCode)
			}
			requireHeaders(t, answer.Header)
			e.close(t.Context()) // which waits for no hour: the browser has its page
			requireNothingLeft(t, e.Address())
		})
	}
}

// A refusal is judged without any network: the judgement must not overtake the answer to the redirect.
func TestTheBrowserIsCountedOnBeforeTheRedirectIsHeardOf(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	e.done.mu.Lock() // stops the handler where it counts on the browser
	browser := dial(t, e.Address())
	write(browser, e, get("/callback?"+oursQuery))
	eventually(t, "the handler", func() bool { return goroutineRuns("oauthflow.(*heldPage).want") })
	if len(e.arrival) > 0 {
		t.Error("the redirect is heard of already")
	}
	e.done.mu.Unlock()
	arrival, err := e.wait(t.Context(), soon())
	requireArrival(t, arrival, err)
	e.answer(pageNotSignedIn)
	if answer := readAnswer(t, browser, "GET"); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("the redirect is answered with %d", answer.StatusCode)
	}
	if body := bodyOf(t, send(t, e, get(donePath))); body != pages(nil).html(pageNotSignedIn) {
		t.Error("another page was shown")
	}
}

func TestAPageAskedForAfterTheJudgementIsThereAtOnce(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	requireOurs(t, e)
	e.answer(pageSignedIn)
	if answer := send(t, e, get(donePath)); bodyOf(t, answer) != pages(nil).html(pageSignedIn) {
		t.Error("another page was shown")
	}
}

func TestWithoutAJudgementTheBrowserIsSentBackToTheApp(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	e.done.mu.Lock()
	e.done.limit = time.Millisecond
	e.done.mu.Unlock()
	requireOurs(t, e)
	if answer := send(t, e, get(donePath)); answer.StatusCode != http.StatusOK || bodyOf(t, answer) != pages(nil).html(pageReturn) {
		t.Error("another page was shown")
	}
}

func TestTwoHeldBrowsersBothGetTheirPage(t *testing.T) {
	e, first := redirected(t)
	second := askDone(t, e)
	e.answer(pageSignedIn)
	for _, c := range []net.Conn{first, second} {
		if body := bodyOf(t, readAnswer(t, c, "GET")); body != pages(nil).html(pageSignedIn) {
			t.Errorf("a browser got %q", body)
		}
	}
}

// slowBrowser takes its page only when told.
type slowBrowser struct {
	*httptest.ResponseRecorder
	asked, take chan struct{}
}

func (b slowBrowser) Write(p []byte) (int, error) {
	close(b.asked)
	<-b.take
	return b.ResponseRecorder.Write(p)
}

func TestTheEndWaitsForEveryHeldBrowser(t *testing.T) {
	h := newHeldPage(time.Hour, nil)
	h.want()
	h.judge(pageSignedIn)
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, donePath, nil)
	slow := slowBrowser{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	served := make(chan struct{})
	go func() {
		defer close(served)
		h.serve(slow, request)
	}()
	<-slow.asked
	h.serve(httptest.NewRecorder(), request)
	if isClosed(h.served) {
		t.Error("the slow browser is not waited for")
	}
	close(slow.take)
	<-served
	if !isClosed(h.served) || slow.Body.String() != pages(nil).html(pageSignedIn) {
		t.Error("the slow browser did not get its page")
	}
}

// LOOP-05
func TestABrowserThatNeverComesIsWaitedForOnlyShortly(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	requireOurs(t, e)
	e.closeLimit = time.Millisecond
	e.answer(pageSignedIn)
	e.close(t.Context())
	requireNothingLeft(t, e.Address())
}

func TestTheListenerEndsByItselfAfterTheJudgement(t *testing.T) {
	e, browser := redirected(t)
	e.answer(pageSignedIn)
	readAnswer(t, browser, "GET")
	eventually(t, "the listener to close", func() bool {
		c, err := net.Dial("tcp", e.Address())
		if err == nil {
			_ = c.Close()
		}
		return err != nil
	})
}

// LOOP-25
func TestClosingWithoutAJudgementLetsGoOfAHeldBrowserAtOnce(t *testing.T) {
	e, browser := redirected(t)
	other := dial(t, e.Address()) // with a body that nobody reads, for which net/http does not see the end
	write(other, e, "GET /done HTTP/1.1\r\nHost: ADDRESS\r\nContent-Length: 10\r\n\r\n")
	eventually(t, "both to be held", func() bool { return e.done.heldNow() == 2 })
	e.close(t.Context())
	requireNothingLeft(t, e.Address())
	if _, err := browser.Read(make([]byte, 1)); err == nil {
		t.Error("the browser got an answer")
	}
}

func TestTheEndOfTheContextEndsTheWaitForTheBrowser(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	requireOurs(t, e)
	e.closeLimit = time.Hour
	e.answer(pageSignedIn)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	e.close(ctx)
	requireNothingLeft(t, e.Address())
}

func TestABrowserThatLeavesIsNotHeldOn(t *testing.T) {
	e, browser := redirected(t)
	_ = browser.Close()
	eventually(t, "the page to be let go", func() bool { return e.done.heldNow() == 0 })
	if isClosed(e.done.served) {
		t.Error("a page counts as served that nobody got")
	}
}
