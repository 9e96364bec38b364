// The folder's own id: 128 random bits in hex, in a file beside the sealed ones.
// It names the folder's key in the keyring and is no secret. A folder that is
// moved or restored with its files finds its key again.

package vault

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"
)

const folderIDFile = "folder-id"

var errFolderID = errors.New("the folder's id is damaged")

func newFolderID() string {
	id := make([]byte, idLength/2)
	rand.Read(id) // never fails: crypto/rand ends the process instead
	return hex.EncodeToString(id)
}

// readID gives fs.ErrNotExist, errFolderID, or why the file cannot be read.
func (f *folder) readID() (string, error) {
	b, err := readLimited(filepath.Join(f.dir, folderIDFile))
	if errors.Is(err, errTooLarge) || err == nil && !isHexID(string(b)) {
		return "", errFolderID
	}
	return string(b), err
}

// ensureID returns the folder's id. Where there is none it becomes candidate;
// a damaged one is set aside first.
func (f *folder) ensureID(ctx context.Context, candidate string) (id string, setAside []string, err error) {
	err = f.exclusive(ctx, func() error {
		var err error
		id, err = f.readID()
		if errors.Is(err, errFolderID) {
			var to string
			to, err = f.setAside(folderIDFile)
			if err != nil {
				return err
			}
			setAside = append(setAside, to)
			err = fs.ErrNotExist
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		id = candidate
		return f.replace(folderIDFile, []byte(id))
	})
	return id, setAside, err
}
