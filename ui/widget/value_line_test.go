package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestAValueIsOneLineWithAnEllipsis(t *testing.T) {
	app(t, AlwaysLight, 1)
	v := NewValueLine("http://127.0.0.1:51723/authorize?" + strings.Repeat("a=b&", 5000))
	v.Resize(fyne.NewSize(400, 33))
	if got := texts(v); len(got) != 1 || !strings.HasSuffix(got[0], "…") {
		t.Errorf("shown %q", got)
	}
	if n := len([]rune(v.Text())); n > maxValueRunes+1 {
		t.Errorf("%d characters are kept", n)
	}
	if w := v.MinSize().Width; w > 100 {
		t.Errorf("the least width is %v", w)
	}
}

// anywhere says whether a text is in any object under o, seen or not.
func anywhere(o fyne.CanvasObject, part string) bool {
	for _, o := range test.LaidOutObjects(o) {
		switch o := o.(type) {
		case *canvas.Text:
			if strings.Contains(o.Text, part) {
				return true
			}
		case *Text:
			if strings.Contains(o.Text(), part) || strings.Contains(o.AccessibilityLabel(), part) {
				return true
			}
		}
	}
	return false
}

func TestAMaskedValueHoldsNoSecretUntilItIsRevealed(t *testing.T) {
	app(t, AlwaysLight, 1)
	asked := 0
	m := NewMaskedValue(func() string { asked++; return "very-secret-token" })
	m.SetPrefix("eyJhbGciOi.")
	openOn(t, NewColumn(0, m))
	if asked != 0 || anywhere(m, "secret") || !has(m, "eyJhbGciOi.•••") {
		t.Fatalf("asked %d times, shown %q", asked, texts(m))
	}
	m.Reveal()
	if asked != 1 || !m.Revealed() || !has(m, "very-secret-token") {
		t.Errorf("asked %d times, shown %q", asked, texts(m))
	}
	m.Mask()
	if m.Revealed() || anywhere(m, "secret") {
		t.Error("the secret is still in the tree after it was masked")
	}
}

func TestTheDotsDoNotTellTheLength(t *testing.T) {
	app(t, AlwaysLight, 1)
	short, long := NewMaskedValue(func() string { return "a" }), NewMaskedValue(func() string { return strings.Repeat("a", 9000) })
	if short.Text() != long.Text() {
		t.Error("the dots differ")
	}
	long.Reveal()
	if n := len([]rune(long.Text())); n != maxValueRunes+1 {
		t.Errorf("%d characters are shown", n)
	}
}

func TestANewSourceMasksTheValue(t *testing.T) {
	app(t, AlwaysLight, 1)
	m := NewMaskedValue(func() string { return "first" })
	m.Reveal()
	m.SetReveal(func() string { return "second" })
	if m.Revealed() || strings.Contains(m.Text(), "first") {
		t.Errorf("shown %q", m.Text())
	}
}

func TestTheExpiryBarShowsItsShare(t *testing.T) {
	app(t, AlwaysLight, 1)
	b := NewExpiryBar()
	openOn(t, b)
	b.Resize(fyne.NewSize(160, 6))
	for _, row := range []struct{ share, want float32 }{{0.5, 80}, {1, 160}, {7, 160}, {0.001, 6}} {
		b.Set(row.share, Passed)
		if got := b.bar.Size().Width; got != row.want {
			t.Errorf("a share of %v is %v wide, want %v", row.share, got, row.want)
		}
	}
	b.Set(-1, Failed)
	if b.bar.Visible() || b.Share() != 0 {
		t.Error("an expired token has a bar")
	}
}
