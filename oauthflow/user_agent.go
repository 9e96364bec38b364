// The user agent: the person's own browser, opened by the system and never by a shell, RFC 8252 §5.

package oauthflow

import (
	"context"
	"errors"
	"net/url"
	"time"
)

// SystemUserAgent opens the browser that the system has for web pages. On Linux it runs xdg-open, except
// in flatpak; elsewhere it calls OpenURL, which may block and is then called on a goroutine of its own.
type SystemUserAgent struct {
	OpenURL func(*url.URL) error // Fyne's App.OpenURL

	settled time.Duration // how long an opener runs without failing before it counts as successful; 0: openerSettled
}

// openerSettled is far above what xdg-open takes to fail (some 0.2 s). Where it starts the browser itself, it
// stays as long as that browser lives.
const openerSettled = 3 * time.Second

// Open implements UserAgent. Its errors name no part of the URL.
func (a SystemUserAgent) Open(ctx context.Context, target string) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	opened, err := a.start(target)
	if err != nil {
		return err
	}
	return a.await(ctx, opened)
}

// startOpenURL calls OpenURL on a goroutine that ends with it; its result has room and holds nothing up.
func (a SystemUserAgent) startOpenURL(target string) (<-chan error, error) {
	u, err := url.Parse(target)
	if err != nil {
		return nil, errors.New("the link is not a URL")
	}
	if a.OpenURL == nil {
		return nil, errors.New("this system has no way to open a browser")
	}
	opened := make(chan error, 1)
	go func() { opened <- a.OpenURL(u) }()
	return opened, nil
}

// await returns the opener's result, success if it has settled, or the cause of ctx.
func (a SystemUserAgent) await(ctx context.Context, opened <-chan error) error {
	settled := a.settled
	if settled == 0 {
		settled = openerSettled
	}
	timer := time.NewTimer(settled)
	defer timer.Stop()
	select {
	case err := <-opened:
		return err
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// openBrowser is the one way to the browser for every URL (BROW-05), which is judged right before
// (BROW-01). Errors are *Error of code url_not_allowed, browser_not_opened or cancelled.
func (c *Client) openBrowser(ctx context.Context, target string) error {
	if _, err := judgeBrowserURL(target); err != nil {
		return &Error{Step: StepAuthorizationRequest, Code: CodeURLNotAllowed, Err: err}
	}
	if err := c.UserAgent.Open(ctx, target); err != nil {
		return asError(ctx, err, StepAuthorizationRequest, CodeBrowserNotOpened)
	}
	return nil
}
