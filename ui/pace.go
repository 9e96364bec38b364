// When the window is painted: often enough for the eye, seldom enough that it answers the person between two frames.

package ui

import "time"

// frameGap is the least time between two updates of the window that nobody asked for. It has room for a frame that is
// painted without a graphics card, and for what waits behind it: after a frame Fyne may take the next one first.
const frameGap = 60 * time.Millisecond

// pace shows the state. Its methods belong to the UI thread.
type pace struct {
	show func()
	post func(func()) // runs a function on the UI thread
	last time.Time    // of the latest update
	due  bool         // one is on its way
}

// now answers the person.
func (p *pace) now() {
	p.last = time.Now()
	p.show()
}

// soon shows what happened by itself: at once, or together with what follows within frameGap of the last update.
func (p *pace) soon() {
	wait := frameGap - time.Since(p.last)
	switch {
	case p.due:
	case wait <= 0:
		p.now()
	default:
		p.due = true
		time.AfterFunc(wait, func() {
			p.post(func() {
				p.due = false
				p.soon()
			})
		})
	}
}
