// Finding a provider by what a person pasted: an issuer, a discovery URL, a domain, or the URL of a protected API
// (OpenID Connect Discovery 1.0 §4, RFC 8414 §3, RFC 9728 §3 and §5). Every URL that is asked is told.

package oauthflow

import (
	"context"
	"net/http"
	"slices"
)

// SearchProvider asks the URLs that may lead from what was pasted to a provider, in order, until one does. It sends
// GET requests without credentials and nothing else, and follows no redirect.
func SearchProvider(ctx context.Context, transport http.RoundTripper, pasted string) *ProviderSearch {
	s, done := newSearch(ctx, transport)
	defer done()
	typed, err := readPasted(pasted)
	if err != nil {
		s.found.Problem = &Error{Step: StepDiscover, Code: CodeIssuerNotAllowed, Spec: "OpenID Discovery §3; RFC 8414 §2", Expected: "an issuer, a discovery URL, a domain or the URL of an API", Actual: plainServerText(MaskURL(typed)) + ": " + err.Error()}
		return s.found
	}
	s.run(typed)
	return s.end()
}

// SearchServer goes on with the authorization server that the person chose among those of a protected resource.
func SearchServer(ctx context.Context, transport http.RoundTripper, before ProviderSearch, issuer string) *ProviderSearch {
	s, done := newSearch(ctx, transport)
	defer done()
	s.found.Resource, s.found.Tried, s.found.asked = before.Resource, slices.Clone(before.Tried), before.asked
	s.serverOfResource(issuer)
	return s.end()
}

// search is one search under way.
type search struct {
	ctx    context.Context
	client *Client
	found  *ProviderSearch
	silent map[string]bool // origins that gave no answer; they are not asked again
}

func newSearch(ctx context.Context, transport http.RoundTripper) (*search, context.CancelFunc) {
	ctx, cancel := context.WithTimeoutCause(ctx, searchLimit, ErrDeadline)
	return &search{ctx: ctx, client: NewClient(Profile{}, transport, nil, nil), found: &ProviderSearch{}, silent: map[string]bool{}}, cancel
}

// end tells a search that found nothing because it had to stop.
func (s *search) end() *ProviderSearch {
	if s.ctx.Err() != nil && s.found.Metadata == nil {
		s.found.Problem = asError(s.ctx, context.Cause(s.ctx), StepDiscover, CodeMetadataUnreachable)
	}
	return s.found
}

// run asks what the URL can be: a document itself, else an issuer, else a protected resource.
func (s *search) run(typed string) {
	switch kindOfWellKnown(typed) {
	case TriedOpenID, TriedOAuth:
		s.server(candidate{kind: kindOfWellKnown(typed), url: typed}, serverWish{})
		return
	case TriedResource:
		s.resource(typed, "")
		return
	}
	if judgeIssuerURL(typed) == nil {
		for _, c := range issuerCandidates(typed) {
			if s.server(c, serverWish{typed: typed}) {
				return
			}
		}
	}
	s.api(typed)
}

// serverWish is what the metadata of a server is to be of.
type serverWish struct {
	typed  string // what was pasted; "": the well-known URL itself was
	issuer string // what a protected resource names, byte for byte; "": pasted by the person
}

// server asks one well-known URL and reports whether its answer is a provider's metadata.
func (s *search) server(c candidate, w serverWish) bool {
	a := s.ask(c.kind, c.url)
	if a == nil {
		return false
	}
	issuer := w.issuer
	if issuer == "" {
		issuer = issuerOf(a.Body, c.url, w.typed)
	}
	plain := c.kind == TriedOAuth && !namesOpenID(a.Body)
	m, checks := judgeServerMetadata(a, metadataExpectation{Issuer: issuer, Source: c.url, Plain: plain})
	if m == nil {
		s.refused(checks)
		return false
	}
	m.FetchedAt = s.client.Now()
	m.ExpiresAt = m.FetchedAt.Add(freshFor(a.Header))
	m.ClockOffset = clockOffset(a.Header, m.FetchedAt)
	s.found.Metadata, s.found.Kind, s.found.Plain = m, FoundOpenID, plain
	if plain {
		s.found.Kind = FoundOAuth
	}
	if s.found.Resource != nil {
		s.found.Kind = FoundAPI
	}
	s.last().Result = TriedUsed
	s.second(a, issuer)
	return true
}

// second asks for the second document of a provider whose first one announces no PKCE, as a sign-in does.
func (s *search) second(first *answer, issuer string) {
	alone := s.found.Metadata
	source := Profile{Issuer: issuer}.secondURL(alone)
	if source == "" || slices.ContainsFunc(s.found.Tried, func(t TriedURL) bool { return t.URL == source }) {
		return
	}
	a := s.ask(TriedOAuth, source)
	if a == nil || !isObject(a) {
		return
	}
	m, _, err := judgeBoth(first, a, metadataExpectation{Issuer: issuer, Source: alone.Source, Second: source})
	if err != nil {
		s.refused([]Check{judge("DISC-01", false, sameAsFirst, err.Error())})
		return
	}
	m.FetchedAt, m.ExpiresAt, m.ClockOffset = alone.FetchedAt, alone.ExpiresAt, alone.ClockOffset
	s.found.Metadata = m
	s.last().Result = TriedUsed
}

// serverOfResource asks the URLs of an authorization server that a protected resource names, in the order of the
// Model Context Protocol (MCP-03).
func (s *search) serverOfResource(issuer string) {
	for _, c := range namedCandidates(issuer) {
		if s.server(c, serverWish{issuer: issuer}) {
			return
		}
	}
}

// api asks the URL without a token: a refusal may name its metadata, which is else asked for at its well-known
// places, that of the path first (MCP-02).
func (s *search) api(typed string) {
	if a := s.ask(TriedAPI, typed); a != nil && a.Status == http.StatusUnauthorized {
		if named, scopes, ok := namedMetadata(a.Header); ok {
			s.found.asked = scopes
			s.last().Result = TriedNamed
			if err := judgeMetadataPlace(named, typed); err != nil { // RES-07
				c := judge("RES-07", false, "a URL at the API's own origin", plainServerText(MaskURL(named))+": "+err.Error())
				s.tell(TriedURL{Kind: TriedResource, URL: MaskURL(named), Result: TriedNotAsked, Check: &c})
				return
			}
			s.resource(named, typed)
			return
		}
	}
	for _, resource := range resourcesOf(typed) {
		if s.resource(protectedResourceURL(resource), resource) {
			return
		}
	}
}

// resource asks for the metadata of a protected resource; "" is the one that the well-known URL itself is of.
func (s *search) resource(source, resource string) bool {
	a := s.ask(TriedResource, source)
	if a == nil {
		return false
	}
	if resource == "" {
		resource = resourceOf(a.Body, source)
	}
	m, checks := judgeProtectedResource(a, resource)
	if m == nil {
		s.refused(checks)
		return false
	}
	m.Source = source
	s.last().Result = TriedUsed
	s.found.Resource = m
	if len(m.AuthorizationServers) == 1 {
		s.serverOfResource(m.AuthorizationServers[0])
	}
	return true
}
