// The flow of a connection: all that its timeline told, as the list that the Flow tab shows. Nothing is let go.

package state

import (
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sequence"
)

// FlowKind says what an entry of the flow tells.
type FlowKind string

// The kinds of entries.
const (
	FlowSignIn               FlowKind = "sign_in"  // the whole sign-in, from its beginning to its end
	FlowDiscover             FlowKind = "discover" // the request for the metadata
	FlowDiscoverShared       FlowKind = "discover_shared"
	FlowDiscoverCached       FlowKind = "discover_cached"
	FlowDiscoverByHand       FlowKind = "discover_by_hand"
	FlowKeys                 FlowKind = "keys"
	FlowAuthorizationRequest FlowKind = "authorization_request"
	FlowPushedRequest        FlowKind = "pushed_request"
	FlowBrowserFailed        FlowKind = "browser_failed"
	FlowDeadline             FlowKind = "deadline"
	FlowStop                 FlowKind = "stop" // before a step
	FlowStranger             FlowKind = "stranger"
	FlowRedirect             FlowKind = "redirect"
	FlowRedirectPasted       FlowKind = "redirect_pasted"
	FlowDeviceRequest        FlowKind = "device_request"
	FlowDeviceCode           FlowKind = "device_code" // the wait for the person
	FlowDevicePoll           FlowKind = "device_poll"
	FlowTokenRequest         FlowKind = "token_request"
	FlowVerify               FlowKind = "verify"
	FlowSignedIn             FlowKind = "signed_in"
	FlowUserInfo             FlowKind = "userinfo"
	FlowRefreshRequest       FlowKind = "refresh_request"
	FlowRefreshed            FlowKind = "refreshed"
	FlowRevocation           FlowKind = "revocation"
	FlowIntrospection        FlowKind = "introspection"
	FlowEndSession           FlowKind = "end_session"
	FlowAPI                  FlowKind = "api"
	FlowRegistration         FlowKind = "registration"
	FlowSignedOut            FlowKind = "signed_out"
	FlowSessionEnded         FlowKind = "session_ended"
	FlowFailed               FlowKind = "failed"
	FlowProblem              FlowKind = "problem"
	FlowNote                 FlowKind = "note"    // nothing failed
	FlowRequest              FlowKind = "request" // an exchange of no step that we know
)

// FlowEntry is one line of the flow. It is what the list, the detail and the copies of it are made from, which is why
// it has so many fields: each kind uses some.
type FlowEntry struct {
	Kind     FlowKind
	Step     oauthflow.Step
	Before   oauthflow.Step // of a FlowStop, which is in no step itself
	At       time.Time      // when it began
	Since    time.Time      // when the sign-in, refresh or sign-out it belongs to began; zero: it stands alone
	Running  bool
	Timed    bool // Duration means something
	Duration time.Duration
	Nth      int // 2 and more: the same request as before, sent once more
	Result   oauthflow.Result
	HTTP     *oauthflow.HTTPExchange
	Request  oauthflow.HTTPMessage // the authorization request, which the browser sends
	Host     string                // that the browser is sent to, if it is not the issuer's
	Stranger *oauthflow.Stranger
	Deadline time.Time
	Checks   []oauthflow.Check // that were made in this step
	Err      *oauthflow.Error
}

// Flow is the list of entries and the one that is looked at. The zero value is ready.
type Flow struct {
	entries  []FlowEntry
	changes  int
	picked   int  // by the person
	pinned   bool // the person looks at picked; else the newest is followed
	signIn   flowRun
	refresh  time.Time // when the refresh under way began; zero: none
	signOut  time.Time
	lastCall int                              // place of the last call of an API, plus one
	seen     map[*oauthflow.HTTPExchange]bool // a shared fetch comes twice
	pending  []oauthflow.Check                // of the step that runs
	judged   int                              // length of the ledger so far
	diagram  sequence.Diagram                 // the same as messages
	told     []int                            // the entry of each message, -1 if none tells it
}

// flowRun is a sign-in in the list.
type flowRun struct {
	began   time.Time // zero: there was none
	first   int       // place of its FlowSignIn
	running bool
}

// Len is the number of entries.
func (f *Flow) Len() int { return len(f.entries) }

// Changes counts what happened to the entries: the same number means that nothing did.
func (f *Flow) Changes() int { return f.changes }

// Entry returns an entry. Its exchange and messages are shared with the timeline.
func (f *Flow) Entry(i int) FlowEntry { return f.entries[i] }

// Selected is the place of the entry that is looked at, -1 if there is none.
func (f *Flow) Selected() int {
	if f.pinned {
		return f.picked
	}
	return len(f.entries) - 1
}

// Select looks at an entry. The last one is left for newer ones as they come.
func (f *Flow) Select(i int) {
	if i >= 0 && i < len(f.entries) {
		f.picked, f.pinned = i, i < len(f.entries)-1
	}
}

// Running reports whether an entry's time goes on.
func (f *Flow) Running() bool { return f.signIn.running }

// OfStep is the place of the first entry of a step in the last sign-in, -1 if it has none.
func (f *Flow) OfStep(step oauthflow.Step) int {
	if f.signIn.began.IsZero() {
		return -1
	}
	for i := f.signIn.first + 1; i < len(f.entries); i++ {
		if e := f.entries[i]; e.Step == step && e.Kind != FlowSignIn && e.Kind != FlowKeys && e.Since.Equal(f.signIn.began) {
			return i
		}
	}
	return -1
}

// add appends an entry.
func (f *Flow) add(e FlowEntry) *FlowEntry {
	f.entries = append(f.entries, e)
	f.changes++
	return &f.entries[len(f.entries)-1]
}

// lastInRun is the last entry of the sign-in that fits, nil if none does.
func (f *Flow) lastInRun(fits func(FlowEntry) bool) *FlowEntry {
	if f.signIn.began.IsZero() {
		return nil
	}
	for i := len(f.entries) - 1; i > f.signIn.first; i-- {
		if e := &f.entries[i]; e.Since.Equal(f.signIn.began) && fits(*e) {
			return e
		}
	}
	return nil
}

// finish ends the time of an entry.
func (f *Flow) finish(e *FlowEntry, at time.Time, result oauthflow.Result) {
	if e == nil || !e.Running {
		return
	}
	e.Running, e.Timed, e.Duration, e.Result = false, true, max(0, at.Sub(e.At)), result
	f.changes++
}
