package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestASideBarRowShowsNameStatusAndLetter(t *testing.T) {
	app(t, AlwaysLight, 1)
	tapped := 0
	r := NewSideBarRow(Connection{Name: "Demo provider", Key: "a", Status: "Signed out"}, func() { tapped++ })
	openOn(t, NewColumn(0, r))
	for _, want := range []string{"D", "Demo provider", "Signed out"} {
		if !has(r, want) {
			t.Errorf("%q is not shown: %q", want, texts(r))
		}
	}
	test.Tap(r)
	press(r, fyne.KeyReturn)
	if tapped != 2 {
		t.Errorf("tapped %d times", tapped)
	}
	r.Set(Connection{Name: "Keycloak", Key: "a", Status: "Ada Lovelace", Left: "59 min", Kind: Passed})
	if !has(r, "Ada Lovelace · 59 min") || !has(r, "K") || !sameColor(r.dot.box.FillColor, theme.Color(ColorNamePassed)) {
		t.Errorf("after a change it shows %q", texts(r))
	}
}

func TestALongNameIsCutBeforeTheTimeThatIsLeft(t *testing.T) {
	app(t, AlwaysLight, 1)
	r := NewSideBarRow(Connection{Name: "Demo", Status: "Υπατία Αλεξανδρινή η μαθηματικός", Left: "59 min"}, nil)
	r.Resize(fyne.NewSize(227, 48))
	if shown := texts(r)[2]; !strings.HasPrefix(shown, "Υπατία") || !strings.HasSuffix(shown, "… · 59 min") {
		t.Errorf("shown %q", shown)
	}
}

func TestASelectedRowDarkensItsQuietText(t *testing.T) {
	app(t, AlwaysLight, 1)
	r := NewSideBarRow(Connection{Name: "Demo", Status: "Signed out"}, nil)
	openOn(t, NewColumn(0, r))
	r.SetSelected(true)
	if !r.back.Visible() || !sameColor(r.status.Color, theme.Color(ColorNameQuietOnSelected)) {
		t.Error("the row is not marked, or its status has too little contrast")
	}
}

func TestTheLeastWidthOfARowDoesNotDependOnItsText(t *testing.T) {
	app(t, AlwaysLight, 1.5)
	long := strings.Repeat("Ελένη ", 60)
	short := NewSideBarRow(Connection{Name: "D", Status: "x"}, nil)
	wide := NewSideBarRow(Connection{Name: long, Status: long}, nil)
	if short.MinSize() != wide.MinSize() {
		t.Errorf("%v and %v", short.MinSize(), wide.MinSize())
	}
	wide.Resize(fyne.NewSize(220, 60))
	if n := strings.Count(strings.Join(texts(wide), "|"), "…"); n != 2 {
		t.Errorf("%d of 2 texts are cut: %q", n, texts(wide))
	}
	if w := wide.name.MinSize().Width; w > 220-56 {
		t.Errorf("the name is %v wide", w)
	}
}

func TestARoomRowShowsItsTextAndIsSelected(t *testing.T) {
	app(t, AlwaysLight, 1)
	tapped := false
	r := NewRoomRow(theme.SettingsIcon(), "Settings", func() { tapped = true })
	openOn(t, NewColumn(0, r))
	test.Tap(r)
	r.SetSelected(true)
	if !tapped || !r.back.Visible() || !has(r, "Settings") {
		t.Errorf("tapped %v, marked %v, texts %q", tapped, r.back.Visible(), texts(r))
	}
}

func TestInitials(t *testing.T) {
	rows := []struct {
		name, in string
		most     int
		want     string
	}{
		{"a person has the first and the last initial", "Ada King Lovelace", 2, "AL"},
		{"a connection has one letter", "demo provider", 1, "D"},
		{"a Greek name has Greek initials", "ελένη παπαδοπούλου", 2, "ΕΠ"},
		{"signs before the name are passed over", "«Demo»", 1, "D"},
		{"a name without a letter has a question mark", " – ", 2, "?"},
		{"one word has one initial", "Ada", 2, "A"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := Initials(row.in, row.most); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestAnAvatarKeepsItsColour(t *testing.T) {
	if !sameColor(AvatarColor("https://a.example"), AvatarColor("https://a.example")) {
		t.Error("the same key has two colours")
	}
	if got := hex(AvatarColor("248289761001")); got != "B45309" {
		t.Errorf("the demo provider's first person has %s, in picture 03 it is B45309", got)
	}
	seen := map[string]bool{}
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		seen[hex(AvatarColor(key))] = true
	}
	if len(seen) < 3 {
		t.Errorf("eight keys have %d colours", len(seen))
	}
}
