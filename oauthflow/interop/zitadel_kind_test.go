// The example server of zitadel/oidc as each kind of provider that the library can be: the storage is the place where it
// lets the key, the kind of token, the client and the rotation be chosen.

package interop

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// refreshHabit is what a provider does with the refresh token at a refresh.
type refreshHabit int

const (
	rotates   refreshHabit = iota // the example's own way: a new one, and the old one is void
	staysSaid                     // the same one, which the answer repeats
	stays                         // the same one, of which the answer says nothing
)

// kind is what is chosen of a provider. The zero value is the example's own way: RS256, opaque access tokens, rotation,
// a client without a secret.
type kind struct {
	algorithm jose.SignatureAlgorithm
	jwt       bool // access tokens are JWTs
	refresh   refreshHabit
	secret    string // of the client, sent in the body (client_secret_post)
}

// kindStorage is the example's storage of a kind.
type kindStorage struct {
	*storage.Storage
	kind
	users storage.UserStore
	key   crypto.Signer // nil: the example's own
}

func newKindStorage(t *testing.T, of *storage.Storage, users storage.UserStore, k kind) *kindStorage {
	t.Helper()
	s := &kindStorage{Storage: of, kind: k, users: users}
	if k.algorithm == "" {
		return s
	}
	var err error
	switch k.algorithm {
	case jose.PS256, jose.RS512:
		s.key, err = rsa.GenerateKey(rand.Reader, 2048)
	case jose.ES256:
		s.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case jose.ES384:
		s.key, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case jose.EdDSA:
		_, s.key, err = ed25519.GenerateKey(rand.Reader)
	default:
		err = errors.New("no key is known for " + string(k.algorithm))
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// options let the server verify its own tokens, which by default it does for RS256, ES256 and PS256 only.
func (k kind) options() []op.Option {
	if k.algorithm == "" {
		return nil
	}
	return []op.Option{
		op.WithAccessTokenVerifierOpts(op.WithSupportedAccessTokenSigningAlgorithms(string(k.algorithm))),
		op.WithIDTokenHintVerifierOpts(op.WithSupportedIDTokenHintSigningAlgorithms(string(k.algorithm))),
	}
}

// SigningKey implements op.Storage.
func (s *kindStorage) SigningKey(ctx context.Context) (op.SigningKey, error) {
	if s.key == nil {
		return s.Storage.SigningKey(ctx)
	}
	return signingKey{s.algorithm, s.key}, nil
}

// SignatureAlgorithms implements op.Storage.
func (s *kindStorage) SignatureAlgorithms(ctx context.Context) ([]jose.SignatureAlgorithm, error) {
	if s.key == nil {
		return s.Storage.SignatureAlgorithms(ctx)
	}
	return []jose.SignatureAlgorithm{s.algorithm}, nil
}

// KeySet implements op.Storage.
func (s *kindStorage) KeySet(ctx context.Context) ([]op.Key, error) {
	if s.key == nil {
		return s.Storage.KeySet(ctx)
	}
	return []op.Key{publicKey{s.algorithm, s.key.Public()}}, nil
}

type signingKey struct {
	algorithm jose.SignatureAlgorithm
	key       crypto.Signer
}

func (k signingKey) SignatureAlgorithm() jose.SignatureAlgorithm { return k.algorithm }
func (k signingKey) Key() any                                    { return k.key }
func (k signingKey) ID() string                                  { return "chosen" }

type publicKey struct {
	algorithm jose.SignatureAlgorithm
	key       crypto.PublicKey
}

func (k publicKey) ID() string                         { return "chosen" }
func (k publicKey) Algorithm() jose.SignatureAlgorithm { return k.algorithm }
func (k publicKey) Use() string                        { return oidc.KeyUseSignature }
func (k publicKey) Key() any                           { return k.key }

// GetClientByClientID implements op.Storage.
func (s *kindStorage) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	client, err := s.Storage.GetClientByClientID(ctx, id)
	if err != nil {
		return nil, err
	}
	return kindClient{client, s.kind}, nil
}

// AuthorizeClientIDSecret implements op.Storage.
func (s *kindStorage) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	if id != zitadelClientID || secret != s.secret {
		return errors.New("another client, or another secret")
	}
	return nil
}

// kindClient is the example's native client, which may use the device grant too.
type kindClient struct {
	op.Client
	kind kind
}

func (c kindClient) AccessTokenType() op.AccessTokenType {
	if c.kind.jwt {
		return op.AccessTokenTypeJWT
	}
	return op.AccessTokenTypeBearer
}

func (c kindClient) AuthMethod() oidc.AuthMethod {
	if c.kind.secret != "" {
		return oidc.AuthMethodPost
	}
	return c.Client.AuthMethod()
}

func (c kindClient) GrantTypes() []oidc.GrantType {
	return append(c.Client.GrantTypes(), oidc.GrantTypeDeviceCode)
}

// CompleteDeviceAuthorization is told the person's name by the example's page, and wants the subject.
func (s *kindStorage) CompleteDeviceAuthorization(ctx context.Context, userCode, name string) error {
	user := s.users.GetUserByUsername(name)
	if user == nil {
		return errors.New("nobody has this name")
	}
	if state, err := s.GetDeviceAuthorizationByUserCode(ctx, userCode); err == nil {
		state.AuthTime = time.Now()
	}
	return s.Storage.CompleteDeviceAuthorization(ctx, userCode, user.ID)
}

// CreateAccessAndRefreshTokens implements op.Storage. The example knows no refresh token of the device grant, and always
// rotates.
func (s *kindStorage) CreateAccessAndRefreshTokens(ctx context.Context, r op.TokenRequest, current string) (string, string, time.Time, error) {
	if state, ok := r.(*op.DeviceAuthorizationState); ok {
		r = storage.RefreshTokenRequestFromBusiness(&storage.RefreshToken{
			ApplicationID: state.ClientID, UserID: state.Subject, Audience: state.GetAudience(), Scopes: state.Scopes, AuthTime: state.AuthTime,
		})
	}
	if current == "" || s.refresh == rotates {
		return s.Storage.CreateAccessAndRefreshTokens(ctx, r, current)
	}
	id, expires, err := s.CreateAccessToken(ctx, &storage.AuthRequest{ApplicationID: zitadelClientID, UserID: r.GetSubject(), Scopes: r.GetScopes()})
	if s.refresh == stays {
		current = ""
	}
	return id, current, expires, err
}
