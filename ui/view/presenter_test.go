package view

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestPresenterModeIsLeftByEscapeByItsButtonAndInTheMenu(t *testing.T) {
	for name, leave := range map[string]func(v *shown){
		"Escape":     func(v *shown) { v.press(fyne.KeyEscape) },
		"its button": func(v *shown) { v.tap("Leave") },
		"the menu":   func(v *shown) { v.menuItem("Presenter mode").Action() },
	} {
		v := open(t, signedIn(), designLook())
		before := test.RenderToMarkup(v.window.Canvas())
		v.menuItem("Presenter mode").Action()
		v.mustHave("Presenter mode: secrets and personal values are masked", "••••••••••••", "+")
		v.mustNotHave("Ada Lovelace", "ada@demo.example", "248289761001", "CONNECTIONS", "Demo provider ·", "Keycloak staging")
		if !v.menuItem("Presenter mode").Checked {
			t.Error("there is no tick")
		}
		leave(v)
		if test.RenderToMarkup(v.window.Canvas()) != before {
			t.Errorf("%s does not bring all back", name)
		}
		if v.menuItem("Presenter mode").Checked {
			t.Error("the tick stays")
		}
	}
}

func TestEscapeIsTheScreensBeforeItLeavesPresenterMode(t *testing.T) {
	v := open(t, presented(waitingForBrowser()), designLook())
	v.press(fyne.KeyEscape)
	if v.asked.last() != "cancel sign-in" || !v.state.Presenting() {
		t.Errorf("asked for %q", v.asked.last())
	}
}

func TestPersonalValuesAreRevealedForAMoment(t *testing.T) {
	v := open(t, presenting(state.TabIdentity)(), designLook())
	v.tap("Reveal")
	v.mustHave("Ada Lovelace", "ada@demo.example", "in sight for 10 s")
	v.tap("Hide")
	v.mustNotHave("Ada Lovelace")
	v.tap("Reveal")
	v.main.perform(state.ActionShowChecks)
	v.main.perform(state.ActionShowIdentity)
	v.mustNotHave("Ada Lovelace")
}

func TestARevealedEntryOfTheFlowIsMaskedAgain(t *testing.T) {
	v := open(t, flowed(6)(), look{widget.AlwaysLight, 1, 1180, 2400})
	v.tap("Reveal secrets")
	v.mustHave(sampleToken)
	v.asked.Mask()
	if found := v.secretTexts(); len(found) > 0 {
		t.Errorf("still there: %q", found)
	}
}

func TestARevealedClientSecretIsMaskedAgain(t *testing.T) {
	v := open(t, unfolded(), look{widget.AlwaysLight, 1, 1180, 2400})
	v.mustNotHave("client-secret-value")
	v.tap("Reveal")
	v.mustHave("client-secret-value")
	v.asked.Mask()
	v.mustNotHave("client-secret-value")
	v.tap("Reveal")
	v.main.perform(state.ActionHelp)
	v.state.Show(state.RoomNewConnection)
	v.update()
	v.mustNotHave("client-secret-value")
}

func TestFieldsAreMaskedUnlessTheyAreTypedInto(t *testing.T) {
	v := open(t, presentedAnswer(), designLook())
	screen := v.room().current.(*api)
	screen.fold.setOpen(true)
	v.update()
	v.mustHave("X-Api-Key: ••••")
	v.mustNotHave("typed-secret", "Ada Lovelace", "248289761001")
	v.asked.Reveal(state.MaskedPersonal)
	v.mustHave("typed-secret")
	v.window.Canvas().Focus(screen.headers)
	v.update()
	v.asked.Mask()
	v.mustNotHave("typed-secret")
	v.state.Current().API.Body = ""
	v.update()
	v.window.Canvas().Focus(screen.body)
	test.Type(screen.body, `{"name":"x"}`)
	if !screen.body.Visible() || screen.body.Text != `{"name":"x"}` {
		t.Errorf("%q is typed", screen.body.Text)
	}
	v.window.Canvas().Unfocus()
	v.update()
	v.mustHave(`{"name":"••••••••••••"}`)
}

func TestATokenThatIsPastedInPresenterModeIsNotInSight(t *testing.T) {
	v := open(t, presented(inRoom(state.RoomInspect)), designLook())
	room := v.main.rooms[state.RoomInspect].(*inspect)
	room.token.SetText(jwt(`{"alg":"RS256"}`, `{"sub":"alice-the-person"}`).Reveal())
	v.mustHave("Decoded, not verified")
	v.mustNotHave("alice-the-person", "YWxpY2UtdGhlLXBlcnNvbiJ9"[:12])
}

func TestPresenterModeFitsTheSmallestWindowInTheLargestType(t *testing.T) {
	for name, screen := range screens() {
		if !strings.HasPrefix(name, "presenter_") && name != "form_unfolded" && name != "notices" && name != "signed_out" && name != "strangers" {
			continue
		}
		v := open(t, presented(foreign(screen())), look{widget.AlwaysLight, 1.75, 900, 600})
		if least := v.window.Content().MinSize(); least.Width > 900 || least.Height > 600 {
			t.Errorf("%s needs %v", name, least)
		}
		if text, right := v.farthest(); right > 900 {
			t.Errorf("%s draws %q to %v", name, text, right)
		}
	}
}
