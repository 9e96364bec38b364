package sample

import (
	"errors"
	"testing"

	"proofkey/oauthflow"
)

func TestThereIsNoProgramForProvidersWithoutOneIssuerOfIDTokens(t *testing.T) {
	m := &oauthflow.ServerMetadata{AuthorizationEndpoint: "https://op.example/a", TokenEndpoint: "https://op.example/t", JWKSURI: "https://op.example/k"}
	for name, row := range map[string]struct {
		profile oauthflow.Profile
		want    error
	}{
		"OAuth only":   {oauthflow.Profile{Issuer: "https://op.example", OAuthOnly: oauthflow.OAuthOnly{IdentityURL: "https://op.example/user"}}, ErrOAuthOnly},
		"many tenants": {oauthflow.Profile{Issuer: "https://login.microsoftonline.com/common/v2.0"}, ErrManyTenants},
	} {
		for _, kind := range Kinds() {
			if files, err := Program(kind, row.profile, m, ""); !errors.Is(err, row.want) || files != nil {
				t.Errorf("%s, %s: %v", name, kind, err)
			}
		}
	}
}
