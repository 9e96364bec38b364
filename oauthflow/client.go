// Client: the one door to the flow for a connection.

package oauthflow

import (
	"context"
	"net/http"
	"time"
)

// UserAgent opens a URL in the person's browser. It may block and honours ctx; an error means that no
// browser opened, and the link can still be copied.
type UserAgent interface {
	Open(ctx context.Context, url string) error
}

// Client runs the flows of one connection. It is safe for concurrent use; make it with NewClient and keep
// it while the connection lives, because it holds the provider's metadata and keys.
type Client struct {
	Profile   Profile
	Transport http.RoundTripper // NewTransport's, or a test's
	UserAgent UserAgent
	Store     TokenStore
	Now       func() time.Time
	Language  func() string // of the pages that the browser shows, such as "de"; called from any goroutine; nil: English

	metadata  *metadataCache
	keys      *keySet
	refreshes *refreshFlight
	nonces    *dpopNonces
	moved     *movedResources
	pauseBy   func(context.Context, time.Duration) error // in place of a timer, in tests; nil: a timer
}

// NewClient returns a Client for the profile.
func NewClient(p Profile, transport http.RoundTripper, agent UserAgent, store TokenStore) *Client {
	return &Client{
		Profile: p, Transport: NewNetworkTransport(transport, p.Network), UserAgent: agent, Store: store, Now: time.Now,
		metadata: &metadataCache{}, keys: &keySet{}, refreshes: &refreshFlight{}, nonces: &dpopNonces{}, moved: &movedResources{},
	}
}

// WithProfile returns a Client with other settings. If it is the same client at the same provider, it shares with c
// what belongs to the session: metadata and keys, a refresh under way, its back-off, and a session that is not stored
// yet.
func (c *Client) WithProfile(p Profile) *Client {
	next := NewClient(p, withoutNetwork(c.Transport), c.UserAgent, c.Store)
	next.Now, next.Language, next.pauseBy = c.Now, c.Language, c.pauseBy
	if p.ID == c.Profile.ID && p.SameClient(c.Profile) {
		next.metadata, next.keys, next.refreshes, next.nonces, next.moved = c.metadata, c.keys, c.refreshes, c.nonces, c.moved
	}
	return next
}

// OpenBrowser opens the authorization URL of a sign-in that is waiting once more; nil if it did.
func (c *Client) OpenBrowser(ctx context.Context, url string) *Error {
	return asError(ctx, c.openBrowser(ctx, url), StepRedirect, CodeBrowserNotOpened)
}

// Metadata returns the provider's metadata as far as it has been fetched, nil if it has not. It is not to
// be changed.
func (c *Client) Metadata() *ServerMetadata {
	if d := c.metadata.fresh(c.Profile.Issuer, c.Now()); d != nil {
		return d.metadata
	}
	return nil
}
