package sequence

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// calls are n calls of an API, a request and an answer each.
func calls(n int) Diagram {
	events := make([]oauthflow.Event, n)
	for i := range events {
		events[i] = oauthflow.Event{Kind: oauthflow.EventHTTP, Step: oauthflow.StepAPI, HTTP: &oauthflow.HTTPExchange{Method: "GET", URL: "https://api.example/notes", Status: 200}}
	}
	return New(events)
}

// The largest picture is laid out, and a small one drawn: drawing takes its time.
func TestThePNGOfALongFlowHasItsEndAndSaysSo(t *testing.T) {
	if n := calls(MaxPictureMessages / 2).LeftOut(); n != 0 {
		t.Errorf("%d messages are left out of a picture with room for all", n)
	}
	d := calls(5000)
	if n := d.LeftOut(); n != 10000-MaxPictureMessages {
		t.Errorf("%d messages are left out", n)
	}
	long, whole := d.end(MaxPictureMessages), calls(MaxPictureMessages/2).end(MaxPictureMessages)
	if long.height*pictureScale > 16384 || long.height != whole.height+row {
		t.Errorf("%v high with a line that says what is left out, %v without one", long.height, whole.height)
	}
	said := 0
	for _, s := range long.shapes {
		if strings.HasPrefix(s.text, "9800 earlier messages are left out") {
			said++
		}
	}
	if said != 1 {
		t.Errorf("it says %d times what is left out", said)
	}
	const last = 6
	heights := map[int]int{}
	for _, n := range []int{last / 2, 20} {
		data, err := calls(n).png(last)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		heights[n] = picture.Height
	}
	if heights[20] != heights[last/2]+row*pictureScale {
		t.Errorf("the pictures are %v high", heights)
	}
}
