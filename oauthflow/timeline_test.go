package oauthflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestWaitReturnsWhatCameAfterTheFirstN(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tl Timeline
		got := make(chan []Event)
		go func() {
			events, _ := tl.Wait(t.Context(), 1)
			got <- events
		}()
		tl.Add(Event{Kind: EventStepBegan})
		synctest.Wait()
		select {
		case events := <-got:
			t.Fatalf("the first event is not after the first: %v", events)
		default:
		}
		tl.Add(Event{Kind: EventFailed})
		if events := <-got; len(events) != 1 || events[0].Kind != EventFailed || events[0].At.IsZero() {
			t.Errorf("got %+v", events)
		}
	})
}

func TestWaitEndsWithItsContextAndWithTheTimeline(t *testing.T) {
	var tl Timeline
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(ErrCanceled)
	if _, err := tl.Wait(ctx, 0); !errors.Is(err, ErrCanceled) {
		t.Errorf("error is %v", err)
	}
	tl.Add(Event{Kind: EventNotice})
	tl.Close()
	tl.Add(Event{Kind: EventFailed})
	if events, err := tl.Wait(t.Context(), 0); err != nil || len(events) != 1 {
		t.Errorf("what was there is gone: %v, %v", events, err)
	}
	if _, err := tl.Wait(t.Context(), 1); !errors.Is(err, ErrTimelineClosed) {
		t.Errorf("error is %v", err)
	}
}

func TestASecretIsNeverPrinted(t *testing.T) { // DISP-02
	s := NewSecret("hush-hush")
	inside := struct{ token Secret }{s}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", s)
	text, err := json.Marshal(map[string]any{"token": s})
	if err != nil {
		t.Fatal(err)
	}
	printed := fmt.Sprint(s, inside) + fmt.Sprintf("%v %+v %#v %s %q %x %d", s, inside, inside, s, s, s, s) + log.String() + string(text)
	for _, leak := range []string{"hush", fmt.Sprintf("%x", "hush")} {
		if strings.Contains(printed, leak) {
			t.Errorf("%q is in %s", leak, printed)
		}
	}
	if s.Reveal() != "hush-hush" || !s.Equal("hush-hush") || s.Equal("hush-hus") || Shorten(s.Reveal()) != "hush-h…" || Shorten("short") != "…" {
		t.Error("the value itself is not what was put in")
	}
}

func TestSessionIsReadBackAsItWasStored(t *testing.T) {
	now := time.Date(2026, 11, 24, 7, 12, 4, 0, time.UTC)
	s := Session{
		Issuer: "https://op.example", ClientID: "c", Subject: "s", AccessToken: NewSecret("at"), RefreshToken: NewSecret("rt"), IDToken: NewSecret("it"),
		TokenType: "Bearer", Scope: []string{"openid"}, GrantedScope: []string{"openid", "more"}, IssuedAt: now, ExpiresAt: now.Add(time.Hour), Nonce: NewSecret("n"), VerifiedAt: now,
		Claims: map[string]any{"exp": json.Number("12345678901234567")}, Checks: []Check{judge("IDT-01", true, "a", "a")},
		Steps: []StepTime{{Step: StepDiscover, StartedAt: now, Duration: time.Second}}, SignedInAt: now, Refreshes: 2, Rotates: true,
	}
	data, err := s.SealedForm()
	if err != nil {
		t.Fatal(err)
	}
	got, err := OpenSealedForm(data)
	if err != nil {
		t.Fatal(err)
	}
	if got.AccessToken.Reveal() != "at" || got.RefreshToken.Reveal() != "rt" || got.IDToken.Reveal() != "it" || got.Nonce.Reveal() != "n" || got.Refreshes != 2 || !got.Rotates ||
		got.Claims["exp"] != json.Number("12345678901234567") || !slices.Equal(got.GrantedScope, s.GrantedScope) || !slices.Equal(got.Checks, s.Checks) || !slices.Equal(got.Steps, s.Steps) || !got.ExpiresAt.Equal(s.ExpiresAt) {
		t.Errorf("read back %+v", got)
	}
}

func TestAStoredSessionThatIsNoneIsRefused(t *testing.T) { // STOR-10
	data, err := Session{Subject: "s", AccessToken: NewSecret("access-token")}.SealedForm()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"another version": strings.Replace(string(data), `"version":1`, `"version":2`, 1), "half of it": string(data[:len(data)/2]), "nothing": ""} {
		if _, err := OpenSealedForm([]byte(data)); err == nil || strings.Contains(err.Error(), "access-token") {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

func TestEveryRuleHasItsOwnIDWordsAndAKnownCode(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules() {
		if seen[r.id] || r.name == "" || r.source == "" || !slices.Contains(Codes(), r.code) || r.step == "" {
			t.Errorf("rule %+v", r)
		}
		seen[r.id] = true
	}
	codes := map[Code]bool{}
	for _, c := range Codes() {
		if codes[c] {
			t.Errorf("code %s stands twice", c)
		}
		codes[c] = true
	}
}

func TestTheFirstFailedCheckIsTheError(t *testing.T) {
	checks := []Check{judge("IDT-01", true, "", ""), skip("IDT-11", "not asked"), judge("IDT-10", false, "a", "b"), judge("IDT-06", false, "c", "d")}
	if e := firstFailure(checks); e == nil || e.Code != CodeIDTokenNonceMismatch || e.Expected != "a" || e.Actual != "b" || e.Step != StepVerify {
		t.Errorf("error is %+v", e)
	}
	if Count(checks, Failed) != 2 || Count(checks, Passed) != 1 || Count(checks, Skipped) != 1 {
		t.Error("the results are not counted right")
	}
}
