// The end of the person's session at the provider, OpenID Connect RP-Initiated Logout 1.0 §2.

package oauthflow

import (
	"context"
	"net/url"
	"time"
)

// endSessionLimit is how long the browser may take to fetch the one-use URL.
const endSessionLimit = 30 * time.Second

// endSession leads the browser to the provider's end-session endpoint. The ID token hint stands in
// that URL, so the browser is given a one-use loopback URL that redirects there (LOGO-03). Without a
// registered way back (LOGO-09) the provider shows a page of its own, and nothing more is heard.
func (c *Client) endSession(ctx context.Context, tl *Timeline, m *ServerMetadata, s endingSession) error {
	if m.EndSessionEndpoint == "" { // LOGO-08
		return &Error{
			Step: StepEndSession, Code: CodeEndSessionUnsupported, Spec: "OIDC RP-Initiated Logout §2.1", Expected: "an end-session endpoint",
			Actual: orText(m.Unusable["end_session_endpoint"], "the provider announces none"),
		}
	}
	if c.Profile.PostLogoutPath != "" {
		return c.endSessionAndReturn(ctx, tl, m, s)
	}
	target, err := endSessionURL(m.EndSessionEndpoint, endSessionRequest{ClientID: c.Profile.ClientID, IDToken: s.idToken})
	if err != nil {
		return &Error{Step: StepEndSession, Code: CodeURLNotAllowed, Err: err}
	}
	limited, stop := context.WithTimeoutCause(ctx, endSessionLimit, browserSilent())
	defer stop()
	return c.leadBrowser(limited, tl, target)
}

// leadBrowser returns when the browser has been led to target through a one-use URL, with the cause if it did not open or
// ctx ended. The listener is closed then.
func (c *Client) leadBrowser(ctx context.Context, tl *Timeline, target string) error {
	endpoint, oneUseURL, err := listenOnce(ctx, target, tl, c.Language)
	if err != nil {
		return asError(ctx, err, StepEndSession, CodeListenerFailed)
	}
	defer endpoint.close(ctx)
	return c.leadThrough(ctx, endpoint, oneUseURL)
}

// leadThrough opens the endpoint's one-use URL and returns when the browser has come, the browser did not open, or ctx
// ended. The opener has ended then.
func (c *Client) leadThrough(ctx context.Context, endpoint *redirectionEndpoint, oneUseURL string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	opened := make(chan struct{})
	go func() {
		defer close(opened)
		if err := c.openBrowser(ctx, oneUseURL); err != nil {
			cancel(asError(ctx, err, StepEndSession, CodeBrowserNotOpened))
		}
	}()
	err := endpoint.awaitUse(ctx)
	cancel(nil)
	<-opened
	return err
}

func browserSilent() error {
	return &Error{Step: StepEndSession, Code: CodeEndSessionFailed, Expected: "the browser", Actual: "it did not come within " + endSessionLimit.String()}
}

// endSessionRequest is what the provider is told.
type endSessionRequest struct {
	ClientID string
	IDToken  Secret // as hint
	ReturnTo string // the post-logout redirect URI; "": none
	State    Secret // goes with it
}

// endSessionURL adds the request's parameters to the endpoint, whose own query is kept (LOGO-01,
// LOGO-02). A hint that makes the URL too long is left out: the provider then asks the person.
func endSessionURL(endpoint string, r endSessionRequest) (string, error) {
	u, err := judgeBrowserURL(endpoint) // BROW-05
	if err != nil {
		return "", err
	}
	parameters := r.parameters()
	short := withQuery(*u, parameters)
	parameters.Set("id_token_hint", r.IDToken.Reveal())
	if long := withQuery(*u, parameters); len(long) <= maxRequestURL && !r.IDToken.IsZero() {
		return long, nil
	}
	return short, nil
}

func withQuery(u url.URL, parameters url.Values) string {
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += parameters.Encode()
	return u.String()
}
