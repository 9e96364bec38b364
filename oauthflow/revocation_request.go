// The revocation request, RFC 7009 §2.

package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	revokeLimit        = 5 * time.Second // for one request (REV-06)
	revokeLimitQuietly = time.Second     // after a cancellation, which is to be quick
)

// sentToken is a token that its provider is told or asked about, and what kind it is (RFC 7009 §2.1).
type sentToken struct {
	token Secret
	hint  string
}

// revocationsOf names the refresh token first, since its end ends the access token at most providers (REV-01).
func revocationsOf(refreshToken, accessToken Secret) []sentToken {
	var all []sentToken
	for _, r := range []sentToken{{refreshToken, "refresh_token"}, {accessToken, "access_token"}} {
		if !r.token.IsZero() {
			all = append(all, r)
		}
	}
	return all
}

// revokeAll revokes the tokens one after the other and returns the first failure. A provider that
// cannot be reached is not asked again.
func (c *Client) revokeAll(ctx context.Context, tl *Timeline, m *ServerMetadata, tokens []sentToken) error {
	if m.RevocationEndpoint == "" { // REV-07
		return &Error{
			Step: StepRevocation, Code: CodeRevocationUnsupported, Spec: "RFC 7009 §2", Expected: "a revocation endpoint",
			Actual: orText(m.Unusable["revocation_endpoint"], "the provider announces none"),
		}
	}
	var first error
	for _, r := range tokens {
		a, err := c.sendRevocation(ctx, tl, m, r)
		if err != nil {
			return errors.Join(first, asError(ctx, err, StepRevocation, CodeRevocationFailed))
		}
		if err := judgeRevocation(a, c.Now()); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// revokeQuietly revokes the tokens of a sign-in that failed, where that can be done: nothing is told
// but the request itself, and a failure changes nothing (TRES-13). It also runs after a cancellation.
func (c *Client) revokeQuietly(ctx context.Context, tl *Timeline, m *ServerMetadata, tokens tokenResponse) {
	limit := 2 * revokeLimit
	if ctx.Err() != nil {
		limit = revokeLimitQuietly
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	_ = c.revokeAll(ctx, tl, m, revocationsOf(tokens.RefreshToken, tokens.AccessToken))
}

func (c *Client) sendRevocation(ctx context.Context, tl *Timeline, m *ServerMetadata, r sentToken) (*answer, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, revokeLimit, errNoRevocation)
	defer cancel()
	a, err := c.sendToken(ctx, exchange{step: StepRevocation, tl: tl, limit: maxBody}, m.RevocationEndpoint, r)
	if err != nil && errors.Is(context.Cause(ctx), errNoRevocation) {
		err = errNoRevocation
	}
	return a, err
}

// sendToken sends a token to an endpoint of its provider in a form, never in a URL, as revocation and introspection do
// (REV-01, INTR-01).
func (c *Client) sendToken(ctx context.Context, x exchange, endpoint string, r sentToken) (*answer, error) {
	form := url.Values{"token": {r.token.Reveal()}, "token_type_hint": {r.hint}, "client_id": {c.Profile.ClientID}}
	if !c.Profile.ClientSecret.IsZero() {
		form.Set("client_secret", c.Profile.ClientSecret.Reveal())
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, errors.New("the endpoint is no URL")
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	return c.send(ctx, x, req)
}

var errNoRevocation = fmt.Errorf("no answer came within %v", revokeLimit)

// judgeRevocation: 200 means done, whatever the body and also for a token that the provider does not
// know (REV-03). After 503 and 429 the token lives on (REV-04).
func judgeRevocation(a *answer, now time.Time) error {
	if a.Status == http.StatusOK {
		return nil
	}
	e := &Error{Step: StepRevocation, Code: CodeRevocationFailed, Spec: "RFC 7009 §2.2", Expected: "status 200", Actual: fmt.Sprintf("status %d", a.Status)}
	if at := retryAfter(a.Header, now); !at.IsZero() {
		e.Actual += ", to be tried again after " + at.UTC().Format(time.RFC3339)
	}
	members, err := strictObject(a.Body)
	if err != nil {
		return e
	}
	if told := tokenError(members); told.OAuthError != "" {
		e.OAuthError, e.Description, e.ErrorURI = told.OAuthError, told.Description, told.ErrorURI
	}
	if e.OAuthError == "unsupported_token_type" { // REV-05
		e.Code = CodeRevocationUnsupported
	}
	return e
}

func orText(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
