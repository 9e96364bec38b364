// The session in a bundle: what a sign-in left behind, without its secrets.

package report

import (
	"bytes"
	"encoding/json"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

// BundleSession is a session as it was saved.
type BundleSession struct {
	Issuer         string               `json:"issuer"`
	ClientID       string               `json:"client_id"`
	Subject        string               `json:"sub"`
	TokenEndpoint  string               `json:"token_endpoint,omitempty"`
	JWKSURI        string               `json:"jwks_uri,omitempty"`
	Revocation     string               `json:"revocation_endpoint,omitempty"`
	AccessToken    BundleToken          `json:"access_token"`
	RefreshToken   BundleToken          `json:"refresh_token,omitzero"`
	IDToken        BundleToken          `json:"id_token"`
	TokenType      string               `json:"token_type"`
	Scope          []string             `json:"scope"`
	GrantedScope   []string             `json:"granted_scope,omitempty"`
	RequestedScope []string             `json:"requested_scope"`
	IssuedAt       time.Time            `json:"issued_at,omitzero"`
	ExpiresAt      time.Time            `json:"expires_at,omitzero"`
	Claims         map[string]any       `json:"claims"`
	UserInfo       map[string]any       `json:"userinfo,omitempty"`
	Algorithm      string               `json:"alg"`
	KeyID          string               `json:"kid,omitempty"`
	Nonce          string               `json:"nonce,omitempty"`
	VerifiedAt     time.Time            `json:"verified_at,omitzero"` // by the app that saved it
	Checks         []oauthflow.Check    `json:"checks,omitempty"`
	UserInfoChecks []oauthflow.Check    `json:"userinfo_checks,omitempty"`
	Practice       []oauthflow.Practice `json:"practice,omitempty"` // version 2
	Steps          []BundleStep         `json:"steps,omitempty"`
	SignedInAt     time.Time            `json:"signed_in_at,omitzero"`
	Refreshes      int                  `json:"refreshes"`
	LastRefresh    time.Time            `json:"last_refresh,omitzero"`
	Rotates        bool                 `json:"rotates"`
	ChangedClaims  []string             `json:"changed_claims,omitempty"`
	RevokedAt      time.Time            `json:"refresh_token_revoked_at,omitzero"` // by the person; version 2
}

// BundleToken is the marker of a token, with header and claims if it is a JWT.
type BundleToken struct {
	Marker string          `json:"marker"`
	Header json.RawMessage `json:"header,omitempty"`
	Claims json.RawMessage `json:"claims,omitempty"`
}

// IsZero reports whether there is no token.
func (t BundleToken) IsZero() bool { return t.Marker == "" }

// bundler makes the parts of a bundle with one redactor.
type bundler struct{ *redaction.Redactor }

func (b bundler) session(s *oauthflow.Session) *BundleSession {
	if s == nil {
		return nil
	}
	saved := &BundleSession{
		Issuer: s.Issuer, ClientID: s.ClientID, Subject: b.Parameter("sub", s.Subject),
		TokenEndpoint: b.URL(s.TokenEndpoint), JWKSURI: b.URL(s.JWKSURI), Revocation: b.URL(s.RevocationEndpoint),
		AccessToken: b.token("access token", s.AccessToken), RefreshToken: BundleToken{Marker: b.Mark("refresh token", s.RefreshToken.Reveal())},
		IDToken: b.token("ID token", s.IDToken), TokenType: s.TokenType,
		Scope: s.Scope, GrantedScope: s.GrantedScope, RequestedScope: s.RequestedScope, IssuedAt: s.IssuedAt, ExpiresAt: s.ExpiresAt,
		Claims: b.claims(s.Claims), UserInfo: b.claims(s.UserInfo), Algorithm: s.Algorithm, KeyID: s.KeyID,
		Nonce: b.Mark("nonce", s.Nonce.Reveal()), VerifiedAt: s.VerifiedAt,
		Checks: b.Checks(s.Checks), UserInfoChecks: b.Checks(s.UserInfoChecks), Practice: b.Practice(s.Practice), Steps: stepTimes(s.Steps), SignedInAt: s.SignedInAt,
		Refreshes: s.Refreshes, LastRefresh: s.LastRefresh, Rotates: s.Rotates, RevokedAt: s.RefreshTokenRevokedAt,
	}
	for _, name := range s.ChangedClaims {
		saved.ChangedClaims = append(saved.ChangedClaims, b.Text(name))
	}
	return saved
}

func (b bundler) token(label string, s oauthflow.Secret) BundleToken {
	marker, header, claims := b.JWT(label, s.Reveal())
	if !claimsFit(header) || !claimsFit(claims) {
		return BundleToken{Marker: marker}
	}
	return BundleToken{Marker: marker, Header: header, Claims: claims}
}

func (b bundler) claims(claims map[string]any) map[string]any {
	if claims == nil {
		return nil
	}
	data, err := json.Marshal(claims)
	if err != nil {
		return nil
	}
	redacted := b.Claims(data)
	if !claimsFit(redacted) {
		return nil
	}
	var out map[string]any
	d := json.NewDecoder(bytes.NewReader(redacted))
	d.UseNumber()
	if d.Decode(&out) != nil {
		return nil
	}
	return out
}

func stepTimes(steps []oauthflow.StepTime) []BundleStep {
	var out []BundleStep
	for _, s := range steps {
		out = append(out, BundleStep{Step: s.Step, StartedAt: s.StartedAt, Duration: inMilliseconds(s.Duration), Cached: s.Cached, ByHand: s.ByHand})
	}
	return out
}

func inMilliseconds(d time.Duration) Milliseconds { return Milliseconds(milliseconds(d)) }
