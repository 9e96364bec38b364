package oauthflow

import (
	"net/http"
	"testing"
	"time"
)

func TestFreshFor(t *testing.T) { // DISC-13, JOSE-21
	for _, tt := range []struct {
		name   string
		header http.Header
		want   time.Duration
	}{
		{"an hour without a header", http.Header{}, time.Hour},
		{"an hour for a header that does not say", http.Header{"Cache-Control": {"public"}}, time.Hour},
		{"max-age", http.Header{"Cache-Control": {"public, max-age=300"}}, 5 * time.Minute},
		{"max-age in upper case and quotes", http.Header{"Cache-Control": {`MAX-AGE="300"`}}, 5 * time.Minute},
		{"max-age less the age", http.Header{"Cache-Control": {"max-age=300"}, "Age": {"100"}}, 200 * time.Second},
		{"max-age less a greater age", http.Header{"Cache-Control": {"max-age=300"}, "Age": {"1000"}}, 0},
		{"max-age of 0", http.Header{"Cache-Control": {"max-age=0"}}, 0},
		{"a negative max-age", http.Header{"Cache-Control": {"max-age=-1"}}, 0},
		{"a max-age that is no number", http.Header{"Cache-Control": {"max-age=x"}}, 0},
		{"a max-age of years is cut", http.Header{"Cache-Control": {"max-age=31536000"}}, 24 * time.Hour},
		{"an absurd max-age is cut", http.Header{"Cache-Control": {"max-age=99999999999999999999"}}, 24 * time.Hour},
		{"no-store", http.Header{"Cache-Control": {"max-age=300, no-store"}}, 0},
		{"no-cache in a second header", http.Header{"Cache-Control": {"max-age=300", "No-Cache"}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := freshFor(tt.header); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
