package view

import (
	"maps"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestEveryScreenLooksAsRecorded(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(screens())) {
		for theme, variant := range map[string]widget.Variant{"light": widget.AlwaysLight, "dark": widget.AlwaysDark} {
			t.Run(name+" "+theme, func(t *testing.T) {
				v := open(t, screens()[name](), look{variant, 1, 1180, 760})
				test.AssertRendersToMarkup(t, name+"_"+theme+".xml", v.window.Canvas())
			})
		}
	}
}

func TestNoScreenWidensTheSmallestWindow(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(screens())) {
		for _, scale := range []float32{1, 1.5} {
			v := open(t, foreign(screens()[name]()), look{widget.AlwaysLight, scale, 900, 600})
			if least := v.window.Content().MinSize(); least.Width > 900 || least.Height > 600 {
				t.Errorf("%s at scale %v needs %v", name, scale, least)
			}
			if name, right := v.farthest(); right > 900 {
				t.Errorf("%s at scale %v draws %q to %v", name, scale, name, right)
			}
		}
	}
}

// farthest is the text outside of scrolls that reaches farthest to the right.
func (v *shown) farthest() (name string, right float32) {
	for _, o := range test.LaidOutObjects(v.window.Content()) {
		text, ok := o.(*canvas.Text)
		if !ok || !text.Visible() || text.Text == "" {
			continue
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(text)
		if end := at.X + text.MinSize().Width; end > right && !v.scrolls(text) {
			name, right = text.Text, end
		}
	}
	return name, right
}

// scrolls says whether an object is in the view of a long text, which scrolls sideways.
func (v *shown) scrolls(target fyne.CanvasObject) bool {
	found := false
	walk(v.window.Content(), func(o fyne.CanvasObject) {
		if view, ok := o.(*widget.TextView); ok {
			walk(view, func(part fyne.CanvasObject) { found = found || part == target })
		}
	})
	return found
}

func TestAScreenHasOneFilledButtonAtMost(t *testing.T) {
	primary := (&widget.Theme{Variant: widget.AlwaysLight}).Color(theme.ColorNamePrimary, 0)
	filled := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(screens())) {
		v := open(t, screens()[name](), designLook())
		walk(v.window.Content(), func(o fyne.CanvasObject) {
			if b, ok := o.(*widget.Button); ok && test.WidgetRenderer(b).Objects()[0].(*canvas.Rectangle).FillColor == primary {
				filled[name]++
			}
		})
		if filled[name] > 1 {
			t.Errorf("%s has %d filled buttons", name, filled[name])
		}
	}
	for _, name := range []string{"signed_out", "failed", "tokens", "api", "form", "step_up", "origin", "preview", "stop", "stop_code", "stop_watched"} {
		if filled[name] != 1 {
			t.Errorf("%s has %d filled buttons", name, filled[name])
		}
	}
}

func TestScreensAreBuiltAtFirstUseOnly(t *testing.T) {
	v := open(t, sample(), designLook())
	if n := len(v.main.rooms); n != 1 {
		t.Errorf("%d rooms before anything was opened", n)
	}
	if n := len(v.main.rooms[state.RoomConnection].(*connectionRoom).screens); n != 1 {
		t.Errorf("%d screens before anything was opened", n)
	}
}

func TestEveryScreenSaysWhatItIsAbout(t *testing.T) {
	tests := map[string][]string{
		"signed_out":   {"Sign in with your browser", "No account needed", "In one go", "Step by step", "What will be sent", "ready", "not encrypted, this computer only"},
		"preview":      {"What will be sent", "GET http://127.0.0.1:51723/authorize", "PARAMETER", "WHY IT IS THERE", "http://127.0.0.1:<port>/callback with a port", "at least 128 random bits", "SHA-256", "S256", "Back"},
		"stop":         {"Step 3 of 6: Redirect", "will open your browser", "begins when the browser opens", "Continue", "Cancel", "next", "Waiting for Continue", "kq3vY7…", "http://127.0.0.1:53911/callback"},
		"stop_code":    {"Step 4 of 6: Token request", "the code does not wait: it came 0:12 ago", "Show the flow"},
		"stop_watched": {"Back", "Continue", "Stopped before Token request", "Stopped before Redirect"},
		"waiting":      {"Continue in your browser", "Listening on 127.0.0.1:53911 only, until 07:16:59", "waiting… 0:07", "4:53 left", "5 more minutes"},
		"strangers":    {"Open the sign-in page yourself", "login.example", "2 requests came", "GET /favicon.ico was answered with 404", "insists on https"},
		"identity":     {"Ada Lovelace", "subject 248289761001", "✓ Signature RS256, key demo-2026-11 verified", "email_verified = true", "(in 59 min)"},
		"checks":       {"10 passed, 1 skipped", "– skipped", "not asked for in this connection", "RFC 9207 §2.4"},
		"flow_request": {
			"+0.009", "Authorization request", "6.2 s", "Everything in this URL can be read by the browser", "response_type", "kq3vY7…", "n-0S6_…", "Reveal secrets", "WHY IT IS THERE",
			"+6.214", "POST /token", "Request ignored", "GET /favicon.ico", "404", "4 checks",
		},
		"flow_exchange": {"Request body", "grant_type", "code_verifier", "••••", "Answer header", "Set-Cookie", "HTTP/1.1 200 OK", "3600", "To the first byte", "30 ms"},
		"flow_waiting":  {"Back", "0:0"},
		"flow_failed":   {"Sign-in ended", "the ID token belongs to another sign-in", "not signed in"},
		"failed":        {"You were not signed in: the ID token belongs to another sign-in", "We sent", "n-aaaa…", "id_token_nonce_mismatch", "Try again", "1 failed"},
		"good_practice": {
			"Good practice", "✓ kept", "! not kept", "PKCE with S256", "At the provider: have code_challenge_methods_supported list S256", "RFC 9700 §2.1.1",
			"came back unchanged: kq3x7a…", "In Okta: the grant type Refresh Token",
		},
		"explained": {
			"Cause", "Entra takes this app for a web app", "Fix", "Mobile and desktop applications", "Setting", "Allow public client flows: Yes",
			"The provider’s clock", "7 min ahead of this computer’s (within 520 ms)", "This computer’s clock is 7 min behind",
		},
		"waiting_long": {"What do you see in the browser?", "4:53 left"},
		"tokens":       {"expires in", "59:58", "sealed, key in the system keyring", "used 2 times · last 06:58:10", "iat, exp, at_hash", "demo-2026-11"},
		"api":          {"200 OK", "6 ms · 117 B · application/json", "Order analytical engine parts", "Notes (demo API)", "expires in 59 min"},
		"step_up":      {"401 Unauthorized", "prove now who you are", "Sign in for this"},
		"origin":       {"Send this access token to https://api.example?", "Do not send"},
		"form":         {"New connection", "Found an OpenID provider", "in 84 ms", "✓ DPoP", "– client registration", "http://127.0.0.1/callback"},
		"search_nothing": {
			"No provider was found", "▾ 4 URLs tried", "404: nothing there", "302: a redirect to https://www.staging.example/, which is not followed",
			"! Not used: Resource in the API's metadata is the URL that was called. Seen: https://app.staging.example.",
		},
		"search_servers": {"An API with several authorization servers", "https://partners.example", "▸ 1 URL tried"},
		"search_mcp": {
			"Found a protected API", "may send them to https://mcp.staging.example", "The API asks for the scopes tools.", "● An MCP server",
			"! This provider does not announce PKCE with S256.", "openid tools offline_access", "– PKCE S256",
		},
		"form_by_hand": {
			"▾ Endpoints by hand", "entered by hand below are used, not these", "JWKS URI", "! This is needed, since an endpoint is entered by hand.",
			"! The URL is not encrypted: use https", "Where the browser signs out at the provider too",
		},
		"report_identity":   {"as saved, not verified here", "saved 24 Nov 2026 07:13:06 by Proofkey 1.0.0", "As saved, not verified", "Signature RS256, not verified here", "Close report"},
		"report_checks":     {"10 passed, 1 skipped", "Good practice", "RFC 9700 §2.1.1"},
		"report_tokens":     {"was to expire 24 Nov 2026", "not verified here"},
		"report_not_opened": {"it is not a report that was saved as a bundle", "Dismiss"},
		"compare":           {"A: not signed in", "B: signed in", "A: provider refused", "differences", "Show in A", "parameter scope"},
		"compare_same":      {"Nothing differs: both went the same way."},
		"notices":           {"the system keyring is locked", "The tokens were not renewed", "did not confirm that the tokens are revoked", "Dismiss"},
		"settings":          {"Theme", "● As the system", "○ 150 %", "sealed with a key", "/home/ada/.config/proofkey", "Open folder"},
		"help":              {"Ctrl+R", "Signs you in.", "Proofkey 1.0.0"},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			open(t, screens()[name](), look{widget.AlwaysLight, 1, 1180, 1400}).mustHave(want...)
		})
	}
}
