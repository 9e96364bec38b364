// What the person does to register this app at a provider, and to delete that: view.RegistrationActions.

package ui

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"

	"proofkey/oauthflow"
	"proofkey/oauthflow/vault"
	"proofkey/ui/state"
)

// RegisterClient registers this app at the provider that was found for the form.
func (c *Controller) RegisterClient() {
	request, ok := c.state.Form.RegistrationRequest()
	if !ok {
		return
	}
	timeline, transport := &oauthflow.Timeline{Bodies: c.bodies}, c.formTransport()
	request.Timeline = timeline
	ctx, cancel := context.WithCancelCause(c.ctx)
	c.registering, c.registered = cancel, nil
	c.change(c.state.Form.BeginRegistration)
	c.background(ctx, func(ctx context.Context) {
		// The request goes on when the person does, or the window closes: a client that the provider makes is to be known,
		// and deleted.
		lasting := context.WithoutCancel(ctx)
		made, err := oauthflow.RegisterClient(lasting, transport, request)
		problem, taken := flowError(err), make(chan struct{})
		var settled atomic.Bool // by the window, or without it
		c.post(func() {
			if ctx.Err() == nil && settled.CompareAndSwap(false, true) {
				close(taken)
				c.registering, c.registered = nil, timeline
				c.change(func() { c.state.Form.Registered(made, problem) })
			}
		})
		select {
		case <-taken:
		case <-ctx.Done(): // the person has gone on, or the window closes before it has come to the answer
			if settled.CompareAndSwap(false, true) {
				drop(lasting, transport, made)
			}
		}
	})
}

// CancelRegistration ends the question to the provider.
func (c *Controller) CancelRegistration() {
	c.endRegistration()
	c.change(c.state.Form.EndRegistration)
}

func (c *Controller) endRegistration() {
	if c.registering != nil {
		c.registering(oauthflow.ErrCanceled)
		c.registering = nil
	}
}

// leaveRegistration is called where the form is left or filled anew: a client that was not saved is of no use.
func (c *Controller) leaveRegistration() {
	c.endRegistration()
	if r := &c.state.Form.Registration; r.Unsaved {
		made := r.Made
		c.deleteQuietly(&made)
		r.Unsaved = false
	}
}

// deleteQuietly deletes a registration that nobody keeps, also while the window closes, as long as that waits.
func (c *Controller) deleteQuietly(r *oauthflow.Registration) {
	transport := c.formTransport()
	c.background(context.WithoutCancel(c.ctx), func(ctx context.Context) { drop(ctx, transport, r) })
}

// drop deletes a registration where that can be done; a failure changes nothing.
func drop(ctx context.Context, transport http.RoundTripper, r *oauthflow.Registration) {
	if r != nil && r.Deletable() {
		_ = oauthflow.DeleteRegistration(ctx, transport, nil, *r)
	}
}

// DeleteRegistration deletes the registration of the form's client at the provider, and here.
func (c *Controller) DeleteRegistration() {
	form := &c.state.Form
	made, id := form.Registration.Made, form.ProfileID
	if !made.Deletable() || form.Registration.Busy {
		return
	}
	var timeline *oauthflow.Timeline
	f := c.flows[id]
	if f != nil {
		timeline = f.timeline
	}
	transport, signedOut := c.formTransport(), f.signedOut()
	c.change(form.BeginRegistration)
	c.background(c.ctx, func(ctx context.Context) {
		signedOut(ctx)
		problem := flowError(oauthflow.DeleteRegistration(ctx, transport, timeline, made))
		c.post(func() { c.registrationDeleted(id, made, problem) })
	})
}

func (c *Controller) registrationDeleted(id string, made oauthflow.Registration, problem *oauthflow.Error) {
	if connection := c.state.Connection(id); problem == nil && connection != nil && connection.Profile.Registration.Of(made.Issuer, made.ClientID) {
		connection.Profile.Registration, connection.Profile.ClientSecret = oauthflow.Registration{}, oauthflow.Secret{}
		c.save(connection.Profile, connection.Temporary)
	}
	if form := &c.state.Form; form.ProfileID == id && form.Registration.Made.Of(made.Issuer, made.ClientID) {
		c.change(func() { form.RegistrationDeleted(problem) })
	}
}

// DeleteWithRegistration deletes the selected connection and its registration at the provider.
func (c *Controller) DeleteWithRegistration() {
	connection := c.state.Current()
	if connection == nil {
		return
	}
	made, transport := connection.Profile.Registration, oauthflow.NewNetworkTransport(c.transport, connection.Profile.Network)
	c.deleteThen(func(ctx context.Context) {
		if !made.Deletable() {
			return
		}
		if problem := flowError(oauthflow.DeleteRegistration(ctx, transport, nil, made)); problem != nil {
			c.post(func() { c.tell(problem) })
		}
	})
}

// tell shows a problem that belongs to no connection any more above the one that is shown.
func (c *Controller) tell(problem *oauthflow.Error) {
	c.withCurrent(func(connection *state.Connection) {
		connection.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Step: oauthflow.StepRegistration, Err: problem})
	})
}

// keepRegistration is what saving the form does: its client belongs to the connection from now on, whose flow tells how
// it was made. It returns the one that the connection had before, and has no more: it is to be deleted once the session
// of its client has ended, whose tokens nobody could revoke otherwise.
func (c *Controller) keepRegistration(before, after oauthflow.Profile) (outdated *oauthflow.Registration) {
	c.endRegistration()
	c.state.Form.Registration.Unsaved = false
	if told := c.registered; told != nil && after.Registration.Given() {
		c.whenConnected(after.ID, func(f *flow) {
			for _, e := range told.Events() {
				f.timeline.Add(e)
			}
		})
	}
	c.registered = nil
	if old := before.Registration; old.Given() && !after.Registration.Of(old.Issuer, old.ClientID) {
		return &old
	}
	return nil
}

// registrations loads what rests in the vault of the connections' registrations.
func (c *Controller) registrations(ctx context.Context, v *vault.Vault) map[string]oauthflow.Registration {
	profiles, err := c.list.Load()
	if err != nil {
		return nil // told when the list was first read
	}
	found := map[string]oauthflow.Registration{}
	for _, p := range profiles {
		data, err := v.Load(ctx, p.ID, vault.KindRegistration)
		if err != nil {
			continue
		}
		if r, err := oauthflow.OpenSealedRegistration(data); err == nil {
			found[p.ID] = r
		}
	}
	return found
}

// takeRegistrations gives each connection its registration.
func (c *Controller) takeRegistrations(found map[string]oauthflow.Registration) {
	for _, connection := range c.state.Connections {
		if r := found[connection.Profile.ID]; r.Of(connection.Profile.Issuer, connection.Profile.ClientID) {
			connection.Profile.Registration = r
		}
	}
}

func (s *storage) saveRegistration(ctx context.Context, p oauthflow.Profile) error {
	if !p.Registration.Given() {
		return s.vault.Delete(ctx, p.ID, vault.KindRegistration)
	}
	data, err := p.Registration.SealedForm()
	if err != nil {
		return errors.New("the registration cannot be written")
	}
	return s.vault.Save(ctx, p.ID, vault.KindRegistration, data)
}
