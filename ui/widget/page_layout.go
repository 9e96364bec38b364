// The page of a connection or a room: header, step strip, tabs and body under each other.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// PageParts are the parts of a page; all but the body may be nil. The body takes the height that is left and reaches to
// the edges: put it into a NewPageScroll, which has the margins.
type PageParts struct{ Header, Strip, Tabs, Body fyne.CanvasObject }

// pageLayout places the parts of a page.
type pageLayout struct{ parts PageParts }

// NewPage makes a page. Its least height is small: the body scrolls.
func NewPage(parts PageParts) *fyne.Container {
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{parts.Header, parts.Strip, parts.Tabs, parts.Body} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(&pageLayout{parts}, objects...)
}

// Layout implements fyne.Layout.
func (l *pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	const margin = 24
	y, inner := float32(14), max(0, size.Width-2*margin)
	set := func(o fyne.CanvasObject, x, width, gap float32) {
		if o == nil || !o.Visible() {
			return
		}
		height := HeightFor(o, width)
		put(o, x, y, width, height)
		y += height + gap
	}
	set(l.parts.Header, margin, inner, 15)
	set(l.parts.Strip, margin, inner, 12)
	set(l.parts.Tabs, 0, size.Width, 0)
	if l.parts.Body != nil {
		put(l.parts.Body, 0, y, size.Width, max(0, size.Height-y))
	}
}

// MinSize implements fyne.Layout.
func (l *pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range visible(objects) {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, 320)
}
