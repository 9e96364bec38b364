//go:build e2e

package e2e

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// screen is what the display shows: Xvfb keeps its pixels in a file in the form of xwd, so that a look at it costs
// the display nothing and takes microseconds.
type screen struct {
	file            *os.File
	pixels, rowSize int64
}

func openScreen(b *testing.B) *screen {
	b.Helper()
	file, err := os.Open(filepath.Join(os.Getenv("PROOFKEY_E2E_SCREEN"), "Xvfb_screen0"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = file.Close() })
	header := make([]byte, 100)
	if _, err := file.ReadAt(header, 0); err != nil {
		b.Fatal(err)
	}
	field := func(n int) int64 { return int64(binary.BigEndian.Uint32(header[4*n:])) } // of XWDFileHeader
	return &screen{file: file, pixels: field(0) + 12*field(19), rowSize: field(12)}
}

// painted reports whether a window of the benchmarks' size shows something: wherever it is placed on the screen, it
// lies over this pixel, where the empty desktop is black.
func (s *screen) painted() bool {
	const x, y = 700, 260
	pixel := make([]byte, 4)
	_, err := s.file.ReadAt(pixel, s.pixels+y*s.rowSize+4*x)
	return err == nil && (pixel[0] != 0 || pixel[1] != 0 || pixel[2] != 0)
}

// until waits until something is painted, or nothing is.
func (s *screen) until(b *testing.B, painted bool) {
	b.Helper()
	poll(b, time.Millisecond, func() bool { return s.painted() == painted })
}

// poll calls done at each interval until it is true.
func poll(b *testing.B, interval time.Duration, done func() bool) {
	b.Helper()
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for deadline := time.Now().Add(patience); !done(); <-ticker.C {
		if time.Now().After(deadline) {
			b.Fatal("what the benchmark waits for did not come")
		}
	}
}
