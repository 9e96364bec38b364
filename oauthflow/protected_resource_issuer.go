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

// movedResources are the metadata URLs of the origins whose resource named another authorization server when it was last
// read. They are kept while the app runs: after that, the next refusal tells it anew.
type movedResources struct {
	mu       sync.Mutex
	byOrigin map[string]string
}

func (m *movedResources) metadataOf(origin string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.byOrigin[origin]
}

// set keeps where the metadata is; "" forgets it.
func (m *movedResources) set(origin, metadata string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if metadata == "" {
		delete(m.byOrigin, origin)
		return
	}
	if m.byOrigin == nil {
		m.byOrigin = map[string]string{}
	}
	m.byOrigin[origin] = metadata
}

// mayStillSend reads the metadata of a resource that has moved once more, before it gets a token.
func (c *Client) mayStillSend(ctx context.Context, tl *Timeline, called string, s Session) error {
	origin, _ := OriginOf(called)
	named := c.moved.metadataOf(origin)
	if named == "" {
		return nil
	}
	return c.issuerOfResource(ctx, tl, called, named, s)
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
	return c.issuerOfResource(ctx, tl, called, named, got.session)
}

// issuerOfResource is an error if the metadata names other authorization servers than the session's. Metadata that cannot
// be had, or that breaks a rule, says nothing, as when there is none.
func (c *Client) issuerOfResource(ctx context.Context, tl *Timeline, called, named string, s Session) error {
	m := c.readResource(ctx, tl, called, named)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if m == nil {
		return nil
	}
	origin, _ := OriginOf(called)
	if slices.ContainsFunc(m.AuthorizationServers, func(named string) bool { return c.sameServer(named, s) }) {
		c.moved.set(origin, "")
		return nil
	}
	c.moved.set(origin, named)
	return &Error{
		Step: StepAPI, Code: CodeAPIIssuerChanged, Spec: "RFC 9728 §5.2; RFC 6749 §2.2", Expected: s.Issuer,
		Actual: plainServerText(strings.Join(m.AuthorizationServers, ", ")),
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

// readResource asks for the metadata of the called resource, without a token; nil unless it was judged good. Its resource
// is the called URL, or one that the connection asks tokens for.
func (c *Client) readResource(ctx context.Context, tl *Timeline, called, named string) *ProtectedResourceMetadata {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, named, nil)
	if err != nil {
		return nil
	}
	req.Header.Set("Accept", "application/json")
	a, err := c.send(ctx, exchange{step: StepAPI, tl: tl}, req)
	if err != nil {
		return nil
	}
	resource := called
	if members, err := strictObject(a.Body); err == nil {
		if of, _, _ := stringMember(members, "resource"); slices.Contains(c.Profile.Resources, of) && judgeMetadataPlace(of, called) == nil {
			resource = of
		}
	}
	m, _ := judgeProtectedResource(a, resource)
	return m
}
