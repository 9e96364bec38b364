// Who listens on a port on Linux, as /proc tells it: the socket's inode in /proc/net/tcp, and the process that has it open.

package oauthflow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// portHolder is the program that listens on a loopback port, such as "node (process 4711)"; "" if /proc does not tell.
func portHolder(port int) string { return portHolderIn("/proc", port) }

func portHolderIn(proc string, port int) string {
	for _, table := range []string{"tcp", "tcp6"} {
		data, err := os.ReadFile(filepath.Join(proc, "net", table))
		if err != nil {
			continue
		}
		for row := range strings.Lines(string(data)) {
			if inode, user, ok := listeningSocket(row, port); ok {
				return ownerOf(proc, inode, user)
			}
		}
	}
	return ""
}

// listeningSocket reads a row of proc_net_tcp(5): local address in field 2, state in field 4, user in field 8, inode in
// field 10.
func listeningSocket(row string, port int) (inode, user string, ok bool) {
	const listening = "0A"
	fields := strings.Fields(row)
	if len(fields) < 10 || fields[3] != listening {
		return "", "", false
	}
	address, hexPort, _ := strings.Cut(fields[1], ":")
	bound, err := strconv.ParseUint(hexPort, 16, 16)
	if err != nil || int(bound) != port || !holdsLoopback(address) {
		return "", "", false
	}
	return fields[9], fields[7], true
}

// holdsLoopback reports whether the address is loopback or every address. It is hexadecimal, its words in the
// computer's byte order: both orders are known, since no other address reads so.
func holdsLoopback(address string) bool {
	if strings.Trim(address, "0") == "" {
		return true
	}
	return slices.Contains([]string{
		"0100007F", "7F000001", strings.Repeat("0", 24) + "01000000", strings.Repeat("0", 31) + "1",
		"0000000000000000FFFF00000100007F", "00000000000000000000FFFF7F000001",
	}, address)
}

// ownerOf is the process that has the socket open, or its user where that process is not ours to look into.
func ownerOf(proc, inode, user string) string {
	files, _ := filepath.Glob(filepath.Join(proc, "[0-9]*", "fd", "*"))
	for _, file := range files {
		if target, err := os.Readlink(file); err != nil || target != "socket:["+inode+"]" {
			continue
		}
		folder := filepath.Dir(filepath.Dir(file))
		name, err := os.ReadFile(filepath.Join(folder, "comm"))
		if err != nil {
			continue
		}
		return fmt.Sprintf("%s (process %s)", strings.TrimSpace(string(name)), filepath.Base(folder))
	}
	return "a program of the user with ID " + user
}
