package oauthflow

import (
	"testing"
	"time"
)

func TestTheClockIsMeasuredInTheMiddleOfTheRoundTrip(t *testing.T) {
	at := time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)
	date := func(d time.Duration) HTTPField {
		return HTTPField{"Date", at.Add(d).Format("Mon, 02 Jan 2006 15:04:05") + " GMT"}
	}
	rows := []struct {
		name   string
		x      HTTPExchange
		fields []HTTPField
		ahead  time.Duration
		within time.Duration
	}{
		{"the clocks agree", HTTPExchange{FirstByte: time.Second}, []HTTPField{date(0)}, 0, time.Second},
		{"the provider is seven minutes ahead", HTTPExchange{FirstByte: 40 * time.Millisecond}, []HTTPField{date(7 * time.Minute)}, 7 * time.Minute, 520 * time.Millisecond},
		{"the provider is an hour behind", HTTPExchange{FirstByte: time.Millisecond}, []HTTPField{date(-time.Hour)}, -time.Hour, 0},
		{"half of a long way counts", HTTPExchange{FirstByte: 20 * time.Second}, []HTTPField{date(10 * time.Second)}, time.Second, 10500 * time.Millisecond},
		{"the time to connect does not count", HTTPExchange{Connect: 10 * time.Second, FirstByte: 10 * time.Second}, []HTTPField{date(10 * time.Second)}, time.Second, 500 * time.Millisecond},
		{"without a first byte the end counts", HTTPExchange{Duration: 4 * time.Second}, []HTTPField{date(2 * time.Second)}, time.Second, 2500 * time.Millisecond},
		{"a cache answers with an old date", HTTPExchange{FirstByte: time.Second}, []HTTPField{date(-90 * time.Second), {"Age", "90"}}, 0, time.Second},
	}
	for _, row := range rows {
		x := row.x
		x.StartedAt, x.Answer = at, NewHTTPMessage(HTTPContent{Status: 200, Fields: row.fields})
		got, ok := MeasureClock(&x)
		if !ok || got.Ahead != row.ahead || row.within != 0 && got.Within != row.within {
			t.Errorf("%s: %+v, %v", row.name, got, ok)
		}
	}
	for name, x := range map[string]*HTTPExchange{
		"no exchange": nil, "no answer": {}, "no date": {Answer: NewHTTPMessage(HTTPContent{Status: 200})},
		"a date that is none": {Answer: NewHTTPMessage(HTTPContent{Fields: []HTTPField{{"Date", "yesterday"}}})},
	} {
		if got, ok := MeasureClock(x); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
