package oauthflow

import (
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestARequestThatIsNotOursIsRefusedAndChangesNothing(t *testing.T) {
	rows := append(append(pathAndMethodRows(), hostAndNavigationRows()...), queryRows()...)
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			e, tl := startEndpoint(t, DefaultRedirect())
			_, port, _ := strings.Cut(e.Address(), ":")
			answer := send(t, e, strings.ReplaceAll(row.raw, "PORT", port))
			if answer.StatusCode != row.status {
				t.Errorf("status is %d, want %d", answer.StatusCode, row.status)
			}
			if body := bodyOf(t, answer); body != pages(nil).html(pageRefused) && !strings.HasPrefix(row.raw, "HEAD") {
				t.Errorf("the page is not the constant one: %q", body) // LOOP-16
			}
			requireHeaders(t, answer.Header)
			requireStranger(t, tl, row)
			requireOurs(t, e)
		})
	}
}

func requireStranger(t *testing.T, tl *Timeline, row strangerRow) {
	t.Helper()
	found := strangersOf(tl)
	if len(found) != 1 || found[0].Reason != row.reason || found[0].Status != row.status {
		t.Fatalf("the timeline tells of %+v", found)
	}
	if strings.Contains(found[0].Path, "?") || len([]rune(found[0].Path)) > 301 {
		t.Errorf("the path told is %q", found[0].Path) // DISP-04
	}
}

// LOOP-17, LOOP-20, LOOP-21
func requireHeaders(t *testing.T, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
		"X-Frame-Options": "DENY", "Connection": "close", "Content-Type": "text/html; charset=utf-8",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	policy := h.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
	if strings.Contains(policy, "script") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is too wide: %s", policy)
	}
	for name := range h {
		if strings.HasPrefix(name, "Access-Control-") || name == "Allow" || name == "Set-Cookie" {
			t.Errorf("the answer has %s", name)
		}
	}
}

func TestTheRedirectIsOurs(t *testing.T) {
	rows := []struct{ name, raw string }{
		{"from a browser that says nothing", get("/callback?" + oursQuery)},
		{"from a browser that navigates", get("/callback?"+oursQuery, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Sec-Fetch-Site: cross-site")},
		{"from a form of a page that hides its origin", get("/callback?"+oursQuery, "Origin: null")},
		{"with parameters that nobody knows", get("/callback?session_state=1&foo=%3Cb%3E&" + oursQuery)},   // RESP-01
		{"with a parameter that names another page", get("/callback?next=https://evil.test&" + oursQuery)}, // LOOP-19
		{"from HTTP/1.0", "GET /callback?" + oursQuery + " HTTP/1.0\r\nHost: ADDRESS\r\n\r\n"},
		{"with an error", get("/callback?error=access_denied&code=the-code&state=" + testState)},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			e, tl := startEndpoint(t, DefaultRedirect())
			answer := send(t, e, row.raw)
			if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != "/done" || bodyOf(t, answer) != "" {
				t.Errorf("answered with %d to %q", answer.StatusCode, answer.Header.Get("Location"))
			}
			requireHeaders(t, answer.Header)
			arrival, err := e.wait(t.Context(), soon())
			requireArrival(t, arrival, err)
			if found := strangersOf(tl); len(found) > 0 {
				t.Errorf("the timeline tells of %+v", found)
			}
		})
	}
}

// LOOP-12
func TestTheSameRedirectTwiceIsAnsweredAlikeAndArrivesOnce(t *testing.T) {
	e, tl := startEndpoint(t, DefaultRedirect())
	first, second := dial(t, e.Address()), dial(t, e.Address())
	write(first, e, get("/callback?"+oursQuery))
	write(second, e, get("/callback?"+oursQuery))
	for _, c := range []net.Conn{second, first} {
		if got := readAnswer(t, c, "GET").StatusCode; got != http.StatusSeeOther {
			t.Errorf("answered with %d", got)
		}
	}
	arrival, err := e.wait(t.Context(), soon())
	requireArrival(t, arrival, err)
	select {
	case again := <-e.arrival:
		t.Errorf("a second redirect arrived: %v", again)
	default:
	}
	if answer := send(t, e, get("/callback?code=other&state="+testState)); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("another redirect with the used state is answered with %d", answer.StatusCode) // LOOP-10
	}
	if found := strangersOf(tl); len(found) != 1 || found[0].Reason != "state" {
		t.Errorf("the timeline tells of %+v", found)
	}
}

// LOOP-10
func TestAThousandStrangersDoNotKeepOurRedirectOut(t *testing.T) {
	e, tl := startEndpoint(t, DefaultRedirect())
	for range 1000 {
		if answer := send(t, e, get("/callback?code=x&state=wrong")); answer.StatusCode != http.StatusBadRequest {
			t.Fatalf("answered with %d", answer.StatusCode)
		}
	}
	requireOurs(t, e)
	if n := len(strangersOf(tl)); n != maxStrangers {
		t.Errorf("the timeline tells of %d strangers, want no more than %d", n, maxStrangers)
	}
}

func TestBeforeAStateIsExpectedNothingIsOurs(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	e.forget()
	for _, query := range []string{"code=x", "code=x&state=", "state", ""} {
		if answer := send(t, e, get("/callback?"+query)); answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%q is answered with %d", query, answer.StatusCode)
		}
	}
}

// LOOP-24, NATIVE-08
func TestTwoSignInsSideBySideEachGetTheirOwnRedirect(t *testing.T) {
	a, _ := startEndpoint(t, DefaultRedirect())
	b, _ := startEndpoint(t, DefaultRedirect())
	b.expect(NewSecret("the-state-of-b"))
	if answer := send(t, b, get("/callback?"+oursQuery)); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("the redirect of a is answered by b with %d", answer.StatusCode)
	}
	if answer := send(t, b, get("/callback?code=of-b&state=the-state-of-b")); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("the redirect of b is answered with %d", answer.StatusCode)
	}
	requireOurs(t, a)
	arrival, err := b.wait(t.Context(), soon())
	if err != nil || arrival.Get("code") != "of-b" {
		t.Errorf("b waited for %v, %v", arrival, err)
	}
}
