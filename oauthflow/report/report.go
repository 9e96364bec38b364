// Package report turns the timeline of a sign-in into a report that can be shared: JSON, version 1,
// with every secret masked.
package report

import (
	"encoding/json"
	"maps"

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

// New makes the report of the last sign-in on the timeline; one that did not get to its end was cancelled. message
// puts the error into one plain sentence.
func New(app string, p oauthflow.Profile, events []oauthflow.Event, message func(*oauthflow.Error) string) (Report, error) {
	connection, err := maskedParameters(p).ConnectionFile()
	if err != nil {
		return Report{}, err
	}
	events = lastSignIn(events)
	r := Report{Version: version, App: app, Connection: connection, Checks: []oauthflow.Check{}, Steps: stepsOf(events)}
	r.failed(&oauthflow.Error{Code: oauthflow.CodeCancelled, Step: lastStep(events)}, message)
	for _, e := range events {
		switch e.Kind {
		case oauthflow.EventChecks:
			r.Checks = e.Checks
		case oauthflow.EventSignedIn:
			r.Outcome, r.Error, r.Claims, r.Checks = SignedIn, nil, maskedClaims(e.Session.Claims), e.Session.Checks
		case oauthflow.EventUserInfo:
			r.Checks = append(r.Checks[:len(r.Checks):len(r.Checks)], e.Checks...)
		case oauthflow.EventFailed:
			r.failed(e.Err, message)
		}
	}
	return r, nil
}

// lastSignIn returns the events from the last beginning of a discovery on.
func lastSignIn(events []oauthflow.Event) []oauthflow.Event {
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		if (e.Kind == oauthflow.EventStepBegan || e.Kind == oauthflow.EventStopped) && e.Step == oauthflow.StepDiscover {
			return events[i:]
		}
	}
	return nil
}

func (r *Report) failed(e *oauthflow.Error, message func(*oauthflow.Error) string) {
	switch e.Code {
	case oauthflow.CodeCancelled:
		r.Outcome = Cancelled
	case oauthflow.CodeTimedOut:
		r.Outcome = TimedOut
	default:
		r.Outcome = Failed
	}
	r.Error = &Error{Code: e.Code, Step: e.Step, Message: message(e), OAuthError: e.OAuthError, Expected: e.Expected, Actual: e.Actual}
}

// maskedParameters hides the values of extra parameters whose names are those of secrets.
func maskedParameters(p oauthflow.Profile) oauthflow.Profile {
	p.AuthorizationParameters, p.TokenParameters = maps.Clone(p.AuthorizationParameters), maps.Clone(p.TokenParameters)
	for _, parameters := range []map[string]string{p.AuthorizationParameters, p.TokenParameters} {
		for name, value := range parameters {
			parameters[name] = oauthflow.MaskParameter(name, value)
		}
	}
	p.OAuthOnly.IdentityURL = oauthflow.MaskURL(p.OAuthOnly.IdentityURL)
	return p
}

// maskedClaims shortens the nonce (DISP-02).
func maskedClaims(claims map[string]any) map[string]any {
	masked := maps.Clone(claims)
	if nonce, ok := masked["nonce"].(string); ok {
		masked["nonce"] = oauthflow.Shorten(nonce)
	}
	return masked
}

// Write writes the report with mode 0600, replacing the file as a whole.
func (r Report) Write(path string) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return writePrivately(path, append(data, '\n'))
}
