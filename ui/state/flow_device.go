// The device grant in the flow: the request for a code, the wait for the person, and the questions meanwhile.

package state

import "proofkey/oauthflow"

// deviceCode adds the wait, which lasts until the step ends.
func (f *Flow) deviceCode(e oauthflow.Event) {
	f.addOfSignIn(FlowEntry{Kind: FlowDeviceCode, Step: oauthflow.StepRedirect, At: e.At, Running: true, Deadline: e.Deadline})
}

// waitsForDevice reports whether the sign-in has no redirect.
func (f *Flow) waitsForDevice() bool {
	return f.lastInRun(func(x FlowEntry) bool { return x.Kind == FlowDeviceCode }) != nil
}

// markDevice makes of an exchange what it is in the device grant. One that says that the person has not decided yet is
// no failure.
func (f *Flow) markDevice(e *FlowEntry) {
	switch {
	case e.Step == oauthflow.StepAuthorizationRequest:
		e.Kind = FlowDeviceRequest
	case e.Step == oauthflow.StepTokenRequest && f.signIn.running && f.waitsForDevice():
		e.Kind = FlowDevicePoll
		if e.HTTP.Pending() {
			e.Result = ""
		}
	}
}
