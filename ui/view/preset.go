// The tiles of picture 11: the providers that are known, the usual ones first.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// presetPart is the part of the form that presets fill: tiles, and the panel of the chosen one.
type presetPart struct {
	kit     *kit
	content *fyne.Container
	tiles   map[string]*widget.Tile // by the ID of the preset
	more    *fold
	reasons *widget.Text // of those that cannot work
	panel   *registrationPanel
	chosen  string
	onPanel func(panel fyne.CanvasObject) // it is shown for a preset that was just chosen
}

func newPresetPart(k *kit) *presetPart {
	p := &presetPart{kit: k, tiles: map[string]*widget.Tile{}, reasons: widget.NewQuiet(""), panel: newRegistrationPanel(k)}
	v := state.NewForm().PresetView()
	p.more = newFold(k, Words(v.MoreText), widget.NewColumn(12, p.grid(v.More), p.reasons))
	p.more.onOpen = func(open bool) { k.actions.EditForm(func(f *state.Form) { f.Presets.More = open }) }
	p.content = widget.NewColumn(12, p.grid(v.Usual), p.more.content, p.panel.content)
	return p
}

func (p *presetPart) grid(shown []state.PresetTile) fyne.CanvasObject {
	var tiles []fyne.CanvasObject
	for _, t := range shown {
		text := widget.TileText{Letter: t.Letter, Color: t.Color, Name: Words(t.TileName()), Note: Words(t.Needs)}
		tile := widget.NewTile(text, func() { p.choose(t.ID) })
		tile.OnKey = p.kit.key
		tile.SetEnabled(t.Enabled)
		p.tiles[t.ID] = tile
		tiles = append(tiles, tile)
	}
	return widget.NewTileGrid(tiles...)
}

func (p *presetPart) choose(id string) {
	p.kit.actions.EditForm(func(f *state.Form) { f.ChoosePreset(id) })
	p.kit.arrange()
	if p.panel.content.Visible() && p.onPanel != nil {
		p.onPanel(p.panel.content)
	}
}

func (p *presetPart) update(s *state.State) {
	v := s.PresetView()
	setVisible(p.content, v.Shown)
	if !v.Shown {
		return
	}
	for _, t := range append(v.Usual, v.More...) {
		if tile := p.tiles[t.ID]; tile != nil {
			tile.SetSelected(t.Selected)
		}
	}
	p.more.setOpen(s.Form.Presets.More)
	reasons := ""
	for _, why := range v.Unusable {
		reasons += Words(why)
	}
	setLiteral(p.reasons, reasons)
	p.panel.update(s, v.Panel)
	if p.chosen != s.Form.Presets.Chosen {
		p.chosen = s.Form.Presets.Chosen
		p.content.Refresh()
	}
}

// registers reports whether the panel says what to register, instead of the form's own row.
func (p *presetPart) registers() bool { return p.content.Visible() && p.panel.content.Visible() }

func (p *presetPart) masked() { p.panel.secret.setShown(false) }
