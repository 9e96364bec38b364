// The rows of a form, picture 11: label at the left, field at the right, hint and error below, a line under each row.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	formLabel = 150 // width of the labels at text scale 1
	formField = 260 // least width of the fields at text scale 1; below it the label stands above its field
)

// FormRow is a row of a form. Put rows into a NewColumn with no gap.
type FormRow struct {
	widget.BaseWidget
	Field fyne.CanvasObject
	label *Text
	hint  *Text
	fault *Text
	line  *canvas.Rectangle
}

// NewFormRow makes a row; the hint may be empty.
func NewFormRow(label string, field fyne.CanvasObject, hint string) *FormRow {
	r := &FormRow{
		Field: field, hint: NewQuiet(hint), line: newBox(0),
		label: NewText(label, Style{Color: ColorNameQuiet}),
		fault: NewText("", Style{Size: theme.SizeNameCaptionText, Color: ColorNameFailed}),
	}
	r.ExtendBaseWidget(r)
	return r
}

// SetHint changes the hint.
func (r *FormRow) SetHint(hint string) {
	r.hint.SetText(hint)
	r.Refresh()
}

// SetFault shows what is wrong with the field, with the mark "!" before it; an empty text takes it away.
func (r *FormRow) SetFault(fault string) {
	if fault != "" {
		fault = Failed.Mark() + " " + fault
	}
	r.fault.SetText(fault)
	r.Refresh()
}

// Fault is the text that is shown as fault.
func (r *FormRow) Fault() string { return r.fault.Text() }

// CreateRenderer implements fyne.Widget.
func (r *FormRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

func (r *FormRow) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.label, r.Field, r.hint, r.fault, r.line}
}

func (r *FormRow) paint() { r.line.FillColor = colour(ColorNameLine) }

// left is where the fields begin: right of the labels, or at the edge where the row is narrow.
func (r *FormRow) left(width float32) float32 {
	if left := 8 + formLabel*Scale(); left+formField*Scale() <= width {
		return left
	}
	return 8
}

// arrange finds the places of the parts from top to bottom and answers with the height.
func (r *FormRow) arrange(width float32, set func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	left, y := r.left(width), float32(7)
	inner := max(1, width-left-8)
	field := HeightFor(r.Field, inner)
	if left > 8 {
		height := r.label.HeightFor(left - 20)
		set(r.label, 8, y+max(0, (min(field, 40*Scale())-height)/2), left-20, height)
	} else {
		height := r.label.HeightFor(inner)
		set(r.label, 8, y, inner, height)
		y += height + 4
	}
	set(r.Field, left, y, inner, field)
	y += field
	for _, note := range []*Text{r.fault, r.hint} {
		if note.Text() != "" {
			height := note.HeightFor(inner)
			set(note, left, y+3, inner, height)
			y += height + 3
		}
	}
	set(r.line, 0, y+6, width, 1)
	return y + 7
}

// HeightFor is the height of the row at a width.
func (r *FormRow) HeightFor(width float32) float32 {
	return r.arrange(widthOr(width), func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

func (r *FormRow) place(size fyne.Size) {
	show(r.hint, r.hint.Text() != "")
	show(r.fault, r.fault.Text() != "")
	r.arrange(widthOr(size.Width), put)
}

func (r *FormRow) least() fyne.Size {
	return fyne.NewSize(r.Field.MinSize().Width+16, r.HeightFor(r.Size().Width))
}
