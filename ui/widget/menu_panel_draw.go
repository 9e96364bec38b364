// How an open menu is placed and painted.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// shortcutText is a shortcut as it stands beside an item: "Ctrl+N".
func shortcutText(shortcut fyne.Shortcut) string {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if !ok {
		return ""
	}
	modifier := "Ctrl+"
	if custom.Modifier&fyne.KeyModifierSuper != 0 {
		modifier = "Cmd+"
	}
	return modifier + string(custom.KeyName)
}

// atEnd is what stands at the end of an item: its shortcut, or the tick of one that is on.
func atEnd(item *fyne.MenuItem) string {
	if item.Checked {
		return "✓"
	}
	return shortcutText(item.Shortcut)
}

func (p *menuPanel) font() font { return font{size: theme.Size(SizeNameButton)} }

// cardSize is the size of the card: the widest label, the widest shortcut.
func (p *menuPanel) cardSize() fyne.Size {
	label, key, f := float32(0), float32(0), p.font()
	for _, item := range p.items {
		label = max(label, f.width(item.Label))
		if text := atEnd(item); text != "" {
			key = max(key, f.width(text)+itemGap)
		}
	}
	last := p.rows[len(p.rows)-1]
	return fyne.NewSize(max(150, label+key+2*itemPadding+2*panelPadding), last.y+last.height+panelPadding)
}

// CreateRenderer implements fyne.Widget.
func (p *menuPanel) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

func (p *menuPanel) parts() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{p.card, p.mark}
	for _, row := range p.rows {
		objects = append(objects, row.rule)
		objects = append(objects, row.label.parts()...)
		objects = append(objects, row.key.parts()...)
	}
	return objects
}

func (p *menuPanel) paint() {
	p.card.FillColor, p.card.StrokeColor = colour(ColorNamePanel), colour(ColorNameLine)
	p.mark.FillColor = colour(ColorNameSelected)
	show(p.mark, p.chosen(p.marked))
	for i, row := range p.rows {
		text := theme.ColorNameForeground
		if p.items[i].Disabled {
			text = ColorNameQuiet
		}
		row.rule.FillColor = colour(ColorNameLine)
		row.label.paint(p.font(), colour(text))
		row.key.paint(p.font(), colour(ColorNameQuiet))
	}
}

func (p *menuPanel) place(fyne.Size) {
	size, f := p.cardSize(), p.font()
	put(p.card, p.at.X, p.at.Y, size.Width, size.Height)
	left, right := p.at.X+panelPadding, p.at.X+size.Width-panelPadding
	for i, row := range p.rows {
		item, y := p.items[i], p.at.Y+row.y
		if item.IsSeparator {
			put(row.rule, left, y+row.height/2, right-left, 1)
			continue
		}
		top := y + (row.height-f.height())/2
		row.label.place(item.Label, left+itemPadding, top, f.width(item.Label), f.height())
		if key := atEnd(item); key != "" {
			row.key.place(key, right-itemPadding-f.width(key), top, f.width(key), f.height())
		}
		if i == p.marked {
			put(p.mark, left, y, right-left, row.height)
		}
	}
}

func (p *menuPanel) least() fyne.Size { return p.cardSize() }
