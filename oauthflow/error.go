// The errors of the flow: the code, the step, expected and actual, and the cause.

package oauthflow

import (
	"context"
	"errors"
	"strings"
)

// Step names a part of the flow, as in the report.
type Step string

// The six steps of a sign-in, in order.
const (
	StepDiscover             Step = "discover"
	StepAuthorizationRequest Step = "authorization_request"
	StepRedirect             Step = "redirect"
	StepTokenRequest         Step = "token_request"
	StepVerify               Step = "verify"
	StepSignedIn             Step = "signed_in"
)

// What follows or ends a sign-in.
const (
	StepUserInfo      Step = "userinfo"
	StepRefresh       Step = "refresh"
	StepRevocation    Step = "revocation"
	StepIntrospection Step = "introspection"
	StepEndSession    Step = "end_session"
	StepAPI           Step = "api"
	StepRegistration  Step = "registration" // of this app as a client, before the first sign-in
)

// SignInSteps returns the six steps in order.
func SignInSteps() []Step {
	return []Step{StepDiscover, StepAuthorizationRequest, StepRedirect, StepTokenRequest, StepVerify, StepSignedIn}
}

// Steps returns all steps: those of a sign-in, then the others.
func Steps() []Step {
	return append(SignInSteps(), StepUserInfo, StepRefresh, StepRevocation, StepIntrospection, StepEndSession, StepAPI, StepRegistration)
}

// ErrCanceled is the cause that the person's Cancel gives to a flow's context.
var ErrCanceled = errors.New("cancelled by the person")

// ErrTimelineClosed is what Wait returns when a timeline has ended.
var ErrTimelineClosed = errors.New("the timeline has ended")

// ErrDeadline is the cause of a sign-in whose time limit ended.
var ErrDeadline = errors.New("the time limit of the sign-in ended")

// Error is a failure of the flow. No field ever holds a secret.
type Error struct {
	Step             Step
	Code             Code
	Spec             string // the rule's source
	Expected, Actual string
	OAuthError       string // the provider's error code (RFC 6749 §5.2), plain text
	Description      string // the provider's error_description, at most 300 characters, plain text from the server
	ErrorURI         string // the provider's error_uri; to be shown as text
	Err              error  // the cause
}

// Error gives the code, the step and the cause on one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Step) + ": " + string(e.Code))
	if e.OAuthError != "" {
		b.WriteString(" (" + e.OAuthError + ")")
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is compares codes, and steps where the target names one.
func (e *Error) Is(target error) bool {
	var t *Error
	if !errors.As(target, &t) {
		return false
	}
	return t.Code == e.Code && (t.Step == "" || t.Step == e.Step)
}

// asError returns err as an *Error of the step: an *Error stays as it is, a context that has ended
// becomes cancelled or timed_out, anything else gets the code. It returns nil for nil.
func asError(ctx context.Context, err error, step Step, code Code) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	switch {
	case errors.Is(err, ErrDeadline), ctx.Err() != nil && errors.Is(context.Cause(ctx), ErrDeadline):
		return &Error{Step: step, Code: CodeTimedOut, Err: ErrDeadline}
	case ctx.Err() != nil:
		return &Error{Step: step, Code: CodeCancelled, Err: ErrCanceled}
	case errors.As(err, &e):
		return e
	}
	return &Error{Step: step, Code: code, Err: err}
}

// IsNote reports whether nothing failed: the sign-in went on as it is meant to, and only the timeline tells.
func (e *Error) IsNote() bool {
	return e != nil && (e.Code == CodePortPassedOver || e.Code == CodeLoopbackAddressMissing || e.Code == CodeMetadataDiffers)
}
