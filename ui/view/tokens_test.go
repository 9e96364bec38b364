package view

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// STOR-09: revealing is the person's own press, and ends by itself.
func TestARevealedTokenIsMaskedAgain(t *testing.T) {
	secret := "refresh-secret-value"
	reveal := func(t *testing.T) *shown {
		v := open(t, onTab(state.TabTokens), designLook())
		v.mustNotHave(secret)
		v.room().current.(*tokens).refresh.secret.show.Tapped(nil)
		v.mustHave(secret, "Hide")
		return v
	}
	t.Run("when its time is over", func(t *testing.T) {
		v := reveal(t)
		v.updateAt(9)
		v.mustHave(secret)
		v.asked.Mask()
		v.mustNotHave(secret, "Hide")
	})
	t.Run("when the person hides it", func(t *testing.T) {
		v := reveal(t)
		v.tap("Hide")
		v.mustNotHave(secret, "Hide")
	})
	t.Run("when another tab is shown", func(t *testing.T) {
		v := reveal(t)
		v.main.perform(state.ActionShowIdentity)
		v.main.perform(state.ActionShowTokens)
		v.mustHave("Refresh now")
		v.mustNotHave(secret)
	})
	t.Run("when another connection is shown", func(t *testing.T) {
		v := reveal(t)
		v.tapRow("Google")
		v.tapRow("Demo provider")
		v.mustHave("Refresh now")
		v.mustNotHave(secret)
	})
	t.Run("when the tokens are renewed", func(t *testing.T) {
		v := open(t, onTab(state.TabTokens), designLook())
		line := v.room().current.(*tokens).access.secret
		line.show.Tapped(nil)
		v.state.Current().Session.AccessToken = jwt(`{"alg":"ES256","typ":"at+jwt"}`, `{}`)
		v.updateAt(1)
		if line.line.Revealed() {
			t.Error("the old token is still shown")
		}
	})
}

// STOR-09
func TestSecretsAreNotInTheWindowUntilTheyAreRevealed(t *testing.T) {
	s := onTab(state.TabTokens)
	c := s.Current()
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 1400})
	for _, kind := range []state.TokenKind{state.AccessToken, state.RefreshToken, state.IDToken} {
		token := c.Token(kind).Reveal()
		v.mustNotHave(token[len(token)-8:])
	}
}

func TestWithoutARefreshTokenTheTabSaysWhy(t *testing.T) {
	s := onTab(state.TabTokens)
	s.Current().Session.RefreshToken = oauthflow.Secret{}
	v := open(t, s, designLook())
	v.mustHave("The provider gave no refresh token")
	v.mustNotHave("Refresh now")
}

func TestTheBarOfALifetimeChangesItsColour(t *testing.T) {
	v := open(t, onTab(state.TabTokens), designLook())
	bar := v.room().current.(*tokens).access.bar
	v.updateAt(3300)
	if bar.Share() > 0.1 {
		t.Errorf("the share is %v", bar.Share())
	}
	v.mustHave("4:58")
	v.updateAt(int(2 * time.Hour / time.Second))
	v.mustHave("expired")
	if bar.Share() != 0 {
		t.Errorf("the share is %v after the end", bar.Share())
	}
}

func TestTheProviderIsAskedAndTokensAreRevokedByTheirButtons(t *testing.T) {
	v := open(t, tokensAsked(), look{widget.AlwaysLight, 1, 1180, 1800})
	v.mustHave("active", "username", "Name of the user at the provider", "BEFORE", "Refreshes in this run")
	v.mustNotHave("addressed to the API")
	tab := v.room().current.(*tokens)
	tab.access.decoded.toggle()
	v.mustHave("This token is addressed to the API.")
	for _, press := range []struct {
		button *widget.Button
		want   string
	}{{tab.access.introspect, "introspect"}, {tab.access.revoke, "revoke access_token"}, {tab.refresh.revoke, "revoke refresh_token"}} {
		press.button.OnTapped()
		if v.asked.last() != press.want {
			t.Errorf("asked for %q, want %q", v.asked.last(), press.want)
		}
	}
}

func TestATokenFromElsewhereIsPastedAndVerified(t *testing.T) {
	v := open(t, inRoom(state.RoomInspect), designLook())
	room := v.main.rooms[state.RoomInspect].(*inspect)
	if v.window.Canvas().Focused() != room.token {
		t.Error("the field has not got the focus")
	}
	room.token.SetText(" " + jwt(`{"alg":"RS256"}`, `{"sub":"alice"}`).Reveal() + " ")
	v.mustHave("Decoded, not verified: believe nothing of it yet", "alice")
	v.press(fyne.KeyEscape)
	v.state.Show(state.RoomInspect)
	v.update()
	room.by.SetSelectedIndex(1)
	if v.state.InspectedBy() != v.state.Connections[1].Profile.ID {
		t.Errorf("verified by %q", v.state.InspectedBy())
	}
	room.verify.OnTapped()
	if v.asked.last() != "verify token" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

func TestTheReportIsSavedAsItIsShown(t *testing.T) {
	v := open(t, shared(), designLook())
	room := v.main.rooms[state.RoomShare].(*share)
	v.mustHave("signed_in", "Below is exactly what will be saved.", "so that it can be followed")
	room.format.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if v.asked.last() != "make report har false" {
		t.Errorf("asked for %q", v.asked.last())
	}
	room.personal.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if v.asked.last() != "make report bundle true" {
		t.Errorf("asked for %q", v.asked.last())
	}
	room.copy.OnTapped()
	if v.asked.last() != "copy report" {
		t.Errorf("asked for %q", v.asked.last())
	}
	v.state.FinishShare(nil, nil, errors.New("no room"))
	v.update()
	v.mustHave("The report could not be made: no room")
	if _, ok := room.primary(); ok {
		t.Error("what is not made can be saved")
	}
}
