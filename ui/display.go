// Whether there is a display to open a window on: without one the window system's library panics.

package ui

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

const displayTimeout = time.Second

// CheckDisplay returns an error that says what to mend if no window can be opened. getenv is os.Getenv.
func CheckDisplay(goos string, getenv func(string) string) error {
	if goos == "windows" || goos == "darwin" || getenv("WAYLAND_DISPLAY") != "" {
		return nil
	}
	display := getenv("DISPLAY")
	if display == "" {
		return errors.New("there is no display to open a window on: set DISPLAY, or use --serve-demo, which needs none")
	}
	if !answers(display) {
		return fmt.Errorf("the display %q does not answer: set DISPLAY to one that does, or use --serve-demo, which needs none", display)
	}
	return nil
}

// answers reports whether an X server listens at display, "host:number.screen" of X(7).
func answers(display string) bool {
	colon := strings.LastIndex(display, ":")
	if colon < 0 {
		return false
	}
	host, rest := display[:colon], display[colon+1:]
	number, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return false
	}
	type address struct{ network, address string }
	addresses := []address{{"tcp", net.JoinHostPort(host, strconv.Itoa(6000+n))}}
	if host == "" || host == "unix" {
		socket := "/tmp/.X11-unix/X" + number
		addresses = []address{{"unix", socket}, {"unix", "@" + socket}}
	}
	for _, a := range addresses {
		if connection, err := net.DialTimeout(a.network, a.address, displayTimeout); err == nil {
			_ = connection.Close()
			return true
		}
	}
	return false
}
