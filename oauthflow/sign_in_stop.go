// The stops of a sign-in that is gone through step by step. A stop lets no limit of ours run but the age of the ID
// token, and a max_age that was asked for; the authorization code and the tokens expire at the provider as they do at any
// time.

package oauthflow

import (
	"context"
	"net/http"
	"time"
)

// stop waits for whoever looks on before a step. What the step has been given until then stays in memory only, and
// the listener answers strangers meanwhile, and the browser as ever.
func (f *signInFlow) stop(ctx context.Context, s Step) error {
	if f.options.BeforeStep == nil {
		return nil
	}
	e := Event{At: f.Now(), Kind: EventStopped, Step: s}
	if s == StepRedirect {
		e.Request = NewHTTPMessage(HTTPContent{Method: http.MethodGet, URL: f.link.Reveal()})
	}
	f.tl.Add(e)
	return f.options.BeforeStep(ctx, s)
}

// MaxIssueAge is how old an ID token may be when it is verified (IDT-08).
func MaxIssueAge() time.Duration { return maxIssueAge }
