// The provider's clock beside this computer's: measured by its answers, and shown where it matters (DISP-06).

package state

import (
	"time"

	"proofkey/oauthflow"
)

const (
	clockMatters = 30 * time.Second // an offset beyond it is told without being asked
	clockAges    = time.Minute      // a less exact measurement takes the place of an older one
)

// measureClock takes the most exact measurement of the last minute. An API is not the provider.
func (c *Connection) measureClock(e oauthflow.Event) {
	measured, ok := oauthflow.MeasureClock(e.HTTP)
	if !ok || e.Step == oauthflow.StepAPI {
		return
	}
	if c.Clock == nil || measured.Within <= c.Clock.Within || measured.At.Sub(c.Clock.At).Abs() > clockAges {
		c.Clock = &measured
	}
}

// clockWords is the provider's clock in words; zero if nothing was measured.
func (c *Connection) clockWords() Text {
	if c.Clock == nil {
		return Text{}
	}
	within := durationText(c.Clock.Within)
	switch ahead := c.Clock.Ahead; {
	case ahead > 0:
		return T("clock.ahead", "Amount", amountText(ahead), "Within", within)
	case ahead < 0:
		return T("clock.behind", "Amount", amountText(-ahead), "Within", within)
	}
	return T("clock.same", "Within", within)
}

func (c *Connection) clockIsFarOff() bool {
	return c.Clock != nil && c.Clock.Ahead.Abs() > clockMatters
}

// clockBanner tells that this computer's clock, or the provider's, needs setting.
func (c *Connection) clockBanner() (Banner, bool) {
	if !c.clockIsFarOff() || c.ClockDismissed {
		return Banner{}, false
	}
	text := T("banner.clock_ahead", "Amount", amountText(c.Clock.Ahead))
	if c.Clock.Ahead < 0 {
		text = T("banner.clock_behind", "Amount", amountText(-c.Clock.Ahead))
	}
	return Banner{Kind: DotCaution, Text: text, Dismiss: true}, true
}

// clockFact stands among the evidence of a problem that a clock can have caused, and of any if it is far off.
func (c *Connection) clockFact(code oauthflow.Code) (Fact, bool) {
	if c.Clock == nil || !(isTimeCheck(code) || c.clockIsFarOff()) {
		return Fact{}, false
	}
	return Fact{Label: T("fact.clock"), Words: c.clockWords()}, true
}

func isTimeCheck(code oauthflow.Code) bool {
	switch code {
	case oauthflow.CodeIDTokenExpired, oauthflow.CodeIDTokenIssuedAtInvalid, oauthflow.CodeIDTokenNotYetValid, oauthflow.CodeIDTokenAuthTimeInvalid:
		return true
	}
	return false
}
