// What the timeline holds of the last sign-in, as far as good practice is judged by it.

package oauthflow

import (
	"net/http"
	"net/url"
)

// signInRecord is the last sign-in on a timeline. What has not happened is nil.
type signInRecord struct {
	request   url.Values    // the parameters of the authorization request
	target    string        // the authorization URL
	redirect  *HTTPExchange // that is ours, with our answer
	answered  url.Values    // the parameters of the redirect
	redeemed  *HTTPExchange // the token request
	token     url.Values    // its parameters
	exchanges []*HTTPExchange
	earlier   []string // the verifiers of the sign-ins before
	strangers int
	device    bool // the device grant: there is no browser and no redirect of ours
	checks    []Check
}

// recordOf reads the events from the last beginning of a sign-in on. The authorization URL is there until the sign-in
// ends, which wipes it.
func recordOf(events []Event, checks []Check) signInRecord {
	r := signInRecord{checks: checks}
	began := 0
	for i, e := range events {
		if (e.Kind == EventStopped || e.Kind == EventStepBegan) && e.Step == StepDiscover {
			began = i
		}
	}
	for _, e := range events[:began] {
		if form := tokenForm(e); form.Get("code_verifier") != "" {
			r.earlier = append(r.earlier, form.Get("code_verifier"))
		}
	}
	for _, e := range events[began:] {
		switch e.Kind {
		case EventRequestReady:
			r.target = e.Link.Reveal()
			if sent := parametersOf(r.target); !sent.Has("request_uri") { // else they were pushed
				r.request = sent
			}
		case EventDeviceCode:
			r.device = true
		case EventStranger:
			r.strangers++
		case EventHTTP:
			r.take(e)
		}
	}
	return r
}

func (r *signInRecord) take(e Event) {
	if e.HTTP == nil {
		return
	}
	r.exchanges = append(r.exchanges, e.HTTP)
	switch e.Step {
	case StepAuthorizationRequest:
		r.request, _ = url.ParseQuery(string(e.HTTP.Request.Reveal().Body)) // RFC 9126 §2.1
	case StepRedirect:
		r.redirect, r.answered = e.HTTP, parametersOf(e.HTTP.Request.Reveal().URL)
	case StepTokenRequest:
		r.redeemed, r.token = e.HTTP, tokenForm(e)
	}
}

// tokenForm is the form of a token request; nil for anything else.
func tokenForm(e Event) url.Values {
	if e.Kind != EventHTTP || e.Step != StepTokenRequest || e.HTTP == nil || e.HTTP.Method != http.MethodPost {
		return nil
	}
	form, _ := url.ParseQuery(string(e.HTTP.Request.Reveal().Body))
	return form
}

func parametersOf(raw string) url.Values {
	u, err := url.Parse(raw)
	if raw == "" || err != nil {
		return nil
	}
	return u.Query()
}

// check returns the row id of the ledger; its Result is empty if there is none.
func (r *signInRecord) check(id string) Check {
	for _, c := range r.checks {
		if c.ID == id {
			return c
		}
	}
	return Check{}
}
