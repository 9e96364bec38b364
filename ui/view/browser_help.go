// The dialog "What do you see in the browser?": the usual cases as a table, and a field for the code of an error page.

package view

import (
	"strings"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func (m *Main) askWhatIsSeen() {
	c := m.state.Current()
	if c == nil {
		return
	}
	h, table, field := c.BrowserHelp(), widget.NewTable(browserCaseColumns()...), widget.NewMonoEntry()
	if h.Hide {
		field = widget.NewSecretEntry() // what a page says may name somebody
	}
	table.SetRows(browserCaseRows(h, nil))
	table.OnOpen = func(int) {} // Enter in the table is not one of the buttons
	field.SetPlaceHolder(Words(h.Placeholder))
	field.OnSubmitted = func(string) {}
	field.OnChanged = func(typed string) {
		table.Select(-1)
		table.SetRows(browserCaseRows(h, c.CodeHelp(typed)))
		arrange(m.asked.Content())
	}
	parts := widget.DialogParts{
		Title: Words(h.Title), Body: Words(h.Body), FieldLabel: Words(h.CodeLabel), Field: field, Table: table,
	}
	for _, b := range h.Buttons {
		parts.Buttons = append(parts.Buttons, widget.NewButton(Words(b.Label), func() { m.perform(b.Action) }))
	}
	m.asked = widget.ShowDialog(m.kit.window.Canvas(), parts)
}

func browserCaseColumns() []widget.Column {
	return []widget.Column{
		{Header: Words(state.T("browser_help.sees")), Min: 180, Weight: 0.6, Style: widget.Strong},
		{Header: Words(state.T("browser_help.do")), Min: 220, Weight: 1, Style: widget.Plain},
	}
}

// browserCaseRows has what is known of a code above the cases.
func browserCaseRows(h state.BrowserHelp, code *state.BrowserCode) []widget.Row {
	var rows []widget.Row
	if code != nil {
		rows = append(rows, widget.Row{Cells: []widget.Cell{{Text: code.Typed}, {Text: codeAnswer(code.Cause, code.Fix, code.Setting)}}})
	}
	for _, seen := range h.Cases {
		rows = append(rows, widget.Row{Cells: []widget.Cell{{Text: Words(seen.Sees)}, {Text: Words(seen.Do)}}})
	}
	return rows
}

// codeAnswer has cause, fix and setting on lines of their own.
func codeAnswer(parts ...state.Text) string {
	var lines []string
	for _, part := range parts {
		if words := Words(part); words != "" {
			lines = append(lines, words)
		}
	}
	return strings.Join(lines, "\n")
}
