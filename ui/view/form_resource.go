// The row of the form about the protected resource that the connection is for.

package view

import (
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type resourceRow struct {
	row      *widget.FormRow
	resource *widget.ValueLine
	kind     *widget.Choice
	shown    string // note and fault
}

func newResourceRow(k *kit) *resourceRow {
	r := &resourceRow{resource: widget.NewValueLine("")}
	kinds := []string{Words(state.T("form.resource.kind_api")), Words(state.T("form.resource.kind_mcp"))}
	r.kind = k.choice(kinds, func(i int) { k.actions.EditForm(func(form *state.Form) { form.MCP = i == 1 }) })
	r.row = widget.NewFormRow(Words(state.T("form.resource")), widget.NewColumn(6, r.resource, r.kind), "")
	r.row.Hide()
	return r
}

func (r *resourceRow) update(v *state.ResourceView) {
	setVisible(r.row, v != nil)
	if v == nil {
		return
	}
	r.resource.SetText(v.Resource)
	r.kind.Choose(indexOf(v.MCP))
	if shown := Words(v.Note) + Words(v.Fault); shown != r.shown {
		r.shown = shown
		r.row.SetHint(Words(v.Note))
		r.row.SetFault(Words(v.Fault))
	}
}
