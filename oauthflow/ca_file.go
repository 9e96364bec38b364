// A CA file: certificates that one connection trusts beside the system's roots (standards checklist NET-01), as PEM
// (RFC 7468 §5) or as one certificate in DER (RFC 5280 §4.1).

package oauthflow

import (
	"bytes"
	"cmp"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// maxCAFile is far above the bundle of any system (about 250 KiB).
const maxCAFile = 4 << 20

// CACertificate is a certificate of a CA file.
type CACertificate struct {
	Name  string // whose it is: its common name, else its whole subject, as plain text
	Until time.Time
}

// ReadCAFile returns the certificates of a CA file in order. It may block as long as the file's disk does. A file that
// no connection can use is an *Error of code ca_file_unusable, whose cause says why and does not name the file.
func ReadCAFile(file string) ([]CACertificate, error) {
	certificates, err := readCAFile(file)
	if err != nil {
		return nil, err
	}
	var all []CACertificate
	for _, c := range certificates {
		all = append(all, CACertificate{Name: plainServerText(cmp.Or(c.Subject.CommonName, c.Subject.String(), "?")), Until: c.NotAfter})
	}
	return all, nil
}

// rootsWith returns the system's roots and the certificates of the file.
func rootsWith(file string) (*x509.CertPool, error) {
	certificates, err := readCAFile(file)
	if err != nil {
		return nil, err
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		return nil, caFileUnusable(err)
	}
	for _, c := range certificates {
		roots.AddCert(c)
	}
	return roots, nil
}

func readCAFile(file string) ([]*x509.Certificate, error) {
	data, err := contentOf(file)
	if err != nil {
		return nil, caFileUnusable(err)
	}
	certificates, err := certificatesIn(data)
	if err != nil {
		return nil, caFileUnusable(err)
	}
	return certificates, nil
}

func caFileUnusable(err error) *Error {
	return &Error{Code: CodeCAFileUnusable, Expected: "a file of certificates, in PEM or DER form", Actual: "it cannot be used", Err: withoutPath(err)}
}

// withoutPath takes away the name of the file, which may name the person and would stand in every report.
func withoutPath(err error) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// contentOf reads a file. A pipe, whose other end may never write, is no file.
func contentOf(file string) ([]byte, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("this is a folder: name a file in it")
	case !info.Mode().IsRegular():
		return nil, errors.New("this is not a regular file")
	}
	opened, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	data, err := io.ReadAll(io.LimitReader(opened, maxCAFile+1))
	if err == nil && len(data) > maxCAFile {
		err = errors.New("the file is larger than 4 MiB")
	}
	return data, err
}

// certificatesIn returns every certificate, and refuses a file in which one cannot be read: it would be missed later.
func certificatesIn(data []byte) ([]*x509.Certificate, error) {
	if bytes.HasPrefix(data, []byte{0x30}) { // a SEQUENCE, as Windows exports
		certificates, err := x509.ParseCertificates(data)
		if err != nil {
			return nil, errors.New("the file is no certificate in DER form: export the certificate alone, without its key and its chain")
		}
		return certificates, nil
	}
	var certificates []*x509.Certificate
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			return nil, errors.New("the file holds " + plainServerText(block.Type) + ", not only certificates")
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		certificates = append(certificates, certificate)
	}
	if len(certificates) == 0 {
		return nil, errors.New("the file holds no certificate in PEM form, as in -----BEGIN CERTIFICATE-----")
	}
	return certificates, nil
}
