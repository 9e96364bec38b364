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

func TestAMaskedEntryIsNotOfferedAsCode(t *testing.T) {
	v := open(t, flowed(6)(), designLook())
	detail := v.flow().detail
	if len(detail.forms()) < 5 || !detail.copyAs.Visible() {
		t.Fatalf("%d forms without presenter mode", len(detail.forms()))
	}
	v.asked.TogglePresenter()
	if forms := detail.forms(); len(forms) != 0 || detail.copyAs.Visible() {
		t.Errorf("%d forms are offered while it is masked, the button is there: %t", len(forms), detail.copyAs.Visible())
	}
	v.asked.Reveal(state.MaskedFlow)
	if len(detail.forms()) < 5 || !detail.copyAs.Visible() {
		t.Errorf("%d forms are offered while it is in sight", len(detail.forms()))
	}
}

func TestAQuestionWithANameInItIsClosedWhenItIsMaskedAgain(t *testing.T) {
	for name, mask := range map[string]func(v *shown){
		"after a while":            func(v *shown) { v.asked.Mask() },
		"as presenter mode begins": func(v *shown) { v.asked.TogglePresenter(); v.asked.TogglePresenter() },
	} {
		s := signedIn()
		s.Form = state.EditForm(s.Current().Profile)
		s.Form.ClientID = "another"
		s.Show(state.RoomEditConnection)
		v := open(t, presented(s), designLook())
		v.asked.Reveal(state.MaskedPersonal)
		v.tap("Save")
		v.mustHave("End the session?", "Ada Lovelace")
		mask(v)
		if v.has("End the session?") || v.has("Ada Lovelace") {
			t.Errorf("%s: the question is still there", name)
		}
	}
}

func TestAQuestionIsClosedAsPresenterModeBegins(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.tap("Paste redirect URL…")
	v.mustHave("Paste the redirect URL")
	v.asked.TogglePresenter()
	v.mustNotHave("Paste the redirect URL") // what was typed has been in sight
}

func TestTheRedirectURLIsNotInSightAsItIsPasted(t *testing.T) {
	for presenting, hidden := range map[bool]bool{false: false, true: true} {
		s := waitingForBrowser()
		s.Present(presenting)
		v := open(t, s, designLook())
		v.tap("Paste redirect URL…")
		const typed = "http://127.0.0.1:53911/callback?code=x"
		test.Type(v.window.Canvas().Focused(), typed)
		if v.has(typed) == hidden {
			t.Errorf("presenter mode %t: in sight %t", presenting, v.has(typed))
		}
		v.press(fyne.KeyReturn)
		if got := v.asked.last(); got != "paste "+typed {
			t.Errorf("asked for %q", got)
		}
	}
}

func TestWhatIsTypedOfAnErrorPageIsMasked(t *testing.T) {
	v := open(t, presented(waitingLong()), designLook())
	v.tap(helpQuestion)
	v.window.Canvas().FocusPrevious()
	field := v.window.Canvas().Focused().(*widget.KeyEntry)
	test.Type(field, "ada said AADSTS90002")
	v.mustHave("There is no tenant of the name or id")
	v.mustNotHave("ada said")
	v.asked.Reveal(state.MaskedPersonal)
	v.main.closeQuestion()
	v.tap(helpQuestion)
	v.window.Canvas().FocusPrevious()
	test.Type(v.window.Canvas().Focused(), "ada said AADSTS90002")
	v.mustHave("ada said AADSTS90002")
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
