// Any JWT, looked at and judged by the keys and the rules of a connection: RFC 7515 §5.2, OpenID Connect Core
// §3.1.3.7 as far as it needs no request.

package oauthflow

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// TokenInspection is what a JWT says, and what can be said of it. Nothing in it is to be believed unless no check
// failed.
type TokenInspection struct {
	Header, Claims map[string]any // as they stand in the token; nil if they cannot be read; numbers are json.Number
	Checks         []Check        // those of an ID token, JOSE-19 to IDT-17; without a connection only the form's
	Verified       bool           // the signature is valid by the connection's keys
}

// needsRequest reports whether a check compares with a request, which a token from elsewhere has not got.
func needsRequest(id string) bool {
	return slices.Contains([]string{"IDT-08", "IDT-10", "IDT-11", "IDT-12", "IDT-13", "IDT-14", "IDT-17"}, id)
}

// InspectToken decodes raw without judging more than its form.
func InspectToken(raw string) TokenInspection {
	raw = strings.TrimSpace(raw)
	token, checks := parseIDToken(raw)
	return TokenInspection{Header: headerOf(token), Claims: token.claims, Checks: checks}
}

// InspectToken decodes raw and runs the checks of an ID token against the connection: by its provider's keys, for its
// issuer and client. Checks that need the request are skipped. Only the provider's metadata and keys are fetched; an
// error tells that they could not be had, and comes with what could be read.
func (c *Client) InspectToken(ctx context.Context, tl *Timeline, raw string) (TokenInspection, error) {
	read := InspectToken(raw)
	if read.Header == nil || read.Claims == nil {
		return read, nil
	}
	m, _, _, err := c.discover(ctx, tl)
	if err != nil {
		return read, asError(ctx, err, StepVerify, CodeMetadataUnreachable)
	}
	want := idTokenExpectation{Issuer: c.Profile.Issuer, ClientID: c.Profile.ClientID, IssuerTemplate: m.IssuerTemplate, Tenant: c.Profile.Tenant}
	_, checks, err := c.validateIDToken(ctx, tl, m, NewSecret(strings.TrimSpace(raw)), want)
	for i, check := range checks {
		if check.ID == "JOSE-20" {
			read.Verified = check.Result == Passed
		}
		if needsRequest(check.ID) {
			checks[i] = skip(check.ID, "the token was pasted: there is no request to compare it with")
		}
	}
	read.Checks = checks
	if keys := new(Error); errors.As(err, &keys) && keys.Code == CodeKeysUnreachable {
		return read, keys
	}
	return read, nil
}

func headerOf(t parsedIDToken) map[string]any {
	if t.header == nil {
		return nil
	}
	data, err := json.Marshal(t.header)
	if err != nil {
		return nil
	}
	var header map[string]any
	if decodeJSON(data, &header) != nil {
		return nil
	}
	return header
}
