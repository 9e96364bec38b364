// A QR code, ISO/IEC 18004: dark on white with its quiet zone in every theme, since cameras want it so, and drawn at
// whole pixels.

package widget

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"rsc.io/qr"
)

const (
	quietModules = 4   // on each side, ISO/IEC 18004 §5.3.8
	qrSide       = 184 // of the square; a phone reads it at arm's length
)

// QRCode shows a text as a QR code; nothing where the text is empty or too long for one.
type QRCode struct {
	widget.BaseWidget
	text   string
	code   *qr.Code
	raster *canvas.Raster
}

// NewQRCode makes an empty code.
func NewQRCode() *QRCode {
	q := &QRCode{}
	q.raster = canvas.NewRaster(q.draw)
	q.raster.ScaleMode = canvas.ImageScalePixels
	q.ExtendBaseWidget(q)
	return q
}

// SetText changes the text. It says whether there is a code of it.
func (q *QRCode) SetText(text string) bool {
	if text == q.text {
		return q.code != nil
	}
	q.text, q.code = text, nil
	if text != "" {
		if code, err := qr.Encode(text, qr.M); err == nil {
			q.code = code
		}
	}
	q.Refresh()
	return q.code != nil
}

// draw makes the picture in the pixels of the screen: each module is the same whole number of them.
func (q *QRCode) draw(width, height int) image.Image {
	picture := image.NewGray(image.Rect(0, 0, max(width, 1), max(height, 1)))
	for i := range picture.Pix {
		picture.Pix[i] = 0xff
	}
	if q.code == nil {
		return picture
	}
	side := q.code.Size + 2*quietModules
	module := min(width, height) / side
	if module == 0 {
		return picture
	}
	left, top := (width-module*q.code.Size)/2, (height-module*q.code.Size)/2
	for y := range module * q.code.Size {
		for x := range module * q.code.Size {
			if q.code.Black(x/module, y/module) {
				picture.SetGray(left+x, top+y, color.Gray{Y: 0})
			}
		}
	}
	return picture
}

// CreateRenderer implements fyne.Widget.
func (q *QRCode) CreateRenderer() fyne.WidgetRenderer { return newRenderer(q) }

func (q *QRCode) parts() []fyne.CanvasObject { return []fyne.CanvasObject{q.raster} }
func (q *QRCode) paint()                     { q.raster.Refresh() }
func (q *QRCode) naturalWidth() float32      { return qrSide }
func (q *QRCode) least() fyne.Size           { return fyne.NewSquareSize(qrSide) }

func (q *QRCode) place(size fyne.Size) {
	side := min(size.Width, size.Height)
	put(q.raster, (size.Width-side)/2, (size.Height-side)/2, side, side)
}
