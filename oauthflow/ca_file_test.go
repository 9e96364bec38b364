package oauthflow

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// newCA makes the certificate of an authority that signs itself.
func newCA(t *testing.T, subject pkix.Name, until time.Time) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: subject, NotAfter: until, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func TestTheCertificatesOfACAFileAreTold(t *testing.T) {
	until := time.Date(2031, 3, 4, 5, 6, 7, 0, time.UTC)
	first := newCA(t, pkix.Name{CommonName: "First \u202e CA"}, until)
	second := newCA(t, pkix.Name{Organization: []string{"Second"}}, until.AddDate(-10, 0, 0))
	both := slices.Concat(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: first}), []byte("a comment\n"), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: second}))
	for name, row := range map[string]struct {
		content []byte
		want    []CACertificate
	}{
		"two in PEM": {both, []CACertificate{{"First ‹U+202E› CA", until}, {"O=Second", until.AddDate(-10, 0, 0)}}},
		"one in DER": {first, []CACertificate{{"First ‹U+202E› CA", until}}},
	} {
		got, err := ReadCAFile(writeCA(t, row.content))
		if err != nil || !slices.Equal(got, row.want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	_, err := ReadCAFile(filepath.Join(t.TempDir(), "somebody.pem"))
	if e := wantCode(t, err, CodeCAFileUnusable); strings.Contains(e.Error(), "somebody") {
		t.Error(e)
	}
}

func TestACAFileInDERIsTrusted(t *testing.T) {
	p, _ := newTLSProvider(t)
	der := writeCA(t, p.Certificate().Raw)
	if err := clientWith(t, p, Network{CAFile: der}).Prefetch(t.Context(), nil); err != nil {
		t.Error(err)
	}
}
