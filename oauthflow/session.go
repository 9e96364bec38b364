// A session: what a completed sign-in left behind, and how it rests in the store.

package oauthflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ErrNotFound is what a TokenStore returns when it holds no session for the connection.
var ErrNotFound = errors.New("no session is stored")

// TokenStore keeps sessions. Every method may block (the keyring may ask the person), honours ctx and
// must never be called on the UI thread.
type TokenStore interface {
	Load(ctx context.Context, connectionID string) (Session, error) // ErrNotFound
	Save(ctx context.Context, connectionID string, s Session) error
	Delete(ctx context.Context, connectionID string) error // an absent session is no error
	// Lock waits until no other flow of this connection holds it, in this copy of the app or another one.
	Lock(ctx context.Context, connectionID string) (unlock func(), err error)
	// Sealed reports whether what is saved rests encrypted under a key in the system keyring; if not,
	// it lives in memory only, for the reason given.
	Sealed() (ok bool, reason string)
}

// Session is a signed-in person at one provider. It is a value: a refresh makes a new one.
type Session struct {
	Issuer, ClientID string
	Subject          string // with Issuer the only identity (IDT-16)
	TokenEndpoint    string // where the refresh token may go (RT-16)

	AccountServer string // where an AT Protocol account is kept, an origin; "" otherwise

	JWKSURI, RevocationEndpoint string // empty in a session of an earlier version; the latter also if there was none

	AccessToken, RefreshToken, IDToken Secret
	TokenType                          string
	Scope                              []string  // of the access token
	GrantedScope                       []string  // by the person at the sign-in: what a refresh may bring (RT-12)
	RequestedScope                     []string  // asked for
	IssuedAt                           time.Time // when the access token arrived
	ExpiresAt                          time.Time // zero: the provider did not say (TRES-05)

	Claims     map[string]any // of the verified ID token; numbers are json.Number
	UserInfo   map[string]any // of the matching UserInfo answer, or nil
	Algorithm  string         // of the ID token's signature
	KeyID      string
	Nonce      Secret
	DPoPKey    Secret // the private key that the tokens are bound to, as a JWK; empty: none (RFC 9449)
	VerifiedAt time.Time

	Checks         []Check
	UserInfoChecks []Check
	Practice       []Practice // of the sign-in; nil in a session of an earlier version
	Steps          []StepTime
	SignedInAt     time.Time

	Refreshes     int
	LastRefresh   time.Time
	Rotates       bool     // the last refresh brought a new refresh token
	ChangedClaims []string // names of the claims that the last refresh changed

	RefreshTokenRevokedAt time.Time // by the person; zero: it was not
}

// StepTime is when a step began and how long it took.
type StepTime struct {
	Step      Step          `json:"step"`
	StartedAt time.Time     `json:"started_at"`
	Duration  time.Duration `json:"duration"` // nanoseconds
	Cached    bool          `json:"cached,omitempty"`
	ByHand    bool          `json:"by_hand,omitempty"` // nothing was asked: the endpoints were entered by hand
}

// sessionVersion is the version of the stored form (STOR-10).
const sessionVersion = 1

type storedSession struct {
	Version        int            `json:"version"`
	Issuer         string         `json:"issuer"`
	ClientID       string         `json:"client_id"`
	Subject        string         `json:"sub"`
	TokenEndpoint  string         `json:"token_endpoint"`
	AccountServer  string         `json:"account_server,omitempty"`
	JWKSURI        string         `json:"jwks_uri,omitempty"`
	Revocation     string         `json:"revocation_endpoint,omitempty"`
	AccessToken    string         `json:"access_token"`
	RefreshToken   string         `json:"refresh_token,omitempty"`
	IDToken        string         `json:"id_token"`
	TokenType      string         `json:"token_type"`
	Scope          []string       `json:"scope"`
	GrantedScope   []string       `json:"granted_scope,omitempty"`
	RequestedScope []string       `json:"requested_scope"`
	IssuedAt       time.Time      `json:"issued_at"`
	ExpiresAt      time.Time      `json:"expires_at,omitzero"`
	Claims         map[string]any `json:"claims"`
	UserInfo       map[string]any `json:"userinfo,omitempty"`
	Algorithm      string         `json:"alg"`
	KeyID          string         `json:"kid,omitempty"`
	Nonce          string         `json:"nonce"`
	DPoPKey        string         `json:"dpop_key,omitempty"`
	VerifiedAt     time.Time      `json:"verified_at"`
	Checks         []Check        `json:"checks"`
	UserInfoChecks []Check        `json:"userinfo_checks,omitempty"`
	Practice       []Practice     `json:"practice,omitempty"`
	Steps          []StepTime     `json:"steps"`
	SignedInAt     time.Time      `json:"signed_in_at"`
	Refreshes      int            `json:"refreshes"`
	LastRefresh    time.Time      `json:"last_refresh,omitzero"`
	Rotates        bool           `json:"rotates"`
	ChangedClaims  []string       `json:"changed_claims,omitempty"`
	RevokedAt      time.Time      `json:"refresh_token_revoked_at,omitzero"`
}

// SealedForm returns the session as JSON with its secrets in the clear: for the vault only.
func (s Session) SealedForm() ([]byte, error) {
	return json.Marshal(storedSession{
		Version: sessionVersion, Issuer: s.Issuer, ClientID: s.ClientID, Subject: s.Subject, TokenEndpoint: s.TokenEndpoint,
		JWKSURI: s.JWKSURI, Revocation: s.RevocationEndpoint, AccountServer: s.AccountServer,
		AccessToken: s.AccessToken.Reveal(), RefreshToken: s.RefreshToken.Reveal(), IDToken: s.IDToken.Reveal(),
		TokenType: s.TokenType, Scope: s.Scope, GrantedScope: s.GrantedScope, RequestedScope: s.RequestedScope, IssuedAt: s.IssuedAt, ExpiresAt: s.ExpiresAt,
		Claims: s.Claims, UserInfo: s.UserInfo, Algorithm: s.Algorithm, KeyID: s.KeyID, Nonce: s.Nonce.Reveal(), DPoPKey: s.DPoPKey.Reveal(), VerifiedAt: s.VerifiedAt,
		Checks: s.Checks, UserInfoChecks: s.UserInfoChecks, Practice: s.Practice, Steps: s.Steps, SignedInAt: s.SignedInAt,
		Refreshes: s.Refreshes, LastRefresh: s.LastRefresh, Rotates: s.Rotates, ChangedClaims: s.ChangedClaims, RevokedAt: s.RefreshTokenRevokedAt,
	})
}

// OpenSealedForm reads what SealedForm wrote. Another version or damaged data is an error, which
// means signed out (STOR-10); the error does not repeat the data.
func OpenSealedForm(data []byte) (Session, error) {
	var f storedSession
	if err := decodeJSON(data, &f); err != nil {
		return Session{}, errors.New("the stored session is not readable")
	}
	if f.Version != sessionVersion {
		return Session{}, fmt.Errorf("the stored session has version %d, this app reads version %d", f.Version, sessionVersion)
	}
	if f.GrantedScope == nil { // stored before the grant was kept
		f.GrantedScope = f.Scope
	}
	return Session{
		Issuer: f.Issuer, ClientID: f.ClientID, Subject: f.Subject, TokenEndpoint: f.TokenEndpoint,
		JWKSURI: f.JWKSURI, RevocationEndpoint: f.Revocation, AccountServer: f.AccountServer,
		AccessToken: NewSecret(f.AccessToken), RefreshToken: NewSecret(f.RefreshToken), IDToken: NewSecret(f.IDToken),
		TokenType: f.TokenType, Scope: f.Scope, GrantedScope: f.GrantedScope, RequestedScope: f.RequestedScope, IssuedAt: f.IssuedAt, ExpiresAt: f.ExpiresAt,
		Claims: f.Claims, UserInfo: f.UserInfo, Algorithm: f.Algorithm, KeyID: f.KeyID, Nonce: NewSecret(f.Nonce), DPoPKey: NewSecret(f.DPoPKey), VerifiedAt: f.VerifiedAt,
		Checks: f.Checks, UserInfoChecks: f.UserInfoChecks, Practice: f.Practice, Steps: f.Steps, SignedInAt: f.SignedInAt,
		Refreshes: f.Refreshes, LastRefresh: f.LastRefresh, Rotates: f.Rotates, ChangedClaims: f.ChangedClaims, RefreshTokenRevokedAt: f.RevokedAt,
	}, nil
}

// Expired reports whether the access token's lifetime is known and over.
func (s Session) Expired(now time.Time) bool {
	return !s.ExpiresAt.IsZero() && !now.Before(s.ExpiresAt)
}

// CanRefresh reports whether the provider issued a refresh token.
func (s Session) CanRefresh() bool { return !s.RefreshToken.IsZero() }
