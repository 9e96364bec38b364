// flow: what runs for one connection of the window.

package ui

import (
	"context"
	"errors"
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

const (
	extendBy     = 5 * time.Minute
	retryRefresh = 30 * time.Second // after an automatic refresh that the network failed
	signOutWait  = 10 * time.Second // before a client is deleted whose tokens are being revoked
	refreshSoon  = 10 * time.Second // spread of automatic refreshes, so that copies do not meet
)

// flow is what runs for one connection. Its fields belong to the UI thread.
type flow struct {
	ctx           context.Context // ends when the connection is deleted or the window closes
	stop          context.CancelFunc
	client        *oauthflow.Client
	timeline      *oauthflow.Timeline
	cancelRefresh context.CancelFunc
	cancelCall    context.CancelFunc
	cancelSignOut func()          // its wait for the provider
	signingOut    <-chan struct{} // closed at the end of the last sign-out; nil: there was none
	formerSubject string          // of a session that ended by itself: the next sign-in must be the same person (IDT-17)
}

// signedOut returns what waits, beside the window, for the sign-out that runs now, if one does: for its requests, not for
// as long as a browser may take to come back.
func (f *flow) signedOut() func(context.Context) {
	if f == nil || f.signingOut == nil {
		return func(context.Context) {}
	}
	ended := f.signingOut
	return func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(ctx, signOutWait)
		defer cancel()
		select {
		case <-ended:
		case <-ctx.Done():
		}
	}
}

// attempt is one sign-in, from the person's press on.
type attempt struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	begun  bool // the flow has been started; before, the keyring has not answered yet
	paste  chan string
	extend chan time.Duration
	again  chan struct{} // the person wants the page opened again
	goOn   chan struct{} // one for each stop of a sign-in that goes step by step
	ended  chan struct{}

	options   oauthflow.SignInOptions // what was asked for
	elsewhere bool                    // it is confirmed on another device
}

// connect makes the flow of a connection and shows the session that is stored for it.
func (c *Controller) connect(connection *state.Connection) *flow {
	id := connection.Profile.ID
	f := &flow{timeline: &oauthflow.Timeline{Bodies: c.bodies}}
	f.ctx, f.stop = context.WithCancel(c.ctx)
	f.client = c.newClient(connection)
	c.flows[id] = f
	c.follow(id, f)
	c.restore(id, f)
	return f
}

func (c *Controller) newClient(connection *state.Connection) *oauthflow.Client {
	store := c.opened.store
	if connection.Temporary {
		store = c.opened.memory
	}
	client := oauthflow.NewClient(connection.Profile, c.transport, c.agent, store)
	client.Language = c.desktop.Language
	return client
}

// restore loads what an earlier run stored. A session of another issuer or client is ended: the demo
// provider may have had to take another port.
func (c *Controller) restore(id string, f *flow) {
	client := f.client
	c.background(f.ctx, func(ctx context.Context) {
		session, err := client.Store.Load(ctx, id)
		if errors.Is(err, oauthflow.ErrNotFound) || ctx.Err() != nil {
			return
		}
		if err == nil && (session.Issuer != client.Profile.Issuer || session.ClientID != client.Profile.ClientID) {
			err = client.Store.Delete(ctx, id)
			c.post(func() { c.restored(id, f, nil, err) })
			return
		}
		c.post(func() { c.restored(id, f, &session, err) })
	})
}

func (c *Controller) restored(id string, f *flow, session *oauthflow.Session, err error) {
	connection := c.state.Connection(id)
	if connection == nil || c.flows[id] != f {
		return
	}
	switch {
	case err != nil:
		connection.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Err: &oauthflow.Error{Step: oauthflow.StepSignedIn, Code: oauthflow.CodeSessionUnreadable, Err: err}})
	case session == nil:
		connection.DemoMoved = connection.Demo
	default:
		connection.Restore(session)
		c.scheduleRefresh(id, f, session)
	}
	c.pace.soon()
}

// whenOpened runs use once the store is there.
func (c *Controller) whenOpened(use func()) {
	if c.opened == nil {
		c.whenOpen = append(c.whenOpen, use)
		return
	}
	use()
}

// whenConnected runs use with the connection's flow, once the store is there.
func (c *Controller) whenConnected(id string, use func(f *flow)) {
	c.whenOpened(func() {
		if f := c.flows[id]; f != nil {
			use(f)
		}
	})
}

// currentFlow returns the selected connection and its flow, nil before the store is there.
func (c *Controller) currentFlow() (*state.Connection, *flow) {
	connection := c.state.Current()
	if connection == nil {
		return nil, nil
	}
	return connection, c.flows[connection.Profile.ID]
}

// prefetch gets the provider's metadata and keys ahead of time; a failure is shown quietly.
func (c *Controller) prefetch(id string) {
	c.whenConnected(id, func(f *flow) {
		client := f.client
		c.background(f.ctx, func(ctx context.Context) {
			err := client.Prefetch(ctx, f.timeline)
			problem := flowError(err)
			c.post(func() {
				if connection := c.state.Connection(id); connection != nil && c.flows[id] == f && f.client == client {
					connection.Prefetched(client.Metadata(), problem)
					c.pace.soon()
				}
			})
		})
	})
}

// sessionEnded keeps who it was when the session ended by itself, and stops its refresh.
func (f *flow) sessionEnded(e oauthflow.Event, before *oauthflow.Session) {
	if f.cancelRefresh != nil {
		f.cancelRefresh()
	}
	f.formerSubject = ""
	if e.Err != nil && before != nil {
		f.formerSubject = before.Subject
	}
}
