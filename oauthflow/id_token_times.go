// The dates in an ID token: OpenID Connect Core §3.1.3.7 items 9, 10, 13 and RFC 7519 §4.1.

package oauthflow

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// A NumericDate outside of these years is none (IDT-18).
const (
	firstYear = 2000
	lastYear  = 9999
)

// maxClockOffset is the difference of clocks above which it is named as the likely cause (DISP-06).
const maxClockOffset = 5 * time.Minute

// claimDate is a date claim as it was found.
type claimDate struct {
	time    time.Time
	present bool
	problem string // why it is no usable date; empty if it is one
}

// date reads a NumericDate (RFC 7519 §2); fractions of a second are allowed there.
func (j claimsJudgement) date(name string) claimDate {
	claim, present := j.claims[name]
	if !present {
		return claimDate{problem: "missing"}
	}
	number, ok := claim.(json.Number)
	if !ok {
		return claimDate{present: true, problem: "not a number: " + j.shown(name)}
	}
	seconds, err := strconv.ParseFloat(number.String(), 64)
	first, last := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(lastYear+1, 1, 1, 0, 0, 0, 0, time.UTC)
	if err != nil || seconds < float64(first.Unix()) || seconds >= float64(last.Unix()) {
		return claimDate{present: true, problem: "not a date between 2000 and 9999: " + limitText(number.String(), shownName)}
	}
	whole, fraction := math.Modf(seconds)
	return claimDate{present: true, time: time.Unix(int64(whole), int64(fraction*float64(time.Second)))}
}

// judgeDate makes the check of a date that must be usable and for which ok must hold.
func (j claimsJudgement) judgeDate(id string, d claimDate, expected string, ok func(time.Time) bool) Check {
	if d.problem != "" {
		return judge(id, false, expected, d.problem)
	}
	if ok(d.time) {
		return judge(id, true, expected, shownTime(d.time))
	}
	return judge(id, false, expected, shownTime(d.time)+j.clockNote())
}

func shownTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// clockNote names a wrong clock as the likely cause of a failed time check.
func (j claimsJudgement) clockNote() string {
	offset := j.clock.Round(time.Second)
	switch {
	case offset > maxClockOffset:
		return fmt.Sprintf("; this computer's clock is %v behind the provider's", offset)
	case offset < -maxClockOffset:
		return fmt.Sprintf("; this computer's clock is %v ahead of the provider's", -offset)
	}
	return ""
}

func (j claimsJudgement) expiry() Check {
	expected := fmt.Sprintf("after %s, less %v", shownTime(j.now), leeway)
	return j.judgeDate("IDT-06", j.date("exp"), expected, func(exp time.Time) bool { return j.now.Before(exp.Add(leeway)) })
}

func (j claimsJudgement) issueTimeGiven() Check {
	return j.judgeDate("IDT-07", j.date("iat"), "a number of seconds since 1970", func(time.Time) bool { return true })
}

// issueTime refuses a token from the future, and at a sign-in also one that is not new.
func (j claimsJudgement) issueTime() Check {
	iat := j.date("iat")
	if iat.problem != "" {
		return skip("IDT-08", "the issue time is not given")
	}
	if !j.want.Fresh {
		expected := fmt.Sprintf("not after %s, plus %v", shownTime(j.now), leeway)
		return j.judgeDate("IDT-08", iat, expected, j.notInFuture)
	}
	expected := fmt.Sprintf("within %v before %s, plus %v", maxIssueAge, shownTime(j.now), leeway)
	return j.judgeDate("IDT-08", iat, expected, func(t time.Time) bool { return j.notInFuture(t) && j.now.Sub(t) <= maxIssueAge })
}

func (j claimsJudgement) notInFuture(t time.Time) bool { return !t.After(j.now.Add(leeway)) }

func (j claimsJudgement) notBefore() Check {
	nbf := j.date("nbf")
	if !nbf.present {
		return skip("IDT-09", "the token has no nbf")
	}
	return j.judgeDate("IDT-09", nbf, fmt.Sprintf("not after %s, plus %v", shownTime(j.now), leeway), j.notInFuture)
}

// maxAge needs auth_time if max_age was sent.
func (j claimsJudgement) maxAge() Check {
	if j.want.MaxAge == nil && j.want.AuthTimeRequired {
		return j.judgeDate("IDT-12", j.date("auth_time"), "auth_time, which was asked for as an essential claim", j.notInFuture)
	}
	if j.want.MaxAge == nil {
		return skip("IDT-12", "no max_age was asked for")
	}
	limit := time.Duration(*j.want.MaxAge) * time.Second
	expected := fmt.Sprintf("auth_time within %v before %s, plus %v", limit, shownTime(j.now), leeway)
	return j.judgeDate("IDT-12", j.date("auth_time"), expected, func(t time.Time) bool {
		return j.notInFuture(t) && j.now.Sub(t) <= limit+leeway
	})
}

func (j claimsJudgement) signedInAnew() Check {
	at := j.date("auth_time")
	switch {
	case !j.want.PromptLogin:
		return skip("IDT-13", "no new sign-in was asked for")
	case !at.present:
		return skip("IDT-13", "the provider gave no auth_time")
	}
	expected := fmt.Sprintf("auth_time after %s, less %v", shownTime(j.want.StartedAt), leeway)
	return j.judgeDate("IDT-13", at, expected, func(t time.Time) bool {
		return j.notInFuture(t) && !t.Before(j.want.StartedAt.Add(-leeway))
	})
}
