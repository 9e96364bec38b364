package view

import (
	"testing"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

func TestButtonsAskForWhatTheySay(t *testing.T) {
	tests := []struct {
		screen, label, want string
	}{
		{"signed_out", "Sign in", "sign in"},
		{"signed_out", "Edit", "show edit_connection"},
		{"signed_out", "+  New connection", "show new_connection"},
		{"signed_out", "Settings", "show settings"},
		{"signed_out", "Help", "show help"},
		{"waiting", "Cancel", "cancel sign-in"},
		{"waiting", "Copy link", "copy link"},
		{"waiting", "Open again", "open again"},
		{"waiting", "5 more minutes", "extend"},
		{"identity", "Refresh", "refresh"},
		{"failed", "Try again", "sign in"},
		{"tokens", "Refresh now", "refresh"},
		{"tokens", "Copy", "copy token access_token"},
		{"api", "Call API", "call"},
		{"api", "Copy", "copy answer"},
		{"step_up", "Sign in for this", "step up insufficient_user_authentication"},
		{"origin", "Send", "confirm origin"},
		{"origin", "Do not send", "refuse origin"},
		{"form", "Discover", "discover"},
		{"searching", "Stop searching", "cancel discovery"},
		{"search_servers", "https://partners.example", "discover at https://partners.example"},
		{"form", "Copy", "copy http://127.0.0.1/callback"},
		{"form", "Cancel", "cancel form"},
		{"form", "Save", "save only"},
		{"form", "Save and sign in", "save and sign in"},
		{"notices", "Dismiss", "clear notices"},
		{"settings", "Open folder", "open data folder"},
	}
	for _, test := range tests {
		t.Run(test.screen+" "+test.label, func(t *testing.T) {
			v := open(t, screens()[test.screen](), designLook())
			v.tap(test.label)
			if got := v.asked.last(); got != test.want {
				t.Errorf("asked for %q, want %q", got, test.want)
			}
		})
	}
}

func TestTheSideBarSelectsAndShowsLiveStatus(t *testing.T) {
	s := sample()
	v := open(t, s, designLook())
	v.tapRow("Keycloak staging")
	if v.asked.last() != "select keycloak" {
		t.Errorf("asked for %q", v.asked.last())
	}
	v.mustHave("https://id.staging.example/realms/main", "Signed out")
	s.Connections[1].BeginSignIn(later(0))
	v.update()
	v.mustHave("Contacting the provider…")
	s.Add(state.NewConnection(oauthflow.Profile{ID: "new", Name: "Added later", Issuer: "https://new.example"}))
	v.update()
	v.mustHave("Added later")
	s.Remove("google")
	v.update()
	v.mustNotHave("Google")
}
