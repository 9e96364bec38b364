// What the person does about what is in sight: view.SightActions.

package ui

import (
	"context"
	"time"

	"proofkey/ui/state"
)

// revealFor is how long something masked stays in sight.
const revealFor = 10 * time.Second

// Reveal shows something masked, and masks it again after revealFor.
func (c *Controller) Reveal(what state.Masked) {
	c.stopMasking()
	c.change(func() { c.state.Reveal(what) })
	ctx, cancel := context.WithCancel(c.ctx)
	c.keepInSight = cancel
	c.background(ctx, func(ctx context.Context) {
		timer := time.NewTimer(revealFor)
		defer timer.Stop()
		select {
		case <-timer.C:
			c.post(func() {
				if ctx.Err() == nil { // nothing else was revealed meanwhile
					c.Mask()
				}
			})
		case <-ctx.Done():
		}
	})
}

// Mask masks what is revealed.
func (c *Controller) Mask() {
	c.stopMasking()
	c.change(c.state.Mask)
}

func (c *Controller) stopMasking() {
	if c.keepInSight != nil {
		c.keepInSight()
	}
}

// TogglePresenter turns presenter mode on or off: larger type, the whole screen, nothing personal in sight.
func (c *Controller) TogglePresenter() {
	c.stopMasking()
	c.state.Present(!c.state.Presenting())
	c.desktop.ApplySettings(c.state.Look())
	c.desktop.SetFullScreen(c.state.Presenting())
	c.pace.now()
}
