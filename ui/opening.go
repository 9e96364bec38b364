// What happens once the window is painted: the vault is opened, the demo provider started, and each
// connection gets its flow.

package ui

import (
	"context"

	"proofkey/oauthflow"
	"proofkey/oauthflow/vault"
	"proofkey/ui/state"
)

// demoLock is held by the running copy that owns the demo provider's stored state.
const demoLock = "demo-provider"

// open runs beside the window, since the keyring may wait for the person. A data folder that can't be
// used is told, and everything is held in memory.
func (c *Controller) open(ctx context.Context) {
	v, folderErr := vault.Open(ctx, vault.Config{Dir: c.state.DataFolder, Keyring: c.keyring})
	if folderErr != nil {
		var err error
		if v, err = vault.Open(ctx, vault.Config{}); err != nil {
			return // the window has closed
		}
	}
	secrets := c.storedSecrets(ctx, v)
	registrations := c.registrations(ctx, v)
	demo, demoErr := startDemo(ctx, v, 0)
	c.post(func() { c.openedWith(v, folderErr, secrets); c.takeRegistrations(registrations) })
	c.post(func() { c.connectAll(demo, demoErr) })
	if demo != nil {
		<-ctx.Done()
		demo.Close()
	}
}

// storedSecrets are those of one connection.
type storedSecrets struct{ client, proxy oauthflow.Secret }

// fill gives them to a profile. One that was typed meanwhile stays.
func (s storedSecrets) fill(p *oauthflow.Profile) {
	if p.ClientSecret.IsZero() {
		p.ClientSecret = s.client
	}
	if p.Network.ProxyUser != "" && p.Network.ProxyPassword.IsZero() {
		p.Network.ProxyPassword = s.proxy
	}
}

// storedSecrets loads the secrets that some providers (NATIVE-02) and some proxies insist on.
func (c *Controller) storedSecrets(ctx context.Context, v *vault.Vault) map[string]storedSecrets {
	profiles, err := c.list.Load()
	if err != nil {
		return nil // told when the list was first read
	}
	load := func(id string, kind vault.Kind) oauthflow.Secret {
		secret, err := v.Load(ctx, id, kind)
		if err != nil {
			return oauthflow.Secret{}
		}
		return oauthflow.NewSecret(string(secret))
	}
	secrets := map[string]storedSecrets{}
	for _, p := range profiles {
		secrets[p.ID] = storedSecrets{client: load(p.ID, vault.KindClientSecret), proxy: load(p.ID, vault.KindProxyPassword)}
	}
	return secrets
}

// openedWith shows where secrets rest in this run.
func (c *Controller) openedWith(v *vault.Vault, folderErr error, secrets map[string]storedSecrets) {
	status := v.Status()
	c.state.SetStorage(status.Sealed, string(status.Reason))
	c.state.Storage.SetAside = append(c.state.Storage.SetAside, status.SetAside...)
	if folderErr != nil {
		c.notSaved(c.state.Selected, folderErr)
	}
	for _, connection := range c.state.Connections {
		secrets[connection.Profile.ID].fill(&connection.Profile)
		c.state.Form.TakeSecrets(connection.Profile)
	}
	memory, err := vault.Open(c.ctx, vault.Config{})
	if err != nil {
		return // the window has closed
	}
	c.opened = &storage{vault: v, store: oauthflow.NewTokenStore(v), memory: oauthflow.NewTokenStore(memory)}
}

// connectAll gives each connection its flow and does what the person asked for meanwhile.
func (c *Controller) connectAll(d *demo, demoErr error) {
	if c.opened == nil {
		return
	}
	for _, connection := range c.state.Connections {
		if connection.Saved != nil {
			continue // nothing runs for a report
		}
		if connection.Demo {
			c.demoStarted(connection, d, demoErr)
		}
		c.connect(connection)
	}
	waiting := c.whenOpen
	c.whenOpen = nil
	for _, f := range waiting {
		f()
	}
	c.prefetch(c.state.Selected)
	if c.arguments.SignIn {
		c.SignIn()
	}
	c.pace.soon()
}

// demoStarted gives the demo connection the provider's address of this run.
func (c *Controller) demoStarted(connection *state.Connection, d *demo, err error) {
	if d == nil {
		failure := &oauthflow.Error{Step: oauthflow.StepDiscover, Code: oauthflow.CodeDemoNotStarted, Err: err}
		connection.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Err: failure})
		return
	}
	connection.SetDemoIssuer(d.provider.Issuer())
	connection.DemoAPI = d.provider.Issuer() + "/api"
	// Another running copy owns the stored provider, and the session that is stored is one of its: this
	// copy's provider and session live for this run.
	connection.Temporary = connection.Temporary || d.unlock == nil
	c.save(connection.Profile, connection.Temporary)
}
