// Judging the answer of a client registration request, RFC 7591 §3.2, and what is kept of it.

package oauthflow

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Registration is a client that this app registered at a provider. It rests in the vault, and is never exported: who has
// its access token can change or delete the client (RFC 7592 §5).
type Registration struct {
	Issuer, ClientID string
	ClientSecret     Secret    // that the provider gave all the same; kept as the connection's
	SecretExpiresAt  time.Time // zero: it does not (REG-06)
	AccessToken      Secret    // for the registration itself; empty: it cannot be deleted from here
	URI              string    // the client configuration endpoint, RFC 7592 §1.2; "" with AccessToken
	RegisteredAt     time.Time
	Changed          []RegistrationChange // what the provider made of what was asked
}

// RegistrationChange is a member that came back with another value than was asked for.
type RegistrationChange struct{ Member, Asked, Registered string }

// Given reports whether there is a registration.
func (r Registration) Given() bool { return r.ClientID != "" }

// Deletable reports whether the provider gave what a deletion needs.
func (r Registration) Deletable() bool { return !r.AccessToken.IsZero() && r.URI != "" }

// Of reports whether the registration is that of a client at an issuer (REG-07).
func (r Registration) Of(issuer, clientID string) bool {
	return r.Given() && r.Issuer == issuer && r.ClientID == clientID
}

// judgeRegistration takes a 201, and tolerates a 200 (REG-04).
func judgeRegistration(a *answer, asked clientMetadata, m *ServerMetadata) (*Registration, error) {
	members, err := strictObject(a.Body)
	if a.Status != http.StatusCreated && a.Status != http.StatusOK {
		return nil, registrationRefused(a, members)
	}
	if err != nil || contentType(a.Header) != "application/json" {
		return nil, registrationInvalid("RFC 7591 §3.2.1", "a JSON object", describeAnswer(a))
	}
	id, present, err := stringMember(members, "client_id")
	if err != nil || id == "" || len(id) > 1024 || strings.ContainsFunc(id, isControl) {
		return nil, registrationInvalid("RFC 7591 §3.2.1", "a client_id", "client_id is "+describeMember(id, present, err))
	}
	r := &Registration{Issuer: m.Issuer, ClientID: id}
	if err := r.readSecret(members); err != nil {
		return nil, err
	}
	if err := r.readManagement(members, m); err != nil {
		return nil, err
	}
	return r, r.compare(members, asked)
}

func registrationInvalid(spec, expected, actual string) *Error {
	return &Error{Step: StepRegistration, Code: CodeRegistrationInvalid, Spec: spec, Expected: expected, Actual: actual}
}

// registrationRefused tells an error of RFC 7591 §3.2.2 from one of the token and from any other (REG-09).
func registrationRefused(a *answer, members map[string]json.RawMessage) *Error {
	e := &Error{Step: StepRegistration, Code: CodeRegistrationRefused, Spec: "RFC 7591 §3.2.2", Expected: "status 201", Actual: fmt.Sprintf("status %d", a.Status)}
	if a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden {
		e.Code, e.Spec = CodeRegistrationToken, "RFC 7591 §3"
	}
	if told := tokenError(members); members != nil {
		e.OAuthError, e.Description, e.ErrorURI = told.OAuthError, told.Description, told.ErrorURI
	}
	return e
}

// readSecret takes a secret that nobody asked for. Without the time of its end it would fail one day, and nobody would
// know why (REG-06).
func (r *Registration) readSecret(members map[string]json.RawMessage) error {
	secret, present, err := stringMember(members, "client_secret")
	if !present {
		return nil
	}
	if err != nil || !isVisibleASCII(secret) {
		return registrationInvalid("RFC 7591 §3.2.1", "a client_secret of visible characters", describeSecretMember(secret, present, err))
	}
	expires, given, err := numberMember(members, "client_secret_expires_at")
	seconds, numberErr := expires.Int64()
	if !given || err != nil || numberErr != nil || seconds < 0 || seconds > maxUnixTime {
		return registrationInvalid("RFC 7591 §3.2.1", "client_secret_expires_at beside the client_secret, in seconds, 0 for never", plainServerText(orText(string(members["client_secret_expires_at"]), "missing")))
	}
	r.ClientSecret = NewSecret(secret)
	if seconds > 0 {
		r.SecretExpiresAt = time.Unix(seconds, 0).UTC()
	}
	return nil
}

// maxUnixTime is the end of the year 9999.
const maxUnixTime = 253402300799

// readManagement takes what RFC 7592 §3 adds. The token goes to the registration endpoint's host only (REG-08).
func (r *Registration) readManagement(members map[string]json.RawMessage, m *ServerMetadata) error {
	token, hasToken, tokenErr := stringMember(members, "registration_access_token")
	uri, hasURI, uriErr := stringMember(members, "registration_client_uri")
	if !hasToken || !hasURI {
		return nil
	}
	if tokenErr != nil || !isVisibleASCII(token) {
		return registrationInvalid("RFC 7592 §3", "a registration_access_token of visible characters", describeSecretMember(token, hasToken, tokenErr))
	}
	if _, err := judgeEndpointURL(uri, m.Issuer); uriErr != nil || err != nil {
		return registrationInvalid("RFC 7592 §3", "a registration_client_uri that may be asked", "it is not: "+plainServerText(describeText(fmt.Sprint(err))))
	}
	if at := hostOf(uri); at != hostOf(m.RegistrationEndpoint) {
		return registrationInvalid("RFC 7592 §3", "a registration_client_uri at "+hostOf(m.RegistrationEndpoint), "at "+plainServerText(at))
	}
	r.AccessToken, r.URI = NewSecret(token), uri
	return nil
}

// compare holds the answer against what was asked: a client that cannot sign in is refused, any other difference is told
// (REG-05). What the answer leaves out counts as asked.
func (r *Registration) compare(members map[string]json.RawMessage, asked clientMetadata) error {
	for _, row := range []struct {
		member string
		asked  []string
		needed []string // must be among what was registered
	}{
		{"redirect_uris", asked.RedirectURIs, asked.RedirectURIs},
		{"grant_types", asked.GrantTypes, []string{"authorization_code"}},
		{"response_types", asked.ResponseTypes, []string{"code"}},
		{"token_endpoint_auth_method", []string{asked.AuthMethod}, nil},
		{"application_type", []string{asked.ApplicationType}, nil},
		{"client_name", []string{asked.ClientName}, nil},
		{"scope", strings.Fields(asked.Scope), nil},
	} {
		got, given := registeredValues(members, row.member)
		if !given {
			continue
		}
		shown := plainServerText(strings.Join(got, " "))
		if lacking := without(row.needed, got); len(lacking) > 0 {
			return &Error{
				Step: StepRegistration, Code: CodeRegistrationUnfit, Spec: "RFC 7591 §3.2.1",
				Expected: row.member + " with " + strings.Join(lacking, " "), Actual: orText(shown, "none"),
			}
		}
		if len(without(got, row.asked))+len(without(row.asked, got)) > 0 {
			r.Changed = append(r.Changed, RegistrationChange{Member: row.member, Asked: strings.Join(row.asked, " "), Registered: shown})
		}
	}
	return r.judgeAuthMethod(members)
}

// judgeAuthMethod takes the two methods that this app has: none, and a secret in the form (TREQ-08).
func (r *Registration) judgeAuthMethod(members map[string]json.RawMessage) error {
	method, given, err := stringMember(members, "token_endpoint_auth_method")
	usable := !given || err == nil && (method == "none" || method == "client_secret_post" && !r.ClientSecret.IsZero())
	if usable {
		return nil
	}
	return &Error{
		Step: StepRegistration, Code: CodeRegistrationUnfit, Spec: "RFC 7591 §2",
		Expected: "token_endpoint_auth_method none, or client_secret_post with a secret", Actual: describeMember(method, given, err),
	}
}

// registeredValues is a member as a list: an array, or a text in which scope has several.
func registeredValues(members map[string]json.RawMessage, name string) ([]string, bool) {
	if list, given, err := stringsMember(members, name); err == nil {
		return list, given
	}
	text, given, err := stringMember(members, name)
	if err != nil {
		return nil, true
	}
	if name == "scope" {
		return strings.Fields(text), given
	}
	return []string{text}, given
}
