package view

import (
	"testing"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestTheDeviceScreenShowsWhatThePersonNeeds(t *testing.T) {
	v := open(t, waitingElsewhere(), look{widget.AlwaysLight, 1, 1180, 1000})
	v.mustHave("Confirm on another device", "There is no redirect", "WDJB-MJHT", "http://127.0.0.1:51723/device", "this address is on this computer only", "asked 3 times, every 5 s",
		"expires in 9:4", "give it to nobody", "none, waiting… 0:1", "code for you", "Cancel")
	if qrCodes(v) != 1 {
		t.Error("no QR code")
	}
	for label, call := range map[string]string{"Copy code": "copy user code", "Copy address": "copy verification", "Open here": "open verification", "Cancel": "cancel sign-in"} {
		v.tap(label)
		if got := v.asked.last(); got != call {
			t.Errorf("%s: %s", label, got)
		}
	}
}

func TestTheDeviceScreenWithoutACompleteAddressHasNoQRCode(t *testing.T) {
	v := open(t, waitingElsewhereLong(), designLook())
	v.mustHave("The provider wants more time: every 10 s")
	if qrCodes(v) != 0 {
		t.Error("a QR code is shown")
	}
}

func TestSigningInElsewhereIsOfferedWhereTheProviderCan(t *testing.T) {
	s := sample()
	v := open(t, s, designLook())
	v.mustNotHave("Sign in on another device")
	s.Current().Metadata.DeviceAuthorizationEndpoint = "http://127.0.0.1:51723/device-authorization"
	v = open(t, s, designLook())
	v.mustHave("Sign in on another device")
	v.main.perform(state.ActionSignInElsewhere)
	if v.asked.last() != "sign in elsewhere" {
		t.Errorf("%v", v.asked.calls)
	}
}

func TestTryAgainGoesTheSameWay(t *testing.T) {
	s := waitingElsewhere()
	v := open(t, s, designLook())
	v.main.perform(state.ActionTryAgain)
	if v.asked.last() != "sign in elsewhere" {
		t.Errorf("%v", v.asked.calls)
	}
	s.Current().Elsewhere = false
	v.main.perform(state.ActionTryAgain)
	if v.asked.last() != "sign in" {
		t.Errorf("%v", v.asked.calls)
	}
}

// qrCodes is the number of QR codes in sight.
func qrCodes(v *shown) int {
	n := 0
	walk(v.window.Content(), func(o fyne.CanvasObject) {
		if _, ok := o.(*widget.QRCode); ok {
			n++
		}
	})
	return n
}
