// The same client with a pushed request and bound tokens: a third reading of RFC 9126 and RFC 9449.

package interop

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
)

func TestOpenIDClientPushesAndProvesAtTheDemoProvider(t *testing.T) {
	needNode(t)
	installPackages(t, openIDClientFolder)
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{
		Faults: []demoprovider.Fault{demoprovider.FaultPushRequired, demoprovider.FaultProofRequired, demoprovider.FaultNonceRequired},
		API: func(issuer string) http.Handler {
			return demoapi.New(demoapi.Config{Issuer: issuer, Proof: true, Nonce: true})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := provider.Close(); err != nil {
			t.Error(err)
		}
	})
	var got struct {
		Request   []string
		TokenType string `json:"token_type"`
		UserInfo  map[string]any
		Whoami    apiAnswer
		Refreshed struct {
			TokenType string `json:"token_type"`
			Whoami    apiAnswer
		}
		Introspected struct {
			TokenType    string `json:"token_type"`
			Confirmation struct {
				Thumbprint string `json:"jkt"`
			} `json:"cnf"`
		}
		Thumbprint string
	}
	line := run(t, openIDClientFolder, signInLimit, "node", "protected.mjs", provider.Issuer(), demoprovider.ClientID, "alice", "wonderland")
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	if !slices.Equal(got.Request, []string{"client_id", "request_uri"}) {
		t.Errorf("the browser got %v", got.Request)
	}
	if got.TokenType != "dpop" || got.Refreshed.TokenType != "dpop" || got.Introspected.TokenType != "DPoP" {
		t.Errorf("token types %s, %s and %s", got.TokenType, got.Refreshed.TokenType, got.Introspected.TokenType)
	}
	if got.Thumbprint == "" || got.Introspected.Confirmation.Thumbprint != got.Thumbprint {
		t.Errorf("bound to %q, the key is %q", got.Introspected.Confirmation.Thumbprint, got.Thumbprint)
	}
	for name, answer := range map[string]apiAnswer{"first": got.Whoami, "refreshed": got.Refreshed.Whoami} {
		if answer.Status != http.StatusOK || answer.Body["sub"] != "248289761001" {
			t.Errorf("%s: %+v", name, answer)
		}
	}
	if got.UserInfo["name"] != "Ada Lovelace" {
		t.Errorf("UserInfo: %v", got.UserInfo)
	}
}
