package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTheLinesOfAListItemBeginAtTheSamePlace(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewText("", Style{})
	text.SetRuns(Run{Text: "Flow", Bold: true}, Run{Text: strings.Repeat(" every request and answer", 5)})
	item := NewListItem("10.", text)
	item.Resize(fyne.NewSize(240, item.MinSize().Height))
	height := HeightFor(item, 240)
	item.Resize(fyne.NewSize(240, height))
	test.LaidOutObjects(item)
	mark := item.Objects[0]
	if text.Position().X < mark.Position().X+naturalWidth(mark) || text.Position().X > 40 {
		t.Errorf("the text begins at %v, the mark ends at %v", text.Position().X, mark.Position().X+naturalWidth(mark))
	}
	if lines := text.fragments[len(text.fragments)-1].line + 1; lines < 4 || height < float32(lines)*text.font(Run{}).height() {
		t.Errorf("%d lines have a height of %v", lines, height)
	}
}

// Code within a text stands on the baseline of the text.
func TestMonospaceWithinATextStandsOnItsBaseline(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewText("", Style{})
	text.SetRuns(Run{Text: "Enter "}, Run{Text: "alice", Mono: true})
	text.Resize(fyne.NewSize(300, 20))
	line, code := text.font(Run{}), text.font(Run{Mono: true})
	top := func(f font, piece string) float32 {
		size, baseline := f.measure(piece)
		return baseline + max(0, line.height()-size.Height)/2
	}
	if len(text.fragments) != 2 || !code.style.Monospace {
		t.Fatalf("the fragments are %+v", text.fragments)
	}
	if got, want := top(code, "alice")+text.fragments[1].drop, top(line, "Enter"); got != want {
		t.Errorf("the baseline is at %v, that of the line at %v", got, want)
	}
}
