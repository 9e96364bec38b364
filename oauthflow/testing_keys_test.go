package oauthflow

import (
	"cmp"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

// signing is how sign makes a token; the zero value is RS256 with its key and kid.
type signing struct {
	alg    jose.SignatureAlgorithm
	key    any            // nil: the algorithm's
	kid    string         // "": the algorithm's name
	noKid  bool           // leaves kid out
	header map[string]any // more members
}

// sign signs a payload, which is JSON text or something to be marshalled.
func sign(t testing.TB, payload any, s signing) string {
	t.Helper()
	s.alg = cmp.Or(s.alg, jose.RS256)
	if s.key == nil {
		s.key = testKeys().of(s.alg)
	}
	options := &jose.SignerOptions{ExtraHeaders: map[jose.HeaderKey]any{"kid": cmp.Or(s.kid, string(s.alg))}}
	if s.noKid {
		delete(options.ExtraHeaders, "kid")
	}
	for name, value := range s.header {
		options.ExtraHeaders[jose.HeaderKey(name)] = value
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: s.alg, Key: s.key}, options)
	if err != nil {
		t.Fatal(err)
	}
	text, ok := payload.(string)
	if !ok {
		b, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(err)
		}
		text = string(b)
	}
	jws, err := signer.Sign([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	compact, err := jws.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}

// keyRing has one key per kind; making an RSA key for each test would take most of the tests' time.
type keyRing struct {
	rsa              *rsa.PrivateKey
	p256, p384, p521 *ecdsa.PrivateKey
	ed25519          ed25519.PrivateKey
}

var testKeys = sync.OnceValue(func() keyRing {
	must := func(k *ecdsa.PrivateKey, err error) *ecdsa.PrivateKey {
		if err != nil {
			panic(err)
		}
		return k
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, minRSABits)
	if err != nil {
		panic(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return keyRing{
		rsa: rsaKey, ed25519: edKey,
		p256: must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)),
		p384: must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader)),
		p521: must(ecdsa.GenerateKey(elliptic.P521(), rand.Reader)),
	}
})

func (k keyRing) of(alg jose.SignatureAlgorithm) crypto.Signer {
	switch {
	case alg == jose.ES256:
		return k.p256
	case alg == jose.ES384:
		return k.p384
	case alg == jose.ES512:
		return k.p521
	case alg == jose.EdDSA:
		return k.ed25519
	case strings.HasPrefix(string(alg), "HS"):
		return nil
	}
	return k.rsa
}

// publicJWK is the public key of alg as members of a JWK, with the algorithm's name as kid.
func publicJWK(t testing.TB, alg jose.SignatureAlgorithm) map[string]any {
	t.Helper()
	return jwkMembers(t, jose.JSONWebKey{Key: testKeys().of(alg).Public(), KeyID: string(alg), Use: "sig", Algorithm: string(alg)})
}

func jwkMembers(t testing.TB, key jose.JSONWebKey) map[string]any {
	t.Helper()
	b, err := key.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(b, &members); err != nil {
		t.Fatal(err)
	}
	return members
}
