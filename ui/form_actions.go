// What the person does in the form of a connection: view.FormActions.

package ui

import (
	"context"
	"errors"

	"proofkey/oauthflow"
	"proofkey/oauthflow/vault"
	"proofkey/ui/state"
)

// EditForm changes what has been typed.
func (c *Controller) EditForm(change func(*state.Form)) {
	c.change(func() {
		change(&c.state.Form)
		c.importTyped()
		c.readCAFile()
	})
}

// CancelForm leaves the form without saving.
func (c *Controller) CancelForm() {
	c.endDiscovery()
	c.leaveRegistration()
	c.change(func() { c.state.Show(state.RoomConnection) })
}

// SaveForm saves the connection and, if asked, signs in. A field that can't be used is shown instead.
func (c *Controller) SaveForm(signIn bool) {
	form := &c.state.Form
	connection := c.state.Connection(form.ProfileID)
	if connection != nil && connection.Demo { // which may have started, or moved, since the form was opened
		form.Issuer, form.ClientID = connection.Profile.Issuer, connection.Profile.ClientID
	}
	form.Try()
	profile, problem := form.Profile()
	if problem != nil {
		c.change(func() { form.Problem = problem })
		return
	}
	c.endDiscovery()
	then := func() {
		c.prefetch(profile.ID)
		if signIn {
			c.SignIn()
		}
	}
	if connection == nil {
		connection = state.NewConnection(profile)
		c.state.Add(connection)
		if c.opened != nil {
			c.connect(connection)
		}
	}
	outdated := c.keepRegistration(connection.Profile, profile)
	c.save(profile, connection.Temporary)
	c.change(func() { c.state.Select(profile.ID) })
	c.replaceProfile(connection, profile, outdated, then)
}

// replaceProfile gives a connection new settings and goes on with then. Another issuer, client or
// endpoint ends its session first; the view has asked. Its outdated registration, nil if there is none, is deleted when
// the tokens of its client have been revoked.
func (c *Controller) replaceProfile(connection *state.Connection, p oauthflow.Profile, outdated *oauthflow.Registration, then func()) {
	ends := connection.Session != nil && !p.SameClient(connection.Profile)
	f := c.flows[connection.Profile.ID]
	connection.Profile = p
	if f == nil {
		c.deleteQuietly(outdated)
		then()
		return
	}
	signedOut, transport := f.signedOut(), c.formTransport()
	before := f.client
	f.client = f.client.WithProfile(p)
	connection.Metadata, connection.Ready = nil, false
	if !ends {
		c.background(context.WithoutCancel(c.ctx), func(ctx context.Context) {
			signedOut(ctx)
			drop(ctx, transport, outdated)
		})
		then()
		return
	}
	if f.cancelRefresh != nil {
		f.cancelRefresh()
	}
	c.background(f.ctx, func(ctx context.Context) {
		// Best effort at the old provider; what is stored goes in any case, and problems are told.
		_ = before.SignOut(ctx, f.timeline, oauthflow.SignOutOptions{})
		c.post(then)
		signedOut(ctx) // by the person, at the same time
		drop(context.WithoutCancel(ctx), transport, outdated)
	})
}

// save writes the connection to the list, its secrets into the vault. One of the command line is not saved.
func (c *Controller) save(p oauthflow.Profile, temporary bool) {
	if temporary {
		return
	}
	early := c.opened == nil
	c.whenOpened(func() {
		if now := c.state.Connection(p.ID); early && now != nil {
			p = now.Profile // with the secrets that the vault has, which must not be deleted
		}
		opened, inOrder := c.opened, c.saves.next(p.ID)
		c.background(context.WithoutCancel(c.ctx), func(ctx context.Context) { // also while the window closes
			err := inOrder(func() error {
				return errors.Join(opened.saveSecrets(ctx, p), opened.saveRegistration(ctx, p), c.list.Update(ctx, func(list []oauthflow.Profile) []oauthflow.Profile { return withProfile(list, p) }))
			})
			if err != nil {
				c.post(func() { c.notSaved(p.ID, err) })
			}
		})
	})
}

func (c *Controller) notSaved(id string, err error) {
	problem := flowError(err)
	if problem == nil || problem.Code != oauthflow.CodeConnectionInvalid {
		problem = &oauthflow.Error{Code: oauthflow.CodeStorageUnavailable, Err: err}
	}
	if connection := c.state.Connection(id); connection != nil {
		c.change(func() { connection.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Err: problem}) })
	}
}

// saveSecrets stores the client secret and the password of the proxy. One that is empty is deleted.
func (s *storage) saveSecrets(ctx context.Context, p oauthflow.Profile) error {
	return errors.Join(s.saveSecret(ctx, p.ID, vault.KindClientSecret, p.ClientSecret), s.saveSecret(ctx, p.ID, vault.KindProxyPassword, p.Network.ProxyPassword))
}

func (s *storage) saveSecret(ctx context.Context, id string, kind vault.Kind, secret oauthflow.Secret) error {
	if secret.IsZero() {
		return s.vault.Delete(ctx, id, kind)
	}
	return s.vault.Save(ctx, id, kind, []byte(secret.Reveal()))
}

// withProfile replaces the profile of the same ID, or appends it.
func withProfile(list []oauthflow.Profile, p oauthflow.Profile) []oauthflow.Profile {
	for i := range list {
		if list[i].ID == p.ID {
			list[i] = p
			return list
		}
	}
	return append(list, p)
}
