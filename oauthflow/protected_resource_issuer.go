// The authorization server that a protected resource names now. A refusal that names the resource's metadata has it read
// again (RFC 9728 §5.2, RES-10); a resource that has moved to another authorization server gets no more tokens of the
// one before (RES-09).

package oauthflow

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// movedResources are the resources that named another authorization server when they last named any. They are kept while
// the app runs: after that, the next refusal tells it anew.
type movedResources struct {
	mu         sync.Mutex
	byResource map[string]movedResource
}

// movedResource is where a resource went, and where it says so.
type movedResource struct {
	metadata string
	servers  []string
}

// of returns what is known of the first resource that has moved; ok is false if none has.
func (m *movedResources) of(resources []string) (found movedResource, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, resource := range resources {
		if found, ok = m.byResource[resource]; ok {
			return found, true
		}
	}
	return movedResource{}, false
}

func (m *movedResources) add(resource string, moved movedResource) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byResource == nil {
		m.byResource = map[string]movedResource{}
	}
	m.byResource[resource] = moved
}

func (m *movedResources) forget(resource string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.byResource, resource)
}

// mayStillSend reads the metadata of a resource that has moved once more, before it gets a token. It has come back only
// when its metadata says so.
func (c *Client) mayStillSend(ctx context.Context, tl *Timeline, called string, s Session) error {
	moved, ok := c.moved.of(c.resourcesAt(called))
	if !ok {
		return nil
	}
	m, err := c.readResource(ctx, tl, called, moved.metadata)
	switch {
	case err != nil:
		return err
	case m == nil:
		return issuerChanged(s, moved.servers)
	}
	return c.issuerOfResource(m, s)
}

// issuerAfter reads the metadata that a refusal names. An answer of another kind names none.
func (c *Client) issuerAfter(ctx context.Context, tl *Timeline, called string, got authorized) error {
	if got.answer.Status != http.StatusUnauthorized {
		return nil
	}
	named, _, ok := namedMetadata(got.answer.Header)
	if !ok || judgeMetadataPlace(named, called) != nil { // RES-07: it is not asked
		return nil
	}
	m, err := c.readResource(ctx, tl, called, named)
	if m == nil {
		return err // metadata that cannot be had, or that breaks a rule, says nothing, as when there is none
	}
	return c.issuerOfResource(m, got.session)
}

// issuerOfResource is an error if the metadata names other authorization servers than the session's.
func (c *Client) issuerOfResource(m *ProtectedResourceMetadata, s Session) error {
	if slices.ContainsFunc(m.AuthorizationServers, func(named string) bool { return c.sameServer(named, s) }) {
		c.moved.forget(m.Resource)
		return nil
	}
	c.moved.add(m.Resource, movedResource{metadata: m.Source, servers: m.AuthorizationServers})
	return issuerChanged(s, m.AuthorizationServers)
}

func issuerChanged(s Session, named []string) error {
	return &Error{
		Step: StepAPI, Code: CodeAPIIssuerChanged, Spec: "RFC 9728 §5.2; RFC 6749 §2.2", Expected: s.Issuer,
		Actual: plainServerText(strings.Join(named, ", ")),
	}
}

// sameServer reports whether an issuer that a resource names is the session's. Some write a slash behind it, which no
// other server can have; and a multi-tenant issuer is each of its tenants.
func (c *Client) sameServer(named string, s Session) bool {
	plain := func(issuer string) string { return strings.TrimSuffix(issuer, "/") }
	if plain(named) == plain(s.Issuer) || plain(named) == plain(c.Profile.Issuer) {
		return true
	}
	template, _ := tenantTemplate(c.Profile.Issuer)
	return template != "" && tenantIn(template, named) != ""
}

// resourcesAt are the identifiers that the metadata of a called URL may have: itself, and those at its origin that the
// connection asks tokens for.
func (c *Client) resourcesAt(called string) []string {
	all := []string{called}
	for _, resource := range c.Profile.Resources {
		if judgeMetadataPlace(resource, called) == nil {
			all = append(all, resource)
		}
	}
	return all
}

// readResource asks for the metadata of the called resource, without a token; nil unless it was judged good. The error is
// the end of the context.
func (c *Client) readResource(ctx context.Context, tl *Timeline, called, named string) (*ProtectedResourceMetadata, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, named, nil)
	if err != nil {
		return nil, nil
	}
	req.Header.Set("Accept", "application/json")
	a, err := c.send(ctx, exchange{step: StepAPI, tl: tl}, req)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err != nil {
		return nil, nil
	}
	resource := called
	if members, err := strictObject(a.Body); err == nil {
		if of, _, _ := stringMember(members, "resource"); slices.Contains(c.resourcesAt(called), of) {
			resource = of
		}
	}
	m, _ := judgeProtectedResource(a, resource)
	if m != nil {
		m.Source = named
	}
	return m, nil
}
