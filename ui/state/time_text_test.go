package state

import (
	"testing"
	"time"
)

func TestDurationsHaveTheUnitThatFitsThem(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"under 1 ms": 900 * time.Microsecond,
		"4 ms":       4*time.Millisecond + 900*time.Microsecond,
		"999 ms":     999 * time.Millisecond,
		"1.0 s":      time.Second,
		"6.2 s":      6290 * time.Millisecond,
		"9.9 s":      9999 * time.Millisecond,
		"42 s":       42 * time.Second,
		"59 min":     59*time.Minute + 59*time.Second,
		"3 h":        3*time.Hour + time.Minute,
		"47 h":       47 * time.Hour,
		"5 days":     5*24*time.Hour + time.Hour,
	} {
		if got := english(t, durationText(d)); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestTimesAreRelativeToNow(t *testing.T) {
	now := testNow()
	for want, d := range map[string]time.Duration{
		"2 s ago":    -2 * time.Second,
		"3 h ago":    -3 * time.Hour,
		"in 59 min":  59*time.Minute + 58*time.Second,
		"now":        -999 * time.Millisecond,
		"in 1 s":     time.Second,
		"9 days ago": -9 * day,
	} {
		if got := english(t, relativeText(now.Add(d), now)); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestClocksRun(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"0:00": -time.Second, "0:07": 7*time.Second + 900*time.Millisecond, "59:41": 59*time.Minute + 41*time.Second,
		"1:02:03": time.Hour + 2*time.Minute + 3*time.Second, "47:59:59": 48*time.Hour - time.Second, "2 days": 48 * time.Hour,
	} {
		if got := english(t, clockText(d)); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestTimesAreInTheZoneOfNow(t *testing.T) {
	now := testNow() // 07:12:06 at +03:00
	utc := time.Date(2026, time.November, 24, 4, 12, 4, 0, time.UTC)
	if got := english(t, timeText(utc, now)); got != "07:12:04" {
		t.Errorf("today is %q", got)
	}
	if got := english(t, timeText(utc.Add(-8*time.Hour), now)); got != "23 Nov 2026 23:12:04" {
		t.Errorf("yesterday here is %q", got)
	}
	if got := english(t, dateText(utc, now)); got != "24 Nov 2026 07:12:04" {
		t.Errorf("with its date it is %q", got)
	}
}
