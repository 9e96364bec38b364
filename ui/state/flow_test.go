package state

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

// after is a moment of a sign-in that began at testNow.
func after(ms int) time.Time { return testNow().Add(time.Duration(ms) * time.Millisecond) }

func began(step oauthflow.Step, ms int) oauthflow.Event {
	return oauthflow.Event{At: after(ms), Kind: oauthflow.EventStepBegan, Step: step}
}

func endedAfter(step oauthflow.Step, ms, took int) oauthflow.Event {
	return oauthflow.Event{At: after(ms), Kind: oauthflow.EventStepEnded, Step: step, Duration: time.Duration(took) * time.Millisecond}
}

func exchange(step oauthflow.Step, ms int, method, url string, status int) oauthflow.Event {
	x := &oauthflow.HTTPExchange{Method: method, URL: url, Status: status, StartedAt: after(ms), Duration: 3 * time.Millisecond}
	return oauthflow.Event{At: after(ms + 3), Kind: oauthflow.EventHTTP, Step: step, HTTP: x}
}

func happened(kind oauthflow.EventKind, step oauthflow.Step, ms int) oauthflow.Event {
	return oauthflow.Event{At: after(ms), Kind: kind, Step: step}
}

func withError(e oauthflow.Event, code oauthflow.Code) oauthflow.Event {
	e.Err = &oauthflow.Error{Step: e.Step, Code: code}
	return e
}

const testIssuer = "http://127.0.0.1:51723"

// list is the flow as the list shows it: "+0.009 Authorization request · browser · status · 6.2 s".
func list(t *testing.T, c *Connection, now time.Time) []string {
	t.Helper()
	var lines []string
	for i := range c.Flow.Len() {
		r := c.FlowRow(i, now)
		var parts []string
		for _, text := range []Text{r.Note, r.Status, r.Took} {
			if s := english(t, text); s != "" {
				parts = append(parts, s)
			}
		}
		lines = append(lines, strings.Join(append([]string{english(t, r.When) + " " + english(t, r.Title)}, parts...), " · "))
	}
	return lines
}

func TestTheEventsOfATimelineBecomeTheFlow(t *testing.T) {
	stranger := happened(oauthflow.EventStranger, oauthflow.StepRedirect, 100)
	stranger.Stranger = &oauthflow.Stranger{Method: "GET", Path: "/favicon.ico", Status: 404, Reason: "path"}
	pasted := happened(oauthflow.EventStranger, oauthflow.StepRedirect, 120)
	pasted.Stranger = &oauthflow.Stranger{Reason: "pasted_url"}
	extended := happened(oauthflow.EventDeadline, oauthflow.StepRedirect, 200)
	extended.Deadline = after(300000)
	judged := happened(oauthflow.EventChecks, oauthflow.StepVerify, 6248)
	judged.Checks = []oauthflow.Check{{ID: "IDT-01", Result: oauthflow.Passed}, {ID: "IDT-06", Result: oauthflow.Passed}}
	cached := endedAfter(oauthflow.StepDiscover, 1, 1)
	cached.Cached = true
	byHand := cached
	byHand.ByHand = true
	shared := exchange(oauthflow.StepDiscover, 0, "GET", testIssuer+"/.well-known/openid-configuration", 200)
	token := func(ms, status int) oauthflow.Event {
		return exchange(oauthflow.StepTokenRequest, ms, "POST", testIssuer+"/token", status)
	}
	api := func(ms, status int) oauthflow.Event {
		return exchange(oauthflow.StepAPI, ms, "GET", testIssuer+"/api/notes?x=1", status)
	}
	rows := []struct {
		name   string
		events []oauthflow.Event
		want   []string
	}{
		{
			"a whole sign-in, its strangers and its UserInfo",
			[]oauthflow.Event{
				began(oauthflow.StepDiscover, 0), shared, endedAfter(oauthflow.StepDiscover, 4, 4),
				exchange(oauthflow.StepVerify, 4, "GET", testIssuer+"/keys", 200), happened(oauthflow.EventRequestReady, oauthflow.StepRedirect, 9), stranger, pasted, extended,
				exchange(oauthflow.StepRedirect, 6213, "GET", "http://127.0.0.1:53911/callback?code=[secret]", 303), endedAfter(oauthflow.StepRedirect, 6214, 6205),
				token(6214, 200), began(oauthflow.StepVerify, 6246), judged, endedAfter(oauthflow.StepVerify, 6248, 2),
				began(oauthflow.StepSignedIn, 6248), endedAfter(oauthflow.StepSignedIn, 6249, 1), happened(oauthflow.EventSignedIn, oauthflow.StepSignedIn, 6249),
				exchange(oauthflow.StepUserInfo, 6250, "GET", testIssuer+"/userinfo", 200), happened(oauthflow.EventUserInfo, oauthflow.StepUserInfo, 6254),
			},
			[]string{
				"07:12:06 Sign-in · signed in · 6.2 s", "+0.000 Discover · GET /.well-known/openid-configuration · 200 · 3 ms", "+0.004 Signing keys · GET /keys · 200 · 3 ms",
				"+0.009 Authorization request · browser · 6.2 s", "+0.100 Request ignored · GET /favicon.ico · 404",
				"+0.120 Request ignored · the pasted URL is not the answer to this sign-in", "+0.200 Time limit extended · until 07:17:06",
				"+6.213 Redirect · GET 127.0.0.1:53911/callback · 303 · 3 ms", "+6.214 Token request · POST /token · 200 · 3 ms",
				"+6.246 Verify · ID token · 2 checks · 2 ms", "+6.248 Signed in · 1 ms", "+6.250 UserInfo · GET /userinfo · 200 · 3 ms",
			},
		},
		{"metadata from the cache", []oauthflow.Event{began(oauthflow.StepDiscover, 0), cached}, []string{"07:12:06 Sign-in · running · 0:10", "+0.000 Discover · 1 ms"}},
		{"endpoints entered by hand", []oauthflow.Event{began(oauthflow.StepDiscover, 0), byHand}, []string{"07:12:06 Sign-in · running · 0:10", "+0.000 Discover · 1 ms"}},
		{
			"a fetch ahead of time that the sign-in shared is told once",
			[]oauthflow.Event{shared, began(oauthflow.StepDiscover, 1), shared, endedAfter(oauthflow.StepDiscover, 4, 3)},
			[]string{
				"07:12:06 Discover · GET /.well-known/openid-configuration · 200 · 3 ms", "07:12:06 Sign-in · running · 0:09",
				"+0.000 Discover · GET /.well-known/openid-configuration · 200 · 3 ms",
			},
		},
		{
			"a redirect that was pasted, and a token request that was sent twice",
			[]oauthflow.Event{
				began(oauthflow.StepDiscover, 0), happened(oauthflow.EventRequestReady, oauthflow.StepRedirect, 9), withError(happened(oauthflow.EventBrowserFailed, oauthflow.StepRedirect, 10), oauthflow.CodeBrowserNotOpened),
				endedAfter(oauthflow.StepRedirect, 500, 491), token(501, 503), token(505, 0),
				withError(happened(oauthflow.EventFailed, oauthflow.StepTokenRequest, 600), oauthflow.CodeTokenUnreachable),
			},
			[]string{
				"07:12:06 Sign-in · not signed in · 600 ms", "+0.009 Authorization request · browser · 491 ms", "+0.010 Browser not opened · no browser · failed",
				"+0.500 Redirect, pasted", "+0.501 Token request · POST /token · 503 · 3 ms", "+0.505 Token request, request 2 · POST /token · no answer · 3 ms",
				"+0.600 Sign-in ended · " + english(t, T("problem.token_endpoint_unreachable.short")) + " · failed",
			},
		},
		{
			"a sign-in that was cancelled",
			[]oauthflow.Event{
				began(oauthflow.StepDiscover, 0), happened(oauthflow.EventRequestReady, oauthflow.StepRedirect, 9),
				withError(happened(oauthflow.EventFailed, oauthflow.StepRedirect, 2000), oauthflow.CodeCancelled),
			},
			[]string{"07:12:06 Sign-in · cancelled · 2.0 s", "+0.009 Authorization request · browser · 1.9 s", "+2.000 Sign-in ended · " + english(t, T("problem.cancelled.short"))},
		},
		{
			"a call of an API whose token had to be renewed",
			[]oauthflow.Event{
				api(0, 401), exchange(oauthflow.StepRefresh, 10, "POST", testIssuer+"/token", 200), happened(oauthflow.EventRefreshed, oauthflow.StepRefresh, 20), api(30, 200), api(2000, 401),
			},
			[]string{
				"07:12:06 API call · GET /api/notes · 401 · 3 ms", "07:12:06 Refresh request · POST /token · 200 · 3 ms", "+0.010 Tokens renewed",
				"07:12:06 API call, request 2 · GET /api/notes · 200 · 3 ms", "07:12:08 API call · GET /api/notes · 401 · 3 ms",
			},
		},
		{
			"a refresh that was sent once more and failed, then ended the session",
			[]oauthflow.Event{
				exchange(oauthflow.StepRefresh, 0, "POST", testIssuer+"/token", 503), exchange(oauthflow.StepRefresh, 100, "POST", testIssuer+"/token", 503),
				withError(happened(oauthflow.EventNotice, oauthflow.StepRefresh, 110), oauthflow.CodeRefreshUnavailable),
				withError(happened(oauthflow.EventSessionEnded, oauthflow.StepRefresh, 9000), oauthflow.CodeSessionEnded),
			},
			[]string{
				"07:12:06 Refresh request · POST /token · 503 · 3 ms", "+0.100 Refresh request, request 2 · POST /token · 503 · 3 ms",
				"+0.110 Problem · " + english(t, T("problem.refresh_unavailable.short")) + " · failed", "07:12:15 Session ended · " + english(t, T("problem.session_ended.short")) + " · failed",
			},
		},
		{
			"a question about a token, then one token revoked, then a sign-out",
			[]oauthflow.Event{
				exchange(oauthflow.StepIntrospection, 0, "POST", testIssuer+"/introspect", 200),
				exchange(oauthflow.StepRevocation, 100, "POST", testIssuer+"/revoke", 200),
				{Kind: oauthflow.EventTokenRevoked, Step: oauthflow.StepRevocation, Session: testSession()},
				exchange(oauthflow.StepRevocation, 9000, "POST", testIssuer+"/revoke", 200), happened(oauthflow.EventSessionEnded, oauthflow.StepRevocation, 9005),
			},
			[]string{
				"07:12:06 Introspection · POST /introspect · 200 · 3 ms", "07:12:06 Revocation · POST /revoke · 200 · 3 ms",
				"07:12:15 Revocation · POST /revoke · 200 · 3 ms", "+0.005 Signed out",
			},
		},
		{
			"a sign-out whose revocation was not confirmed",
			[]oauthflow.Event{
				exchange(oauthflow.StepRevocation, 0, "POST", "https://other.example/revoke", 500), withError(happened(oauthflow.EventNotice, oauthflow.StepRevocation, 5), oauthflow.CodeRevocationFailed),
				happened(oauthflow.EventSessionEnded, oauthflow.StepRevocation, 6),
			},
			[]string{
				"07:12:06 Revocation · POST other.example/revoke · 500 · 3 ms", "+0.005 Problem · " + english(t, T("problem.revocation_failed.short")) + " · failed", "+0.006 Signed out",
			},
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c := NewConnection(testProfile())
			for _, e := range row.events {
				c.Apply(e)
			}
			got := list(t, c, after(10000))
			if strings.Join(got, "\n") != strings.Join(row.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(row.want, "\n"))
			}
		})
	}
}

func TestTheNewestEntryIsFollowedUnlessAnOlderOneIsLookedAt(t *testing.T) {
	c := NewConnection(testProfile())
	next := func() { c.Apply(exchange(oauthflow.StepAPI, 0, "GET", testIssuer+"/a", 200)) }
	if c.Flow.Selected() != -1 {
		t.Errorf("an empty flow has entry %d selected", c.Flow.Selected())
	}
	next()
	next()
	if c.Flow.Selected() != 1 {
		t.Errorf("nothing was selected, and %d is", c.Flow.Selected())
	}
	c.Flow.Select(0)
	next()
	if c.Flow.Selected() != 0 {
		t.Errorf("the first was selected, and %d is", c.Flow.Selected())
	}
	c.Flow.Select(2)
	next()
	if c.Flow.Selected() != 3 {
		t.Errorf("the last was selected, and %d is", c.Flow.Selected())
	}
	c.Flow.Select(99)
	if c.Flow.Selected() != 3 {
		t.Error("an entry that is not there was selected")
	}
}

func TestNothingIsLetGoOfALongFlow(t *testing.T) {
	c := NewConnection(testProfile())
	const n = 5000
	for i := range n {
		c.Apply(exchange(oauthflow.StepAPI, i, "GET", fmt.Sprintf("%s/%d", testIssuer, i), 200))
	}
	if c.Flow.Len() != n || english(t, c.FlowRow(0, testNow()).Note) != "GET /0" || english(t, c.FlowRow(n-1, testNow()).Note) != "GET /4999" {
		t.Errorf("%d entries", c.Flow.Len())
	}
}

func TestAStepOfTheStripIsFoundInTheLastSignIn(t *testing.T) {
	c := signedIn()
	for range 2 {
		for _, e := range []oauthflow.Event{
			began(oauthflow.StepDiscover, 0), exchange(oauthflow.StepDiscover, 0, "GET", testIssuer+"/.well-known/openid-configuration", 200),
			exchange(oauthflow.StepVerify, 4, "GET", testIssuer+"/keys", 200), began(oauthflow.StepVerify, 10), endedAfter(oauthflow.StepVerify, 12, 2),
			{At: after(12), Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: testSession()},
		} {
			c.Apply(e)
		}
	}
	c.ShowStep(oauthflow.StepVerify)
	if c.Tab != TabFlow || c.Flow.Selected() != 7 {
		t.Errorf("tab %s, entry %d", c.Tab, c.Flow.Selected())
	}
	c.ShowStep(oauthflow.StepTokenRequest)
	if c.Tab != TabChecks {
		t.Errorf("a step without an entry shows %s", c.Tab)
	}
}
