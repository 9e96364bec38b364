// Package report turns the timeline of a sign-in into a report that can be shared: JSON, version 1,
// with every secret masked.
package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"time"

	"github.com/natefinch/atomic"

	"proofkey/oauthflow"
)

const version = 1

// Report is the JSON report of one sign-in.
type Report struct {
	Version    int               `json:"version"`
	App        string            `json:"app"` // name and version
	Connection json.RawMessage   `json:"connection"`
	Outcome    Outcome           `json:"outcome"`
	Error      *Error            `json:"error"`
	Claims     map[string]any    `json:"claims"` // of the verified ID token; null if not signed in
	Checks     []oauthflow.Check `json:"checks"`
	Steps      []Step            `json:"steps"`
}

// Outcome is how the sign-in ended.
type Outcome string

// The outcomes.
const (
	SignedIn  Outcome = "signed_in"
	Failed    Outcome = "failed"
	Cancelled Outcome = "cancelled"
	TimedOut  Outcome = "timed_out"
)

// Error is why nobody was signed in.
type Error struct {
	Code       oauthflow.Code `json:"code"`
	Step       oauthflow.Step `json:"step"`
	Message    string         `json:"message"` // one plain sentence
	OAuthError string         `json:"oauth_error"`
	Expected   string         `json:"expected"`
	Actual     string         `json:"actual"`
}

// Step is a step of the sign-in, or a further HTTP request of the same step.
type Step struct {
	Step       oauthflow.Step `json:"step"`
	StartedAt  time.Time      `json:"started_at"`
	DurationMS float64        `json:"duration_ms"`
	Method     string         `json:"method,omitempty"`
	URL        string         `json:"url,omitempty"` // secrets masked by parameter name
	Status     int            `json:"status,omitempty"`
}

// New makes the report of the last sign-in on the timeline. message puts the error into one plain
// sentence; it is not called for a nil error.
func New(app string, p oauthflow.Profile, events []oauthflow.Event, message func(*oauthflow.Error) string) (Report, error) {
	connection, err := p.ConnectionFile()
	if err != nil {
		return Report{}, err
	}
	r := Report{Version: version, App: app, Connection: connection, Outcome: Cancelled, Checks: []oauthflow.Check{}, Steps: []Step{}}
	for _, e := range lastSignIn(events) {
		r.take(e, message)
	}
	return r, nil
}

// lastSignIn returns the events from the last beginning of a discovery on.
func lastSignIn(events []oauthflow.Event) []oauthflow.Event {
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Kind == oauthflow.EventStepBegan && events[i].Step == oauthflow.StepDiscover {
			return events[i:]
		}
	}
	return nil
}

func (r *Report) take(e oauthflow.Event, message func(*oauthflow.Error) string) {
	switch e.Kind {
	case oauthflow.EventStepBegan:
		r.Steps = append(r.Steps, Step{Step: e.Step, StartedAt: e.At})
	case oauthflow.EventStepEnded:
		r.ended(e)
	case oauthflow.EventHTTP:
		r.exchanged(e)
	case oauthflow.EventChecks:
		r.Checks = e.Checks
	case oauthflow.EventSignedIn:
		r.Outcome, r.Claims, r.Checks = SignedIn, maskedClaims(e.Session.Claims), e.Session.Checks
	case oauthflow.EventUserInfo:
		r.Checks = append(r.Checks[:len(r.Checks):len(r.Checks)], e.Checks...)
	case oauthflow.EventFailed:
		r.failed(e, message)
	}
}

func (r *Report) ended(e oauthflow.Event) {
	for i := range r.Steps {
		if r.Steps[i].Step == e.Step && r.Steps[i].DurationMS == 0 {
			r.Steps[i].DurationMS = milliseconds(e.Duration)
			return
		}
	}
}

// exchanged adds an HTTP exchange to its step, or as an entry of its own where the step has one already
// or is none of the six (UserInfo).
func (r *Report) exchanged(e oauthflow.Event) {
	if e.HTTP == nil || !reported(e.Step) {
		return
	}
	x := Step{Step: e.Step, StartedAt: e.HTTP.StartedAt, DurationMS: milliseconds(e.HTTP.Duration), Method: e.HTTP.Method, URL: e.HTTP.URL, Status: e.HTTP.Status}
	if n := len(r.Steps); n > 0 && r.Steps[n-1].Step == e.Step && r.Steps[n-1].Method == "" {
		last := &r.Steps[n-1]
		last.Method, last.URL, last.Status = x.Method, x.URL, x.Status
		return
	}
	r.Steps = append(r.Steps, x)
}

// reported reports whether a step belongs into the report: the six and UserInfo.
func reported(s oauthflow.Step) bool {
	if s == oauthflow.StepUserInfo {
		return true
	}
	for _, known := range oauthflow.SignInSteps() {
		if s == known {
			return true
		}
	}
	return false
}

func (r *Report) failed(e oauthflow.Event, message func(*oauthflow.Error) string) {
	switch e.Err.Code {
	case oauthflow.CodeCancelled:
		r.Outcome = Cancelled
	case oauthflow.CodeTimedOut:
		r.Outcome = TimedOut
	default:
		r.Outcome = Failed
	}
	r.Error = &Error{Code: e.Err.Code, Step: e.Err.Step, Message: message(e.Err), OAuthError: e.Err.OAuthError, Expected: e.Err.Expected, Actual: e.Err.Actual}
	if n := len(r.Steps); n > 0 && r.Steps[n-1].DurationMS == 0 {
		r.Steps[n-1].DurationMS = milliseconds(e.At.Sub(r.Steps[n-1].StartedAt))
	}
}

// maskedClaims shortens the nonce (DISP-02).
func maskedClaims(claims map[string]any) map[string]any {
	masked := maps.Clone(claims)
	if nonce, ok := masked["nonce"].(string); ok {
		masked["nonce"] = oauthflow.Shorten(nonce)
	}
	return masked
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// Write writes the report with mode 0600, replacing the file as a whole.
func (r Report) Write(path string) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	// The replacement takes over the mode of a file that is there.
	if err := os.Chmod(path, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return atomic.WriteFile(path, bytes.NewReader(append(data, '\n')))
}
