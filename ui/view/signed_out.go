// The screen of a connection before sign-in: one sentence, one button.

package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"proofkey/assets"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// sentenceWidth is the width of the sentences in the middle of a page, at text scale 1.
const sentenceWidth = 470

// largestText is the largest text scale of Settings.
const largestText = 1.5

type signedOut struct {
	scroll            *widget.Scroll
	title, body, note *widget.Text
	button            *widget.Button
	ended             *problemCard
	logo              fyne.CanvasObject
	signIn            state.Button
	watch             *watchLink
	preview           *widget.LinkButton
	doctor            *widget.LinkButton
	elsewhere         *widget.LinkButton
	steps             *widget.Choice // whether the sign-in stops before each step
}

func newSignedOut(k *kit) *signedOut {
	s := &signedOut{
		title: centred(widget.Style{Size: theme.SizeNameHeadingText, Bold: true}),
		body:  centred(widget.Style{Color: widget.ColorNameQuiet}),
		note:  centred(widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet}),
		ended: newProblemCard(k), button: k.large(state.ActionSignIn), watch: newWatchLink(k), logo: widget.NewCentredRow(logo(64)),
	}
	s.preview = k.link(Words(state.T("action.preview")), func() { k.do(state.ActionPreview) })
	s.doctor = k.link(Words(state.T("action.doctor")), func() { k.do(state.ActionDoctor) })
	s.elsewhere = k.link(Words(state.T("action.sign_in_elsewhere")), func() { k.do(state.ActionSignInElsewhere) })
	s.steps = k.choice([]string{Words(state.T("signed_out.in_one_go")), Words(state.T("action.step_by_step"))}, func(i int) { k.actions.SetStepByStep(i == 1) })
	s.scroll = widget.NewScroll(widget.NewCentredColumn(14, sentenceWidth,
		s.ended.content, s.logo, s.title, s.body, widget.NewCentredRow(s.button), s.note,
		widget.NewCentredRow(s.steps), widget.NewCentredRow(s.preview, s.elsewhere, s.doctor, s.watch.link)))
	return s
}

func centred(style widget.Style) *widget.Text {
	style.Align = fyne.TextAlignCenter
	return widget.NewText("", style)
}

func logo(size float32) fyne.CanvasObject {
	image := canvas.NewImageFromResource(fyne.NewStaticResource("icon.svg", assets.IconSVG))
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(size))
	return image
}

func (s *signedOut) object() fyne.CanvasObject { return s.scroll }

func (s *signedOut) update(st *state.State, _ time.Time) {
	v := st.Current().SignedOutScreen()
	setText(s.title, v.Title)
	setText(s.body, v.Body)
	setText(s.note, v.Note)
	setButton(s.button, v.SignIn)
	s.ended.set(v.Ended, nil)
	s.watch.set(v.Watch)
	setVisible(s.doctor, !v.Doctor.Label.IsZero())
	setVisible(s.elsewhere, v.Elsewhere.Enabled)
	s.signIn = v.SignIn
	s.steps.Choose(map[bool]int{true: 1}[st.StepByStep])
	setVisible(s.logo, widget.Scale() < largestText) // there, the button needs its place
}

func (s *signedOut) primary() (state.Action, bool) { return primaryOf(s.signIn) }
func (s *signedOut) escape() (state.Action, bool)  { return "", false }
func (s *signedOut) selected() string              { return s.ended.selected() }
func (s *signedOut) top()                          { s.scroll.ScrollToTop() }
func (s *signedOut) masked()                       {}
