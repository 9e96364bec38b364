package oauthflow

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
)

const onceTarget = "https://provider.test/logout?id_token_hint=the-id-token"

func startOnce(t *testing.T) (*redirectionEndpoint, string) {
	t.Helper()
	e, oneUseURL, err := listenOnce(t.Context(), onceTarget, &Timeline{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		e.close(t.Context())
		requireNothingLeft(t, e.Address())
	})
	path, ok := strings.CutPrefix(oneUseURL, "http://"+e.Address())
	if !ok || strings.Contains(oneUseURL, "token") || len(path) < 20 {
		t.Fatalf("the URL for the browser is %s", oneUseURL)
	}
	return e, path
}

// LOGO-03
func TestTheOneUseURLLeadsOnOnce(t *testing.T) {
	e, path := startOnce(t)
	answer := send(t, e, get(path))
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != onceTarget {
		t.Errorf("answered with %d to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
	requireHeaders(t, answer.Header)
	if err := e.awaitUse(t.Context()); err != nil {
		t.Error(err)
	}
	if again := send(t, e, get(path)); again.StatusCode != http.StatusNotFound || again.Header.Get("Location") != "" {
		t.Errorf("the second time it is answered with %d to %q", again.StatusCode, again.Header.Get("Location"))
	}
}

func TestTheOneUseURLIsForTheBrowserAlone(t *testing.T) {
	rows := []struct{ name, raw string }{
		{"another path", get("/")},
		{"another random path", get("/AAAAAAAAAAAAAAAAAAAAAAAAAA")},
		{"a sign-in", get("/callback?" + oursQuery)}, // LOGO-06
		{"an empty state", get("/callback?code=x&state=")},
		{"the page of a sign-in", get("/done")},
		{"a fetch", get("PATH", "Sec-Fetch-Mode: no-cors")},
		{"another host", "GET PATH HTTP/1.1\r\nHost: evil.test\r\n\r\n"},
		{"another method", "POST PATH HTTP/1.1\r\nHost: ADDRESS\r\n\r\n"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			e, path := startOnce(t)
			answer := send(t, e, strings.ReplaceAll(row.raw, "PATH", path))
			if answer.StatusCode < 400 || answer.Header.Get("Location") != "" {
				t.Errorf("answered with %d to %q", answer.StatusCode, answer.Header.Get("Location"))
			}
			if isClosed(e.once.used) {
				t.Error("the URL counts as used")
			}
			if answer := send(t, e, get(path)); answer.StatusCode != http.StatusSeeOther {
				t.Errorf("the browser is then answered with %d", answer.StatusCode)
			}
		})
	}
}

func TestOfTwoAtTheSameTimeOneIsLedOn(t *testing.T) {
	e, path := startOnce(t)
	first, second := dial(t, e.Address()), dial(t, e.Address())
	write(first, e, get(path))
	write(second, e, get(path))
	led := 0
	for _, answer := range []*http.Response{readAnswer(t, first, "GET"), readAnswer(t, second, "GET")} {
		if answer.StatusCode == http.StatusSeeOther {
			led++
		}
	}
	if led != 1 {
		t.Errorf("%d were led on", led)
	}
}

func TestWaitingForTheBrowserEndsWithTheContext(t *testing.T) {
	e, _ := startOnce(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(ErrCanceled)
	if err := e.awaitUse(ctx); !errors.Is(err, ErrCanceled) {
		t.Errorf("the error is %v", err)
	}
}
