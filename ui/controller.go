// Controller: the only place that starts goroutines for the window. What the person does comes in on the
// UI thread and returns at once; what a flow tells goes back through post. State changes only inside post.

package ui

import (
	"context"
	"net/http"
	"sync"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/vault"
	"proofkey/ui/state"
)

// tickEvery is how often times on the screen are brought up to date.
const tickEvery = time.Second

// Controller holds the state of the window and the flows of its connections.
type Controller struct {
	desktop   Desktop
	arguments Arguments
	list      oauthflow.ProfileList
	agent     oauthflow.UserAgent // the system's browser
	keyring   vault.TriedKeyring  // nil: memory only
	post      func(func())        // runs a function on the UI thread
	pace      *pace               // shows the state
	now       func() time.Time
	readme    string // in English

	ctx     context.Context // ends with the window
	cancel  context.CancelCauseFunc
	running sync.WaitGroup

	// On the UI thread only:
	state       *state.State
	flows       map[string]*flow
	attempts    map[string]*attempt // the present or last sign-in of a connection
	opened      *storage            // nil until the keyring and the demo provider are there
	examination *examination        // of the doctor that runs; nil if none does
	whenOpen    []func()
	transport   http.RoundTripper
	lookupTXT   oauthflow.TXTLookup     // of handles
	bodies      *oauthflow.KeptBodies   // of all requests and answers that are kept
	discovery   context.CancelFunc      // ends the form's discovery
	registering context.CancelCauseFunc // ends the form's registration
	registered  *oauthflow.Timeline     // that tells of it, until the form is saved
	comparing   context.CancelFunc      // ends the comparison that runs
	exit        *ending
	saving      bool      // the settings are being written
	saves       saveOrder // of connections

	keepInSight context.CancelFunc // forgets that something has to be masked again; nil: nothing has been revealed
}

// storage is where this run keeps things.
type storage struct {
	vault  *vault.Vault
	store  oauthflow.TokenStore // of saved connections
	memory oauthflow.TokenStore // of the connection from the command line
}

// newController returns a controller whose flows end with ctx. Start begins its work.
func newController(ctx context.Context, d Desktop, a Arguments, s *state.State) *Controller {
	c := &Controller{
		desktop: d, arguments: a, list: oauthflow.NewProfileList(s.DataFolder), now: time.Now, readme: s.Readme,
		agent: oauthflow.SystemUserAgent{OpenURL: d.OpenURL}, state: s, flows: map[string]*flow{}, attempts: map[string]*attempt{}, transport: oauthflow.NewTransport(), lookupTXT: oauthflow.SystemTXT, bodies: &oauthflow.KeptBodies{}, exit: &ending{},
	}
	if !a.NoKeyring {
		c.keyring = vault.SystemKeyring()
	}
	c.ctx, c.cancel = context.WithCancelCause(ctx)
	c.post = c.untilClosed(d.Post)
	c.pace = &pace{post: c.post}
	c.showBy(func() {})
	return c
}

// showBy makes show the one that shows the state. What was revealed elsewhere is masked before.
func (c *Controller) showBy(show func()) {
	c.pace.show = func() {
		c.state.KeepSight()
		show()
	}
}

// untilClosed drops what comes after the window has closed: Fyne would run it on the caller's goroutine.
func (c *Controller) untilClosed(post func(func())) func(func()) {
	return func(f func()) {
		if c.ctx.Err() != nil {
			return
		}
		post(func() {
			if c.ctx.Err() == nil {
				f()
			}
		})
	}
}

// Start opens the vault and the demo provider in the background. Call it once the window is painted.
func (c *Controller) Start() {
	c.desktop.AfterFirstFrame(func() { c.background(c.ctx, c.open) })
	c.background(c.ctx, func(context.Context) {
		if c.desktop.TellsColors() {
			c.post(c.desktop.FollowColors)
		}
	})
	c.background(c.ctx, func(ctx context.Context) {
		ticker := time.NewTicker(tickEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				c.post(c.tick)
			case <-ctx.Done():
				return
			}
		}
	})
}

// Close ends all flows and waits for them, at most for limit: a call stuck in the keyring cannot be ended. A client that
// the form has registered, and that was not saved, is deleted in this time.
func (c *Controller) Close(limit time.Duration) {
	c.leaveRegistration()
	c.cancel(oauthflow.ErrCanceled)
	ended := make(chan struct{})
	go func() {
		c.running.Wait()
		close(ended)
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
	}
}

// background runs work beside the window.
func (c *Controller) background(ctx context.Context, work func(ctx context.Context)) {
	c.running.Go(func() { work(ctx) })
}

// follow hands the events of a connection's flows to the state, a batch at a time.
func (c *Controller) follow(id string, f *flow) {
	c.background(f.ctx, func(ctx context.Context) {
		for n := 0; ; {
			events, err := f.timeline.Wait(ctx, n)
			if err != nil {
				return
			}
			n += len(events)
			c.post(func() { c.apply(id, f, events) })
		}
	})
}

// apply shows events and does what follows from them.
func (c *Controller) apply(id string, f *flow, events []oauthflow.Event) {
	connection := c.state.Connection(id)
	if connection == nil || c.flows[id] != f {
		return
	}
	for _, e := range events {
		before := connection.Session
		connection.Apply(e)
		switch e.Kind {
		case oauthflow.EventStopped:
			c.stopped(connection, e.Step)
		case oauthflow.EventSignedIn:
			f.formerSubject = ""
			c.comeForward(connection)
			c.scheduleRefresh(id, f, e.Session)
		case oauthflow.EventRefreshed:
			c.scheduleRefresh(id, f, e.Session)
		case oauthflow.EventSessionEnded:
			f.sessionEnded(e, before)
		case oauthflow.EventFailed:
			c.desktop.ToFront()
		}
	}
	c.pace.soon()
}

// comeForward brings the window to the front, or tells by a notification where that is not possible.
func (c *Controller) comeForward(connection *state.Connection) {
	if !c.desktop.ToFront() {
		c.desktop.Notify(state.T("notification.title"), state.T("notification.signed_in", "Connection", connection.Profile.Name))
	}
}

// tick brings the times on the screen up to date where one is shown.
func (c *Controller) tick() {
	if c.state.ForgetCopied(c.now()) {
		c.pace.soon()
		return
	}
	for _, connection := range c.state.Connections {
		if connection.Busy() || connection.Session != nil {
			c.pace.soon()
			return
		}
	}
}

// change is what every action of the person ends with.
func (c *Controller) change(f func()) {
	f()
	c.pace.now()
}
