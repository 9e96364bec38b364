// Questions that are asked before something is lost, and the dialog for the redirect URL.

package view

import (
	"strings"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// ask shows a question; answer gets the action of the button that was pressed, unless it is to keep things.
func (m *Main) ask(q state.Question, field *widget.KeyEntry, answer func(state.Action)) {
	parts := widget.DialogParts{Title: Words(q.Title), Body: Words(q.Body), Field: field}
	for _, b := range q.Buttons {
		button := widget.NewButton(Words(b.Label), func() {
			if b.Action != state.ActionKeep {
				answer(b.Action)
			}
		})
		button.SetPrimary(b.Primary)
		parts.Buttons = append(parts.Buttons, button)
	}
	m.asked = widget.ShowDialog(m.kit.window.Canvas(), parts)
}

func (m *Main) askSignOut() {
	if c := m.state.Current(); c != nil && c.Session != nil {
		m.ask(c.SignOutQuestion(), nil, func(a state.Action) { m.kit.actions.SignOut(a == state.ActionSignOutAtProvider) })
	}
}

func (m *Main) askDelete() {
	if c := m.state.Current(); c != nil {
		m.ask(c.DeleteQuestion(), nil, func(a state.Action) {
			if a == state.ActionDeleteWithRegistration {
				m.kit.actions.DeleteWithRegistration()
			} else {
				m.kit.actions.Delete()
			}
		})
	}
}

func (m *Main) askForRedirect() {
	c := m.state.Current()
	if c == nil {
		return
	}
	q, field := c.PasteQuestion(), widget.NewMonoEntry()
	if m.state.Presenting() {
		field = widget.NewSecretEntry() // the URL has the code in it
	}
	field.SetPlaceHolder(Words(q.Placeholder))
	m.ask(q, field, func(state.Action) {
		if url := strings.TrimSpace(field.Text); url != "" {
			m.kit.actions.PasteRedirect(url)
		}
	})
}

func (m *Main) askForImport() {
	q, field := state.ImportQuestion(), widget.NewMonoEntry()
	field.SetPlaceHolder(Words(q.Placeholder))
	m.ask(q, field, func(state.Action) {
		if text := strings.TrimSpace(field.Text); text != "" {
			m.kit.actions.ImportText(text)
		}
	})
}

// save saves the form, after asking where that ends a session.
func (m *Main) save(signIn bool) {
	form := m.state.Form
	c := m.state.Connection(form.ProfileID)
	if !form.Usable() || !form.EndsSession(c) {
		m.kit.actions.SaveForm(signIn)
		return
	}
	m.ask(c.EndSessionQuestion(), nil, func(state.Action) { m.kit.actions.SaveForm(signIn) })
}
