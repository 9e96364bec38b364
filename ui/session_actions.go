// What the person does with a session: view.SessionActions.

package ui

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// Refresh renews the tokens of the selected connection now.
func (c *Controller) Refresh() {
	if connection, f := c.currentFlow(); f != nil && connection.Session != nil {
		client := f.client
		c.refresh(connection.Profile.ID, f, func(ctx context.Context) (*oauthflow.Session, error) { return client.Refresh(ctx, f.timeline) })
	}
}

func (c *Controller) refresh(id string, f *flow, renew func(context.Context) (*oauthflow.Session, error)) {
	connection := c.state.Connection(id)
	if connection == nil || c.flows[id] != f || connection.Refreshing || connection.Session == nil {
		return
	}
	c.change(connection.BeginRefresh)
	c.background(f.ctx, func(ctx context.Context) {
		_, err := renew(ctx)
		c.post(func() { c.flowEnded(id, f, err) })
	})
}

// flowEnded is for a refresh or sign-out that has returned. Its problem is told by the timeline.
func (c *Controller) flowEnded(id string, f *flow, err error) {
	connection := c.state.Connection(id)
	if connection == nil || c.flows[id] != f {
		return
	}
	c.change(connection.FlowEnded)
	if errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeRefreshUnavailable}) && connection.Session != nil && !connection.Session.Expired(c.now()) {
		c.refreshLater(id, f, c.now().Add(retryRefresh), *connection.Session)
	}
}

// scheduleRefresh renews the tokens by itself before they expire.
func (c *Controller) scheduleRefresh(id string, f *flow, s *oauthflow.Session) {
	if at, due := f.client.RefreshAt(*s, rand.N(refreshSoon)); due {
		c.refreshLater(id, f, at, *s)
	}
}

// refreshLater renews the tokens of session s at that time, unless another copy of the app has done so by then.
func (c *Controller) refreshLater(id string, f *flow, at time.Time, s oauthflow.Session) {
	if f.cancelRefresh != nil {
		f.cancelRefresh()
	}
	ctx, cancel := context.WithCancel(f.ctx)
	f.cancelRefresh = cancel
	wait := at.Sub(c.now())
	c.background(ctx, func(ctx context.Context) {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
			c.post(func() {
				client := f.client
				c.refresh(id, f, func(ctx context.Context) (*oauthflow.Session, error) {
					return client.RefreshUnlessRenewed(ctx, f.timeline, s)
				})
			})
		case <-ctx.Done():
		}
	})
}

// SignOut deletes the session, revokes its tokens and, if the person wants it, ends the session at the provider.
func (c *Controller) SignOut(atProvider bool) {
	connection, f := c.currentFlow()
	if f == nil || connection.Session == nil || connection.SigningOut {
		return
	}
	c.change(connection.BeginSignOut)
	client, id := f.client, connection.Profile.ID
	ctx, cancel := context.WithCancelCause(f.ctx)
	ended := make(chan struct{})
	f.cancelSignOut, f.signingOut = func() { cancel(oauthflow.ErrCanceled) }, ended
	c.background(ctx, func(ctx context.Context) {
		defer close(ended)
		defer cancel(nil)
		err := client.SignOut(ctx, f.timeline, oauthflow.SignOutOptions{AtProvider: atProvider})
		c.post(func() { c.flowEnded(id, f, err) })
	})
}

// Introspect asks the provider about the access token.
func (c *Controller) Introspect() {
	c.ask(state.ActionIntrospect, func(ctx context.Context, client *oauthflow.Client, tl *oauthflow.Timeline) func(*state.Connection) {
		answer, err := client.Introspect(ctx, tl, oauthflow.HintAccessToken)
		return func(connection *state.Connection) { connection.Introspected(answer, flowError(err)) }
	})
}

// RevokeToken revokes the access or the refresh token.
func (c *Controller) RevokeToken(kind state.TokenKind) {
	action, hint := state.ActionRevokeAccess, oauthflow.HintAccessToken
	if kind == state.RefreshToken {
		action, hint = state.ActionRevokeRefresh, oauthflow.HintRefreshToken
	}
	c.ask(action, func(ctx context.Context, client *oauthflow.Client, tl *oauthflow.Timeline) func(*state.Connection) {
		err := client.RevokeToken(ctx, tl, hint)
		return func(connection *state.Connection) { connection.Revoked(hint, c.now(), flowError(err)) }
	})
}

// ask puts a question about a token to the provider of the selected connection, one at a time. question runs beside
// the window and returns what its answer does.
func (c *Controller) ask(a state.Action, question func(context.Context, *oauthflow.Client, *oauthflow.Timeline) func(*state.Connection)) {
	connection, f := c.currentFlow()
	if f == nil || connection.Session == nil || connection.Inquiry.Running != "" {
		return
	}
	client, id := f.client, connection.Profile.ID
	c.change(func() { connection.BeginInquiry(a) })
	c.background(f.ctx, func(ctx context.Context) {
		answered := question(ctx, client, f.timeline)
		c.post(func() {
			if connection := c.state.Connection(id); connection != nil && c.flows[id] == f {
				c.change(func() { answered(connection) })
			}
		})
	})
}

// flowError is the typed error of a flow, nil if there is none.
func flowError(err error) *oauthflow.Error {
	var problem *oauthflow.Error
	errors.As(err, &problem)
	return problem
}

// CopyToken puts a token on the clipboard.
func (c *Controller) CopyToken(kind state.TokenKind) {
	connection := c.state.Current()
	if connection == nil || !connection.Copies(state.MaskedToken(kind)) {
		return
	}
	if token := c.RevealToken(kind); token != "" {
		c.Copy(token)
	}
}

// RevealToken returns a token to be shown for a moment, "" if there is none.
func (c *Controller) RevealToken(kind state.TokenKind) string {
	if connection := c.state.Current(); connection != nil {
		return connection.Token(kind).Reveal()
	}
	return ""
}

// CopyClaims puts the claims of the ID token on the clipboard, as JSON.
func (c *Controller) CopyClaims() {
	if connection := c.state.Current(); connection != nil && connection.Session != nil {
		c.Copy(connection.ClaimsJSON())
	}
}

// Copy puts a text on the clipboard and says so for a moment.
func (c *Controller) Copy(text string) {
	c.desktop.SetClipboard(text)
	c.change(func() { c.state.Copied(c.now()) })
}
