// The list of connections: a JSON file without secrets in the data folder, replaced by rename.

package oauthflow

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"github.com/natefinch/atomic"
)

const (
	profileListName    = "connections.json"
	profileListVersion = 1
	lockPoll           = 50 * time.Millisecond
)

// DemoProfileID is the ID of the connection to the embedded provider; every other one is random.
const DemoProfileID = "demo"

func isProfileID(id string) bool {
	raw, err := hex.DecodeString(id)
	return id == DemoProfileID || err == nil && len(raw) == 16
}

// ProfileList is the file of connections in a data folder.
type ProfileList struct{ dir string }

// NewProfileList returns the list of the data folder dir.
func NewProfileList(dir string) ProfileList { return ProfileList{dir} }

type profileList struct {
	Version     int               `json:"version"`
	Connections []json.RawMessage `json:"connections"`
}

type listedProfile struct {
	ID         string          `json:"id"`
	Connection json.RawMessage `json:"connection"`
	Network    Network         `json:"network,omitzero"`
}

// DamagedListError says that the file could not be read and where it was set aside.
type DamagedListError struct {
	SetAside string
	Err      error
}

// Error gives the file and the cause.
func (e *DamagedListError) Error() string {
	return fmt.Sprintf("the list of connections was not readable and is now %s: %v", e.SetAside, e.Err)
}

// Unwrap returns the cause.
func (e *DamagedListError) Unwrap() error { return e.Err }

// Load returns the connections in order; none is no error. A file that cannot be read is set aside,
// so that nothing in it is lost, and a *DamagedListError names it.
func (l ProfileList) Load() ([]Profile, error) {
	path := filepath.Join(l.dir, profileListName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	profiles, err := parseProfileList(data)
	if err == nil {
		return profiles, nil
	}
	aside := path + ".set-aside-" + time.Now().UTC().Format("20060102T150405.000")
	if renamed := os.Rename(path, aside); renamed != nil {
		return nil, renamed
	}
	return nil, &DamagedListError{SetAside: aside, Err: err}
}

func parseProfileList(data []byte) ([]Profile, error) {
	var list profileList
	if err := decodeJSON(data, &list); err != nil {
		return nil, err
	}
	if list.Version != profileListVersion {
		return nil, fmt.Errorf("version is %d, this app reads version %d", list.Version, profileListVersion)
	}
	var profiles []Profile
	for i, raw := range list.Connections {
		var listed listedProfile
		if err := decodeJSON(raw, &listed); err != nil {
			return nil, fmt.Errorf("connection %d: %w", i+1, err)
		}
		p, err := ParseConnectionFile(listed.Connection)
		if unusable := new(InvalidMember); errors.As(err, &unusable) {
			err = nil // by a rule of this version: it stays in the list, and a sign-in says what is wrong with it
		}
		if err != nil || !isProfileID(listed.ID) {
			return nil, fmt.Errorf("connection %d: %w", i+1, errors.Join(err, errors.New("unusable")))
		}
		p.ID, p.Network = listed.ID, listed.Network
		if p.ID == DemoProfileID {
			p.DPoP = writtenDPoP(listed.Connection).read(p.ID)
		}
		profiles = append(profiles, p)
	}
	return profiles, nil
}

// Update changes the list under a lock that running copies of the app share: change gets what the
// file holds now. It waits until ctx ends.
func (l ProfileList) Update(ctx context.Context, change func([]Profile) []Profile) error {
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(l.dir, profileListName+".lock"))
	if _, err := lock.TryLockContext(ctx, lockPoll); err != nil {
		return err
	}
	defer lock.Close() //nolint:errcheck // releasing is all that is left to do
	profiles, err := l.Load()
	if damaged := new(DamagedListError); err != nil && !errors.As(err, &damaged) {
		return err
	}
	return l.write(change(profiles))
}

func (l ProfileList) write(profiles []Profile) error {
	list := profileList{Version: profileListVersion, Connections: []json.RawMessage{}}
	for _, p := range profiles {
		connection, err := p.ConnectionFile()
		if err != nil {
			return err
		}
		raw, err := json.Marshal(listedProfile{ID: p.ID, Connection: connection, Network: p.Network})
		if err != nil {
			return err
		}
		list.Connections = append(list.Connections, raw)
	}
	data, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	return atomic.WriteFile(filepath.Join(l.dir, profileListName), bytes.NewReader(append(data, '\n')))
}
