package oauthflow

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

func base64URL(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// oddModulus is a number of so many bits that looks like an RSA modulus.
func oddModulus(bits uint) string {
	n := new(big.Int).Lsh(big.NewInt(1), bits-1)
	return base64URL(n.Add(n, big.NewInt(1)).Bytes())
}

func TestParseSigningKey(t *testing.T) { // JOSE-09, JOSE-10, JOSE-11, JOSE-12
	rsaKey, ecKey, edKey := publicJWK(t, jose.RS256), publicJWK(t, jose.ES256), publicJWK(t, jose.EdDSA)
	for _, tt := range []struct {
		name string
		key  any
		ok   bool
	}{
		{"an RSA key", rsaKey, true},
		{"a P-256 key", ecKey, true},
		{"a P-384 key", publicJWK(t, jose.ES384), true},
		{"a P-521 key", publicJWK(t, jose.ES512), true},
		{"an Ed25519 key", edKey, true},
		{"a key without use", changed(rsaKey, "use", nil), true},
		{"a key without alg", changed(rsaKey, "alg", nil), true},
		{"a key without kid", changed(rsaKey, "kid", nil), true},
		{"a key for verifying among others", changed(rsaKey, "key_ops", []string{"wrapKey", "verify"}), true},
		{"an unknown member", changed(rsaKey, "x-more", 1), true},
		{"a modulus of 2048 bits", changed(rsaKey, "n", oddModulus(2048)), true},
		{"a modulus of 4096 bits", changed(rsaKey, "n", oddModulus(4096)), true},

		{"use enc", changed(rsaKey, "use", "enc"), false},
		{"an empty use", changed(rsaKey, "use", ""), false},
		{"a use in upper case", changed(rsaKey, "use", "SIG"), false},
		{"a use that is a number", changed(rsaKey, "use", 1), false},
		{"key_ops without verify", changed(rsaKey, "key_ops", []string{"sign", "encrypt"}), false},
		{"empty key_ops", changed(rsaKey, "key_ops", []string{}), false},
		{"key_ops that are no list", changed(rsaKey, "key_ops", "verify"), false},
		{"an unknown kty", changed(rsaKey, "kty", "XYZ"), false},
		{"a missing kty", changed(rsaKey, "kty", nil), false},
		{"a symmetric key", map[string]any{"kty": "oct", "k": "AAAA", "kid": "x"}, false},
		{"a modulus of 2047 bits", changed(rsaKey, "n", oddModulus(2047)), false},
		{"a modulus of 1024 bits", changed(rsaKey, "n", oddModulus(1024)), false},
		{"a modulus of 4097 bits", changed(rsaKey, "n", oddModulus(4097)), false},
		{"a modulus of 65536 bits", changed(rsaKey, "n", oddModulus(65536)), false},
		{"a missing modulus", changed(rsaKey, "n", nil), false},
		{"a modulus that is a number", changed(rsaKey, "n", 17), false},
		{"a modulus that is no base64url", changed(rsaKey, "n", "+/=="), false},
		{"a missing exponent", changed(rsaKey, "e", nil), false},
		{"an exponent of 1", changed(rsaKey, "e", "AQ"), false},
		{"an even exponent", changed(rsaKey, "e", "BA"), false},
		{"an exponent of 0", changed(rsaKey, "e", "AA"), false},
		{"an exponent beyond an int", changed(rsaKey, "e", base64URL([]byte(strings.Repeat("\xff", 64)))), false},
		{"an unknown curve", changed(ecKey, "crv", "P-257"), false},
		{"secp256k1", changed(ecKey, "crv", "secp256k1"), false},
		{"a point of another curve", changed(ecKey, "crv", "P-384"), false},
		{"a missing x", changed(ecKey, "x", nil), false},
		{"a missing y", changed(ecKey, "y", nil), false},
		{"a point off the curve", changed(ecKey, "x", ecKey["y"]), false},
		{"a coordinate that is too short", changed(ecKey, "x", "AQ"), false},
		{"X25519", changed(edKey, "crv", "X25519"), false},
		{"an Ed25519 key of 31 bytes", changed(edKey, "x", base64URL(make([]byte, 31))), false},
		{"a private key", jwkMembers(t, jose.JSONWebKey{Key: testKeys().p256}), false},
		{"a string", "key", false},
		{"null", nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			raw, err := json.Marshal(tt.key)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := parseSigningKey(raw); (err == nil) != tt.ok {
				t.Errorf("error is %v, want accepted: %t", err, tt.ok)
			}
		})
	}
}

func TestKeyFits(t *testing.T) { // JOSE-09, JOSE-12
	fits := map[jose.SignatureAlgorithm]string{
		jose.RS256: "RS256 RS384 RS512 PS256 PS384 PS512", jose.ES256: "ES256", jose.ES384: "ES384", jose.ES512: "ES512", jose.EdDSA: "EdDSA",
	}
	for kind, wanted := range fits {
		public := testKeys().of(kind).Public()
		for _, alg := range append(signingAlgorithms(), "HS256", "none", "") {
			want := alg != "" && strings.Contains(wanted, string(alg))
			if got := keyFits(jose.JSONWebKey{Key: public}, string(alg)); got != want {
				t.Errorf("a key of the kind of %s fits %q: %t", kind, alg, got)
			}
			if got := keyFits(jose.JSONWebKey{Key: public, Algorithm: "RS512"}, string(alg)); got != (want && alg == jose.RS512) {
				t.Errorf("a key of the kind of %s for RS512 fits %q: %t", kind, alg, got)
			}
		}
	}
}

func keySetText(t testing.TB, keys ...any) []byte {
	t.Helper()
	b, err := json.Marshal(map[string]any{"keys": append([]any{}, keys...)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestParseKeySet(t *testing.T) { // JOSE-10, NET-08
	good := publicJWK(t, jose.RS256)
	broken := []any{
		changed(good, "kty", "XYZ"), changed(good, "n", nil), changed(good, "e", 3), changed(good, "n", oddModulus(1024)),
		changed(publicJWK(t, jose.ES256), "crv", "P-1"), nil, "x", 1,
		[]int{},
		map[string]any{"kid": 7},
		map[string]any{"kty": "oct", "k": "AA", "kid": "mac"},
	}
	keys, refused, err := parseKeySet(keySetText(t, append(broken, good)...))
	if err != nil || len(keys) != 1 || keys[0].KeyID != "RS256" || refused["mac"] == "" {
		t.Errorf("%d keys, refused %v, error %v", len(keys), refused, err)
	}
	if keys, _, err := parseKeySet(keySetText(t)); err != nil || len(keys) != 0 {
		t.Errorf("an empty set: %v, %v", keys, err)
	}
	hundred := make([]any, maxKeys)
	for i := range hundred {
		hundred[i] = changed(good, "kid", fmt.Sprint(i))
	}
	if keys, _, err := parseKeySet(keySetText(t, hundred...)); err != nil || len(keys) != maxKeys {
		t.Errorf("100 keys: %d, %v", len(keys), err)
	}
	for name, text := range map[string]string{
		"101 keys":            string(keySetText(t, append(hundred, good)...)),
		"no keys member":      `{}`,
		"keys of null":        `{"keys":null}`,
		"keys that are a map": `{"keys":{}}`,
		"a list":              `[]`,
		"keys given twice":    `{"keys":[],"keys":[]}`,
		"half a set":          `{"keys":[`,
		"deep nesting":        `{"keys":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`,
	} {
		if keys, _, err := parseKeySet([]byte(text)); err == nil {
			t.Errorf("%s: read %d keys", name, len(keys))
		}
	}
}

func FuzzKeySet(f *testing.F) {
	for _, alg := range signingAlgorithms() {
		f.Add(keySetText(f, publicJWK(f, alg)))
	}
	f.Add(keySetText(f, changed(publicJWK(f, jose.RS256), "e", "AQ"), jwkMembers(f, jose.JSONWebKey{Key: testKeys().p256})))
	f.Fuzz(func(t *testing.T, data []byte) {
		keys, _, err := parseKeySet(data)
		if err != nil && keys != nil || len(keys) > maxKeys {
			t.Fatalf("%d keys, error %v", len(keys), err)
		}
		for _, key := range keys {
			if err := soundKey(key.Key); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// soundKey judges an accepted key apart from the code under test.
func soundKey(key any) error {
	switch k := key.(type) {
	case *rsa.PublicKey:
		if n := k.N.BitLen(); n < minRSABits || n > maxRSABits || k.E < 3 || k.E%2 == 0 {
			return fmt.Errorf("an RSA key of %d bits and exponent %d", n, k.E)
		}
	case *ecdsa.PublicKey:
		if k.Curve != elliptic.P256() && k.Curve != elliptic.P384() && k.Curve != elliptic.P521() {
			return fmt.Errorf("the curve %s", k.Curve.Params().Name)
		}
		if _, err := k.ECDH(); err != nil {
			return fmt.Errorf("a bad point: %w", err)
		}
	case ed25519.PublicKey:
		if len(k) != ed25519.PublicKeySize {
			return fmt.Errorf("an Ed25519 key of %d bytes", len(k))
		}
	default:
		return fmt.Errorf("a %T", k)
	}
	return nil
}
