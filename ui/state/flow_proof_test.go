package state

import (
	"encoding/base64"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func encodedProof(header, claims string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
}

// detailOfProof is the detail of a request with that DPoP header.
func detailOfProof(t *testing.T, step oauthflow.Step, proof string) FlowDetail {
	t.Helper()
	c := NewConnection(testProfile())
	e := exchange(step, 0, "POST", testIssuer+"/token", 200)
	e.HTTP.Request = message(oauthflow.HTTPContent{Method: "POST", URL: testIssuer + "/token", Fields: []oauthflow.HTTPField{{Name: "Dpop", Value: proof}}})
	c.Apply(e)
	return c.FlowDetail(0, testNow(), false)
}

func TestAProofIsShownDecodedWithItsExplanations(t *testing.T) {
	proof := encodedProof(`{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"X","y":"Y"}}`,
		`{"jti":"id-1","htm":"POST","htu":"`+testIssuer+`/token","iat":1762000000,"ath":"hash","nonce":"NONCE01234"}`)
	d := detailOfProof(t, oauthflow.StepTokenRequest, proof)
	got := values(d, PartProof)
	for name, want := range map[string]string{
		"typ": "dpop+jwt", "alg": "ES256", "jti": "id-1", "htm": "POST", "htu": testIssuer + "/token", "iat": "1762000000", "ath": "hash", "nonce": "NONCE0…",
	} {
		if got[name] != want {
			t.Errorf("%s is shown as %q", name, got[name])
		}
	}
	if !strings.Contains(got["jwk"], `"crv": "P-256"`) {
		t.Errorf("jwk is shown as %q", got["jwk"])
	}
	if raw := values(d, PartRequestHeader)["Dpop"]; raw != hiddenValue {
		t.Errorf("the header is shown as %q", raw)
	}
	for _, step := range []oauthflow.Step{oauthflow.StepTokenRequest, oauthflow.StepAPI} {
		for _, s := range detailOfProof(t, step, proof).Sections {
			for _, row := range s.Rows {
				if s.Part == PartProof && (len(row.Why) != 2 || row.Why[0].Key != "dictionary.proof."+row.Name) {
					t.Errorf("%s: %s is explained by %v", step, row.Name, row.Why)
				}
			}
		}
	}
}

func TestWhatIsNoProofIsNotDecoded(t *testing.T) {
	for _, text := range []string{"", "x", "a.b.c", encodedProof(`[]`, `{}`)} {
		if got := values(detailOfProof(t, oauthflow.StepTokenRequest, text), PartProof); len(got) > 0 {
			t.Errorf("%q is shown as %v", text, got)
		}
	}
}
