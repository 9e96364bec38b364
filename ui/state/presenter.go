// Presenter mode: the line above the page that says what is masked, reveals it for a moment, and leads back.

package state

// PresenterView is the line. Its Text is zero while presenter mode is off.
type PresenterView struct {
	Text   Text
	Reveal Button // or hides it again
	Leave  Button
}

// PresenterView returns the line.
func (s *State) PresenterView() PresenterView {
	if !s.Presenting() {
		return PresenterView{}
	}
	v := PresenterView{Text: T("presenter.on"), Reveal: button(ActionReveal), Leave: button(ActionPresent)}
	v.Leave.Label = T("presenter.leave")
	if s.Shows(MaskedPersonal) {
		v.Text, v.Reveal = T("presenter.revealed"), button(ActionHide)
	}
	return v
}
