// The search for a provider on the form of a connection.

package ui

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"proofkey/oauthflow"
)

// Discover searches for the provider by what was pasted.
func (c *Controller) Discover() {
	pasted, transport := strings.TrimSpace(c.state.Form.Issuer), c.formTransport()
	ofAccount, lookup := c.state.Form.SearchesAccount(), c.lookupTXT
	if proxy := c.state.Form.Network().Proxy; proxy != "" && proxy != oauthflow.ProxyDirect {
		lookup = nil // what goes by a proxy does not ask the network's own name servers
	}
	c.search(pasted, func(ctx context.Context) *oauthflow.ProviderSearch {
		if ofAccount {
			return oauthflow.SearchAccount(ctx, transport, lookup, pasted)
		}
		return oauthflow.SearchProvider(ctx, transport, pasted)
	})
}

// DiscoverAt goes on with one of the authorization servers that an API names.
func (c *Controller) DiscoverAt(issuer string) {
	before := c.state.Form.Search
	if before == nil || !slices.Contains(before.Choices(), issuer) {
		return
	}
	transport := c.formTransport()
	c.search(strings.TrimSpace(c.state.Form.Issuer), func(ctx context.Context) *oauthflow.ProviderSearch {
		return oauthflow.SearchServer(ctx, transport, *before, issuer)
	})
}

// formTransport goes by the network settings that are typed.
func (c *Controller) formTransport() http.RoundTripper {
	return oauthflow.NewNetworkTransport(c.transport, c.state.Form.Network())
}

// search runs a search beside the window; another one takes its place.
func (c *Controller) search(pasted string, run func(context.Context) *oauthflow.ProviderSearch) {
	c.endDiscovery()
	c.change(c.state.Form.BeginDiscover)
	ctx, cancel := context.WithCancel(c.ctx)
	c.discovery = cancel
	began := c.now()
	c.background(ctx, func(ctx context.Context) {
		found := run(ctx)
		if ctx.Err() != nil {
			return
		}
		took := c.now().Sub(began)
		c.post(func() {
			if ctx.Err() == nil { // not stopped meanwhile
				c.change(func() { c.state.Form.Searched(pasted, found, took) })
			}
		})
	})
}

// CancelDiscovery ends the search that runs.
func (c *Controller) CancelDiscovery() { c.change(c.endDiscovery) }

func (c *Controller) endDiscovery() {
	if c.discovery != nil {
		c.discovery()
		c.discovery = nil
	}
	c.state.Form.Discovering = false
}
