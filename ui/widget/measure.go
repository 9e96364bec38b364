// Heights that depend on a width, and natural widths: how the layouts of this package talk to what they hold.

package widget

import "fyne.io/fyne/v2"

// unknownWidth stands in where a height is asked for before any width was given.
const unknownWidth = 480

// heightForWidth is a part whose height follows from its width.
type heightForWidth interface {
	HeightFor(width float32) float32
}

// layoutForWidth is the same for a layout and its objects.
type layoutForWidth interface {
	HeightFor(objects []fyne.CanvasObject, width float32) float32
}

// naturalLayout is a layout that knows how wide its objects would like it to be.
type naturalLayout interface {
	naturalWidth(objects []fyne.CanvasObject) float32
}

// HeightFor is the height that an object needs at the given width.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	if part, ok := o.(heightForWidth); ok {
		return part.HeightFor(width)
	}
	if box, ok := o.(*fyne.Container); ok {
		if l, ok := box.Layout.(layoutForWidth); ok {
			return l.HeightFor(box.Objects, width)
		}
	}
	if o.Size().Width != width {
		o.Resize(fyne.NewSize(width, o.Size().Height)) // a Label wraps when it is resized
	}
	return o.MinSize().Height
}

// naturalWidth is the width that an object would like: unwrapped for our texts, the least one for others.
func naturalWidth(o fyne.CanvasObject) float32 {
	if part, ok := o.(interface{ naturalWidth() float32 }); ok {
		return part.naturalWidth()
	}
	if box, ok := o.(*fyne.Container); ok {
		if l, ok := box.Layout.(naturalLayout); ok {
			return l.naturalWidth(box.Objects)
		}
	}
	return o.MinSize().Width
}

// widthOr is the width, or the stand-in when nothing was laid out yet.
func widthOr(width float32) float32 {
	if width <= 0 {
		return unknownWidth
	}
	return width
}

// visible are the objects that are shown.
func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}
