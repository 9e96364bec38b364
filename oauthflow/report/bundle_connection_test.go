package report

import (
	"encoding/json"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

func TestABundlesConnectionIsMaskedAndStillUsable(t *testing.T) {
	p := oauthflow.Profile{
		ID: oauthflow.NewProfileID(), Name: "x", Issuer: "https://id.example", ClientID: "c", Scopes: oauthflow.DefaultScopes(), Redirect: oauthflow.DefaultRedirect(),
		AuthorizationParameters: map[string]string{"claims": `{"id_token":{"sub":{"value":"alice-4711"}}}`, "login_hint": "alice-4711@example.com", "max_age": "60"},
		TokenParameters:         map[string]string{"secret": "hush-4711"},
		Resources:               []string{"https://api.example/x?who=alice-4711"},
		Network:                 oauthflow.Network{CAFile: "/home/alice-4711/ca.pem", Proxy: "http://alice-4711.example:3128", ProxyUser: "alice-4711", ProxyPassword: oauthflow.NewSecret("hush-4711")},
	}
	b := bundler{Redactor: redaction.New(false)}
	data, err := b.connection(p)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "4711") || strings.Contains(string(data), "proxy") {
		t.Errorf("it holds what it must not: %s", data)
	}
	again, err := oauthflow.ParseConnectionFile(data)
	if err != nil || again.AuthorizationParameters["max_age"] != "60" || len(again.Resources) != 1 || !json.Valid([]byte(again.AuthorizationParameters["claims"])) {
		t.Errorf("read back %+v, %v", again, err)
	}
}
