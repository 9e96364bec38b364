// What the person does to sign in: view.SignInActions.

package ui

import (
	"context"
	"slices"
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// SignIn starts a sign-in of the selected connection.
func (c *Controller) SignIn() {
	c.signIn(oauthflow.SignInOptions{Subject: c.knownSubject()})
}

// SignInAsSomeoneElse starts a sign-in at which the provider asks who it is.
func (c *Controller) SignInAsSomeoneElse() {
	prompt := "login"
	if connection := c.state.Current(); connection != nil && connection.Metadata != nil && slices.Contains(connection.Metadata.PromptValues, "select_account") {
		prompt = "select_account"
	}
	c.signIn(oauthflow.SignInOptions{Prompt: prompt})
}

// StepUp starts the sign-in that an API's challenge asks for, of the same person (STEP-02, STEP-06).
func (c *Controller) StepUp(s oauthflow.StepUp) {
	c.signIn(oauthflow.SignInOptions{Scopes: s.Scopes, ACRValues: s.ACRValues, MaxAge: s.MaxAge, Subject: c.knownSubject()})
}

// knownSubject is who the next sign-in must be: who is signed in, or was until the session ended by itself.
func (c *Controller) knownSubject() string {
	connection, f := c.currentFlow()
	switch {
	case connection != nil && connection.Session != nil:
		return connection.Session.Subject
	case f != nil:
		return f.formerSubject
	}
	return ""
}

func (c *Controller) signIn(o oauthflow.SignInOptions) { c.begin(o, false) }

// begin begins a sign-in in this computer's browser, or elsewhere: on another device.
func (c *Controller) begin(o oauthflow.SignInOptions, elsewhere bool) {
	connection := c.state.Current()
	if connection == nil || connection.Busy() || connection.Saved != nil {
		return
	}
	id := connection.Profile.ID
	before := c.attempts[id]
	a := &attempt{elsewhere: elsewhere, paste: make(chan string, 8), extend: make(chan time.Duration, 8), again: make(chan struct{}, 1), goOn: make(chan struct{}, 1), ended: make(chan struct{})}
	a.ctx, a.cancel = context.WithCancelCause(c.ctx)
	c.attempts[id] = a
	if c.state.StepByStep && !c.arguments.Quit && !elsewhere {
		o.BeforeStep = a.waitForPerson
	}
	a.options = o
	c.change(func() {
		if elsewhere {
			connection.BeginSignInElsewhere(c.now())
		} else {
			connection.BeginSignIn(c.now())
		}
	})
	c.whenConnected(id, func(f *flow) {
		if a.ctx.Err() == nil {
			c.startSignIn(f, a, before, o)
		}
	})
}

// startSignIn runs the sign-in beside the window. The one before may still hold a fixed port; it closes
// within seconds.
func (c *Controller) startSignIn(f *flow, a, before *attempt, o oauthflow.SignInOptions) {
	a.begun = true
	o.Paste, o.Extend, o.Again, o.Limit = a.paste, a.extend, a.again, c.arguments.Timeout
	client := f.client
	stop := context.AfterFunc(f.ctx, func() { a.cancel(oauthflow.ErrCanceled) })
	c.background(a.ctx, func(ctx context.Context) {
		defer a.cancel(nil)
		defer close(a.ended)
		defer stop()
		if before != nil && before.begun {
			select {
			case <-before.ended:
			case <-ctx.Done(): // SignIn tells the timeline
			}
		}
		run := client.SignIn
		if a.elsewhere {
			run = client.SignInElsewhere
		}
		session, err := run(ctx, f.timeline, o)
		c.signInEnded(client, f.timeline, err == nil)
		if err == nil {
			c.post(func() { c.afterSignIn(client.Profile.ID, f, session) })
		}
	})
}

// afterSignIn shows what the sign-in learned of the provider.
func (c *Controller) afterSignIn(id string, f *flow, session *oauthflow.Session) {
	connection := c.state.Connection(id)
	if connection == nil || c.flows[id] != f || session == nil {
		return
	}
	connection.Prefetched(f.client.Metadata(), nil)
	c.pace.soon()
}

// CancelSignIn ends the sign-in at once, or the wait of a sign-out for the provider.
func (c *Controller) CancelSignIn() {
	connection := c.state.Current()
	if f := c.flows[c.state.Selected]; connection != nil && connection.SigningOut && f != nil {
		f.cancelSignOut()
		return
	}
	if connection == nil || !connection.Busy() {
		return
	}
	a := c.attempts[connection.Profile.ID]
	if a == nil {
		return
	}
	a.cancel(oauthflow.ErrCanceled)
	if a.begun {
		return
	}
	// It has not begun: the keyring has not answered yet.
	c.change(func() {
		connection.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Step: oauthflow.StepDiscover, Err: &oauthflow.Error{Step: oauthflow.StepDiscover, Code: oauthflow.CodeCancelled}})
	})
}

// CopyLink puts the authorization URL on the clipboard.
func (c *Controller) CopyLink() {
	if connection := c.state.Current(); connection != nil && !connection.Waiting.Link.IsZero() && connection.Copies(state.MaskedPersonal) {
		c.Copy(connection.Waiting.Link.Reveal())
	}
}

// OpenAgain opens the authorization URL once more; the sign-in makes a new one where the last worked once.
func (c *Controller) OpenAgain() {
	connection, f := c.currentFlow()
	if connection == nil || f == nil || connection.Waiting.Link.IsZero() {
		return
	}
	if a := c.attempts[connection.Profile.ID]; a != nil && !connection.Waiting.LinkExpires.IsZero() {
		connection.Waiting.BrowserProblem = nil
		c.pace.now()
		select {
		case a.again <- struct{}{}:
		default: // it is wished already
		}
		return
	}
	link := connection.Waiting.Link
	client := f.client
	connection.Waiting.BrowserProblem = nil
	c.pace.now()
	c.background(f.ctx, func(ctx context.Context) {
		if err := client.OpenBrowser(ctx, link.Reveal()); err != nil {
			f.timeline.Add(oauthflow.Event{Kind: oauthflow.EventBrowserFailed, Step: oauthflow.StepRedirect, Err: err})
		}
	})
}

// PasteRedirect hands over a redirect URL that the person copied from the browser.
func (c *Controller) PasteRedirect(raw string) {
	if a := c.attempts[c.state.Selected]; a != nil {
		select {
		case a.paste <- raw:
		default: // eight are waiting to be judged already
		}
	}
}

// ExtendDeadline gives the sign-in five more minutes.
func (c *Controller) ExtendDeadline() {
	if a := c.attempts[c.state.Selected]; a != nil {
		select {
		case a.extend <- extendBy:
		default:
		}
	}
}

// DismissFailure leaves the failed screen.
func (c *Controller) DismissFailure() { c.withCurrent((*state.Connection).DismissFailure) }

// ClearNotices puts the notices away.
func (c *Controller) ClearNotices() {
	c.state.NotOpened = state.Text{}
	c.withCurrent((*state.Connection).ClearNotices)
}

func (c *Controller) withCurrent(f func(*state.Connection)) {
	if connection := c.state.Current(); connection != nil {
		c.change(func() { f(connection) })
	}
}
