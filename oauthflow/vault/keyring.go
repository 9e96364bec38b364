// The system's keyring through go-keyring: Secret Service on Linux, Keychain
// on macOS, Credential Manager on Windows. On macOS go-keyring runs
// /usr/bin/security, which spares the person a prompt after each update and
// lets any process using that tool read the entry.

package vault

import (
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// Keyring is the part of go-keyring that the vault uses. Its calls may block
// without limit. Get returns go-keyring's ErrNotFound only if it is certain
// that there is no such entry; a *KeyringError says more than another error.
type Keyring interface {
	Set(service, user, value string) error
	Get(service, user string) (string, error)
}

// SystemKeyring is the keyring of the person's desktop session.
func SystemKeyring() TriedKeyring { return systemKeyring{} }

type systemKeyring struct{}

func (systemKeyring) Set(service, user, value string) (err error) {
	defer recoverKeyring(&err)
	if err := reachable(); err != nil {
		return &KeyringError{ReasonUnavailable, err}
	}
	return judgeSystemError(keyring.Set(service, user, value))
}

func (systemKeyring) Get(service, user string) (value string, err error) {
	defer recoverKeyring(&err)
	if err := reachable(); err != nil {
		return "", &KeyringError{ReasonUnavailable, err}
	}
	value, err = keyring.Get(service, user)
	return value, judgeSystemError(err)
}

// judgeSystemError adds the reason. go-keyring has no typed errors but "not
// found": isLocked asks the system instead of searching the error's text.
func judgeSystemError(err error) error {
	if err == nil || errors.Is(err, keyring.ErrNotFound) {
		return err
	}
	if isLocked(err) {
		return &KeyringError{ReasonLocked, err}
	}
	return &KeyringError{ReasonUnavailable, err}
}

// recoverKeyring turns a panic into an error: go-keyring asserts the types of
// what a Secret Service answers, and another's fault must not end the app. The
// panic's text is left out, as nobody knows what it quotes.
func recoverKeyring(err *error) {
	if p := recover(); p != nil {
		*err = &KeyringError{ReasonUnavailable, fmt.Errorf("the keyring's answer could not be read (%T)", p)}
	}
}
