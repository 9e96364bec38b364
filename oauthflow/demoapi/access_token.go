// Judging an access token in the JWT profile, RFC 9068 §4. The API judges by itself: a token that was revoked at the
// provider is good here until it expires, which is the price of not asking the provider each time.

package demoapi

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	maxTokenBytes = 16 << 10
	futureLeeway  = time.Minute // of iat: the clock is the same one, but it may have been set
)

// accessToken holds the claims of RFC 9068 §2.2 that this API uses.
type accessToken struct {
	Issuer   string           `json:"iss"`
	Subject  string           `json:"sub"`
	Audience jwt.Audience     `json:"aud"`
	Expires  *jwt.NumericDate `json:"exp"`
	IssuedAt *jwt.NumericDate `json:"iat"`
	ID       string           `json:"jti"`
	ClientID string           `json:"client_id"`
	Scope    string           `json:"scope"`
	AuthTime *jwt.NumericDate `json:"auth_time"`

	Confirmation struct { // RFC 7800 §3.1
		Thumbprint string `json:"jkt"` // RFC 9449 §6.1; "": bound to no key
	} `json:"cnf"`

	scheme string // that the token came with
}

func (t accessToken) has(scope string) bool { return slices.Contains(strings.Fields(t.Scope), scope) }

// judge verifies the token, which is for the API as a whole or for the one resource (RFC 8707), and returns its claims, or what is wrong with it.
func (a *API) judge(ctx context.Context, token, resource string) (accessToken, *refusal) {
	var claims accessToken
	if len(token) > maxTokenBytes {
		return claims, invalidToken("The access token is too long.")
	}
	// Neither none nor a MAC gets past the allow-list (RFC 8725 §3.1).
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256, jose.PS256, jose.ES256, jose.EdDSA})
	if err != nil {
		return claims, invalidToken("The access token is no JWT with a signature that this API knows.")
	}
	header := parsed.Headers[0]
	typ, _ := header.ExtraHeaders[jose.HeaderType].(string)
	if typ = strings.ToLower(typ); typ != "at+jwt" && typ != "application/at+jwt" {
		return claims, invalidToken("The JWT is no access token: its typ is not at+jwt.")
	}
	key, err := a.keys.find(ctx, header.KeyID, header.Algorithm)
	if errors.Is(err, errNoKey) {
		return claims, invalidToken("The access token is signed with a key the issuer does not have.")
	}
	if err != nil {
		return claims, &refusal{status: http.StatusServiceUnavailable, code: "temporarily_unavailable", description: "The keys of the issuer could not be fetched."}
	}
	if parsed.Claims(key, &claims) != nil {
		return claims, invalidToken("The signature of the access token is not valid.")
	}
	if problem := claims.problem(a.issuer, []string{a.audience, resource}, a.now()); problem != "" {
		return claims, invalidToken(problem)
	}
	return claims, nil
}

// problem returns what is wrong with the claims of a verified token, or "".
func (t accessToken) problem(issuer string, audiences []string, now time.Time) string {
	switch {
	case t.Issuer != issuer:
		return "The access token is of another issuer."
	case !slices.ContainsFunc(audiences, t.Audience.Contains):
		return "The access token is for another audience."
	case t.Expires == nil:
		return "The access token does not say when it expires."
	case !now.Before(t.Expires.Time()):
		return "The access token has expired."
	case t.IssuedAt == nil:
		return "The access token does not say when it was issued."
	case t.IssuedAt.Time().After(now.Add(futureLeeway)):
		return "The access token was issued in the future."
	case t.Subject == "":
		return "The access token has no subject."
	case t.ClientID == "":
		return "The access token does not say which client it was issued to."
	case t.ID == "":
		return "The access token has no identifier."
	}
	return ""
}
