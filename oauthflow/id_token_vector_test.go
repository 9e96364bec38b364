package oauthflow

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

func TestPublishedSignatures(t *testing.T) {
	const joe = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
	for _, tt := range []struct{ name, alg, key, token string }{
		{
			"RFC 7515 A.2", "RS256", `{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}`,
			"eyJhbGciOiJSUzI1NiJ9." + joe + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
		},
		{
			"RFC 7515 A.3", "ES256", `{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}`,
			"eyJhbGciOiJFUzI1NiJ9." + joe + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
		},
		{
			"RFC 8037 A.4", "EdDSA", `{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}`,
			"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			key, err := parseSigningKey(json.RawMessage(tt.key))
			if err != nil || !keyFits(key, tt.alg) {
				t.Fatalf("the key is refused: %v", err)
			}
			s := &signedToken{raw: tt.token, header: joseHeader{Algorithm: tt.alg}}
			if c := verifySignature(s, []jose.JSONWebKey{key}); c.Result != Passed {
				t.Errorf("%+v", c)
			}
			changed := strings.Replace(tt.token, ".e", ".f", 1)
			changed = strings.Replace(changed, ".R", ".S", 1)
			if c := verifySignature(&signedToken{raw: changed, header: s.header}, []jose.JSONWebKey{key}); c.Result != Failed {
				t.Errorf("changed: %+v", c)
			}
		})
	}
}

func TestSecondReadingKnowsKeyIssuerAndAudience(t *testing.T) {
	now := time.Now()
	raw := sign(t, validClaims(testIssuer, now), signing{alg: jose.EdDSA})
	read := func(key ed25519.PublicKey, issuer, client string) Result {
		s := &signedToken{raw: raw, header: joseHeader{Algorithm: "EdDSA"}, key: key}
		return s.secondReading(t.Context(), idTokenExpectation{Issuer: issuer, ClientID: client}).Result
	}
	public, ok := testKeys().ed25519.Public().(ed25519.PublicKey)
	if !ok {
		t.Fatal("no key")
	}
	other, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if read(public, testIssuer, testClientID) != Passed || read(other, testIssuer, testClientID) != Failed ||
		read(public, testIssuer+"/", testClientID) != Failed || read(public, testIssuer, "another") != Failed {
		t.Error("go-oidc does not judge as expected")
	}
}
