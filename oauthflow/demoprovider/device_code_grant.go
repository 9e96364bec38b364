// The device grant at the token endpoint, RFC 8628 §3.4 and §3.5.

package demoprovider

import (
	"net/http"
	"net/url"
	"slices"
)

const deviceGrantType = "urn:ietf:params:oauth:grant-type:device_code"

// redeemDeviceCode gives tokens once the person has agreed. One who asks too early is told to slow down, and waits five
// seconds longer from then on.
func (p *Provider) redeemDeviceCode(r *http.Request, values url.Values, thumbprint string) (tokenResponse, error) {
	if values.Get("device_code") == "" {
		return tokenResponse{}, refuse("invalid_request", "A parameter is missing: device_code.")
	}
	var response tokenResponse
	err := p.state.update(r.Context(), func(s *state) error {
		key := hash(values.Get("device_code"))
		d, ok := s.Devices[key]
		if !ok || d.ClientID != values.Get("client_id") {
			return refuse("invalid_grant", "The device code is unknown, was used, or is of another client.")
		}
		if refusal := p.poll(d); refusal != nil {
			return refusal
		}
		if d.Decision == deviceDenied {
			delete(s.Devices, key)
			return refuse("access_denied", "The person did not agree.")
		}
		if refusal := p.boundTo(thumbprint, p.demanded("")); refusal != nil {
			return refusal
		}
		id, g := random(idBytes), p.newGrant(d.Approval)
		g.Thumbprint = thumbprint
		var err error
		if response, err = p.issue(id, g, d.Approval.Scopes, ""); err != nil {
			return err
		}
		if slices.Contains(d.Approval.Scopes, scopeOffline) {
			response.RefreshToken = g.rotate(p.now())
		}
		s.Grants[id] = g
		delete(s.Devices, key) // it works once
		return nil
	})
	return response, err
}

// poll counts one poll; the refusal says why there is no outcome yet.
func (p *Provider) poll(d *deviceAuthorization) *oauthError {
	now, last := p.now(), d.LastPoll
	d.LastPoll = now
	switch {
	case !now.Before(d.Expires):
		return refuse("expired_token", "The device code has expired.")
	case !last.IsZero() && now.Before(last.Add(d.Interval)):
		d.Interval += deviceInterval
		return refuse("slow_down", "The device code was asked for too soon.")
	case d.Decision == "":
		return refuse("authorization_pending", "The person has not decided yet.")
	}
	return nil
}
