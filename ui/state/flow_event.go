// How the events of a timeline become the entries of the flow.

package state

import (
	"time"

	"proofkey/oauthflow"
)

// list adds what the event tells to the entries.
func (f *Flow) list(e oauthflow.Event) {
	switch e.Kind {
	case oauthflow.EventStepBegan:
		f.stepBegan(e)
	case oauthflow.EventStopped:
		f.stopped(e)
	case oauthflow.EventStepEnded:
		f.stepEnded(e)
	case oauthflow.EventHTTP:
		f.exchanged(e)
	case oauthflow.EventRequestReady:
		f.addOfSignIn(FlowEntry{
			Kind: FlowAuthorizationRequest, Step: oauthflow.StepAuthorizationRequest, At: e.At, Running: true, Request: e.Request, Host: e.Host, Deadline: e.Deadline,
		})
	case oauthflow.EventDeviceCode:
		f.deviceCode(e)
	case oauthflow.EventBrowserFailed:
		f.addOfSignIn(FlowEntry{Kind: FlowBrowserFailed, Step: oauthflow.StepRedirect, At: e.At, Err: e.Err, Result: oauthflow.Failed})
	case oauthflow.EventDeadline:
		f.addOfSignIn(FlowEntry{Kind: FlowDeadline, Step: oauthflow.StepRedirect, At: e.At, Deadline: e.Deadline})
	case oauthflow.EventStranger:
		if e.Stranger != nil {
			f.addOfSignIn(FlowEntry{Kind: FlowStranger, Step: oauthflow.StepRedirect, At: e.At, Stranger: e.Stranger})
		}
	case oauthflow.EventChecks:
		f.judge(e.Checks)
	default:
		f.takeOutcome(e)
	}
}

// takeOutcome is list for the events that tell of a session or of a failure.
func (f *Flow) takeOutcome(e oauthflow.Event) {
	switch e.Kind {
	case oauthflow.EventSignedIn:
		f.endSignIn(e, oauthflow.Passed)
	case oauthflow.EventUserInfo:
		f.userInfo(e)
	case oauthflow.EventRefreshed:
		f.add(FlowEntry{Kind: FlowRefreshed, Step: e.Step, At: e.At, Since: f.refresh, Checks: e.Checks, Result: oauthflow.Passed})
		f.refresh = time.Time{}
	case oauthflow.EventTokenRevoked:
		f.signOut = time.Time{} // one token was, and nobody signs out
	case oauthflow.EventSessionEnded:
		f.sessionEnded(e)
	case oauthflow.EventNotice:
		f.problem(e)
	case oauthflow.EventFailed:
		f.failed(e)
	}
}

// addOfSignIn adds an entry of the sign-in, or one by itself where there is none.
func (f *Flow) addOfSignIn(e FlowEntry) *FlowEntry {
	e.Since = f.signIn.began
	return f.add(e)
}

func (f *Flow) stepBegan(e oauthflow.Event) {
	stop := f.lastInRun(func(x FlowEntry) bool { return x.Kind == FlowStop && x.Running && x.Before == e.Step })
	f.finish(stop, e.At, "")
	switch e.Step {
	case oauthflow.StepDiscover:
		if stop == nil {
			f.beginSignIn(e.At)
		}
	case oauthflow.StepVerify:
		f.addOfSignIn(FlowEntry{Kind: FlowVerify, Step: e.Step, At: e.At, Running: true})
	case oauthflow.StepSignedIn:
		f.addOfSignIn(FlowEntry{Kind: FlowSignedIn, Step: e.Step, At: e.At, Running: true})
	}
}

func (f *Flow) beginSignIn(at time.Time) {
	f.signIn = flowRun{began: at, first: len(f.entries), running: true}
	f.pending, f.judged = nil, 0
	f.add(FlowEntry{Kind: FlowSignIn, At: at, Running: true})
}

func (f *Flow) stepEnded(e oauthflow.Event) {
	switch e.Step {
	case oauthflow.StepDiscover:
		f.discovered(e)
	case oauthflow.StepRedirect:
		f.finish(f.lastInRun(func(x FlowEntry) bool { return x.Kind == FlowAuthorizationRequest }), e.At, "")
		if f.lastInRun(func(x FlowEntry) bool { return x.Kind == FlowRedirect || x.Kind == FlowDeviceCode }) == nil {
			f.addOfSignIn(FlowEntry{Kind: FlowRedirectPasted, Step: e.Step, At: e.At})
		}
	}
	if last := f.lastInRun(func(x FlowEntry) bool { return x.Step == e.Step && x.Running }); last != nil {
		f.finish(last, e.At, oauthflow.Passed)
		last.Duration = e.Duration
	}
	f.attachChecks(e.Step)
}

// discovered adds the entry of a discovery that asked nothing by itself.
func (f *Flow) discovered(e oauthflow.Event) {
	entry := FlowEntry{Kind: FlowDiscoverCached, Step: e.Step, At: e.At.Add(-e.Duration), Timed: true, Duration: e.Duration}
	switch {
	case e.ByHand:
		entry.Kind = FlowDiscoverByHand
	case !e.Cached:
		return
	}
	f.addOfSignIn(entry)
}

// judge keeps what is new in the ledger for the step that runs.
func (f *Flow) judge(ledger []oauthflow.Check) {
	if len(ledger) > f.judged {
		f.pending = append(f.pending, ledger[f.judged:]...)
		f.judged = len(ledger)
	}
}

// attachChecks gives the checks of a step to its last entry.
func (f *Flow) attachChecks(step oauthflow.Step) {
	last := f.lastInRun(func(x FlowEntry) bool { return x.Step == step && x.Kind != FlowKeys })
	if last == nil || len(f.pending) == 0 {
		return
	}
	last.Checks, f.pending = append(last.Checks[:len(last.Checks):len(last.Checks)], f.pending...), nil
	f.changes++
}

// endSignIn ends the sign-in and what still runs of it.
func (f *Flow) endSignIn(e oauthflow.Event, result oauthflow.Result) {
	if !f.signIn.running {
		return
	}
	f.signIn.running = false
	for i := f.signIn.first; i < len(f.entries); i++ {
		f.finish(&f.entries[i], e.At, result)
	}
}

func (f *Flow) failed(e oauthflow.Event) {
	if e.Err == nil {
		return
	}
	if stepIndex(e.Step) < 0 && !f.signIn.running {
		f.problem(e)
		return
	}
	result := oauthflow.Failed
	if e.Err.Code == oauthflow.CodeCancelled {
		result = oauthflow.Skipped // no error
	}
	f.attachChecks(e.Step)
	f.endSignIn(e, result)
	f.addOfSignIn(FlowEntry{Kind: FlowFailed, Step: e.Step, At: e.At, Err: e.Err, Checks: f.pending, Result: result})
	f.pending = nil
}

func (f *Flow) userInfo(e oauthflow.Event) {
	last := f.lastInRun(func(x FlowEntry) bool { return x.Kind == FlowUserInfo })
	if last != nil {
		last.Checks = e.Checks
		f.changes++
	}
	if e.Err != nil {
		f.addOfSignIn(FlowEntry{Kind: FlowProblem, Step: e.Step, At: e.At, Err: e.Err, Result: oauthflow.Failed})
	}
}

func (f *Flow) sessionEnded(e oauthflow.Event) {
	entry := FlowEntry{Kind: FlowSignedOut, Step: e.Step, At: e.At, Since: f.signOut}
	if e.Err != nil {
		entry.Kind, entry.Err, entry.Since, entry.Result = FlowSessionEnded, e.Err, f.refresh, oauthflow.Failed
	}
	f.add(entry)
	f.signOut, f.refresh = time.Time{}, time.Time{}
}

// problem adds what was reported and ends nothing but a refresh.
func (f *Flow) problem(e oauthflow.Event) {
	if e.Err == nil {
		return
	}
	if e.Err.IsNote() {
		f.addOfSignIn(FlowEntry{Kind: FlowNote, Step: e.Step, At: e.At, Err: e.Err})
		return
	}
	entry := FlowEntry{Kind: FlowProblem, Step: e.Step, At: e.At, Err: e.Err, Result: oauthflow.Failed}
	switch e.Step {
	case oauthflow.StepRefresh:
		entry.Since, f.refresh = f.refresh, time.Time{}
	case oauthflow.StepRevocation, oauthflow.StepEndSession:
		entry.Since = f.signOut
	case oauthflow.StepUserInfo:
		entry.Since = f.signIn.began
	}
	f.add(entry)
}
