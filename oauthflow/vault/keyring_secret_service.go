//go:build (dragonfly && cgo) || (freebsd && cgo) || linux || netbsd || openbsd

// What the Secret Service can tell that go-keyring's errors do not
// (Secret Service API 0.2, Collection and Errors).

package vault

import (
	"errors"

	"github.com/godbus/dbus/v5"
)

const (
	secretService    = "org.freedesktop.secrets"
	errorIsLocked    = "org.freedesktop.Secret.Error.IsLocked"
	collectionLocked = "org.freedesktop.Secret.Collection.Locked"
)

// reachable looks for a session bus. Without it go-keyring would start a bus
// through dbus-launch, which no keyring is on and which stays behind.
func reachable() error {
	conn, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return err
	}
	return conn.Close()
}

// isLocked judges an error of D-Bus by its name. go-keyring's own error, that
// the collection did not unlock, is given for a locked and for an absent one:
// the collection itself tells which. They are asked for in go-keyring's order.
func isLocked(err error) bool {
	if answer, ok := errors.AsType[dbus.Error](err); ok {
		return answer.Name == errorIsLocked
	}
	conn, err := dbus.SessionBus()
	if err != nil {
		return false
	}
	for _, path := range []dbus.ObjectPath{
		"/org/freedesktop/secrets/collection/login",
		"/org/freedesktop/secrets/aliases/default",
	} {
		property, err := conn.Object(secretService, path).GetProperty(collectionLocked)
		if err != nil {
			continue
		}
		locked, _ := property.Value().(bool)
		return locked
	}
	return false
}
