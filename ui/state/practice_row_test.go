package state

import (
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

// practiceOf is a list with one finding that has every value a finding can have.
func practiceOf(f oauthflow.Finding) []oauthflow.Practice {
	return []oauthflow.Practice{{Finding: f, Values: map[string]string{
		"Announced": "plain", "Method": "plain", "Length": "43", "Count": "2", "State": "kq3x7a…", "Where": "POST https://op.example/token",
		"Type": "token", "Names": "access_token", "Encrypted": "5", "Local": "1", "Check": "IDT-10",
	}}}
}

func TestEveryFindingHasARowInWords(t *testing.T) {
	for _, f := range oauthflow.Findings() {
		rows := practiceRows(practiceOf(f))
		if len(rows) != 1 {
			t.Fatalf("%s has %d rows", f, len(rows))
		}
		row := rows[0]
		for _, text := range []Text{row.Pill, row.Name, row.Evidence} {
			if english(t, text) == "" {
				t.Errorf("%s: no words for %q", f, text.Key)
			}
		}
		if row.Source == "" {
			t.Errorf("%s: %+v", f, row)
		}
		if !row.Do.IsZero() && len(english(t, row.Do)) < 30 {
			t.Errorf("%s does not say what to change: %q", f, english(t, row.Do))
		}
	}
}

func TestTheEvidenceHasItsValues(t *testing.T) {
	for f, want := range map[oauthflow.Finding]string{
		"verifier_first":     "43 characters in the token request. It is the first sign-in of this run.",
		"verifier_confined":  "2 requests and their answers were searched, and it is only in the body of the token request.",
		"state_compared":     "The state that was sent came back unchanged: kq3x7a…",
		"id_token_failed":    "The ID token was refused, because this check failed: Nonce",
		"requests_protected": "Over https: 5. To this computer: 1. Any other: none.",
	} {
		if got := english(t, practiceRows(practiceOf(f))[0].Evidence); got != want {
			t.Errorf("%s: %q", f, got)
		}
	}
}

func TestGoodPracticeIsThatOfTheSignInWhoseChecksAreShown(t *testing.T) {
	c := waiting()
	if v := c.PracticeView(); !v.Title.IsZero() {
		t.Errorf("before a sign-in ended: %+v", v)
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Err: failure(oauthflow.StepVerify, oauthflow.CodeIDTokenExpired), Practice: practiceOf("answer_none")})
	if v := c.PracticeView(); len(v.Rows) != 1 || v.Rows[0].Rule != oauthflow.PracticeErrors {
		t.Errorf("of a failed sign-in: %+v", v)
	}
	s := testSession()
	s.Practice = append(practiceOf("s256_sent"), practiceOf("refresh_no_session")...)
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventSignedIn, Session: s})
	if v := c.PracticeView(); len(v.Rows) != 2 || english(t, v.Rows[1].Evidence) != "A refresh token was granted. No token had to be renewed yet." {
		t.Errorf("of a sign-in: %+v", v)
	}
	renewed := *s
	renewed.Refreshes = 1
	c.Apply(oauthflow.Event{Kind: oauthflow.EventRefreshed, Session: &renewed})
	if v := c.PracticeView(); english(t, v.Rows[1].Evidence) != "The tokens were renewed 1 time, without the browser." {
		t.Errorf("after a refresh: %+v", v)
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventSessionEnded})
	if v := c.PracticeView(); !v.Title.IsZero() {
		t.Errorf("after a sign-out: %+v", v)
	}
}

func TestASessionOfAnEarlierVersionSaysHowToSeeItsPractice(t *testing.T) {
	c := NewConnection(testProfile())
	c.Restore(testSession())
	v := c.PracticeView()
	if len(v.Rows) != 0 || !strings.Contains(english(t, v.Note), "Sign in again") {
		t.Errorf("%+v", v)
	}
}

// answerWithDate is what a flow tells of an answer that came at once, by a clock that is ahead.
func clockAhead(d time.Duration) oauthflow.ClockOffset {
	return oauthflow.ClockOffset{Ahead: d, Within: 520 * time.Millisecond, At: testNow()}
}

func TestTheClockIsShownWhereItMatters(t *testing.T) {
	rows := []struct {
		name   string
		code   oauthflow.Code
		ahead  time.Duration
		fact   string
		banner string
	}{
		{"a time check failed and the clocks differ", oauthflow.CodeIDTokenNotYetValid, 7 * time.Minute, "7 min ahead of this computer’s (within 520 ms)", "7 min behind the provider’s"},
		{"a time check failed and the clocks agree", oauthflow.CodeIDTokenExpired, 0, "agrees with this computer’s (within 520 ms)", ""},
		{"a time check failed and the clocks hardly differ", oauthflow.CodeIDTokenIssuedAtInvalid, -2 * time.Second, "2 s behind this computer’s (within 520 ms)", ""},
		{"something else failed and the clocks differ", oauthflow.CodeTokenError, -time.Hour, "1 h behind this computer’s (within 520 ms)", "1 h ahead of the provider’s"},
		{"something else failed and the clocks hardly differ", oauthflow.CodeTokenError, 30 * time.Second, "", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := New()
			c := failedWith(row.code, oauthflow.StepVerify)
			clock := clockAhead(row.ahead)
			c.Clock = &clock
			s.Add(c)
			got := ""
			for _, f := range c.Problem().Facts {
				if f.Label.Key == "fact.clock" {
					got = english(t, f.Words)
				}
			}
			if got != row.fact {
				t.Errorf("the fact is %q, want %q", got, row.fact)
			}
			banners := s.Banners()
			if (len(banners) == 1) != (row.banner != "") || len(banners) == 1 && !strings.Contains(english(t, banners[0].Text), row.banner) {
				t.Errorf("banners %+v, want %q", banners, row.banner)
			}
			c.ClearNotices()
			if len(s.Banners()) != 0 {
				t.Error("the notice cannot be put away")
			}
		})
	}
}

func TestTheClockIsOnlyTheProviders(t *testing.T) {
	c := waiting()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventHTTP, Step: oauthflow.StepDiscover, HTTP: &oauthflow.HTTPExchange{}})
	c.Apply(oauthflow.Event{Kind: oauthflow.EventHTTP, Step: oauthflow.StepDiscover})
	if c.Clock != nil {
		t.Errorf("measured without a date: %+v", c.Clock)
	}
}
