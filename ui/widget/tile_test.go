package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestATileIsChosenByTapAndKey(t *testing.T) {
	app(t, AlwaysLight, 1)
	chosen := 0
	tile := NewTile(TileText{Letter: "K", Color: "#7C3AED", Name: "Keycloak", Note: "host · realm"}, func() { chosen++ })
	openOn(t, NewColumn(0, NewTileGrid(tile)))
	for _, want := range []string{"K", "Keycloak", "host · realm"} {
		if !has(tile, want) {
			t.Errorf("%q is not shown: %q", want, texts(tile))
		}
	}
	test.Tap(tile)
	press(tile, fyne.KeyReturn)
	press(tile, fyne.KeySpace)
	if chosen != 3 {
		t.Errorf("chosen %d times", chosen)
	}
	tile.SetSelected(true)
	if !tile.Selected() || !sameColor(tile.box.StrokeColor, theme.Color(theme.ColorNamePrimary)) {
		t.Error("the chosen tile is not marked")
	}
	tile.SetEnabled(false)
	test.Tap(tile)
	press(tile, fyne.KeyReturn)
	if chosen != 3 {
		t.Error("a tile that cannot be chosen was")
	}
	if !sameColor(colorOf("#7c3aed"), tile.ground.FillColor) || !sameColor(colorOf("red"), colorOf("#64748B")) {
		t.Error("the ground is not of its colour")
	}
}

func TestTilesStandInAsManyColumnsAsFit(t *testing.T) {
	for _, row := range []struct {
		scale, width float32
		columns      int
	}{{1, 884, 3}, {1, 500, 2}, {1, 300, 1}, {1.5, 884, 2}, {1.5, 618, 2}, {1.5, 400, 1}} {
		app(t, AlwaysLight, row.scale)
		var tiles []fyne.CanvasObject
		long := strings.Repeat("Ελένη ", 60)
		for range 4 {
			tiles = append(tiles, NewTile(TileText{Letter: "E", Color: "#7C3AED", Name: long, Note: long}, nil))
		}
		grid := NewTileGrid(tiles...)
		grid.Resize(fyne.NewSize(row.width, HeightFor(grid, row.width)))
		columns := 0
		for _, tile := range tiles {
			if tile.Position().Y == 0 {
				columns++
			}
			if tile.Position().X+tile.Size().Width > row.width+0.5 || tile.Position().Y+tile.Size().Height > grid.Size().Height+0.5 {
				t.Errorf("%+v: a tile is out of the grid", row)
			}
		}
		if columns != row.columns {
			t.Errorf("%+v: %d columns", row, columns)
		}
	}
}
