// HTTP exchanges in the flow: what each is, and what it belongs to.

package state

import (
	"strings"
	"time"

	"proofkey/oauthflow"
)

// exchanged adds an exchange.
func (f *Flow) exchanged(e oauthflow.Event) {
	x := e.HTTP
	if x == nil {
		return
	}
	entry := FlowEntry{
		Kind: kindOfExchange(e.Step), Step: e.Step, At: x.StartedAt, Timed: true, Duration: x.Duration, HTTP: x, Result: resultOfStatus(x.Status),
	}
	if entry.At.IsZero() {
		entry.At = e.At.Add(-x.Duration)
	}
	if f.seen[x] {
		f.shared(entry)
		return
	}
	if f.seen == nil {
		f.seen = map[*oauthflow.HTTPExchange]bool{}
	}
	f.seen[x] = true
	f.markDevice(&entry)
	f.place(&entry)
	entry.Nth = f.nth(entry)
	f.add(entry)
	if entry.Kind == FlowAPI && writtenAs(entry) == FlowAPI {
		f.lastCall = len(f.entries)
	}
	if entry.Kind == FlowRedirect {
		f.finish(f.lastInRun(func(x FlowEntry) bool { return x.Kind == FlowAuthorizationRequest }), entry.At, "")
	}
}

// shared is for a fetch that was under way, or was told, when a sign-in wanted it too.
func (f *Flow) shared(entry FlowEntry) {
	if entry.Kind == FlowDiscover && f.signIn.running {
		entry.Kind = FlowDiscoverShared
		f.addOfSignIn(entry)
	}
}

func kindOfExchange(step oauthflow.Step) FlowKind {
	switch step {
	case oauthflow.StepDiscover:
		return FlowDiscover
	case oauthflow.StepAuthorizationRequest:
		return FlowPushedRequest
	case oauthflow.StepVerify:
		return FlowKeys
	case oauthflow.StepRedirect:
		return FlowRedirect
	case oauthflow.StepTokenRequest:
		return FlowTokenRequest
	case oauthflow.StepUserInfo:
		return FlowUserInfo
	case oauthflow.StepRefresh:
		return FlowRefreshRequest
	case oauthflow.StepRevocation:
		return FlowRevocation
	case oauthflow.StepIntrospection:
		return FlowIntrospection
	case oauthflow.StepEndSession:
		return FlowEndSession
	case oauthflow.StepAPI:
		return FlowAPI
	case oauthflow.StepRegistration:
		return FlowRegistration
	}
	return FlowRequest
}

func resultOfStatus(status int) oauthflow.Result {
	if status == 0 {
		return oauthflow.Failed
	}
	return statusKind(status)
}

// place says what the exchange belongs to. What is fetched ahead of a sign-in, and a call of an API, stand alone.
func (f *Flow) place(e *FlowEntry) {
	switch {
	case e.Kind == FlowRefreshRequest:
		f.refresh = beginning(&f.refresh, e)
	case e.Kind == FlowRevocation, e.Kind == FlowEndSession:
		f.signOut = beginning(&f.signOut, e)
	case e.Kind == FlowUserInfo, f.signIn.running && stepIndex(e.Step) >= 0:
		e.Since = f.signIn.began
	}
}

// beginning sets what the entry belongs to; the first one stands for the whole, and shows the time of day.
func beginning(began *time.Time, e *FlowEntry) time.Time {
	if began.IsZero() {
		return e.At
	}
	e.Since = *began
	return *began
}

// nth counts the requests like this one: within a sign-in, a refresh or a sign-out, and a call that was made once more
// because its token had to be renewed.
func (f *Flow) nth(e FlowEntry) int {
	if e.Kind == FlowAPI {
		return f.nthCall(e)
	}
	if e.Since.IsZero() {
		return 1
	}
	n := 1
	for i := len(f.entries) - 1; i >= 0; i-- {
		before := f.entries[i]
		if before.HTTP != nil && sameRequest(before, e) && (before.Since.Equal(e.Since) || before.At.Equal(e.Since)) {
			n++
		}
		if before.At.Before(e.Since) {
			break
		}
	}
	return n
}

func (f *Flow) nthCall(e FlowEntry) int {
	if f.lastCall == 0 {
		return 1
	}
	before := f.entries[f.lastCall-1]
	if before.HTTP.Status != 401 || !sameRequest(before, e) {
		return 1
	}
	for _, between := range f.entries[f.lastCall:] {
		if between.Kind == FlowRefreshRequest {
			return before.Nth + 1
		}
	}
	return 1
}

func sameRequest(a, b FlowEntry) bool {
	return a.Kind == b.Kind && a.HTTP.Method == b.HTTP.Method && strings.EqualFold(a.HTTP.URL, b.HTTP.URL)
}
