// How the tab bar is placed and painted.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// HeightFor is the height of the bar: more than one line of tabs where they do not fit beside each other.
func (b *TabBar) HeightFor(width float32) float32 { return b.arrange(widthOr(width)) }

func (b *TabBar) parts() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{b.line, b.underline}
	for _, v := range b.views {
		objects = append(objects, v.title, v.badge)
	}
	return append(objects, b.ring)
}

func (b *TabBar) paint() {
	b.line.FillColor, b.underline.FillColor = colour(ColorNameLine), colour(theme.ColorNamePrimary)
	for i, v := range b.views {
		name := ColorNameQuiet
		if i == b.selected {
			name = theme.ColorNamePrimary
		} else if i == b.pointed {
			name = theme.ColorNameForeground
		}
		v.title.Color, v.title.TextSize = colour(name), theme.Size(theme.SizeNameText)
		v.title.Refresh()
	}
	show(b.underline, len(b.views) > 0)
	b.paintRing(false)
	show(b.ring, b.focused && len(b.views) > 0)
}

// arrange finds the place of each tab and answers with the height of the bar.
func (b *TabBar) arrange(width float32) float32 {
	gap, left := float32(22), float32(24)
	size := font{theme.Size(theme.SizeNameText), fyne.TextStyle{Bold: true}}
	b.rowHeight = size.height() + 16
	x, y := left, float32(0)
	for _, v := range b.views {
		w := size.width(v.title.Text) + 4
		if v.badge.Visible() {
			w += 5 + v.badge.naturalWidth()
		}
		w = min(w, width-2*left)
		if x > left && x+w > width-left {
			x, y = left, y+b.rowHeight
		}
		v.at, v.size = fyne.NewPos(x, y), fyne.NewSize(w, b.rowHeight)
		x += w + gap
	}
	return y + b.rowHeight
}

func (b *TabBar) place(size fyne.Size) {
	height := b.arrange(widthOr(size.Width))
	put(b.line, 0, height-1, size.Width, 1)
	for i, v := range b.views {
		text := v.title.MinSize()
		put(v.title, v.at.X+2, v.at.Y+(b.rowHeight-text.Height)/2-1, text.Width, text.Height)
		badge := v.badge.least().Height
		left := text.Width + 7
		put(v.badge, v.at.X+left, v.at.Y+(b.rowHeight-badge)/2-1, max(0, v.size.Width-left), badge)
		if i == b.selected {
			put(b.underline, v.at.X, v.at.Y+b.rowHeight-2, v.size.Width, 2)
			put(b.ring, v.at.X-4, v.at.Y+3, v.size.Width+8, b.rowHeight-8)
		}
	}
}

func (b *TabBar) least() fyne.Size { return fyne.NewSize(120, b.HeightFor(b.Size().Width)) }
