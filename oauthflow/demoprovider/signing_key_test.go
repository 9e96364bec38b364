package demoprovider

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// The signature alone does not make a token one of its kind.
func TestTokensOfOneKindAreNotTakenForAnother(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	answer, keys := b.tokens(), b.p.keys
	access, id := unverified(t, text(t, answer, "access_token")), unverified(t, text(t, answer, "id_token"))
	sign := func(typ string, claims map[string]any, pairs ...any) string {
		changed := maps.Clone(claims)
		for i := 0; i+1 < len(pairs); i += 2 {
			changed[pairs[i].(string)] = pairs[i+1]
		}
		token, err := keys.sign(typ, changed)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	for name, row := range map[string]struct {
		token string
		good  bool
	}{
		"as it was":            {sign(typeAccessToken, access), true},
		"the type of ID token": {sign(typeIDToken, access), false},
		"another issuer":       {sign(typeAccessToken, access, "iss", "http://127.0.0.1:1"), false},
		"another audience":     {sign(typeAccessToken, access, "aud", ClientID), false},
	} {
		if _, err := b.p.readAccessToken(row.token); (err == nil) != row.good {
			t.Errorf("access token, %s: %v", name, err)
		}
	}
	for name, row := range map[string]struct {
		token string
		good  bool
	}{
		"as it was":                {sign(typeIDToken, id), true},
		"the type of access token": {sign(typeAccessToken, id), false},
		"another issuer":           {sign(typeIDToken, id, "iss", "http://127.0.0.1:1"), false},
		"another audience":         {sign(typeIDToken, id, "aud", "other"), false},
		"no subject":               {sign(typeIDToken, id, "sub", ""), false},
	} {
		if _, err := b.p.readIDTokenHint(row.token); (err == nil) != row.good {
			t.Errorf("hint, %s: %v", name, err)
		}
	}
}

// foreignToken signs the claims of a good token with another key of the same name.
func foreignToken(t *testing.T, token string) string {
	t.Helper()
	key, err := newSigningKey(time.Now(), jose.RS256, true)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := newSigner(key)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := keys.sign(typeAccessToken, unverified(t, token))
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func TestTheKeySetIsPublicAndVerifiesTheTokens(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.get("/keys", nil)
	var set jose.JSONWebKeySet
	unmarshal(t, s.body, &set)
	if len(set.Keys) != 1 || !set.Keys[0].IsPublic() || set.Keys[0].Use != "sig" || set.Keys[0].Algorithm != "RS256" || strings.Contains(s.body, `"d"`) {
		t.Fatal(s.body)
	}
	signed, err := jose.ParseSignedCompact(text(t, b.tokens(), "id_token"), []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := signed.Verify(set.Keys[0]); err != nil || signed.Signatures[0].Header.KeyID != set.Keys[0].KeyID {
		t.Errorf("%v", err)
	}
}
