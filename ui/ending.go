// How a run that was started with --sign-in ends: the report and the exit status.

package ui

import (
	"fmt"
	"io"
	"sync"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
	"proofkey/ui/state"
)

// Exit statuses of the command line.
const (
	exitOK          = 0
	exitNotSignedIn = 1
	exitUnusable    = 2
)

// ending collects how the sign-in of the command line ended. It is safe for concurrent use.
type ending struct {
	mu       sync.Mutex
	ended    bool // the first sign-in has ended
	signedIn bool
	written  error
}

// signInEnded writes the report of the first sign-in of the run, and leaves if that was asked for.
// It is called on the flow's goroutine.
func (c *Controller) signInEnded(client *oauthflow.Client, tl *oauthflow.Timeline, ok bool) {
	if !c.arguments.SignIn || !c.exit.first(ok) {
		return
	}
	c.exit.wrote(c.writeReport(client.Profile, tl.Events()))
	if c.arguments.Quit {
		c.post(c.desktop.Quit)
	}
}

func (e *ending) first(ok bool) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended {
		return false
	}
	e.ended, e.signedIn = true, ok
	return true
}

func (e *ending) wrote(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.written = err
}

func (c *Controller) writeReport(p oauthflow.Profile, events []oauthflow.Event) error {
	if c.arguments.Report == "" {
		return nil
	}
	r, err := report.New(VersionLine(), p, events, func(e *oauthflow.Error) string {
		return c.desktop.Words(state.ProblemOf(e).Title)
	})
	if err != nil {
		return err
	}
	return r.Write(c.arguments.Report)
}

// exitStatus is the status of the process after Close. A sign-in that never began is a cancelled one,
// and is reported as such.
func (c *Controller) exitStatus(errors io.Writer) int {
	if !c.arguments.SignIn {
		return exitOK
	}
	if c.exit.first(false) {
		c.exit.wrote(c.writeReport(c.selectedProfile(), nil))
	}
	c.exit.mu.Lock()
	defer c.exit.mu.Unlock()
	switch {
	case c.exit.written != nil:
		fmt.Fprintf(errors, "proofkey: the report could not be written: %v\n", c.exit.written)
		return exitUnusable
	case !c.exit.signedIn:
		return exitNotSignedIn
	}
	return exitOK
}

func (c *Controller) selectedProfile() oauthflow.Profile {
	if connection := c.state.Current(); connection != nil {
		return connection.Profile
	}
	return oauthflow.Profile{}
}
