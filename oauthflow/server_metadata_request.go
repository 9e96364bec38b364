// Asking for the metadata: OpenID Connect Discovery 1.0 §4 (suffix appended to the issuer's path), then RFC 8414
// §3.1 (inserted between host and path), then what came before them. One fetch at a time, and its answer is kept by its Cache-Control.

package oauthflow

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// metadataCache keeps one provider's metadata. The zero value is ready.
type metadataCache struct {
	flight flight[*discovery]

	mu   sync.Mutex
	held *discovery
}

// discovery is one fetched and judged answer; metadata is nil if err is set.
type discovery struct {
	metadata *ServerMetadata
	checks   []Check
	exchange []Event // the HTTP events, for each caller's timeline
	err      error
}

// Prefetch gets metadata and keys ahead of time. It shares its fetches with sign-ins, which do not fail when
// it is cancelled. tl may be nil.
func (c *Client) Prefetch(ctx context.Context, tl *Timeline) error {
	m, _, _, err := c.discover(ctx, tl)
	if err != nil {
		return err
	}
	if m.JWKSURI == "" { // OAuth only
		return nil
	}
	_, err = c.loadKeys(ctx, tl, m, time.Time{})
	return err
}

// discover returns the judged metadata and its checks, cached if nothing was asked now. tl may be nil. The error
// is an *Error.
func (c *Client) discover(ctx context.Context, tl *Timeline) (m *ServerMetadata, checks []Check, cached bool, err error) {
	if d := c.metadata.fresh(c.Profile.Issuer, c.Now()); d != nil {
		return d.metadata, d.checks, true, nil
	}
	d, err := c.metadata.flight.do(ctx, c.fetchMetadata)
	if err != nil {
		return nil, nil, false, asError(ctx, err, StepDiscover, CodeMetadataUnreachable)
	}
	addAll(tl, d.exchange)
	return d.metadata, d.checks, false, d.err
}

func addAll(tl *Timeline, events []Event) {
	if tl == nil {
		return
	}
	for _, e := range events {
		tl.Add(e)
	}
}

func (k *metadataCache) fresh(issuer string, now time.Time) *discovery {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held == nil || k.held.metadata.Issuer != issuer || !now.Before(k.held.metadata.ExpiresAt) {
		return nil
	}
	return k.held
}

func (k *metadataCache) keep(d *discovery) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.held = d
}

// fetchMetadata asks the two well-known URLs in turn and judges what came; a provider may have a document at both. Endpoints that were entered by hand need
// no request.
func (c *Client) fetchMetadata(ctx context.Context) *discovery {
	want := metadataExpectation{Issuer: c.Profile.Issuer, Previous: c.recordedEndpoints(ctx), MCP: c.Profile.MCP, KeysOptional: c.Profile.OAuthOnly.Given()}
	if c.Profile.Endpoints.Given() {
		return c.discoverByHand(want)
	}
	if judgeIssuerURL(want.Issuer) != nil {
		_, checks := judgeServerMetadata(nil, want)
		return &discovery{checks: checks, err: firstFailure(checks)}
	}
	var tl Timeline
	a, source, err := c.askForMetadata(ctx, &tl, c.Profile.metadataURLs())
	if err != nil {
		checks := skipAll([]Check{judgeIssuer(want.Issuer)}, "no answer came", "DISC-04", "DISC-05", "DISC-09", "DISC-01", "DISC-06", "DISC-07", "DISC-10", "DISC-13")
		return &discovery{checks: checks, exchange: tl.Events(), err: asError(ctx, err, StepDiscover, CodeMetadataUnreachable)}
	}
	want.Source = source
	m, checks := judgeServerMetadata(a, want)
	d := &discovery{metadata: m, checks: checks}
	if failure := firstFailure(checks); failure != nil {
		d.exchange = tl.Events()
		if a.Status >= 500 || a.Status == http.StatusTooManyRequests {
			failure.Code = CodeMetadataUnreachable // it may be there the next time
		}
		d.err = failure
		return d
	}
	m.FetchedAt = c.Now()
	m.ExpiresAt = m.FetchedAt.Add(freshFor(a.Header))
	m.ClockOffset = clockOffset(a.Header, m.FetchedAt)
	d = c.withSecond(ctx, &tl, a, d, want)
	d.exchange = tl.Events()
	c.metadata.keep(d)
	return d
}

// askForMetadata returns the first answer that can be metadata, or else what the first URL answered. A failure of the
// server is final, anything else lets it go on to the next URL.
func (c *Client) askForMetadata(ctx context.Context, tl *Timeline, sources []string) (a *answer, source string, err error) {
	for _, candidate := range sources {
		req, err := http.NewRequest(http.MethodGet, candidate, nil)
		if err != nil {
			return nil, "", fmt.Errorf("the metadata URL cannot be built")
		}
		req.Header.Set("Accept", "application/json")
		next, err := c.send(ctx, exchange{step: StepDiscover, tl: tl}, req)
		if err != nil {
			return nil, "", err
		}
		if a == nil || isObject(next) {
			a, source = next, candidate
		}
		if isObject(next) || next.Status >= 500 || next.Status == http.StatusTooManyRequests {
			break
		}
	}
	return a, source, nil
}

// isObject reports whether an answer can be metadata. A site that answers every path with a page of its own, or leads
// elsewhere, may have it at the next place.
func isObject(a *answer) bool {
	return a.Status == http.StatusOK && bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("{"))
}

// clockOffset compares the provider's Date with our time of the answer; one that came from a cache tells nothing.
func clockOffset(h http.Header, now time.Time) time.Duration {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil || h.Get("Age") != "" {
		return 0
	}
	return date.Sub(now)
}
