// The avatar of a connection or a person, and the dot of a status.

package widget

import (
	"hash/fnv"
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// AvatarColors are the grounds of avatars; white letters are readable on each. The colour is the same in both themes.
// They stand in the order that gives the demo provider's first person the colour of picture 03.
func AvatarColors() []color.Color {
	return []color.Color{
		color.NRGBA{0x0B, 0x6E, 0x62, 0xFF},
		color.NRGBA{0xB4, 0x53, 0x09, 0xFF},
		color.NRGBA{0x7C, 0x3A, 0xED, 0xFF},
		color.NRGBA{0x3B, 0x6F, 0xD4, 0xFF},
		color.NRGBA{0x1E, 0x40, 0xAF, 0xFF},
		color.NRGBA{0xC2, 0x41, 0x0C, 0xFF},
		color.NRGBA{0xA1, 0x62, 0x07, 0xFF},
		color.NRGBA{0x64, 0x74, 0x8B, 0xFF},
	}
}

// AvatarColor chooses the colour for a key, such as an issuer: always the same for the same key. The primary colour is
// for the empty key alone.
func AvatarColor(key string) color.Color {
	palette := AvatarColors()
	if key == "" {
		return palette[0]
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // a hash never fails
	return palette[1+h.Sum32()%uint32(len(palette)-1)]
}

// Initials are the first letters of the first and the last word, at most most of them (1 or 2).
func Initials(name string, most int) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "?"
	}
	initials := firstLetter(words[0])
	if most > 1 && len(words) > 1 {
		initials += firstLetter(words[len(words)-1])
	}
	return initials
}

func firstLetter(word string) string {
	for _, r := range word {
		return string(unicode.ToUpper(r))
	}
	return ""
}

// Avatar is one or two letters on a coloured ground.
type Avatar struct {
	widget.BaseWidget
	size  float32
	round bool
	box   *canvas.Rectangle
	label *canvas.Text
}

// NewConnectionAvatar is the rounded square of the side bar, 30 pixels wide.
func NewConnectionAvatar(name, key string) *Avatar {
	return newAvatar(Initials(name, 1), key, 30, false)
}

// NewPersonAvatar is the circle of the identity card, 46 pixels wide.
func NewPersonAvatar(name, key string) *Avatar { return newAvatar(Initials(name, 2), key, 46, true) }

func newAvatar(letters, key string, size float32, round bool) *Avatar {
	a := &Avatar{size: size, round: round, box: newBox(6), label: canvas.NewText(letters, color.White)}
	a.label.TextStyle.Bold = true
	a.label.Alignment = fyne.TextAlignCenter
	a.box.FillColor = AvatarColor(key)
	a.ExtendBaseWidget(a)
	return a
}

// Set changes name and key.
func (a *Avatar) Set(name, key string) {
	most := 1
	if a.round {
		most = 2
	}
	a.label.Text, a.box.FillColor = Initials(name, most), AvatarColor(key)
	a.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (a *Avatar) CreateRenderer() fyne.WidgetRenderer { return newRenderer(a) }

func (a *Avatar) parts() []fyne.CanvasObject { return []fyne.CanvasObject{a.box, a.label} }

func (a *Avatar) paint() {
	a.label.TextSize = 13
	if a.round {
		a.label.TextSize = 17
		a.box.CornerRadius = a.size / 2
	}
}

func (a *Avatar) place(size fyne.Size) {
	x, y := (size.Width-a.size)/2, (size.Height-a.size)/2
	put(a.box, x, y, a.size, a.size)
	height := a.label.MinSize().Height
	put(a.label, x, y+(a.size-height)/2, a.size, height)
}

func (a *Avatar) least() fyne.Size { return fyne.NewSquareSize(a.size) }

// Dot is the small circle before a status text.
type Dot struct {
	widget.BaseWidget
	kind Kind
	box  *canvas.Rectangle
}

// NewDot makes a dot, 7 pixels wide.
func NewDot(kind Kind) *Dot {
	d := &Dot{kind: kind, box: newBox(3.5)}
	d.ExtendBaseWidget(d)
	return d
}

// SetKind changes the colour.
func (d *Dot) SetKind(kind Kind) {
	if d.kind != kind {
		d.kind = kind
		d.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (d *Dot) CreateRenderer() fyne.WidgetRenderer { return newRenderer(d) }

func (d *Dot) parts() []fyne.CanvasObject { return []fyne.CanvasObject{d.box} }

func (d *Dot) paint() {
	name := d.kind.text()
	if d.kind == Neutral {
		name = ColorNameIdle
	}
	d.box.FillColor = colour(name)
}

func (d *Dot) place(size fyne.Size) { put(d.box, (size.Width-7)/2, (size.Height-7)/2, 7, 7) }
func (d *Dot) least() fyne.Size     { return fyne.NewSquareSize(7) }
