// The device authorization request, RFC 8628 §3.1, and its answer, §3.2: for a sign-in that the person confirms on
// another device.

package oauthflow

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// DeviceAuthorization is what the person needs to confirm a sign-in on another device, and how it is waited for.
type DeviceAuthorization struct {
	UserCode                Secret // to be seen and typed; empty once the sign-in has ended
	VerificationURI         string
	VerificationURIComplete Secret        // with the code in it; empty if the provider gave none that can be opened
	Interval                time.Duration // between two polls; slow_down makes it longer
	Polls                   int           // how often the provider was asked
	LastAnswer              string        // to the last poll: authorization_pending, slow_down; "" if none came
}

// deviceAuthorization is an answer that was judged.
type deviceAuthorization struct {
	DeviceAuthorization
	deviceCode Secret
	expiresIn  time.Duration
}

// CanSignInElsewhere reports whether the provider offers the device grant.
func (m *ServerMetadata) CanSignInElsewhere() bool {
	return m != nil && m.DeviceAuthorizationEndpoint != ""
}

// requestDeviceCode asks for a code, once. No redirect is followed (DEV-01, NET-03).
func (c *Client) requestDeviceCode(ctx context.Context, tl *Timeline, m *ServerMetadata, r authorizationRequest) (deviceAuthorization, []Check, error) {
	if m.DeviceAuthorizationEndpoint == "" {
		return deviceAuthorization{}, nil, &Error{
			Step: StepAuthorizationRequest, Code: CodeDeviceUnsupported, Spec: "RFC 8628 §4", Expected: "a device authorization endpoint",
			Actual: orText(m.Unusable["device_authorization_endpoint"], "the provider announces none"),
		}
	}
	form := r.deviceForm()
	a, err := c.postForm(ctx, exchange{step: StepAuthorizationRequest, tl: tl}, m.DeviceAuthorizationEndpoint, form)
	if err != nil {
		return deviceAuthorization{}, nil, asError(ctx, err, StepAuthorizationRequest, CodeDeviceUnreachable)
	}
	return judgeDeviceAuthorization(a, m.Issuer)
}

// deviceForm is what is asked for: the connection's own parameters too, which a provider may pass over (RFC 8628 §3.1).
func (r authorizationRequest) deviceForm() url.Values {
	form := url.Values{"client_id": {r.ClientID}}
	for name, value := range r.optional() {
		if value != "" && name != "prompt" { // there is no browser of ours to be prompted in
			form.Set(name, value)
		}
	}
	if len(r.Scopes) > 0 {
		form.Set("scope", strings.Join(r.Scopes, " "))
	}
	if len(r.Resources) > 0 {
		form["resource"] = r.Resources // RES-02
	}
	return form
}

// postForm sends a form of ours. The client secret, where there is one, goes into the body (TREQ-08).
func (c *Client) postForm(ctx context.Context, x exchange, endpoint string, form url.Values) (*answer, error) {
	if !c.Profile.ClientSecret.IsZero() {
		form.Set("client_secret", c.Profile.ClientSecret.Reveal())
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	return c.send(ctx, x, req)
}
