// What is shown of a token beside itself: its parts, the provider's description, what a refresh changed.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// newJWTPanels makes the decoded header and payload, beside each other where there is room.
func newJWTPanels(k *kit) (header, payload *jsonPanel, both fyne.CanvasObject) {
	header, payload = newJSONPanel(k, Words(state.T("tokens.header"))), newJSONPanel(k, Words(state.T("tokens.payload")))
	return header, payload, widget.NewSideBySide(widget.Part{Object: header.content, Weight: 2, Min: 200}, widget.Part{Object: payload.content, Weight: 5, Min: 300})
}

// introspection is the provider's answer about the access token.
type introspection struct {
	content *fyne.Container
	title   *widget.Text
	table   *widget.Table
}

func newIntrospection(k *kit) *introspection {
	i := &introspection{title: widget.NewHeading(""), table: k.table(
		widget.Column{Min: 110, Style: widget.Mono}, widget.Column{Min: 190, Weight: 1, Style: widget.Mono}, widget.Column{Min: 190, Weight: 1, Style: widget.Subdued},
	)}
	i.content = widget.NewColumn(6, i.title, i.table)
	i.content.Hide()
	return i
}

func (i *introspection) set(v *state.IntrospectionView) {
	setVisible(i.content, v != nil)
	if v == nil {
		return
	}
	setText(i.title, v.Title)
	rows := make([]widget.Row, len(v.Rows))
	for n, row := range v.Rows {
		rows[n] = widget.Row{Cells: []widget.Cell{{Text: row.Name}, {Text: Words(row.Value)}, {Text: Words(row.Meaning)}}, Copy: row.Copy}
	}
	setVisible(i.table, len(rows) > 0)
	i.table.SetRows(rows)
}

func changeColumns() []widget.Column {
	return []widget.Column{
		{Header: Words(state.T("tokens.change.claim")), Min: 110, Style: widget.Mono},
		{Header: Words(state.T("tokens.change.before")), Min: 190, Weight: 1, Style: widget.Mono},
		{Header: Words(state.T("tokens.change.after")), Min: 190, Weight: 1, Style: widget.Mono},
	}
}

func changeRows(changes []state.ChangeRow) []widget.Row {
	rows := make([]widget.Row, len(changes))
	for i, c := range changes {
		rows[i] = widget.Row{Cells: []widget.Cell{{Text: c.Name}, {Text: Words(c.Before)}, {Text: Words(c.After)}}}
	}
	return rows
}
