// The client registration request, RFC 7591 §3.1 and OpenID Connect Dynamic Client Registration 1.0 §3.1: one click in
// the form of a connection. It is sent once (REG-11), and asks for a native public client (RFC 8252 §8.4).

package oauthflow

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
)

// clientName is what this app calls itself at a provider.
const clientName = "Proofkey"

// RegistrationRequest is what a registration needs.
type RegistrationRequest struct {
	Metadata           *ServerMetadata
	Redirect           Redirect
	PostLogoutPath     string // of the redirect after a sign-out; "": none
	Scopes             []string
	InitialAccessToken Secret    // where the provider asks for one (RFC 7591 §3)
	Timeline           *Timeline // gets the exchange; nil: it is not recorded
}

// clientMetadata is the body of the request, RFC 7591 §2.
type clientMetadata struct {
	ApplicationType string   `json:"application_type"`
	AuthMethod      string   `json:"token_endpoint_auth_method"`
	RedirectURIs    []string `json:"redirect_uris"`
	PostLogoutURIs  []string `json:"post_logout_redirect_uris,omitempty"`
	GrantTypes      []string `json:"grant_types"`
	ResponseTypes   []string `json:"response_types"`
	ClientName      string   `json:"client_name"`
	Scope           string   `json:"scope,omitempty"`
}

// RegisterClient registers this app at the provider. What the provider made of it is judged before it is returned.
// Errors are *Error.
func RegisterClient(ctx context.Context, transport http.RoundTripper, r RegistrationRequest) (*Registration, error) {
	if r.Metadata == nil || r.Metadata.RegistrationEndpoint == "" {
		return nil, &Error{Step: StepRegistration, Code: CodeRegistrationUnsupported, Spec: "RFC 7591 §3", Expected: "a registration endpoint", Actual: "the provider announces none"}
	}
	asked := r.clientMetadata()
	body, err := json.Marshal(asked)
	if err != nil {
		return nil, asError(ctx, err, StepRegistration, CodeUnexpected)
	}
	c := NewClient(Profile{Issuer: r.Metadata.Issuer}, transport, nil, nil)
	a, err := c.sendRegistration(ctx, r, body)
	if err != nil {
		return nil, asError(ctx, err, StepRegistration, CodeRegistrationUnreachable)
	}
	registration, err := judgeRegistration(a, asked, r.Metadata)
	if err != nil {
		return nil, err
	}
	registration.RegisteredAt = c.Now()
	return registration, nil
}

func (c *Client) sendRegistration(ctx context.Context, r RegistrationRequest, body []byte) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.Metadata.RegistrationEndpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	if !r.InitialAccessToken.IsZero() {
		req.Header.Set("Authorization", "Bearer "+r.InitialAccessToken.Reveal())
	}
	return c.send(ctx, exchange{step: StepRegistration, tl: r.Timeline}, req)
}

// clientMetadata asks for what is used and nothing else (REG-02, REG-03).
func (r RegistrationRequest) clientMetadata() clientMetadata {
	grants := []string{"authorization_code", "refresh_token"}
	if r.Metadata.CanSignInElsewhere() {
		grants = append(grants, deviceGrantType)
	}
	var back []string
	if r.PostLogoutPath != "" { // LOGO-09
		signedOut := r.Redirect.withDefaults()
		signedOut.Path = r.PostLogoutPath
		back = signedOut.URIs()
	}
	return clientMetadata{
		PostLogoutURIs:  back,
		ApplicationType: "native", AuthMethod: "none", RedirectURIs: r.Redirect.withDefaults().URIs(), GrantTypes: grants,
		ResponseTypes: []string{"code"}, ClientName: clientName, Scope: strings.Join(r.Scopes, " "),
	}
}
