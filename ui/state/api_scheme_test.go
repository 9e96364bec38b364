package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestTheAPITabNamesTheSchemeOfTheToken(t *testing.T) {
	for kind, want := range map[string]string{"bearer": "Authorization: Bearer ••••", "dpop": "Authorization: DPoP ••••"} {
		c := signedIn()
		c.Session.TokenType = kind
		c.Session.AccessToken = oauthflow.NewSecret("opaque")
		if got := english(t, c.authorizationText(testNow())); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", kind, got)
		}
	}
}
