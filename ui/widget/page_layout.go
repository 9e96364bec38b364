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
type pageLayout struct {
	parts PageParts
	size  fyne.Size // at the last layout
	top   float32   // of the body at the last layout
}

// NewPage makes a page. Its least height is small: the body scrolls.
func NewPage(parts PageParts) *fyne.Container {
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{parts.Header, parts.Strip, parts.Tabs, parts.Body} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(&pageLayout{parts: parts}, objects...)
}

// arrange finds the places of the parts above the body and answers with the top of the body.
func (l *pageLayout) arrange(width float32, set func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	const margin = 24
	y, inner := float32(14), max(0, width-2*margin)
	next := func(o fyne.CanvasObject, x, w, gap float32) {
		if o == nil || !o.Visible() {
			return
		}
		height := HeightFor(o, w)
		set(o, x, y, w, height)
		y += height + gap
	}
	next(l.parts.Header, margin, inner, 15)
	next(l.parts.Strip, margin, inner, 12)
	next(l.parts.Tabs, 0, width, 0)
	return y
}

// Layout implements fyne.Layout.
func (l *pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.size = size
	l.top = l.arrange(size.Width, put)
	if l.parts.Body != nil {
		put(l.parts.Body, 0, l.top, size.Width, max(0, size.Height-l.top))
	}
}

// MinSize implements fyne.Layout. Fyne asks for it in each frame in which something changed, but follows only the last
// of several changed branches up to here; a part above the body whose height changed is therefore placed from here.
func (l *pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	unchanged := func(fyne.CanvasObject, float32, float32, float32, float32) {}
	if l.size.Width > 0 && l.arrange(l.size.Width, unchanged) != l.top {
		l.Layout(objects, l.size)
	}
	width := float32(0)
	for _, o := range visible(objects) {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, 320)
}
