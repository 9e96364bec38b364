package oauthflow

import (
	"net/url"
	"testing"
)

// fuzzedEndpoint has no listener: queries and pasted URLs are judged without one.
func fuzzedEndpoint() *redirectionEndpoint {
	return &redirectionEndpoint{
		host: "127.0.0.1", path: "/callback", port: 8400, tl: &Timeline{},
		arrival: make(chan url.Values, 1), state: NewSecret(testState),
	}
}

// requireJudged fails if something arrived that does not hold our state once, and every parameter once.
func requireJudged(t *testing.T, e *redirectionEndpoint) {
	t.Helper()
	select {
	case arrival := <-e.arrival:
		if len(arrival["state"]) != 1 || arrival.Get("state") != testState {
			t.Errorf("arrived without our state: %v", arrival)
		}
		for name, values := range arrival {
			if len(values) != 1 || len(values[0]) > maxRedirectParameter {
				t.Errorf("arrived with %q repeated or too long", name)
			}
		}
		if !e.state.IsZero() {
			t.Error("the state can be used once more")
		}
	default:
		if e.state.IsZero() {
			t.Error("the state is used up by nothing")
		}
	}
}

// A query is taken only with our state, exactly once.
func FuzzRedirectQuery(f *testing.F) {
	for _, seed := range []string{
		oursQuery, "error=access_denied&state=" + testState, "state=" + testState + "&state=" + testState,
		"state=x", "", "state=%30" + testState[1:], "a;b", "%zz", "code=1&state=" + testState + "&iss=https%3A%2F%2Fop.test",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		e := fuzzedEndpoint()
		v := e.admit(query, func() {})
		if (v.reason == "") != e.state.IsZero() {
			t.Errorf("judged %+v, and the state is used: %t", v, e.state.IsZero())
		}
		requireJudged(t, e)
	})
}

// A pasted URL is taken only on our address and with our state.
func FuzzPastedURL(f *testing.F) {
	for _, seed := range []string{
		"http://127.0.0.1:8400/callback?" + oursQuery, "https://127.0.0.1:8400/callback?" + oursQuery + "#x",
		" http://127.0.0.1:8400/callback?state=x ", "http://127.0.0.1:8400/callback", "http://evil.test/callback?" + oursQuery,
		"http://127.0.0.1:8400@evil.test/callback?" + oursQuery, "the-code", "", "?" + oursQuery,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pasted string) {
		e := fuzzedEndpoint()
		e.paste(pasted)
		if u, err := url.Parse(pasted); e.state.IsZero() && err == nil && (u.Host != "" && u.Host != "127.0.0.1:8400" || u.User != nil) {
			t.Errorf("taken from %s", u.Host)
		}
		requireJudged(t, e)
	})
}
