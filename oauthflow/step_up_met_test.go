package oauthflow

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"
)

// STEP-04
func TestAStepUpThatTheSessionMeetsIsNotAskedForAgain(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	hour, zero := 3600, 0
	const reason = "insufficient_user_authentication"
	for name, row := range map[string]struct {
		up   StepUp
		acr  string
		ago  time.Duration // since the person proved who they are
		want bool
	}{
		"the context is another":             {StepUp{Reason: reason, ACRValues: []string{"mfa"}}, "pwd", time.Minute, false},
		"the context is there":               {StepUp{Reason: reason, ACRValues: []string{"mfa", "hwk"}}, "hwk", time.Hour, true},
		"the context is there, and too old":  {StepUp{Reason: reason, ACRValues: []string{"mfa"}, MaxAge: &hour}, "mfa", 2 * time.Hour, false},
		"the sign-in is recent enough":       {StepUp{Reason: reason, MaxAge: &hour}, "", time.Minute, true},
		"the sign-in is too old":             {StepUp{Reason: reason, MaxAge: &hour}, "", time.Hour + time.Second, false},
		"now, and it was just now":           {StepUp{Reason: reason, MaxAge: &zero}, "", 5 * time.Second, true},
		"now, and it was a minute ago":       {StepUp{Reason: reason, MaxAge: &zero}, "", time.Minute, false},
		"nothing is named":                   {StepUp{Reason: reason}, "mfa", time.Second, false},
		"a scope is missing as well":         {StepUp{Reason: reason, MaxAge: &hour, Missing: []string{"admin"}}, "", time.Second, false},
		"a scope, whatever else is named":    {StepUp{Reason: "insufficient_scope", MaxAge: &hour}, "", time.Second, false},
		"no auth_time: the sign-in's moment": {StepUp{Reason: reason, MaxAge: &hour}, "", -1, true},
	} {
		s := Session{Claims: map[string]any{"acr": row.acr}, SignedInAt: now.Add(-time.Second)}
		if row.ago >= 0 {
			s.Claims["auth_time"] = json.Number(strconv.FormatInt(now.Add(-row.ago).Unix(), 10))
		}
		if got := row.up.metBy(s, now); got != row.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
