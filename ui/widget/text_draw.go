// How a Text is wrapped, placed and painted.

package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// wrapTo makes the fragments for a width; the last result is kept.
func (t *Text) wrapTo(width float32) {
	key := wrapKey{width, t.font(Run{}).size}
	if key == t.wrappedAt {
		return
	}
	t.wrappedAt = key
	fonts := make([]font, len(t.runs))
	for i, run := range t.runs {
		fonts[i] = t.font(run)
	}
	if t.style.Fit == Wrap {
		t.fragments = byFile(wrap(t.runs, fonts, width), fonts, t.font(Run{}))
		return
	}
	t.fragments = byFile(t.oneLine(fonts, width), fonts, t.font(Run{}))
}

// oneLine puts all runs beside each other and cuts what does not fit, unless the text is to be whole.
func (t *Text) oneLine(fonts []font, width float32) []fragment {
	var out []fragment
	x := float32(0)
	for i, run := range t.runs {
		text := strings.ReplaceAll(run.Text, "\n", " ")
		if t.style.Fit == Cut {
			text = fonts[i].cut(text, width-x)
		}
		if w := fonts[i].width(text); w > 0 {
			out = append(out, fragment{text: text, run: i, x: x, width: w})
			x += w
		}
		if t.style.Fit == Cut && strings.HasSuffix(text, "…") && text != run.Text {
			break
		}
	}
	return out
}

func (t *Text) parts() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(t.lines))
	for i, line := range t.lines {
		objects[i] = line
	}
	return objects
}

// paint has nothing to do before place: size and colour go to the lines there.
func (t *Text) paint() {
	c := t.color()
	for _, line := range t.lines {
		line.Color = c
	}
}

// place wraps to the width and puts one canvas text on each fragment.
func (t *Text) place(size fyne.Size) {
	t.wrapTo(widthOr(size.Width))
	for len(t.lines) < len(t.fragments) {
		t.lines = append(t.lines, canvas.NewText("", t.color()))
	}
	for _, rest := range t.lines[len(t.fragments):] {
		rest.Text = "" // a masked value must not stay in an unused object
	}
	t.lines = t.lines[:len(t.fragments)]
	height := t.font(Run{}).height()
	for i, f := range t.fragments {
		font, line := t.font(t.runs[f.run]), t.lines[i]
		if line.Text != f.text || line.TextSize != font.size || line.TextStyle != font.style {
			line.Text, line.TextSize, line.TextStyle = f.text, font.size, font.style
			line.Refresh()
		}
		put(line, f.x+t.indent(f.line, size.Width), float32(f.line)*height+f.drop, f.width, height)
	}
}

// indent is where a line begins, by the alignment.
func (t *Text) indent(line int, width float32) float32 {
	if t.style.Align == fyne.TextAlignLeading {
		return 0
	}
	used := float32(0)
	for _, f := range t.fragments {
		if f.line == line {
			used = f.x + f.width
		}
	}
	left := max(0, width-used)
	if t.style.Align == fyne.TextAlignCenter {
		return left / 2
	}
	return left
}

// least has a small width unless the text is to be whole, so that no long text widens the window.
func (t *Text) least() fyne.Size {
	if t.style.Fit == Whole {
		return fyne.NewSize(t.naturalWidth(), t.HeightFor(0))
	}
	return fyne.NewSize(min(t.naturalWidth(), 24), t.HeightFor(t.Size().Width))
}
