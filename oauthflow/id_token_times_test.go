package oauthflow

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
)

func TestDatesOfAnIDToken(t *testing.T) { // IDT-06 to IDT-09, IDT-12, IDT-13, IDT-18
	now := newTokenJudge(t).now
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	refreshed := func(w *idTokenExpectation) { w.Fresh = false }
	maxAge := func(seconds int) func(*idTokenExpectation) {
		return func(w *idTokenExpectation) { w.MaxAge = &seconds }
	}
	essential := func(e *idTokenExpectation) { e.AuthTimeRequired = true }
	anew := func(w *idTokenExpectation) { w.PromptLogin = true } // the request was made a minute ago
	judgeClaimRows(t, []claimRow{
		{name: "no expiry", claim: "exp", failed: "IDT-06"},
		{name: "an expiry of null", claim: "exp", value: json.RawMessage("null"), failed: "IDT-06"},
		{name: "an expiry in a string", claim: "exp", value: "1795000000", failed: "IDT-06"},
		{name: "expired an hour ago", claim: "exp", value: at(-time.Hour), failed: "IDT-06"},
		{name: "expired just at the leeway", claim: "exp", value: at(-leeway), failed: "IDT-06"},
		{name: "expired within the leeway", claim: "exp", value: at(-leeway + time.Second)},
		{name: "an expiry with a fraction", claim: "exp", value: float64(at(time.Hour)) + 0.5},
		{name: "an expiry in the year 9999", claim: "exp", value: 253402300799},
		{name: "an expiry in the year 10000", claim: "exp", value: 253402300800, failed: "IDT-06"},
		{name: "an expiry of 1e300", claim: "exp", value: json.Number("1e300"), failed: "IDT-06"},
		{name: "an expiry of 1e400", claim: "exp", value: json.Number("1e400"), failed: "IDT-06"},
		{name: "an expiry that an int64 cannot hold", claim: "exp", value: uint64(math.MaxUint64), failed: "IDT-06"},
		{name: "an expiry of -1", claim: "exp", value: -1, failed: "IDT-06"},

		{name: "no issue time", claim: "iat", failed: "IDT-07"},
		{name: "an issue time in a string", claim: "iat", value: "1795000000", failed: "IDT-07"},
		{name: "an issue time of -1", claim: "iat", value: -1, failed: "IDT-07"},
		{name: "an issue time of 1e300", claim: "iat", value: json.Number("1e300"), failed: "IDT-07"},
		{name: "issued tomorrow", claim: "iat", value: at(24 * time.Hour), failed: "IDT-08"},
		{name: "issued at the leeway from now", claim: "iat", value: at(leeway)},
		{name: "issued beyond the leeway from now", claim: "iat", value: at(leeway + time.Second), failed: "IDT-08"},
		{name: "issued ten minutes ago", claim: "iat", value: at(-maxIssueAge)},
		{name: "issued more than ten minutes ago", claim: "iat", value: at(-maxIssueAge - time.Second), failed: "IDT-08"},
		{name: "issued a week ago", claim: "iat", value: at(-7 * 24 * time.Hour), failed: "IDT-08"},
		{name: "issued a week ago, from a refresh", claim: "iat", value: at(-7 * 24 * time.Hour), want: refreshed},
		{name: "issued tomorrow, from a refresh", claim: "iat", value: at(24 * time.Hour), want: refreshed, failed: "IDT-08"},

		{name: "valid already", claim: "nbf", value: at(-time.Hour)},
		{name: "valid within the leeway", claim: "nbf", value: at(leeway)},
		{name: "valid in an hour", claim: "nbf", value: at(time.Hour), failed: "IDT-09"},
		{name: "valid from a string", claim: "nbf", value: "now", failed: "IDT-09"},
		{name: "valid from null", claim: "nbf", value: json.RawMessage("null"), failed: "IDT-09"},

		{name: "a recent sign-in", claim: "auth_time", value: at(-time.Minute), want: maxAge(300)},
		{name: "a sign-in at the limit", claim: "auth_time", value: at(-5*time.Minute - leeway), want: maxAge(300)},
		{name: "a sign-in beyond the limit", claim: "auth_time", value: at(-5*time.Minute - leeway - time.Second), want: maxAge(300), failed: "IDT-12"},
		{name: "max_age of 0 and a sign-in just now", claim: "auth_time", value: at(0), want: maxAge(0)},
		{name: "max_age of 0 and an old sign-in", claim: "auth_time", value: at(-time.Hour), want: maxAge(0), failed: "IDT-12"},
		{name: "a sign-in of tomorrow", claim: "auth_time", value: at(24 * time.Hour), want: maxAge(300), failed: "IDT-12"},
		{name: "no time of the sign-in", want: maxAge(300), failed: "IDT-12"},
		{name: "a time of the sign-in in a string", claim: "auth_time", value: "now", want: maxAge(300), failed: "IDT-12"},
		{name: "the time of the sign-in as an essential claim", claim: "auth_time", value: at(-time.Hour), want: essential},
		{name: "no time of the sign-in although it was essential", want: essential, failed: "IDT-12"},
		{name: "an old sign-in where nothing was asked", claim: "auth_time", value: at(-1000 * time.Hour)},

		{name: "signed in anew", claim: "auth_time", value: at(-30 * time.Second), want: anew},
		{name: "signed in within the leeway before the request", claim: "auth_time", value: at(-2 * time.Minute), want: anew},
		{name: "signed in before the request", claim: "auth_time", value: at(-2*time.Minute - time.Second), want: anew, failed: "IDT-13"},
		{name: "signed in anew tomorrow", claim: "auth_time", value: at(24 * time.Hour), want: anew, failed: "IDT-13"},
		{name: "signed in anew at a time that is not told", want: anew},
		{name: "signed in anew in a string", claim: "auth_time", value: "now", want: anew, failed: "IDT-13"},
	})
}

func TestWrongClockIsNamed(t *testing.T) { // DISP-06
	j := newTokenJudge(t)
	expired := sign(t, changed(validClaims(testIssuer, j.now), "exp", j.now.Add(-time.Hour).Unix()), signing{})
	for offset, want := range map[time.Duration]string{
		-time.Hour:       "clock is 1h0m0s ahead of the provider's",
		10 * time.Minute: "clock is 10m0s behind the provider's",
		5 * time.Minute:  "",
		0:                "",
	} {
		j.metadata.ClockOffset = offset
		_, checks, _ := j.judge(t, expired, validExpectation(testIssuer, j.now))
		actual := wantCheck(t, checks, "IDT-06", Failed).Actual
		if want == "" && strings.Contains(actual, "clock") || !strings.Contains(actual, want) {
			t.Errorf("offset %v: %q", offset, actual)
		}
	}
}
