package widget

import (
	"image"
	"strings"
	"testing"
)

func TestAQRCodeHasWholeModulesAndAQuietZone(t *testing.T) {
	q := NewQRCode()
	if !q.SetText("https://op.example/device?user_code=WDJB-MJHT") {
		t.Fatal("no code")
	}
	for _, side := range []int{184, 276, 461} { // at display scales 1, 1.5 and 2.5
		picture := q.draw(side, side).(*image.Gray)
		module := side / (q.code.Size + 2*quietModules)
		left := (side - module*q.code.Size) / 2
		for y := range side {
			for x := range side {
				inside := x >= left && y >= left && x < left+module*q.code.Size && y < left+module*q.code.Size
				black := inside && q.code.Black((x-left)/module, (y-left)/module)
				if got := picture.GrayAt(x, y).Y == 0; got != black {
					t.Fatalf("pixel %d,%d of %d is black: %v", x, y, side, got)
				}
			}
		}
		if left < module*quietModules {
			t.Errorf("the quiet zone of %d pixels is %d, a module is %d", side, left, module)
		}
	}
}

func TestATextThatFitsNoQRCodeHasNone(t *testing.T) {
	q := NewQRCode()
	if q.SetText("") || q.SetText(strings.Repeat("x", 5000)) {
		t.Error("there is one")
	}
	if picture := q.draw(10, 10).(*image.Gray); picture.GrayAt(5, 5).Y != 0xff {
		t.Error("it is not white")
	}
	q.draw(0, 0)
}
