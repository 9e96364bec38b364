// Opening the browser on Linux: xdg-open of xdg-utils, which finds the desktop's own opener.

package oauthflow

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// start runs `xdg-open URL` with the URL as one argument and no shell (BROW-02). The child may become the
// parent of the person's browser, or the browser itself: it is in a session of its own, so that neither the
// end of a sign-in nor Ctrl+C in the app's terminal ends it. One goroutine reaps it when it ends by itself.
func (a SystemUserAgent) start(target string) (<-chan error, error) {
	if inFlatpak() {
		return a.startOpenURL(target)
	}
	path, err := exec.LookPath("xdg-open")
	if err != nil {
		return nil, errors.New("the program xdg-open was not found: install xdg-utils")
	}
	child := exec.Command(path, target) // no pipes: Wait ends with the child, whatever it has started
	child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := child.Start(); err != nil {
		return nil, errors.New("the program xdg-open could not be started")
	}
	opened := make(chan error, 1) // has room, so that the goroutine ends with the child
	go func() { opened <- openerResult(child.Wait()) }()
	return opened, nil
}

// inFlatpak tells a sandbox that only the portal can open a browser from; Fyne's OpenURL asks it.
func inFlatpak() bool {
	_, err := os.Stat("/.flatpak-info")
	return err == nil || os.Getenv("FLATPAK_ID") != ""
}

// openerResult puts the exit status of xdg-open into words.
func openerResult(err error) error {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &exit) || exit.ExitCode() < 0:
		return errors.New("xdg-open was ended before it had opened a browser")
	case exit.ExitCode() == 3: // "A required tool could not be found", xdg-open(1)
		return errors.New("xdg-open found no browser on this computer (exit status 3)")
	}
	return fmt.Errorf("xdg-open failed to open a browser (exit status %d)", exit.ExitCode())
}
