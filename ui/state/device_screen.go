// The screen of a sign-in that is confirmed on another device, RFC 8628 §3.3: the code to be typed, where, and how the
// wait goes.

package state

import (
	"net/url"
	"time"

	"proofkey/oauthflow"
)

// DeviceScreen is what a sign-in on another device shows while it waits.
type DeviceScreen struct {
	Title, Body  Text
	CodeLabel    Text
	Code         string // to be seen and typed, also in presenter mode: nobody can sign in without it
	AddressLabel Text
	Address      string // where it is typed, as text too beside the QR code (DEV-04)
	Scan         Text   // what the QR code is; zero where there is none
	QR           string // what it holds; "" where the provider gives no complete address
	Poll         Text   // how the wait goes
	Left         Text   // of the code's life
	Soon         bool   // it is about to expire
	Warning      Text   // against a code that somebody sent (RFC 8628 §5.4)
	Problem      *Problem
	CopyCode     Button
	CopyAddress  Button
	Open         Button
	Watch        Button
}

// BeginSignInElsewhere shows a new sign-in that will be confirmed on another device.
func (c *Connection) BeginSignInElsewhere(now time.Time) {
	c.BeginSignIn(now)
	c.Elsewhere = true
}

// CanSignInElsewhere offers a sign-in on another device where the provider's metadata does.
func (c *Connection) CanSignInElsewhere() bool { return c.Metadata.CanSignInElsewhere() }

// DeviceScreen returns the screen; its clock ticks with now.
func (c *Connection) DeviceScreen(now time.Time) DeviceScreen {
	d := c.Waiting.Device
	if d == nil {
		return DeviceScreen{Watch: c.watchButton()}
	}
	left := c.Waiting.Deadline.Sub(now)
	s := DeviceScreen{
		Title: T("device.title"), Body: T("device.body", "Provider", line(c.Profile.Name)),
		CodeLabel: T("device.code"), Code: line(d.UserCode.Reveal()), AddressLabel: T("device.address"), Address: d.VerificationURI,
		QR: d.VerificationURIComplete.Reveal(), Poll: pollText(*d), Left: T("device.left", "Clock", clockText(left)), Soon: left < soonLimit,
		Warning:  T("device.warning"),
		CopyCode: button(ActionCopyUserCode), CopyAddress: button(ActionCopyVerification), Open: button(ActionOpenVerification),
		Watch: c.watchButton(),
	}
	if s.QR != "" {
		s.Scan = T("device.scan")
	}
	if u, err := url.Parse(d.VerificationURI); err == nil && oauthflow.IsThisComputer(u.Hostname()) {
		s.Body = T("device.body_here", "Provider", line(c.Profile.Name))
		if s.QR != "" {
			s.Scan = T("device.scan_here")
		}
	}
	if c.Waiting.BrowserProblem != nil {
		s.Problem = c.problemIn(frameBrowser, c.Waiting.BrowserProblem)
	}
	s.Address = line(c.veil().mask(veiledURL, "", s.Address))
	return s
}

// pollText tells how often the provider was asked, and what it said last.
func pollText(d oauthflow.DeviceAuthorization) Text {
	every := amountText(d.Interval)
	switch {
	case d.Polls == 0:
		return T("device.not_asked", "Every", every)
	case d.LastAnswer == "":
		return N("device.no_answer", d.Polls)
	case d.LastAnswer == "slow_down":
		return N("device.slow_down", d.Polls, "Every", every)
	}
	return N("device.asked", d.Polls, "Every", every)
}

// deviceCode begins the wait, and polled tells how it goes.
func (c *Connection) deviceCode(e oauthflow.Event) {
	c.Phase, c.Elsewhere = PhaseWaiting, true
	c.Waiting = Waiting{Device: e.Device, Since: e.At, Deadline: e.Deadline}
}

func (c *Connection) polled(e oauthflow.Event) {
	if e.Device != nil && c.Waiting.Device != nil {
		c.Waiting.Device = e.Device
	}
}

// confirmedElsewhere reports a sign-in of the device grant, also one that was stored.
func (c *Connection) confirmedElsewhere() bool {
	if c.Busy() || c.Phase == PhaseFailed {
		return c.Elsewhere
	}
	for _, check := range c.Checks {
		if check.ID == "DEV-02" {
			return true
		}
	}
	return false
}
