package widget

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestThemeHasTheColoursOfTheDesign(t *testing.T) {
	test.NewTempApp(t)
	rows := []struct {
		name        fyne.ThemeColorName
		light, dark string
	}{
		{ColorNamePage, "F7F8FA", "14171C"},
		{ColorNamePanel, "FFFFFF", "1B1F26"},
		{ColorNameLine, "E3E6EC", "2C323C"},
		{theme.ColorNameForeground, "1D2330", "E7EAF0"},
		{ColorNameQuiet, "68707F", "98A1B0"},
		{theme.ColorNamePrimary, "0B6E62", "2CB6A3"},
		{ColorNamePassed, "15803D", "4ADE80"},
		{ColorNameCaution, "B45309", "FBBF24"},
		{ColorNameFailed, "B91C1C", "F87171"},
		{theme.ColorNameForegroundOnPrimary, "FFFFFF", "14171C"},
		{theme.ColorNameDisabled, "68707F", "98A1B0"},
	}
	for _, row := range rows {
		th := &Theme{}
		if got := hex(th.Color(row.name, theme.VariantLight)); got != row.light {
			t.Errorf("%s in light is %s, want %s", row.name, got, row.light)
		}
		if got := hex(th.Color(row.name, theme.VariantDark)); got != row.dark {
			t.Errorf("%s in dark is %s, want %s", row.name, got, row.dark)
		}
	}
}

// Fyne hands the driver each channel divided by 255 · 255.
func TestTheWindowHasTheColourOfThePage(t *testing.T) {
	for _, variant := range []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark} {
		r, g, b, a := (&Theme{}).Color(theme.ColorNameBackground, variant).RGBA()
		painted := color.NRGBA{A: 255}
		for channel, value := range map[*uint8]uint32{&painted.R: r, &painted.G: g, &painted.B: b} {
			*channel = uint8(math.Round(float64(value) / (255 * 255) * 255))
		}
		if want := (&Theme{}).Color(ColorNamePage, variant); !sameColor(painted, want) || a != 0xFFFF {
			t.Errorf("painted %s, want %s", hex(painted), hex(want))
		}
	}
}

func TestThemeKnowsEveryColourOfFyne(t *testing.T) {
	test.AssertAllColorNamesDefined(t, &Theme{}, "Proofkey")
}

func TestAFixedVariantOverridesTheSystem(t *testing.T) {
	test.NewTempApp(t)
	if got := hex((&Theme{Variant: AlwaysDark}).Color(ColorNamePanel, theme.VariantLight)); got != "1B1F26" {
		t.Errorf("always dark gives %s", got)
	}
	if got := hex((&Theme{Variant: AlwaysLight}).Color(ColorNamePanel, theme.VariantDark)); got != "FFFFFF" {
		t.Errorf("always light gives %s", got)
	}
}

func TestTextGrowsAndPaddingDoesNot(t *testing.T) {
	test.NewTempApp(t)
	th := &Theme{TextScale: 1.5}
	for name, want := range map[fyne.ThemeSizeName]float32{
		theme.SizeNameText: 21, theme.SizeNameCaptionText: 18.75, theme.SizeNameHeadingText: 31.5,
		theme.SizeNamePadding: 4, theme.SizeNameInnerPadding: 8, theme.SizeNameInputRadius: 6, SizeNamePill: 16.5,
	} {
		if got := th.Size(name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if got := (&Theme{}).Size(theme.SizeNameText); got != 14 {
		t.Errorf("without a scale the text is %v", got)
	}
}

// pairs are a text colour and the grounds it stands on.
func pairs() map[fyne.ThemeColorName][]fyne.ThemeColorName {
	page := []fyne.ThemeColorName{ColorNamePage, ColorNamePanel}
	selectable := append([]fyne.ThemeColorName{ColorNameSelected, theme.ColorNameHover, theme.ColorNameSelection}, page...)
	quiet := append([]fyne.ThemeColorName{theme.ColorNameHover}, page...)
	return map[fyne.ThemeColorName][]fyne.ThemeColorName{
		theme.ColorNameForeground: append([]fyne.ThemeColorName{theme.ColorNameMenuBackground}, selectable...), theme.ColorNamePrimary: quiet, ColorNameQuiet: quiet,
		ColorNamePassed: page, ColorNameCaution: page, ColorNameFailed: page,
		ColorNameString: page, ColorNameNumber: page,
		ColorNameQuietOnSelected: {ColorNameSelected},
		ColorNamePassedOnBadge:   {ColorNamePassedBadge}, ColorNameCautionOnBadge: {ColorNameCautionBadge},
		ColorNameFailedOnBadge: {ColorNameFailedBadge}, ColorNameNeutralOnBadge: {ColorNameNeutralBadge},
		theme.ColorNameForegroundOnPrimary: {theme.ColorNamePrimary, ColorNameHoverPrimary, ColorNamePassed, ColorNameFailed},
	}
}

func TestEveryTextIsReadableOnItsGround(t *testing.T) {
	test.NewTempApp(t)
	th := &Theme{}
	for _, variant := range []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark} {
		panel := th.Color(ColorNamePanel, variant)
		for text, grounds := range pairs() {
			for _, ground := range grounds {
				under := over(th.Color(ground, variant), panel)
				if got := contrast(th.Color(text, variant), under); got < 4.5 {
					t.Errorf("variant %d: %s on %s has %.2f : 1", variant, text, ground, got)
				}
			}
		}
	}
}

func TestLettersAreReadableOnEveryAvatar(t *testing.T) {
	for _, c := range AvatarColors() {
		if got := contrast(color.White, c); got < 4.5 {
			t.Errorf("white on %s has %.2f : 1", hex(c), got)
		}
	}
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("%02X%02X%02X", r>>8, g>>8, b>>8)
}

// over lays a colour with opacity over an opaque one.
func over(top, bottom color.Color) color.Color {
	r1, g1, b1, a := top.RGBA() // already multiplied by the opacity
	r2, g2, b2, _ := bottom.RGBA()
	mix := func(x, y uint32) uint16 { return uint16(x + y*(0xFFFF-a)/0xFFFF) }
	return color.RGBA64{mix(r1, r2), mix(g1, g2), mix(b1, b2), 0xFFFF}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xFFFF
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
