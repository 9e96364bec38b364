// What the person does in the room "Sign-in doctor": view.DoctorActions.

package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/preset"
	"proofkey/oauthflow/vault"
	"proofkey/ui/state"
)

const (
	roundTripLimit = 30 * time.Second // the browser may have to start
	trialLimit     = 15 * time.Second // the keyring may ask the person to unlock it
)

var errKeyringSilent = errors.New("the keyring did not answer")

// OpenDoctor opens the room for the selected connection and examines it.
func (c *Controller) OpenDoctor() {
	if connection := c.state.Current(); connection == nil || connection.Saved != nil {
		return
	}
	c.change(func() { c.state.Show(state.RoomDoctor) })
	c.Examine()
}

// Examine examines the selected connection. An examination that runs is ended before.
func (c *Controller) Examine() {
	connection := c.state.Current()
	if connection == nil || connection.Saved != nil {
		return
	}
	c.StopExamination()
	id := connection.Profile.ID
	c.change(func() { c.state.BeginExamination(id) })
	c.whenConnected(id, func(f *flow) {
		if !c.state.Doctor.Running || c.state.Doctor.ConnectionID != id {
			return // stopped before the keyring answered
		}
		ctx, stop := context.WithCancel(f.ctx)
		e := &examination{stop: stop}
		c.examination = e
		client, options := f.client, oauthflow.DoctorOptions{Browser: roundTripLimit, Keyring: c.tryKeyring(), Known: knownProvider(f.client.Profile)}
		c.background(ctx, func(ctx context.Context) {
			err := client.Examine(ctx, options, func(finding oauthflow.DoctorFinding) {
				c.whileExamining(e, func() { c.state.TakeFinding(finding) })
			})
			c.whileExamining(e, func() {
				stop()
				c.examination = nil
				c.state.EndExamination(err != nil)
				c.desktop.ToFront()
			})
		})
	})
}

// knownProvider is what the presets know of the provider of a connection; nil if it is none of theirs.
func knownProvider(p oauthflow.Profile) *oauthflow.DoctorFinding {
	all, _ := preset.All() // the files are built in, and a test reads each
	known, _, ok := preset.Recognise(all, p.Issuer)
	if !ok {
		return nil
	}
	return oauthflow.KnownProvider(known.Name, known.Quirks, strings.Join(known.Registration(p.Redirect), ", "), known.Console.Where)
}

// examination is one run of the doctor.
type examination struct{ stop context.CancelFunc }

// whileExamining changes the state on the UI thread, unless the examination was stopped meanwhile.
func (c *Controller) whileExamining(e *examination, change func()) {
	c.post(func() {
		if c.examination == e {
			c.change(change)
		}
	})
}

// StopExamination ends the examination that runs. What it has found stays.
func (c *Controller) StopExamination() {
	if c.examination != nil {
		c.examination.stop()
		c.examination = nil
	}
	if c.state.Doctor.Running {
		c.change(func() { c.state.EndExamination(true) })
	}
}

// CopyExamination puts the examination on the clipboard as text.
func (c *Controller) CopyExamination() {
	if c.state.DoctorView().Copy.Enabled {
		c.Copy(c.state.DoctorText(c.now(), c.desktop.Words))
	}
}

// tryKeyring is the keyring's examination, nil in a run that leaves it alone.
func (c *Controller) tryKeyring() func(ctx context.Context) oauthflow.DoctorFinding {
	if c.keyring == nil {
		return nil
	}
	keyring := c.keyring
	return func(ctx context.Context) oauthflow.DoctorFinding {
		ctx, cancel := context.WithTimeoutCause(ctx, trialLimit, errKeyringSilent)
		defer cancel()
		bytes, err := vault.TryKeyring(ctx, keyring)
		return oauthflow.KeyringFinding(bytes, err)
	}
}
