// The steps of the report: when each began, how long it took, and its HTTP requests.

package report

import (
	"time"

	"proofkey/oauthflow"
)

// Step is a step of the sign-in with its first HTTP request, or a further HTTP request of the same step. The keys
// belong to verify, though they are fetched ahead of it.
type Step struct {
	Step       oauthflow.Step `json:"step"`
	StartedAt  time.Time      `json:"started_at"`
	DurationMS float64        `json:"duration_ms"`
	Method     string         `json:"method,omitempty"`
	URL        string         `json:"url,omitempty"` // secrets masked by parameter name
	Status     int            `json:"status,omitempty"`
}

// reported returns the steps that stand in a report, in their order.
func reported() []oauthflow.Step {
	return append(oauthflow.SignInSteps(), oauthflow.StepUserInfo)
}

// stepsOf returns the steps that began, each followed by its further requests. UserInfo is its request only.
func stepsOf(events []oauthflow.Event) []Step {
	began := begunSteps(events)
	exchanges := exchangesOf(events)
	steps := []Step{}
	for _, name := range reported() {
		more := exchanges[name]
		s, ok := began[name]
		switch {
		case !ok && name != oauthflow.StepUserInfo:
			continue // keys that were fetched for a step that never came
		case ok:
			if len(more) > 0 {
				s.Method, s.URL, s.Status = more[0].Method, more[0].URL, more[0].Status
				more = more[1:]
			}
			steps = append(steps, s)
		}
		steps = append(steps, more...)
	}
	return steps
}

func begunSteps(events []oauthflow.Event) map[oauthflow.Step]Step {
	began := map[oauthflow.Step]Step{}
	for _, e := range events {
		s, ok := began[e.Step]
		switch {
		case e.Kind == oauthflow.EventStepBegan:
			began[e.Step] = Step{Step: e.Step, StartedAt: e.At}
		case e.Kind == oauthflow.EventStepEnded && ok:
			s.DurationMS = milliseconds(e.Duration)
			began[e.Step] = s
		case e.Kind == oauthflow.EventFailed && ok:
			s.DurationMS = milliseconds(e.At.Sub(s.StartedAt))
			began[e.Step] = s
		}
	}
	return began
}

// exchangesOf returns each step's requests. A fetch that was shared with another flow is on the timeline twice.
func exchangesOf(events []oauthflow.Event) map[oauthflow.Step][]Step {
	exchanges := map[oauthflow.Step][]Step{}
	seen := map[*oauthflow.HTTPExchange]bool{}
	for _, e := range events {
		if e.Kind != oauthflow.EventHTTP || e.HTTP == nil || seen[e.HTTP] {
			continue
		}
		seen[e.HTTP] = true
		exchanges[e.Step] = append(exchanges[e.Step], Step{
			Step: e.Step, StartedAt: e.HTTP.StartedAt, DurationMS: milliseconds(e.HTTP.Duration), Method: e.HTTP.Method, URL: e.HTTP.URL, Status: e.HTTP.Status,
		})
	}
	return exchanges
}

// lastStep is the step that was under way at the end of the events, discover if there are none.
func lastStep(events []oauthflow.Event) oauthflow.Step {
	last := oauthflow.StepDiscover
	for _, e := range events {
		if e.Kind == oauthflow.EventStepBegan {
			last = e.Step
		}
	}
	return last
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
