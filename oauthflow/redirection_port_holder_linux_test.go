package oauthflow

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestTheHolderIsReadFromTheTablesOfTheSystem(t *testing.T) {
	const head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
	row := func(address, state string) string {
		return "   0: " + address + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0 100 0 0 10 0\n"
	}
	rows := map[string]struct{ tcp, tcp6, want string }{
		"a listener of ours":         {row("0100007F:20D0", "0A"), "", "node (process 77)"},
		"one for every address":      {row("00000000:20D0", "0A"), "", "node (process 77)"},
		"one for every IPv6 address": {"", row("00000000000000000000000000000000:20D0", "0A"), "node (process 77)"},
		"one for ::1":                {"", row("00000000000000000000000001000000:20D0", "0A"), "node (process 77)"},
		"a connection":               {row("0100007F:20D0", "01"), "", ""},
		"another port":               {row("0100007F:20D1", "0A"), "", ""},
		"another address":            {row("0200A8C0:20D0", "0A"), "", ""},
		"half a row":                 {"   0: 0100007F:20D0 00000000:0000 0A\n", "", ""},
	}
	for name, r := range rows {
		t.Run(name, func(t *testing.T) {
			proc := t.TempDir()
			fd := filepath.Join(proc, "77", "fd")
			if err := errors.Join(os.MkdirAll(filepath.Join(proc, "net"), 0o700), os.MkdirAll(fd, 0o700),
				os.WriteFile(filepath.Join(proc, "net", "tcp"), []byte(head+r.tcp), 0o600), os.WriteFile(filepath.Join(proc, "net", "tcp6"), []byte(head+r.tcp6), 0o600),
				os.WriteFile(filepath.Join(proc, "77", "comm"), []byte("node\n"), 0o600), os.Symlink("socket:[4242]", filepath.Join(fd, "9"))); err != nil {
				t.Fatal(err)
			}
			if got := portHolderIn(proc, 0x20D0); got != r.want {
				t.Errorf("the holder is %q", got)
			}
			if err := os.Remove(filepath.Join(fd, "9")); err != nil {
				t.Fatal(err)
			}
			if got := portHolderIn(proc, 0x20D0); r.want != "" && got != "a program of the user with ID 1000" {
				t.Errorf("of another user's: %q", got)
			}
		})
	}
}
