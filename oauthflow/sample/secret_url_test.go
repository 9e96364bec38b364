package sample

import (
	"errors"
	"testing"

	"proofkey/oauthflow"
)

func TestNoProgramIsWrittenThatWouldHoldASecret(t *testing.T) {
	endpoints := oauthflow.Endpoints{
		AuthorizationEndpoint: "https://op.example/authorize", TokenEndpoint: "https://op.example/token", JWKSURI: "https://op.example/keys",
	}
	rows := []struct {
		name, api string
		change    func(*oauthflow.Profile)
		refused   bool
	}{
		{"an API URL with a plain parameter", "https://api.example/x?page=2", nil, false},
		{"an API key in the API's URL", "https://api.example/x?page=2&api_key=hunter2", nil, true},
		{"an access token after a semicolon", "https://api.example/x?page=2;access_token=hunter2", nil, true},
		{"a secret with an escaped name", "https://api.example/x?client%5Fsecret=hunter2", nil, true},
		{"a secret in an endpoint", "", func(p *oauthflow.Profile) { p.Endpoints.AuthorizationEndpoint += "?client_secret=hunter2" }, true},
		{"a secret among the extra parameters", "", func(p *oauthflow.Profile) { p.AuthorizationParameters = map[string]string{"client_secret": "hunter2"} }, true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := oauthflow.Profile{Issuer: "https://op.example", ClientID: "desk", Endpoints: endpoints}
			if row.change != nil {
				row.change(&p)
			}
			for _, kind := range Kinds() {
				if _, err := Program(kind, p, nil, row.api); errors.Is(err, ErrSecretInURL) != row.refused || err != nil != row.refused {
					t.Errorf("%s: %v", kind, err)
				}
			}
		})
	}
}
