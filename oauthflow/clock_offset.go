// How far the provider's clock is from this computer's, by the Date of its answers, RFC 9110 §6.6.1 (DISP-06).

package oauthflow

import (
	"net/http"
	"strconv"
	"time"
)

// ClockOffset is what one answer tells of the provider's clock.
type ClockOffset struct {
	Ahead  time.Duration // of this computer's clock, in whole seconds; negative if the provider's is behind
	Within time.Duration // how exact that is
	At     time.Time     // when it was measured
}

// MeasureClock compares the answer's Date with the middle of the time between the request and the first byte. A Date
// has whole seconds, so half a second is added; what a cache answers was dated as long ago as its Age says.
func MeasureClock(x *HTTPExchange) (ClockOffset, bool) {
	if x == nil {
		return ClockOffset{}, false
	}
	fields := http.Header{}
	for _, f := range x.Answer.Reveal().Fields {
		fields.Add(f.Name, f.Value)
	}
	date, err := http.ParseTime(fields.Get("Date"))
	if err != nil {
		return ClockOffset{}, false
	}
	age, err := strconv.Atoi(fields.Get("Age"))
	if err == nil && age > 0 {
		date = date.Add(time.Duration(age) * time.Second)
	}
	first := x.FirstByte
	if first == 0 {
		first = x.Duration
	}
	trip := max(first-x.Connect, 0)
	middle := x.StartedAt.Add(x.Connect + trip/2)
	const half = time.Second / 2
	return ClockOffset{Ahead: date.Add(half).Sub(middle).Round(time.Second), Within: half + trip/2, At: middle}, true
}
