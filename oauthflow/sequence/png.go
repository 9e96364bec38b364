// The diagram as a PNG: the drawing of the SVG in light colours, with a font of its own.

package sequence

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

const (
	// MaxPictureMessages are as many messages as a PNG has: some 15,000 pixels high, and 150 MB while it is drawn.
	MaxPictureMessages = 200

	pictureScale = 2
	textSize     = 13 // as in the SVG
)

// LeftOut is how many messages a PNG leaves out: those before the last MaxPictureMessages.
func (d Diagram) LeftOut() int { return d.before(MaxPictureMessages) }

// before is how many messages stand before the last of them.
func (d Diagram) before(last int) int { return max(0, len(d.Messages)-last) }

// PNG returns the diagram as a PNG, at twice the size of the SVG. What it leaves out, it says.
func (d Diagram) PNG() ([]byte, error) { return d.png(MaxPictureMessages) }

// png draws the last messages, and a line that says how many stand before them.
func (d Diagram) png(last int) ([]byte, error) {
	c, err := newPicture(d.end(last))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = png.Encode(&out, c.image)
	return out.Bytes(), err
}

// picture is a PNG on its way.
type picture struct {
	image         *image.RGBA
	regular, bold font.Face
}

// end is the drawing of the last messages.
func (d Diagram) end(last int) layout {
	first := ""
	if n := d.before(last); n > 0 {
		first = fmt.Sprintf("%d earlier messages are left out here; the SVG has them all", n)
		d.Messages = d.Messages[n:]
	}
	return d.layout(first)
}

func newPicture(l layout) (*picture, error) {
	c := &picture{}
	var err error
	if c.regular, err = face(goregular.TTF); err != nil {
		return nil, err
	}
	if c.bold, err = face(gobold.TTF); err != nil {
		return nil, err
	}
	c.image = image.NewRGBA(image.Rect(0, 0, l.width*pictureScale, l.height*pictureScale))
	for _, s := range l.shapes {
		c.draw(s)
	}
	return c, nil
}

func face(data []byte) (font.Face, error) {
	f, err := opentype.Parse(data)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: textSize * pictureScale, DPI: 72, Hinting: font.HintingFull})
}

func (c *picture) draw(s shape) {
	p := s.paint()
	x, y, w, h := float32(s.x), float32(s.y), float32(s.w), float32(s.h)
	switch s.kind {
	case shapeLine:
		c.line(s, p)
	case shapeBox:
		if p.stroke != inkNone {
			c.fill(p.stroke, rounded(x-0.5, y-0.5, w+1, h+1, float32(s.radius)+0.5))
			x, y, w, h = x+0.5, y+0.5, w-1, h-1
		}
		c.fill(p.fill, rounded(x, y, w, h, float32(s.radius)))
	case shapeHead:
		c.fill(p.fill, []point{{x, y}, {x + w, y - 5}, {x + w, y + 5}})
	case shapeText:
		c.text(s, p)
	}
}

// line draws a line along one of the axes, whole or dashed.
func (c *picture) line(s shape, p paint) {
	half := float32(p.weight / 2)
	length := math.Abs(float64(s.w + s.h))
	dash, step := length, length
	if p.dash > 0 {
		dash, step = float64(p.dash), float64(p.dash+p.gap)
	}
	x, y := float32(s.x), float32(s.y)
	for at := 0.0; at < length; at += step {
		from, to := float32(at), float32(min(at+dash, length))
		switch {
		case s.w == 0:
			c.fill(p.stroke, rectangle(x-half, y+from, 2*half, to-from))
		case s.w < 0:
			c.fill(p.stroke, rectangle(x-to, y-half, to-from, 2*half))
		default:
			c.fill(p.stroke, rectangle(x+from, y-half, to-from, 2*half))
		}
	}
}

// text draws a text. The font has no ✕, but × looks the same.
func (c *picture) text(s shape, p paint) {
	d := font.Drawer{Dst: c.image, Src: image.NewUniform(p.fill.color()), Face: c.regular}
	if p.bold {
		d.Face = c.bold
	}
	text := strings.ReplaceAll(s.text, "✕", "×")
	d.Dot = fixed.P(s.x*pictureScale, s.y*pictureScale)
	d.Dot.X -= d.MeasureString(text) / 2
	d.DrawString(text)
}

func (i ink) color() color.Color {
	return color.RGBA{R: uint8(i >> 16), G: uint8(i >> 8), B: uint8(i), A: 0xFF}
}

// point is a place in the drawing, in the SVG's pixels.
type point struct{ x, y float32 }

func rectangle(x, y, w, h float32) []point {
	return []point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}
}

// rounded is a rectangle with rounded corners, each of a few short lines.
func rounded(x, y, w, h, radius float32) []point {
	if radius <= 0 {
		return rectangle(x, y, w, h)
	}
	const pieces = 6
	var points []point
	for corner, c := range rectangle(x+radius, y+radius, w-2*radius, h-2*radius) {
		for i := range pieces + 1 {
			angle := math.Pi + math.Pi/2*(float64(corner)+float64(i)/pieces)
			points = append(points, point{c.x + radius*float32(math.Cos(angle)), c.y + radius*float32(math.Sin(angle))})
		}
	}
	return points
}

// fill fills a shape. It works on the part of the picture that the shape needs.
func (c *picture) fill(i ink, points []point) {
	left, above, right, bottom := points[0].x, points[0].y, points[0].x, points[0].y
	for _, p := range points {
		left, above, right, bottom = min(left, p.x), min(above, p.y), max(right, p.x), max(bottom, p.y)
	}
	area := image.Rect(int(math.Floor(float64(left*pictureScale))), int(math.Floor(float64(above*pictureScale))),
		int(math.Ceil(float64(right*pictureScale))), int(math.Ceil(float64(bottom*pictureScale))))
	source := image.NewUniform(i.color())
	if len(points) == 4 && points[0].y == points[1].y && whole(points) {
		draw.Draw(c.image, area, source, image.Point{}, draw.Over)
		return
	}
	r := vector.NewRasterizer(area.Dx(), area.Dy())
	for n, p := range points {
		px, py := p.x*pictureScale-float32(area.Min.X), p.y*pictureScale-float32(area.Min.Y)
		if n == 0 {
			r.MoveTo(px, py)
		} else {
			r.LineTo(px, py)
		}
	}
	r.ClosePath()
	r.Draw(c.image, area, source, image.Point{})
}

// whole says whether all corners lie between pixels, so that nothing is smoothed.
func whole(points []point) bool {
	for _, p := range points {
		if x, y := float64(p.x*pictureScale), float64(p.y*pictureScale); x != math.Trunc(x) || y != math.Trunc(y) {
			return false
		}
	}
	return true
}
