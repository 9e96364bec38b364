// The device authorization endpoint, RFC 8628 §3.1 and §3.2, and what is kept of an authorization until it is redeemed.

package demoprovider

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	deviceLifetime = 10 * time.Minute
	deviceGrace    = 10 * time.Minute // an expired one is remembered so long: the client is told expired_token
	deviceInterval = 5 * time.Second  // between two polls; slow_down adds the same for good (RFC 8628 §3.5)
	maxDevices     = 100              // the oldest makes room

	userCodeLetters = "BCDFGHJKLMNPQRSTVWXZ" // no vowels, so no words: RFC 8628 §6.1
	userCodeLength  = 8
)

type deviceDecision string

const (
	deviceApproved deviceDecision = "approved"
	deviceDenied   deviceDecision = "denied"
)

// deviceAuthorization is kept under the hash of its device code.
type deviceAuthorization struct {
	ClientID string         `json:"client_id"`
	UserCode string         `json:"user_code"`
	Scopes   []string       `json:"scopes"` // asked for; once it is approved, granted
	Interval time.Duration  `json:"interval"`
	LastPoll time.Time      `json:"last_poll,omitzero"`
	Decision deviceDecision `json:"decision,omitempty"` // "": the person has not decided
	Approval *code          `json:"approval,omitempty"` // who agreed; nil unless approved
	Expires  time.Time      `json:"expires"`
}

// deviceAuthorizationResponse is the answer, RFC 8628 §3.2.
type deviceAuthorizationResponse struct {
	DeviceCode              string `json:"device_code"`
	UserCode                string `json:"user_code"`
	VerificationURI         string `json:"verification_uri"`
	VerificationURIComplete string `json:"verification_uri_complete"`
	ExpiresIn               int64  `json:"expires_in"`
	Interval                int64  `json:"interval"`
}

// authorizeDevice begins an authorization of a device that has no browser. Only a client with native rules may ask.
func (p *Provider) authorizeDevice(w http.ResponseWriter, r *http.Request) {
	values, ok := p.publicClientForm(w, r)
	if !ok {
		return
	}
	from, _ := p.client(values.Get("client_id"))
	if !from.mayUseDeviceGrant() {
		writeOAuthError(w, refuse("unauthorized_client", "This client is not registered for the device grant."))
		return
	}
	scopes := knownScopes(strings.Fields(values.Get("scope")))
	if len(scopes) == 0 {
		writeOAuthError(w, refuse("invalid_scope", "The request asks for no scope this provider knows."))
		return
	}
	secret, d := random(secretBytes), &deviceAuthorization{
		ClientID: from.id, UserCode: newUserCode(), Scopes: scopes, Interval: deviceInterval, Expires: p.now().Add(deviceLifetime),
	}
	if err := p.state.update(r.Context(), func(s *state) error { s.Devices[hash(secret)] = d; return nil }); err != nil {
		writeOAuthError(w, err)
		return
	}
	at := p.issuer + "/device"
	writeJSON(w, http.StatusOK, deviceAuthorizationResponse{
		DeviceCode: secret, UserCode: d.UserCode, VerificationURI: at,
		VerificationURIComplete: at + "?" + url.Values{"user_code": {d.UserCode}}.Encode(),
		ExpiresIn:               int64(deviceLifetime.Seconds()), Interval: int64(deviceInterval.Seconds()),
	})
}

// newUserCode returns eight letters in two groups, such as WDJB-MJHT: 34 bits, RFC 8628 §5.1 and §6.1.
func newUserCode() string {
	out := make([]byte, 0, userCodeLength+1)
	for len(out) <= userCodeLength {
		if len(out) == userCodeLength/2 {
			out = append(out, '-')
		}
		var b [1]byte
		_, _ = rand.Read(b[:])
		if n := len(userCodeLetters); int(b[0]) < 256/n*n { // else some letters would come more often
			out = append(out, userCodeLetters[int(b[0])%n])
		}
	}
	return string(out)
}

// sameUserCode compares what a person typed: letter case, spaces and the dash do not count (RFC 8628 §6.1).
func sameUserCode(typed, userCode string) bool {
	return plainUserCode(typed) == plainUserCode(userCode)
}

func plainUserCode(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(userCodeLetters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(s))
}

// deviceOfUserCode finds the authorization that a person is asked about; nil if none waits under the code.
func (s *state) deviceOfUserCode(typed string, now time.Time) (string, *deviceAuthorization) {
	if len(plainUserCode(typed)) != userCodeLength {
		return "", nil
	}
	for key, d := range s.Devices {
		if d.Decision == "" && now.Before(d.Expires) && sameUserCode(typed, d.UserCode) {
			return key, d
		}
	}
	return "", nil
}
