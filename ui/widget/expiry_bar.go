// The thin bar that shows how much of a token's life is left, picture 10.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// ExpiryBar shows a share between 0 and 1. The number stands beside it as text: the bar never speaks alone.
type ExpiryBar struct {
	widget.BaseWidget
	share float32
	kind  Kind
	track *canvas.Rectangle
	bar   *canvas.Rectangle
}

// NewExpiryBar makes an empty bar.
func NewExpiryBar() *ExpiryBar {
	b := &ExpiryBar{track: newBox(3), bar: newBox(3)}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the share that is left and the kind: passed, caution near the end, failed when it is over.
func (b *ExpiryBar) Set(share float32, kind Kind) {
	share = max(0, min(1, share))
	if share != b.share || kind != b.kind {
		b.share, b.kind = share, kind
		b.Refresh()
	}
}

// Share is the share that is shown.
func (b *ExpiryBar) Share() float32 { return b.share }

// CreateRenderer implements fyne.Widget.
func (b *ExpiryBar) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *ExpiryBar) parts() []fyne.CanvasObject { return []fyne.CanvasObject{b.track, b.bar} }

func (b *ExpiryBar) paint() {
	b.track.FillColor, b.bar.FillColor = colour(ColorNameLine), colour(b.kind.text())
}

func (b *ExpiryBar) place(size fyne.Size) {
	y := (size.Height - 6) / 2
	put(b.track, 0, y, size.Width, 6)
	show(b.bar, b.share > 0)
	put(b.bar, 0, y, max(6, size.Width*b.share), 6)
}

func (b *ExpiryBar) naturalWidth() float32 { return 160 }
func (b *ExpiryBar) least() fyne.Size      { return fyne.NewSize(60, 6) }
