// The way back from the provider's end-session endpoint, OpenID Connect RP-Initiated Logout 1.0 §2 and §3: to a path of
// its own, with a state of its own (LOGO-04). It signs nobody in, and a sign-in's redirect does not end it (LOGO-06).

package oauthflow

import (
	"context"
	"net/url"
	"time"
)

// returnLimit is how long the person may take at the provider, if the options say nothing else.
const returnLimit = 2 * time.Minute

// endingSession is what is needed to end a session at the provider.
type endingSession struct {
	idToken Secret
	limit   time.Duration // for the way back
}

// endSessionAndReturn leads the browser to the end-session endpoint and waits until it comes back. An error says that it
// is not known whether the session has ended.
func (c *Client) endSessionAndReturn(ctx context.Context, tl *Timeline, m *ServerMetadata, s endingSession) error {
	limited, stop := context.WithTimeoutCause(ctx, s.limit, notReturned(s.limit))
	defer stop()
	back := c.Profile.Redirect.withDefaults()
	back.Path = c.Profile.PostLogoutPath
	endpoint, err := listenRedirect(limited, back, tl, c.Language)
	if err != nil {
		return asError(limited, err, StepEndSession, CodeListenerFailed)
	}
	defer endpoint.close(limited)
	endpoint.step = StepEndSession
	state := newState()
	target, err := endSessionURL(m.EndSessionEndpoint, endSessionRequest{
		ClientID: c.Profile.ClientID, IDToken: s.idToken, ReturnTo: endpoint.URI(), State: state,
	})
	if err != nil {
		return &Error{Step: StepEndSession, Code: CodeURLNotAllowed, Err: err}
	}
	endpoint.expect(state)
	if err := c.leadThrough(limited, endpoint, endpoint.redirectOnce(target)); err != nil {
		return err
	}
	if _, err := endpoint.wait(limited, waiting{Deadline: time.Now().Add(s.limit)}); err != nil {
		if ctx.Err() == nil {
			return notReturned(s.limit)
		}
		return err
	}
	endpoint.answer(pageSignedOut)
	return nil
}

func notReturned(limit time.Duration) error {
	return &Error{
		Step: StepEndSession, Code: CodeEndSessionNotReturned, Spec: "OIDC RP-Initiated Logout §3",
		Expected: "the browser back from the provider", Actual: "it did not come within " + limit.String(),
	}
}

// parameters of the request; what is zero is left out.
func (r endSessionRequest) parameters() url.Values {
	v := url.Values{"client_id": {r.ClientID}}
	if r.ReturnTo != "" {
		v.Set("post_logout_redirect_uri", r.ReturnTo)
		v.Set("state", r.State.Reveal())
	}
	return v
}
