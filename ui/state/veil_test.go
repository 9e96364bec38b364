package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestTheVeilLeavesNothingOfAValueThatIsPersonal(t *testing.T) {
	v := veil{down: true}
	rows := []struct {
		name  string
		kind  veiledKind
		field string
		value string
		want  string
	}{
		{"a challenge", veiledHeader, "WWW-Authenticate", `Bearer error="x", error_description="ada said so"`, `Bearer error="x", error_description="` + hiddenValue + `"`},
		{"a challenge without quotes", veiledHeader, "WWW-Authenticate", "Bearer error=x, nonce=hunter2", `Bearer error="x", nonce="` + hiddenValue + `"`},
		{"a challenge with a token", veiledHeader, "WWW-Authenticate", "Negotiate aHVudGVyMg==", "Negotiate"},
		{"what is no challenge", veiledHeader, "WWW-Authenticate", "=ada", hiddenValue},
		{"a user name with an at", veiledURL, "", "https://ada@corp.example:hunter2@host.example/x", "https://" + hiddenValue + "@host.example/x"},
		{"parameters with a semicolon between", veiledURL, "", "https://host.example/?scope=openid;login_hint=ada", "https://host.example/?scope=openid;login_hint=" + hiddenValue},
		{"the host of a DID's document", veiledURL, "", "https://ada.example/.well-known/did.json", "https://" + hiddenValue + "/.well-known/did.json"},
		{"the same without a scheme", veiledPath, "", "ada.example/.well-known/did.json", hiddenValue + "/.well-known/did.json"},
		{"a path of the issuer's host", veiledPath, "", "/x/did:plc:z72i7hdynmk6r22z27h6tvur", "/x/" + hiddenValue},
		{"another document", veiledURL, "", "https://host.example/.well-known/jwks.json", "https://host.example/.well-known/jwks.json"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := v.mask(row.kind, row.field, row.value); got != row.want {
				t.Errorf("shown %s", got)
			}
		})
	}
}

// The document of a DID of the method web is at the account's own domain.
func TestThePresentersFlowDoesNotShowTheHostOfADIDsDocument(t *testing.T) {
	const document = "https://ada.example/.well-known/did.json"
	for target, want := range map[string]string{document: hiddenValue, "https://host.example/x": "host.example"} {
		w := &flowWriter{kind: FlowVerify, veil: veil{down: true}}
		_, sections := w.exchange(&oauthflow.HTTPExchange{
			Method: "GET", URL: target, Request: message(oauthflow.HTTPContent{Method: "GET", URL: target, Fields: fields("Host", strings.Split(target, "/")[2])}),
		})
		if got := sections[0].Rows[0].Value; got != want {
			t.Errorf("%s: the header shows %s", target, got)
		}
	}
}
