// Cards: panels with a thin outline, plain or with a coloured left edge.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Card is a panel round a content. Its height follows from its width.
type Card struct {
	widget.BaseWidget
	Content fyne.CanvasObject
	insets  Insets
	edge    *Kind
	under   *canvas.Rectangle // the coloured edge, seen where the box does not cover it
	box     *canvas.Rectangle
}

// NewCard makes a panel with 16 pixels of free space at the sides and 14 above and below.
func NewCard(content fyne.CanvasObject) *Card {
	return newCard(content, Insets{Top: 14, Right: 16, Bottom: 14, Left: 16}, nil)
}

// NewTightCard makes a panel with the space that a Table or FactList needs around it.
func NewTightCard(content fyne.CanvasObject) *Card {
	return newCard(content, Insets{Top: 4, Right: 8, Bottom: 4, Left: 8}, nil)
}

// NewBareCard makes a panel whose content reaches to the outline, as the API's answer does.
func NewBareCard(content fyne.CanvasObject) *Card { return newCard(content, Padding(1), nil) }

// NewEdgeCard makes a panel with a coloured left edge, picture 06.
func NewEdgeCard(content fyne.CanvasObject, edge Kind) *Card {
	return newCard(content, Insets{Top: 14, Right: 16, Bottom: 14, Left: 20}, &edge)
}

func newCard(content fyne.CanvasObject, insets Insets, edge *Kind) *Card {
	c := &Card{Content: content, insets: insets, edge: edge, under: newBox(8), box: newBox(8)}
	c.box.StrokeWidth = 1
	c.ExtendBaseWidget(c)
	return c
}

// HeightFor is the height of the card at a width.
func (c *Card) HeightFor(width float32) float32 {
	return HeightFor(c.Content, c.innerWidth(width)) + c.insets.Top + c.insets.Bottom
}

// SetEdge changes the colour of the left edge.
func (c *Card) SetEdge(kind Kind) {
	c.edge = &kind
	c.Refresh()
}

func (c *Card) innerWidth(width float32) float32 {
	return max(0, widthOr(width)-c.insets.Left-c.insets.Right)
}

func (c *Card) naturalWidth() float32 {
	return naturalWidth(c.Content) + c.insets.Left + c.insets.Right
}

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *Card) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.under, c.box, c.Content}
}

func (c *Card) paint() {
	c.box.FillColor, c.box.StrokeColor = colour(ColorNamePanel), colour(ColorNameLine)
	show(c.under, c.edge != nil)
	if c.edge != nil {
		c.under.FillColor = colour(c.edge.text())
	}
}

func (c *Card) place(size fyne.Size) {
	left := float32(0)
	if c.edge != nil {
		left = 4
	}
	put(c.under, 0, 0, min(size.Width, 24), size.Height)
	put(c.box, left, 0, size.Width-left, size.Height)
	put(c.Content, c.insets.Left, c.insets.Top, c.innerWidth(size.Width), size.Height-c.insets.Top-c.insets.Bottom)
}

func (c *Card) least() fyne.Size {
	width := c.Content.MinSize().Width + c.insets.Left + c.insets.Right
	return fyne.NewSize(width, c.HeightFor(c.Size().Width))
}
