// The doctor's look at the provider's metadata and clock.

package oauthflow

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// providerExamination asks anew, whatever is cached.
type providerExamination struct {
	client *Client
	known  *ServerMetadata // nil: there is none to go on with
	offset *ClockOffset
}

func (p *providerExamination) metadata(ctx context.Context) DoctorFinding {
	c := p.client
	fresh := NewClient(c.Profile, c.Transport, c.UserAgent, c.Store)
	fresh.Now = c.Now
	tl := &Timeline{}
	m, _, _, err := fresh.discover(ctx, tl)
	for _, e := range tl.Events() {
		if offset, ok := MeasureClock(e.HTTP); ok {
			p.offset = &offset
		}
	}
	if c.Profile.Endpoints.Given() {
		p.known = m
		return found("metadata_by_hand")
	}
	at := strings.TrimSuffix(c.Profile.Issuer, "/") + "/.well-known/openid-configuration"
	if err != nil {
		failure := asError(ctx, err, StepDiscover, CodeMetadataUnreachable)
		switch failure.Code {
		case CodeMetadataUnreachable, CodeProxyUnauthenticated, CodeCAFileUnusable:
			return found("metadata_unreachable", "URL", at, "Why", why(failure))
		}
		return found("metadata_refused", "URL", at, "Why", failure.Actual)
	}
	p.known = m
	if lacks := lackingIn(m, c.Profile.Scopes); len(lacks) > 0 {
		return found("metadata_lacks", "URL", m.sources(), "What", strings.Join(lacks, "; "))
	}
	return found("metadata_complete", "URL", m.sources())
}

// lackingIn names what a public client would wish for.
func lackingIn(m *ServerMetadata, scopes []string) []string {
	var lacks []string
	wish := func(there bool, what string) {
		if !there {
			lacks = append(lacks, what)
		}
	}
	wish(slices.Contains(m.CodeChallengeMethods, "S256"), "code_challenge_methods_supported: S256")
	wish(m.IssInResponse, "authorization_response_iss_parameter_supported")
	wish(m.RevocationEndpoint != "", "revocation_endpoint")
	wish(m.EndSessionEndpoint != "", "end_session_endpoint")
	for _, scope := range scopes {
		wish(m.ScopesSupported == nil || slices.Contains(m.ScopesSupported, scope), "scopes_supported: "+scope)
	}
	for member, reason := range m.Unusable {
		lacks = append(lacks, member+" ("+reason+")")
	}
	slices.Sort(lacks)
	return lacks
}

// clock compares the provider's Date with this computer's clock. An ID token from further in the future than the leeway
// is refused (IDT-08).
func (p *providerExamination) clock() DoctorFinding {
	if p.offset == nil {
		return found("clock_unknown")
	}
	seconds := strconv.Itoa(int(math.Round(p.offset.Ahead.Seconds())))
	limit := strconv.Itoa(int(leeway / time.Second))
	switch off := p.offset.Ahead.Abs(); {
	case off <= p.offset.Within+time.Second:
		return found("clock_agrees", "Seconds", seconds)
	case off > leeway:
		return found("clock_wrong", "Seconds", seconds, "Limit", limit)
	}
	return found("clock_differs", "Seconds", seconds, "Limit", limit)
}

// origins are where the provider's endpoints are, the issuer's first, each once.
func (p *providerExamination) origins() []string {
	var origins []string
	add := func(raw string) {
		u, err := url.Parse(raw)
		if err != nil || u.Host == "" {
			return
		}
		if origin := u.Scheme + "://" + u.Host; !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	add(p.client.Profile.Issuer)
	if p.known != nil {
		for _, e := range p.known.endpoints() {
			add(*e.field)
		}
	}
	return origins
}
