package oauthflow

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// LOOP-23, RESP-07
func TestCancellingEndsTheWaitAndClosesTheListener(t *testing.T) {
	e, tl := startEndpoint(t, DefaultRedirect())
	ctx, cancel := context.WithCancelCause(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := e.wait(ctx, soon())
		ended <- err
	}()
	cancel(ErrCanceled)
	err := <-ended
	if !errors.Is(err, &Error{Code: CodeCancelled, Step: StepRedirect}) || !errors.Is(err, ErrCanceled) {
		t.Errorf("the error is %v", err)
	}
	if answer := send(t, e, get("/callback?"+oursQuery)); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a late redirect is answered with %d", answer.StatusCode)
	}
	if found := strangersOf(tl); len(found) != 1 || found[0].Reason != "state" {
		t.Errorf("the timeline tells of %+v", found)
	}
	e.answer(pageNotSignedIn)
	e.close(ctx)
	requireNothingLeft(t, e.Address())
}

// LOOP-22
func TestTheDeadlineEndsTheWait(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	_, err := e.wait(t.Context(), waiting{Deadline: time.Now()})
	if !errors.Is(err, &Error{Code: CodeTimedOut, Step: StepRedirect}) || !errors.Is(err, ErrDeadline) {
		t.Errorf("the error is %v", err)
	}
	if answer := send(t, e, get("/callback?"+oursQuery)); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a late redirect is answered with %d", answer.StatusCode)
	}
}

func TestTheDeadlineCanBeExtended(t *testing.T) {
	e, tl := startEndpoint(t, DefaultRedirect())
	extend := make(chan time.Duration)
	deadline := time.Now().Add(10 * time.Second)
	arrived := make(chan error, 1)
	go func() {
		_, err := e.wait(t.Context(), waiting{Extend: extend, Deadline: deadline})
		arrived <- err
	}()
	extend <- time.Minute
	extend <- time.Minute // taken only after the first was told
	close(extend)
	if events := tl.Events(); len(events) < 1 || events[0].Kind != EventDeadline || !events[0].Deadline.Equal(deadline.Add(time.Minute)) {
		t.Errorf("the timeline tells %+v", events)
	}
	extended := send(t, e, get("/callback?"+oursQuery))
	if err := <-arrived; err != nil || extended.StatusCode != http.StatusSeeOther {
		t.Errorf("after the extension: %d, %v", extended.StatusCode, err)
	}
}

// The extension takes effect: the wait outlives a deadline that it would have met.
func TestAnExtensionBeforeTheDeadlineKeepsTheWaitAlive(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	extend := make(chan time.Duration, 1)
	extend <- time.Minute
	deadline := time.Now().Add(50 * time.Millisecond)
	arrived := make(chan error, 1)
	go func() {
		_, err := e.wait(t.Context(), waiting{Extend: extend, Deadline: deadline})
		arrived <- err
	}()
	past := time.NewTimer(time.Until(deadline.Add(50 * time.Millisecond)))
	defer past.Stop()
	select {
	case err := <-arrived:
		t.Fatalf("the wait ended with %v", err)
	case <-past.C:
	}
	send(t, e, get("/callback?"+oursQuery))
	if err := <-arrived; err != nil {
		t.Error(err)
	}
}

func TestAPastedURLIsJudgedLikeARequest(t *testing.T) {
	rows := []struct {
		name, pasted string
		ours         bool
	}{
		{"as the browser shows it", "URI?" + oursQuery, true},
		{"with white space around", " \n URI?" + oursQuery + "\r\n", true},
		{"with a fragment", "URI?" + oursQuery + "#_=_", true},
		{"made https by the browser", "HTTPS?" + oursQuery, true},
		{"with an error and our state", "URI?error=access_denied&code=the-code&state=" + testState, true},
		{"with another state", "URI?code=the-code&state=another", false},
		{"without a state", "URI?code=the-code", false},
		{"with the state twice", "URI?" + oursQuery + "&state=" + testState, false},
		{"on another port", "http://127.0.0.1:1/callback?" + oursQuery, false},
		{"on another host", "http://evil.test/callback?" + oursQuery, false},
		{"on another path", "URI/?" + oursQuery, false},
		{"with a user name", "http://x@ADDRESS/callback?" + oursQuery, false},
		{"with another scheme", "ftp://ADDRESS/callback?" + oursQuery, false},
		{"without a scheme", "ADDRESS/callback?" + oursQuery, false},
		{"without a query", "URI", false},
		{"with the query in the fragment", "URI#" + oursQuery, false},
		{"only the code", "the-code", false},
		{"nothing", "", false},
		{"too long", "URI?" + oursQuery + "&x=" + strings.Repeat("x", 1<<20), false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			e, tl := startEndpoint(t, DefaultRedirect())
			words := strings.NewReplacer("URI", e.URI(), "HTTPS", "https"+e.URI()[4:], "ADDRESS", e.Address())
			paste := make(chan string, 1)
			paste <- words.Replace(row.pasted)
			close(paste)
			if row.ours {
				arrival, err := e.wait(t.Context(), waiting{Paste: paste, Deadline: soon().Deadline})
				requireArrival(t, arrival, err)
				return
			}
			waited := waitBeside(t, e, waiting{Paste: paste, Deadline: soon().Deadline})
			eventually(t, "the note of the pasted URL", func() bool { return len(strangersOf(tl)) > 0 })
			if found := strangersOf(tl); len(found) != 1 || found[0] != (Stranger{Reason: "pasted_url"}) {
				t.Errorf("the timeline tells of %+v", found)
			}
			send(t, e, get("/callback?"+oursQuery)) // the wait goes on
			arrival := <-waited
			requireArrival(t, arrival, nil)
		})
	}
}

// waitBeside waits on another goroutine and hands over what arrived.
func waitBeside(t *testing.T, e *redirectionEndpoint, in waiting) <-chan url.Values {
	t.Helper()
	waited := make(chan url.Values, 1)
	go func() {
		arrival, err := e.wait(t.Context(), in)
		if err != nil {
			t.Error(err)
		}
		waited <- arrival
	}()
	return waited
}

func TestAfterAPastedURLNoBrowserIsWaitedFor(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	e.closeLimit = time.Hour
	paste := make(chan string, 1)
	paste <- e.URI() + "?" + oursQuery
	arrival, err := e.wait(t.Context(), waiting{Paste: paste, Deadline: soon().Deadline})
	requireArrival(t, arrival, err)
	e.answer(pageSignedIn)
	e.close(t.Context())
	if c, err := net.Dial("tcp", e.Address()); err == nil {
		_ = c.Close()
		t.Error("the listener is still there")
	}
}
