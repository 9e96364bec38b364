// The embedded provider and its API: started for the window, or alone for --serve-demo.

package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/vault"
)

// demo is the running provider and what it holds.
type demo struct {
	provider *demoprovider.Provider
	unlock   func() // gives the stored state back to other copies; nil if this run's lives in memory
}

// startDemo starts the provider on the port (0: the one it remembers, else a free one). Its state is the
// stored one for the first running copy and for a sealed vault only; else it lives for this run.
func startDemo(ctx context.Context, v *vault.Vault, port int) (*demo, error) {
	config := demoprovider.Config{Port: port, API: func(issuer string) http.Handler {
		return demoapi.New(demoapi.Config{
			Issuer: issuer, Audience: issuer + "/api", HTTP: &http.Client{Transport: oauthflow.NewTransport()},
			Origin: demoprovider.SinglePageOrigin,
		})
	}}
	var unlock func()
	if v != nil && v.Status().Sealed {
		release, ok, err := v.TryLock(demoLock)
		if err != nil {
			return nil, err
		}
		if ok {
			unlock, config.Store = release, demoStore{v}
		}
	}
	provider, err := demoprovider.Start(ctx, config)
	if err != nil {
		if unlock != nil {
			unlock()
		}
		return nil, err
	}
	return &demo{provider: provider, unlock: unlock}, nil
}

// Close stops the provider. Its errors have no consequence any more: the app is leaving.
func (d *demo) Close() {
	_ = d.provider.Close()
	if d.unlock != nil {
		d.unlock()
	}
}

// demoStore keeps the provider's state in the vault.
type demoStore struct{ vault *vault.Vault }

// Load returns nil where nothing is stored.
func (s demoStore) Load(ctx context.Context) ([]byte, error) {
	data, err := s.vault.Load(ctx, oauthflow.DemoProfileID, vault.KindDemoState)
	if errors.Is(err, vault.ErrNotFound) {
		return nil, nil
	}
	return data, err
}

func (s demoStore) Save(ctx context.Context, state []byte) error {
	return s.vault.Save(ctx, oauthflow.DemoProfileID, vault.KindDemoState, state)
}

// demoProfile is the connection to the embedded provider before it has started.
func demoProfile() oauthflow.Profile {
	return oauthflow.Profile{
		ID: oauthflow.DemoProfileID, Name: "Demo provider", ClientID: demoprovider.ClientID,
		Scopes: []string{"openid", "profile", "email", "offline_access"}, Redirect: oauthflow.DefaultRedirect(),
		PostLogoutPath: "/signed-out", DPoP: oauthflow.DPoPOff,
	}
}

type servedDemo struct {
	Issuer   string         `json:"issuer"`
	API      string         `json:"api"`
	ClientID string         `json:"client_id"`
	Others   []servedClient `json:"other_clients"`
	People   []servedPerson `json:"people"`
}

// servedClient is a client with exactly one redirect URI.
type servedClient struct {
	ClientID    string `json:"client_id"`
	RedirectURI string `json:"redirect_uri"`
}

type servedPerson struct {
	User     string `json:"user"`
	Password string `json:"password"`
	Name     string `json:"name"`
}

// ServeDemo runs the embedded provider and API alone, prints one JSON line and serves until ctx ends.
func ServeDemo(ctx context.Context, port int, out io.Writer) error {
	d, err := startDemo(ctx, nil, port)
	if err != nil {
		return fmt.Errorf("--serve-demo: %w", err)
	}
	defer d.Close()
	served := servedDemo{Issuer: d.provider.Issuer(), API: d.provider.Issuer() + "/api", ClientID: demoprovider.ClientID, Others: []servedClient{
		{demoprovider.SinglePageClientID, demoprovider.SinglePageURI},
		{demoprovider.WebClientID, demoprovider.WebURI},
	}}
	for _, p := range demoprovider.People() {
		served.People = append(served.People, servedPerson{User: p.User, Password: p.Password, Name: p.Name})
	}
	if err := json.NewEncoder(out).Encode(served); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}
