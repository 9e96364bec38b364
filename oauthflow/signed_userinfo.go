// Signed UserInfo, OpenID Connect Core 1.0 §5.3.2: a JWT in place of JSON. Its form, header and signature are judged as
// those of an ID token (UINF-05); then the JSON in it is read.

package oauthflow

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

func isSignedUserInfo(a *answer) bool {
	return a.Status == http.StatusOK && contentType(a.Header) == "application/jwt"
}

// openSignedUserInfo returns the JSON of a signed answer about the session's person, nil unless the check UINF-05 passed. The error tells that no
// keys could be had, or the context's end.
func (c *Client) openSignedUserInfo(ctx context.Context, tl *Timeline, m *ServerMetadata, got authorized) ([]byte, Check, error) {
	raw := strings.TrimSpace(string(got.answer.Body))
	want := idTokenExpectation{Issuer: m.Issuer, IssuerTemplate: m.IssuerTemplate, ClientID: c.Profile.ClientID}
	iss, _ := want.issuerOf(got.session.Claims)
	expected := fmt.Sprintf("signed by the provider, iss %s, aud %s", iss, c.Profile.ClientID)
	announced := m.UserInfoAlgorithms
	if announced == nil {
		announced = m.SigningAlgorithms
	}
	token, checks := parseIDToken(raw)
	header, headerChecks := judgeIDTokenHeader(token.header, announced)
	checks = append(checks, headerChecks...)
	signed := &signedToken{raw: raw, header: header, sound: firstFailed(checks) == nil}
	signature, err := c.judgeSignature(ctx, tl, m, signed)
	checks = append(checks, signature...)
	j := claimsJudgement{claims: token.claims, want: want, now: c.Now(), clock: m.ClockOffset}
	checks = append(checks, j.issuerOfSession(got.session), j.audience())
	if _, given := token.claims["exp"]; given { // it need not be there
		checks = append(checks, j.expiry())
	}
	if failed := firstFailed(checks); failed != nil {
		return nil, judge("UINF-05", false, expected, failed.Name+": "+failed.Actual), err
	}
	if _, given := token.claims["nonce"]; given { // every ID token of ours has one, and no UserInfo: RFC 8725 §3.12
		return nil, judge("UINF-05", false, expected, "an ID token: it has a nonce"), nil
	}
	payload, err := decodeBase64URL(strings.Split(raw, ".")[1])
	actual := fmt.Sprintf("signed with %s, iss %s, aud %s", header.Algorithm, j.shown("iss"), j.shown("aud"))
	return payload, judge("UINF-05", err == nil, expected, actual), err
}
