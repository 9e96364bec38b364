// The format of a sealed file: four bytes of header (mark and version), then
// what AES-256-GCM with a random nonce gives: nonce (12), ciphertext, tag (16).
// Header, id and kind are the associated data, so that a file put in another's
// place does not open (STOR-05). A nonce is random: after 2^32 files under one
// key (NIST SP 800-38D, section 8.3) a repeat would no longer be improbable
// enough, which a person's sign-ins do not reach.

package vault

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"errors"
)

// keySize is that of AES-256.
const keySize = 32

// header marks our files; its last byte is the version of this format.
const header = "PKV\x01"

// maxPlain bounds one value, far above any session, so that a wrong file
// cannot fill the memory.
const maxPlain = 16 << 20

// The ways in which a file does not open. None carries a byte of it.
var (
	errNotSealed = errors.New("it is not a sealed file of this version")
	errTooLarge  = errors.New("it is larger than any file that was saved")
	errNoMatch   = errors.New("it was changed, or sealed with another key or for another entry")
)

// sealer holds the expanded key. It is only ever passed by pointer, so that
// printing what contains it prints an address.
type sealer struct{ aead cipher.AEAD }

func newSealer(key []byte) (*sealer, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &sealer{aead}, nil
}

func (s *sealer) seal(e entry, plain []byte) []byte {
	return s.aead.Seal([]byte(header), nil, plain, e.associatedData())
}

func (s *sealer) open(e entry, sealed []byte) ([]byte, error) {
	if !bytes.HasPrefix(sealed, []byte(header)) {
		return nil, errNotSealed
	}
	plain, err := s.aead.Open(nil, nil, sealed[len(header):], e.associatedData())
	if err != nil {
		return nil, errNoMatch
	}
	return plain, nil
}

// associatedData is unambiguous: neither an id nor a kind contains a line feed.
func (e entry) associatedData() []byte {
	return []byte(header + "\n" + e.id + "\n" + string(e.kind))
}
