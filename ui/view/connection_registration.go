// The panel of the form that registers this app at the provider, or shows that it is registered.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type clientRegistrationPanel struct {
	content     *fyne.Container
	card        *widget.Card
	title, body *widget.Text
	changes     *widget.Text
	token       *widget.KeyEntry
	tokenRow    *widget.FormRow
	problem     *problemCard
	buttons     *buttonRow
}

func newClientRegistrationPanel(k *kit) *clientRegistrationPanel {
	p := &clientRegistrationPanel{
		title: widget.NewText("", widget.Style{Bold: true}), body: widget.NewText("", widget.Style{Color: widget.ColorNameQuiet}), changes: widget.NewText("", widget.Style{}),
		problem: newProblemCard(k), buttons: newButtonRow(k, widget.NewFlowRow()),
	}
	p.token = k.entry(widget.NewSecretEntry(), func(text string) {
		k.actions.EditForm(func(form *state.Form) { form.Registration.InitialToken = text })
	})
	p.tokenRow = widget.NewFormRow(Words(state.T("registration.token")), widget.Small(p.token), Words(state.T("registration.token_help")))
	p.card = widget.NewCard(widget.NewColumn(8, p.title, p.body, p.changes, p.tokenRow, p.buttons.row))
	p.content = widget.NewColumn(12, p.card, p.problem.content)
	return p
}

func (p *clientRegistrationPanel) update(v state.RegistrationView, form state.Form) {
	setVisible(p.content, !v.Title.IsZero() || v.Problem != nil)
	setVisible(p.card, !v.Title.IsZero())
	setText(p.title, v.Title)
	setText(p.body, v.Body)
	changes := ""
	for _, c := range v.Changes {
		changes = joinLines(changes, Words(c))
	}
	setLiteral(p.changes, changes)
	setVisible(p.tokenRow, v.AsksToken)
	setEntry(p.token, form.Registration.InitialToken)
	p.problem.set(v.Problem, nil)
	p.buttons.set(v.Buttons)
}

func joinLines(a, b string) string {
	if a == "" {
		return b
	}
	return a + "\n" + b
}

// askDeleteRegistration asks before the form's client is deleted at the provider.
func (m *Main) askDeleteRegistration() {
	m.ask(m.state.Form.DeleteRegistrationQuestion(), nil, func(state.Action) { m.kit.actions.DeleteRegistration() })
}
