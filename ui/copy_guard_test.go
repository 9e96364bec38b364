package ui

import (
	"testing"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// What is copied is pasted in front of others: a key, or a menu that was open before, copies nothing that is masked.
func TestNothingThatPresenterModeMasksIsCopied(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	c.ShareReport()
	c.MakeReport(state.ShareBundle, true)
	d.Until(t, "the report", func() bool { return !c.state.Share.Running })
	c.Show(state.RoomConnection)
	connection.API.Answer = &oauthflow.APIAnswer{Status: 200, Body: []byte(`{"name":"Ada"}`)}
	connection.Waiting.Link = oauthflow.NewSecret("https://provider.example/?login_hint=ada")
	rows := map[string]struct {
		what state.Masked // that lifts the mask
		copy func()
	}{
		"the answer of an API":      {state.MaskedPersonal, c.CopyAnswer},
		"the access token":          {state.MaskedToken(state.AccessToken), func() { c.CopyToken(state.AccessToken) }},
		"the refresh token":         {state.MaskedToken(state.RefreshToken), func() { c.CopyToken(state.RefreshToken) }},
		"the authorization request": {state.MaskedPersonal, c.CopyLink},
		"a report that keeps names": {state.MaskedPersonal, c.CopyReport},
	}
	copied := func(copy func()) bool {
		d.clipboard = ""
		copy()
		return d.clipboard != ""
	}
	for name, row := range rows {
		c.state.Present(false)
		if !copied(row.copy) {
			t.Errorf("%s is not copied without presenter mode", name)
		}
		c.state.Present(true)
		if copied(row.copy) {
			t.Errorf("%s is copied though it is masked", name)
		}
		c.state.Reveal(row.what)
		if !copied(row.copy) {
			t.Errorf("%s is not copied though it is in sight", name)
		}
	}
	c.state.Present(true)
	if d.clipboard = ""; !copied(c.CopyClaims) {
		t.Fatal("the claims are not copied")
	}
	if got := d.clipboard; got != connection.ClaimsJSON() {
		t.Error("the claims are not copied as they are in sight")
	}
}

func TestACopyIsSaid(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.Copy("https://provider.example")
	if d.clipboard != "https://provider.example" || c.state.CopiedText().IsZero() {
		t.Errorf("clipboard %q, said %v", d.clipboard, c.state.CopiedText())
	}
}
