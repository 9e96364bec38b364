// Durations and times in words, for the whole window. Times are shown in the zone of now, which is the
// machine's.

package state

import (
	"fmt"
	"strconv"
	"time"
)

const day = 24 * time.Hour

// durationText is how long something took: "4 ms", "6.2 s", "42 s", "5 min".
func durationText(d time.Duration) Text {
	switch {
	case d < time.Millisecond:
		return T("time.under_a_millisecond")
	case d < time.Second:
		return T("time.milliseconds", "N", d.Milliseconds())
	case d < 10*time.Second:
		return T("time.seconds", "N", decimalText(float64(d/(100*time.Millisecond))/10, 1))
	}
	return amountText(d)
}

// amountText is a duration in its largest unit, cut off: "2 s", "59 min", "3 h", "5 days".
func amountText(d time.Duration) Text {
	switch {
	case d < time.Minute:
		return T("time.seconds", "N", int(d/time.Second))
	case d < time.Hour:
		return T("time.minutes", "N", int(d/time.Minute))
	case d < 2*day:
		return T("time.hours", "N", int(d/time.Hour))
	}
	return N("time.days", int(d/day))
}

// relativeText is when t is, seen from now: "2 s ago", "in 59 min", "now".
func relativeText(t, now time.Time) Text {
	d := t.Sub(now)
	switch {
	case d <= -time.Second:
		return T("time.ago", "Amount", amountText(-d))
	case d >= time.Second:
		return T("time.in", "Amount", amountText(d))
	}
	return T("time.now")
}

// clockText is a duration that runs: "0:07", "59:41", "1:02:03"; from two days on "5 days".
func clockText(d time.Duration) Text {
	if d < 0 {
		d = 0
	}
	s := int(d / time.Second)
	switch {
	case d >= 2*day:
		return amountText(d)
	case d >= time.Hour:
		return Literal(fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60))
	}
	return Literal(fmt.Sprintf("%d:%02d", s/60, s%60))
}

// timeOfDayText is "07:12:04".
func timeOfDayText(t, now time.Time) Text {
	return Literal(t.In(now.Location()).Format(time.TimeOnly))
}

// dateText is "24 Nov 2026 07:12:04".
func dateText(t, now time.Time) Text {
	t = t.In(now.Location())
	return T("time.date", "Day", t.Day(), "Month", T("month."+strconv.Itoa(int(t.Month()))), "Year", t.Year(), "Time", t.Format(time.TimeOnly))
}

// timeText is the time of day, with the date if the day is not today.
func timeText(t, now time.Time) Text {
	if sameDay(t, now) {
		return timeOfDayText(t, now)
	}
	return dateText(t, now)
}

func sameDay(t, now time.Time) bool {
	y, m, d := t.In(now.Location()).Date()
	ny, nm, nd := now.Date()
	return y == ny && m == nm && d == nd
}
