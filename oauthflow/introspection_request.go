// The introspection request, RFC 7662 §2: what the provider says of one of our tokens. It is to be looked at; it makes
// no token valid for us (INTR-04).

package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

const introspectLimit = 10 * time.Second // for the whole request

// TokenHint names one of the session's tokens to the provider, RFC 7009 §2.1.
type TokenHint string

// The tokens that a provider can be asked about.
const (
	HintAccessToken  TokenHint = "access_token"
	HintRefreshToken TokenHint = "refresh_token"
)

// Introspection is the provider's answer. Members other than active are nil unless the token is active (INTR-02);
// their texts are to be shown as text.
type Introspection struct {
	At      time.Time
	Active  bool
	Members map[string]any // numbers are json.Number
}

// Introspect asks the provider about a token of the stored session. The token goes to the host of the session's token
// endpoint only (RT-16). Many providers refuse public clients: that is introspection_refused, and says nothing of the
// token (INTR-03).
func (c *Client) Introspect(ctx context.Context, tl *Timeline, hint TokenHint) (*Introspection, error) {
	s, err := c.storedSession(ctx, StepIntrospection)
	if err != nil {
		return nil, err
	}
	token := s.token(hint)
	if token.IsZero() {
		return nil, &Error{Step: StepIntrospection, Code: CodeNotSignedIn, Expected: "a token", Actual: "the session has none of this kind"}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, introspectLimit, errNoIntrospection)
	defer cancel()
	m, _, _, err := c.discover(ctx, tl)
	if err != nil {
		return nil, asError(ctx, err, StepIntrospection, CodeIntrospectionFailed)
	}
	if err := mayIntrospect(m, s); err != nil {
		return nil, err
	}
	a, err := c.sendToken(ctx, exchange{step: StepIntrospection, tl: tl}, m.IntrospectionEndpoint, sentToken{token, string(hint)})
	if err != nil && errors.Is(context.Cause(ctx), errNoIntrospection) {
		err = errNoIntrospection
	}
	if err != nil {
		return nil, asError(ctx, err, StepIntrospection, CodeIntrospectionFailed)
	}
	answer, err := judgeIntrospection(a)
	if err != nil {
		return nil, err
	}
	answer.At = c.Now()
	return answer, nil
}

var errNoIntrospection = fmt.Errorf("no answer came within %v", introspectLimit)

// token is the session's token of that kind.
func (s Session) token(hint TokenHint) Secret {
	if hint == HintRefreshToken {
		return s.RefreshToken
	}
	return s.AccessToken
}

// mayIntrospect refuses an endpoint that is not there, or not where the session's tokens come from.
func mayIntrospect(m *ServerMetadata, s Session) error {
	if m.IntrospectionEndpoint == "" {
		return &Error{
			Step: StepIntrospection, Code: CodeIntrospectionUnsupported, Spec: "RFC 7662 §2", Expected: "an introspection endpoint",
			Actual: orText(m.Unusable["introspection_endpoint"], "the provider announces none"),
		}
	}
	if moved := m.movedSince(s, StepIntrospection); moved != nil {
		return moved
	}
	if at := hostOf(m.IntrospectionEndpoint); at != hostOf(s.TokenEndpoint) {
		return endpointMoved(StepIntrospection, "the introspection endpoint at "+hostOf(s.TokenEndpoint), "at "+at)
	}
	return nil
}

// refusesClient reports an error that says nothing of the token. The status of invalid_client may be 400 (RFC 6749 §5.2).
func refusesClient(told *Error) bool {
	return told.OAuthError == "unauthorized_client" || told.OAuthError == "invalid_client"
}

// judgeIntrospection reads an answer of RFC 7662 §2.2. A signed answer (RFC 9701) was not asked for and is refused
// (INTR-05).
func judgeIntrospection(a *answer) (*Introspection, error) {
	refused := &Error{Step: StepIntrospection, Code: CodeIntrospectionFailed, Spec: "RFC 7662 §2.2", Expected: "status 200 and a JSON object", Actual: fmt.Sprintf("status %d", a.Status)}
	members, err := strictObject(a.Body)
	if a.Status != http.StatusOK {
		if a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden || a.Status == http.StatusBadRequest && err == nil && refusesClient(tokenError(members)) {
			refused.Code, refused.Spec = CodeIntrospectionRefused, "RFC 7662 §2.3"
		}
		if err == nil {
			told := tokenError(members)
			refused.OAuthError, refused.Description, refused.ErrorURI = told.OAuthError, told.Description, told.ErrorURI
		}
		return nil, refused
	}
	switch kind := contentType(a.Header); {
	case kind != "application/json":
		refused.Actual = "content type " + describeText(kind)
		return nil, refused
	case err != nil:
		refused.Actual = err.Error()
		return nil, refused
	}
	var active *bool
	if raw, ok := members["active"]; ok && decodeJSON(raw, &active) != nil || active == nil {
		refused.Expected, refused.Actual = "active to be true or false", "it is not"
		return nil, refused
	}
	if !*active {
		return &Introspection{}, nil
	}
	all := map[string]any{}
	if decodeJSON(a.Body, &all) != nil {
		refused.Actual = "it cannot be read"
		return nil, refused
	}
	return &Introspection{Active: true, Members: all}, nil
}
