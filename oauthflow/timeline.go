// The timeline of a connection: append-only, readers pull. A slow reader cannot block a flow, a late one
// misses nothing.

package oauthflow

import (
	"context"
	"sync"
	"time"
)

// EventKind says what an Event tells, and so which of its fields are set.
type EventKind string

// The kinds of events.
const (
	EventStepBegan     EventKind = "step_began"     // Step
	EventStopped       EventKind = "stopped"        // Step, which begins when BeforeStep returns; Request, before the redirect
	EventStepEnded     EventKind = "step_ended"     // Step, Duration, Cached, ByHand
	EventHTTP          EventKind = "http"           // Step, HTTP
	EventRequestReady  EventKind = "request_ready"  // Link, LinkExpires, Request, ListeningOn, Deadline, Host (set if it is not the issuer's)
	EventBrowserFailed EventKind = "browser_failed" // Err: the link is still there to be copied
	EventDeadline      EventKind = "deadline"       // Deadline was extended
	EventDeviceCode    EventKind = "device_code"    // Device, Deadline: the code is there, and is to be confirmed on another device
	EventPolled        EventKind = "polled"         // Device, Deadline: the provider was asked and has no outcome yet
	EventStranger      EventKind = "stranger"       // Stranger: a request on the listener, or a pasted URL, that is not ours
	EventChecks        EventKind = "checks"         // Checks: the whole ledger so far
	EventSignedIn      EventKind = "signed_in"      // Session: verified and stored, before UserInfo
	EventUserInfo      EventKind = "userinfo"       // Session with UserInfo, or Err; Checks are UserInfo's own
	EventRefreshed     EventKind = "refreshed"      // Session
	EventTokenRevoked  EventKind = "token_revoked"  // Session, without the token if it was the refresh token
	EventSessionEnded  EventKind = "session_ended"  // the session is gone; Err says why, nil after a sign-out
	EventNotice        EventKind = "notice"         // Err: reported, changes nothing
	EventFailed        EventKind = "failed"         // Err: the flow ended without success; Practice, of a sign-in
)

// Event is one entry of the timeline. Nothing in it changes after Add.
type Event struct {
	At          time.Time
	Kind        EventKind
	Step        Step
	Duration    time.Duration
	Cached      bool // the step was answered from the cache
	ByHand      bool // the step asked nothing: the endpoints were entered by hand
	HTTP        *HTTPExchange
	Link        Secret      // the authorization URL: to be opened and copied by the person, never logged; empty once the sign-in has ended
	LinkExpires time.Time   // when the link ends, which works once (RFC 9126 §4); zero: it can be opened again
	Request     HTTPMessage // the authorization request, as the browser was given it, to be looked at later
	Host        string      // host of the authorization endpoint if it is not the issuer's (BROW-06)
	ListeningOn string      // host:port of the redirection endpoint
	Deadline    time.Time
	Stranger    *Stranger
	Device      *DeviceAuthorization
	Checks      []Check
	Practice    []Practice
	Session     *Session
	Err         *Error
}

// HTTPExchange is a request of ours and its answer, or the redirect that came to us and our answer. URL has its
// query masked by parameter name. Two callers who shared a fetch have the same pointer on their timelines.
type HTTPExchange struct {
	Method, URL string
	Status      int // 0: no answer came
	Bytes       int // of the answer's body after decompression
	StartedAt   time.Time
	Duration    time.Duration
	Connect     time.Duration // from the start until there was a connection; next to nothing if Reused
	FirstByte   time.Duration // from the start to the answer's first byte; 0: none came
	Reused      bool          // the connection was there already
	Request     HTTPMessage   // as it went over the wire, with its secrets
	Answer      HTTPMessage
}

// Stranger is a request on our listener, or a pasted URL, that changed nothing.
type Stranger struct {
	Method, Path string // path without query, at most 300 characters
	Status       int    // our answer; 0 for a pasted URL
	Reason       string // stable: method, path, host, too_long, repeated_parameter, state, not_navigation, pasted_url, tls, malformed
}

// Timeline is safe for concurrent use. The zero value is ready.
type Timeline struct {
	Bodies *KeptBodies // shared with other timelines; nil: the bodies of this one are not bounded together

	mu      sync.Mutex
	events  []Event
	closed  bool
	changed chan struct{} // closed at the next change, nil until somebody waits
}

// Add appends e; an Event without a time gets the present one. After Close it does nothing.
func (t *Timeline) Add(e Event) {
	if e.At.IsZero() {
		e.At = time.Now()
	}
	if e.HTTP != nil && t.Bodies != nil {
		t.Bodies.keep(e.HTTP)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return
	}
	t.events = append(t.events, e)
	t.wake()
}

// Close ends the timeline: Wait returns what is left and then ErrTimelineClosed.
func (t *Timeline) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	t.wake()
}

func (t *Timeline) wake() {
	if t.changed != nil {
		close(t.changed)
		t.changed = nil
	}
}

// Wait returns the events after the first n, blocking until there is one, the timeline is closed
// (ErrTimelineClosed) or ctx ends (its cause).
func (t *Timeline) Wait(ctx context.Context, n int) ([]Event, error) {
	for {
		events, changed, err := t.after(n)
		if err != nil || len(events) > 0 {
			return events, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

func (t *Timeline) after(n int) ([]Event, <-chan struct{}, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n < len(t.events) {
		return t.events[n:len(t.events):len(t.events)], nil, nil
	}
	if t.closed {
		return nil, nil, ErrTimelineClosed
	}
	if t.changed == nil {
		t.changed = make(chan struct{})
	}
	return nil, t.changed, nil
}

// Events returns all events so far.
func (t *Timeline) Events() []Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.events[:len(t.events):len(t.events)]
}
