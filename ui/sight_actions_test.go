package ui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"proofkey/ui/state"
	"proofkey/ui/uitest"
)

// quietApp is a controller without keyring, provider and window, for tests in a bubble of synctest.
func quietApp(t *testing.T) (*Controller, *testDesktop) {
	t.Helper()
	d := &testDesktop{Loop: uitest.NewLoop()}
	s := state.New()
	s.Add(state.NewConnection(demoProfile()))
	ctx, cancel := context.WithCancel(t.Context())
	c := newController(ctx, d, Arguments{NoKeyring: true}, s)
	t.Cleanup(func() {
		cancel()
		c.Close(time.Second)
	})
	return c, d
}

// STOR-09: what is revealed is in sight for ten seconds.
func TestWhatIsRevealedIsMaskedAgainAfterTenSeconds(t *testing.T) {
	for _, what := range []state.Masked{state.MaskedPersonal, state.MaskedFlow, state.MaskedClientSecret, state.MaskedToken(state.AccessToken)} {
		synctest.Test(t, func(t *testing.T) {
			c, d := quietApp(t)
			began := time.Now()
			c.Reveal(what)
			if !c.state.Shows(what) {
				t.Fatalf("%s is not revealed", what)
			}
			d.Until(t, "the mask", func() bool { return !c.state.Shows(what) })
			if took := time.Since(began); took != 10*time.Second {
				t.Errorf("%s was in sight for %v", what, took)
			}
		})
	}
}

func TestARevealThatFollowsAnotherHasTenSecondsOfItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, d := quietApp(t)
		c.Reveal(state.MaskedFlow)
		time.Sleep(9 * time.Second) // of the bubble
		c.Reveal(state.MaskedPersonal)
		began := time.Now()
		d.Until(t, "the mask", func() bool { return !c.state.Shows(state.MaskedPersonal) })
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("it was in sight for %v", took)
		}
	})
}

func TestWhatIsRevealedIsMaskedBeforeAnotherScreenIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := quietApp(t)
		var shown bool
		c.showBy(func() { shown = c.state.Shows(state.MaskedFlow) })
		c.Reveal(state.MaskedFlow)
		if !shown {
			t.Error("it is not shown")
		}
		if c.Show(state.RoomHelp); shown {
			t.Error("it is shown in another room")
		}
		c.Show(state.RoomConnection)
		c.Reveal(state.MaskedFlow)
		if c.Mask(); shown {
			t.Error("it is shown though the person has hidden it")
		}
	})
}

func TestPresenterModeFillsTheScreenWithLargerTypeAndSavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, d := quietApp(t)
		c.TogglePresenter()
		if !d.full || d.look.TextSize != 1.25 || c.state.Settings.TextSize != 1 || c.saving {
			t.Errorf("full screen %t, %+v, settings %+v, saving %t", d.full, d.look, c.state.Settings, c.saving)
		}
		c.TogglePresenter()
		if d.full || d.look != c.state.Settings {
			t.Errorf("full screen %t, %+v", d.full, d.look)
		}
	})
}
