package sequence_test

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sequence"
)

// A program that knows no CSS variables paints what the attributes say; a browser takes the style sheet's.
func TestTheSVGIsPaintedWithoutItsStyleSheet(t *testing.T) {
	svg := sequence.New(signIn()).SVG()
	body := svg[strings.Index(svg, "</style>"):]
	for _, element := range regexp.MustCompile(`<(line|rect|path|text) [^>]*>`).FindAllString(body, -1) {
		if !regexp.MustCompile(` fill="(none|#[0-9A-F]{6})"`).MatchString(element) {
			t.Errorf("no fill: %s", element)
		}
		if strings.HasPrefix(element, "<line") && !regexp.MustCompile(` stroke="#[0-9A-F]{6}" stroke-width="[0-9.]+"`).MatchString(element) {
			t.Errorf("no stroke: %s", element)
		}
		if strings.HasPrefix(element, "<text") && !strings.Contains(element, ` font-size="13" text-anchor="middle"`) {
			t.Errorf("no font: %s", element)
		}
	}
	for _, want := range []string{
		`<rect x="0" y="0" width="1180" height="`, `class="bg" fill="#F7F8FA"`, `class="arrow answer" fill="none" stroke="#0B6E62" stroke-width="1.5" stroke-dasharray="6 4"`,
		`class="arrow answer failed" fill="none" stroke="#B91C1C"`, `class="head failed" fill="#B91C1C"`, `class="label failed" fill="#B91C1C"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not there", want)
		}
	}
	for _, rule := range []string{"svg .arrow{stroke:var(--primary)}", "svg .head.failed{fill:var(--failed)}", "svg text.failed{fill:var(--failed)}"} {
		if !strings.Contains(svg, rule) {
			t.Errorf("a browser finds no rule %s", rule)
		}
	}
	if rule := regexp.MustCompile(`[\n}]\.[^{]*\{[^}]*var\(`).FindString(svg); rule != "" {
		t.Errorf("ImageMagick fails at %q", rule)
	}
}

func TestThePNGIsTheDrawingOfTheSVGAtTwiceItsSize(t *testing.T) {
	d := sequence.New(signIn())
	data, err := d.PNG()
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	size := picture.Bounds().Size()
	if want := fmt.Sprintf(`viewBox="0 0 %d %d"`, size.X/2, size.Y/2); !strings.Contains(d.SVG(), want) {
		t.Errorf("the PNG is %v, the SVG has no %s", size, want)
	}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(picture.At(2*x, 2*y)).(color.RGBA) }
	const first, second, third = 102, 140, 178 // the arrows of the first messages
	background, primary, failed := color.RGBA{0xF7, 0xF8, 0xFA, 0xFF}, color.RGBA{0x0B, 0x6E, 0x62, 0xFF}, color.RGBA{0xB9, 0x1C, 0x1C, 0xFF}
	tests := map[string]struct {
		x, y int
		want color.RGBA
	}{
		"the background":           {5, 5, background},
		"the first request":        {300, first, primary},
		"the head of its arrow":    {585, first, primary},
		"the second request":       {700, second, primary},
		"a dash of its answer":     {828, third, primary},
		"the gap after it":         {821, third, background},
		"the last answer's failed": {287, 102 + 38*16, failed},
	}
	for name, test := range tests {
		if got := at(test.x, test.y); got != test.want {
			t.Errorf("%s at %d, %d is %v, want %v", name, test.x, test.y, got, test.want)
		}
	}
	dark := 0
	for x := 200; x < 500; x++ {
		for y := first - 16; y < first-5; y++ {
			if c := at(x, y); c.R < 0x80 && c != primary {
				dark++
			}
		}
	}
	if dark < 20 {
		t.Errorf("the text of the first request has %d dark pixels", dark)
	}
}

func TestThePNGOfHostileTextIsAPicture(t *testing.T) {
	for name, events := range map[string][]oauthflow.Event{"nothing": nil, "hostile text": hostileEvents()} {
		data, err := sequence.New(events).PNG()
		if _, decoded := png.Decode(bytes.NewReader(data)); err != nil || decoded != nil {
			t.Errorf("%s: %v, %v", name, err, decoded)
		}
	}
}

func TestEveryPhraseHasWords(t *testing.T) {
	for _, m := range sequence.New(append(signIn(), hostileEvents()...)).Messages {
		if strings.TrimSpace(m.Text) == "" {
			t.Errorf("%s says nothing", m.Phrase)
		}
	}
}
