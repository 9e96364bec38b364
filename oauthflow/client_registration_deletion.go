// Deleting a registration, RFC 7592 §2.3, and its form in the vault.

package oauthflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

const deletionLimit = 10 * time.Second // for the whole request

var errNoDeletion = fmt.Errorf("no answer came within %v", deletionLimit)

// DeleteRegistration deletes the client at its provider. tl may be nil. A client that the provider does not know any
// more is an error too: RFC 7592 §2.3 answers it like a wrong token, so that nothing is known.
func DeleteRegistration(ctx context.Context, transport http.RoundTripper, tl *Timeline, r Registration) error {
	if !r.Deletable() {
		return &Error{Step: StepRegistration, Code: CodeRegistrationNotDeleted, Spec: "RFC 7592 §3", Expected: "a registration access token", Actual: "the provider gave none"}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, deletionLimit, errNoDeletion)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodDelete, r.URI, nil)
	if err != nil {
		return &Error{Step: StepRegistration, Code: CodeRegistrationNotDeleted, Err: errors.New("the address is no URL")}
	}
	req.Header.Set("Authorization", "Bearer "+r.AccessToken.Reveal())
	a, err := NewClient(Profile{Issuer: r.Issuer}, transport, nil, nil).send(ctx, exchange{step: StepRegistration, tl: tl}, req)
	if err != nil && errors.Is(context.Cause(ctx), errNoDeletion) {
		return &Error{Step: StepRegistration, Code: CodeRegistrationNotDeleted, Err: errNoDeletion}
	}
	if err != nil {
		return asError(ctx, err, StepRegistration, CodeRegistrationNotDeleted)
	}
	if a.Status == http.StatusNoContent || a.Status == http.StatusOK {
		return nil
	}
	e := &Error{Step: StepRegistration, Code: CodeRegistrationNotDeleted, Spec: "RFC 7592 §2.3", Expected: "status 204", Actual: fmt.Sprintf("status %d", a.Status)}
	if members, err := strictObject(a.Body); err == nil {
		told := tokenError(members)
		e.OAuthError, e.Description, e.ErrorURI = told.OAuthError, told.Description, told.ErrorURI
	}
	return e
}

// registrationVersion is the version of the stored form.
const registrationVersion = 1

type storedRegistration struct {
	Version         int       `json:"version"`
	Issuer          string    `json:"issuer"`
	ClientID        string    `json:"client_id"`
	AccessToken     string    `json:"registration_access_token,omitempty"`
	URI             string    `json:"registration_client_uri,omitempty"`
	SecretExpiresAt time.Time `json:"client_secret_expires_at,omitzero"`
	RegisteredAt    time.Time `json:"registered_at"`
}

// SealedForm returns the registration as JSON with its access token in the clear: for the vault only. The client secret
// rests there by itself.
func (r Registration) SealedForm() ([]byte, error) {
	return json.Marshal(storedRegistration{registrationVersion, r.Issuer, r.ClientID, r.AccessToken.Reveal(), r.URI, r.SecretExpiresAt, r.RegisteredAt})
}

// OpenSealedRegistration reads what SealedForm wrote; the error does not repeat the data.
func OpenSealedRegistration(data []byte) (Registration, error) {
	var s storedRegistration
	if decodeJSON(data, &s) != nil || s.Version != registrationVersion || s.ClientID == "" {
		return Registration{}, errors.New("the stored registration is not readable")
	}
	return Registration{
		Issuer: s.Issuer, ClientID: s.ClientID, AccessToken: NewSecret(s.AccessToken), URI: s.URI, SecretExpiresAt: s.SecretExpiresAt, RegisteredAt: s.RegisteredAt,
	}, nil
}

// registrationUsable refuses a client whose secret has ended: it is to be registered again, and nothing is sent (REG-06).
func (p Profile) registrationUsable(now time.Time) error {
	r := p.Registration
	if !r.Of(p.Issuer, p.ClientID) || r.SecretExpiresAt.IsZero() || now.Before(r.SecretExpiresAt) {
		return nil
	}
	return &Error{
		Step: StepDiscover, Code: CodeRegistrationExpired, Spec: "RFC 7591 §3.2.1",
		Expected: "a client secret that has not expired", Actual: "it expired at " + r.SecretExpiresAt.Format(time.RFC3339),
	}
}
