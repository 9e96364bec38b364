package oauthflow

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"
)

// recordingAgent remembers what it was asked to open.
type recordingAgent struct {
	opened []string
	err    error
}

func (a *recordingAgent) Open(_ context.Context, target string) error {
	a.opened = append(a.opened, target)
	return a.err
}

// BROW-01, BROW-05
func TestOnlyWebPagesReachTheBrowser(t *testing.T) {
	rows := []struct {
		name, target string
		opens        bool
	}{
		{"https", "https://op.test/authorize?x=1", true},
		{"http on this computer", "http://127.0.0.1:8400/x", true},
		{"http elsewhere", "http://op.test/", false},
		{"a file", "file:///etc/passwd", false},
		{"a share", "smb://host/share", false},
		{"a script", "javascript:alert(1)", false},
		{"a diagnosis of Windows", "ms-msdt:/id", false},
		{"a search of Windows", "search-ms:query=x", false},
		{"another app", "myapp://host/x", false},
		{"an option", "-flag", false},
		{"an option that looks like a URL", "--https://op.test/", false},
		{"no scheme", "//op.test/", false},
		{"no host", "https:///x", false},
		{"a user name", "https://user:pw@op.test/", false},
		{"a line break", "https://op.test/\nx", false},
		{"a space", "https://op.test/a b", false},
		{"nothing", "", false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			agent := &recordingAgent{}
			c := NewClient(Profile{}, nil, agent, nil)
			err := c.openBrowser(t.Context(), row.target)
			if row.opens {
				if err != nil || len(agent.opened) != 1 || agent.opened[0] != row.target {
					t.Errorf("%v, opened %q", err, agent.opened)
				}
				return
			}
			if !errors.Is(err, &Error{Code: CodeURLNotAllowed}) || len(agent.opened) > 0 {
				t.Errorf("%v, opened %q", err, agent.opened)
			}
		})
	}
}

// BROW-03
func TestABrowserThatDoesNotOpenIsTyped(t *testing.T) {
	c := NewClient(Profile{}, nil, &recordingAgent{err: errors.New("no browser")}, nil)
	if err := c.openBrowser(t.Context(), "https://op.test/"); !errors.Is(err, &Error{Code: CodeBrowserNotOpened}) {
		t.Errorf("the error is %v", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(ErrCanceled)
	if err := c.openBrowser(ctx, "https://op.test/"); !errors.Is(err, &Error{Code: CodeCancelled}) {
		t.Errorf("after cancelling, the error is %v", err)
	}
}

func TestOpenURLIsWaitedForUntilItSettlesOrTheContextEnds(t *testing.T) {
	t.Setenv("FLATPAK_ID", "test") // where OpenURL is used on Linux as well
	blocked := make(chan struct{})
	defer close(blocked)
	block := func(*url.URL) error { <-blocked; return nil }
	cancelled, cancel := context.WithCancelCause(t.Context())
	cancel(ErrCanceled)
	failure := errors.New("refused")
	rows := []struct {
		name  string
		agent SystemUserAgent
		ctx   context.Context
		want  error
	}{
		{"success is success", SystemUserAgent{OpenURL: func(*url.URL) error { return nil }}, t.Context(), nil},
		{"a failure is passed on", SystemUserAgent{OpenURL: func(*url.URL) error { return failure }}, t.Context(), failure},
		{"one that stays is taken for success", SystemUserAgent{OpenURL: block, settled: time.Millisecond}, t.Context(), nil},
		{"nothing is opened for a sign-in that has ended", SystemUserAgent{OpenURL: func(*url.URL) error { t.Error("opened"); return nil }}, cancelled, ErrCanceled},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if err := row.agent.Open(row.ctx, "https://op.test/x"); !errors.Is(err, row.want) {
				t.Errorf("the error is %v, want %v", err, row.want)
			}
		})
	}
	t.Run("cancelling ends the wait", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		agent := SystemUserAgent{settled: time.Hour, OpenURL: func(u *url.URL) error { cancel(ErrCanceled); return block(u) }}
		if err := agent.Open(ctx, "https://op.test/x"); !errors.Is(err, ErrCanceled) {
			t.Errorf("the error is %v", err)
		}
	})
	t.Run("without a way to open, that is said", func(t *testing.T) {
		if err := (SystemUserAgent{}).Open(t.Context(), "https://op.test/secret"); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("the error is %v", err)
		}
	})
}
