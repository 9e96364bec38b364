// Questions that are asked before something is lost, and the paste dialog.

package state

// Question is a dialog. Its last button is the one that Enter presses; Esc is the first.
type Question struct {
	Title, Body Text
	Placeholder Text // of the field, for a dialog that asks for text
	Buttons     []Button
}

// DeleteQuestion is asked before a connection is deleted.
func (c *Connection) DeleteQuestion() Question {
	q := Question{
		Title: T("question.delete.title", "Name", line(c.Profile.Name)), Body: T("question.delete.body"),
		Buttons: []Button{button(ActionKeep), primary(ActionDelete)},
	}
	if c.Session != nil {
		q.Body = T("question.delete.body_signed_in")
	}
	if c.Profile.Registration.Deletable() {
		here := button(ActionDelete)
		here.Label = T("question.delete.here_only")
		q.Body = T("question.delete.body_registered")
		q.Buttons = []Button{button(ActionKeep), here, primary(ActionDeleteWithRegistration)}
	}
	return q
}

// EndSessionQuestion is asked before a changed issuer, client ID or endpoint ends the session (Form.EndsSession).
func (c *Connection) EndSessionQuestion() Question {
	return Question{
		Title: T("question.end_session.title"), Body: T("question.end_session.body", "Name", c.veil().mask(veiledPerson, "", c.personName())),
		Buttons: []Button{button(ActionKeep), primary(ActionSave)},
	}
}

// SignOutQuestion asks where to sign out.
func (c *Connection) SignOutQuestion() Question {
	q := Question{
		Title: T("question.sign_out.title"), Body: T("question.sign_out.body"),
		Buttons: []Button{button(ActionKeep), button(ActionSignOutAtProvider), primary(ActionSignOut)},
	}
	if c.Metadata != nil && c.Metadata.EndSessionEndpoint == "" {
		q.Body = T("question.sign_out.body_here_only")
		q.Buttons = []Button{button(ActionKeep), primary(ActionSignOut)}
	}
	return q
}

// ImportQuestion asks for a share link. Nothing is saved or sent by it.
func ImportQuestion() Question {
	look := primary(ActionImportText)
	look.Label = T("question.import.use")
	return Question{
		Title: T("question.import.title"), Body: T("question.import.body"), Placeholder: T("question.import.placeholder"),
		Buttons: []Button{button(ActionKeep), look},
	}
}

// PasteQuestion asks for the redirect URL.
func (c *Connection) PasteQuestion() Question {
	use := primary(ActionPasteRedirect)
	use.Label = T("question.paste.use")
	return Question{
		Title: T("question.paste.title"), Body: T("question.paste.body"), Placeholder: T("question.paste.placeholder", "Address", line(c.Waiting.ListeningOn)),
		Buttons: []Button{button(ActionKeep), use},
	}
}
