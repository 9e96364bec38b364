// A row of a form that is used for another field.

package widget

// SetLabel changes the label.
func (r *FormRow) SetLabel(label string) {
	if r.label.Text() != label {
		r.label.SetText(label)
		r.Refresh()
	}
}
