// A font file of the system, as a resource. Most files for Japanese are collections, which Fyne does not read: one font is
// taken out.

package widget

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"fyne.io/fyne/v2"
)

// systemFont is a font of a file. It holds no bytes: Fyne reads it once.
type systemFont struct {
	path  string
	index int // in a collection
}

// Name tells the fonts of a collection apart.
func (f *systemFont) Name() string { return fmt.Sprintf("%s#%d", f.path, f.index) }

// Content is the font as a file of its own, empty if it cannot be read: Fyne then draws with its own.
func (f *systemFont) Content() []byte {
	file, err := os.Open(f.path)
	if err != nil {
		fyne.LogError("a font of the system could not be read", err)
		return nil
	}
	content, err := oneFont(file, f.index)
	if err = errors.Join(err, file.Close()); err != nil {
		fyne.LogError("a font of the system could not be read", err)
		return nil
	}
	return content
}

// Sizes of the OpenType file format.
const (
	fontHeader  = 12
	tableRecord = 16
	maxFont     = 64 << 20 // the largest files for Japanese have 20 MB
)

var errNoFont = errors.New("not a font file")

// oneFont reads the font at an index of a collection, or the file that is no collection.
func oneFont(file io.ReaderAt, index int) ([]byte, error) {
	start := int64(0)
	head, err := part(file, 0, fontHeader)
	if err != nil {
		return nil, err
	}
	if string(head[:4]) == "ttcf" {
		if index < 0 || uint32(index) >= binary.BigEndian.Uint32(head[8:]) {
			return nil, errNoFont
		}
		offset, err := part(file, fontHeader+4*int64(index), 4)
		if err != nil {
			return nil, err
		}
		start = int64(binary.BigEndian.Uint32(offset))
	}
	if head, err = part(file, start, fontHeader); err != nil {
		return nil, err
	}
	records, err := part(file, start+fontHeader, tableRecord*int64(binary.BigEndian.Uint16(head[4:])))
	if err != nil {
		return nil, err
	}
	return withTables(file, head, records)
}

// withTables puts the tables behind their records, each where its record then says.
func withTables(file io.ReaderAt, head, records []byte) ([]byte, error) {
	at := len(head) + len(records)
	size := int64(at)
	for r := records; len(r) > 0; r = r[tableRecord:] {
		size += int64(binary.BigEndian.Uint32(r[12:]))
	}
	if size > maxFont {
		return nil, errNoFont
	}
	out := make([]byte, size)
	copy(out, head)
	for r := records; len(r) > 0; r = r[tableRecord:] {
		offset, length := int64(binary.BigEndian.Uint32(r[8:])), int(binary.BigEndian.Uint32(r[12:]))
		if _, err := file.ReadAt(out[at:at+length], offset); err != nil {
			return nil, err
		}
		binary.BigEndian.PutUint32(r[8:], uint32(at))
		at += length
	}
	copy(out[len(head):], records)
	return out, nil
}

func part(file io.ReaderAt, offset, length int64) ([]byte, error) {
	b := make([]byte, length)
	_, err := file.ReadAt(b, offset)
	return b, err
}
