package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func banners(t *testing.T, s *State) string {
	var list []string
	for _, b := range s.Banners() {
		list = append(list, english(t, b.Text))
	}
	return strings.Join(list, "|")
}

func TestBannersSayWhatThePersonShouldKnow(t *testing.T) {
	rows := []struct {
		name   string
		change func(s *State, c *Connection)
		want   string
	}{
		{"nothing", func(*State, *Connection) {}, ""},
		{"the keyring has not answered yet", func(s *State, _ *Connection) { s.Storage = Storage{} }, ""},
		{
			"a locked keyring", func(s *State, _ *Connection) { s.SetStorage(false, "locked") },
			"Tokens are kept in memory for this run, nothing is written: the system keyring is locked.",
		},
		{
			"a reason of the future", func(s *State, _ *Connection) { s.SetStorage(false, "new") },
			"Tokens are kept in memory for this run, nothing is written: the system keyring cannot be used.",
		},
		{
			"a damaged file", func(s *State, _ *Connection) { s.Storage.SetAside = []string{"a.session\u202E"} },
			"A damaged file was set aside and is not used: a.session‹U+202E›",
		},
		{
			"two damaged files", func(s *State, _ *Connection) { s.Storage.SetAside = []string{"a", "b"} },
			"2 damaged files were set aside and are not used: a, b",
		},
		{
			"a list that was not read", func(s *State, _ *Connection) { s.Storage.Problem = "no permission" },
			"The list of connections could not be read, and nothing is written to it: no permission",
		},
		{
			"the demo has moved", func(_ *State, c *Connection) { c.DemoMoved = true },
			"The demo provider had to take another port. That makes it another issuer, so the old demo session has ended.",
		},
		{"a failed refresh and a notice", func(_ *State, c *Connection) {
			c.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Err: failure(oauthflow.StepRefresh, oauthflow.CodeRefreshUnavailable)})
			c.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Err: failure("", oauthflow.CodeSessionUnreadable)})
		}, "The tokens were not renewed: the provider does not renew them now|The stored session could not be read"},
	}
	for _, row := range rows {
		s, c := New(), signedIn()
		s.SetStorage(true, "")
		s.Add(c)
		row.change(s, c)
		if got := banners(t, s); got != row.want {
			t.Errorf("%s: %q", row.name, got)
		}
		c.ClearNotices()
		for _, b := range s.Banners() {
			if b.Dismiss {
				t.Errorf("%s: %q is still there after it was put away", row.name, english(t, b.Text))
			}
		}
	}
}

func TestTheBannersOfAConnectionStayInItsRoom(t *testing.T) {
	s, c := New(), signedIn()
	s.Add(c)
	c.DemoMoved = true
	s.Show(RoomHelp)
	if got := banners(t, s); got != "" {
		t.Errorf("%q", got)
	}
}

func TestSettingsSayWhereTokensRest(t *testing.T) {
	s := New()
	s.DataFolder = "/home/ada/.local/share/proofkey"
	if v := s.SettingsView(); english(t, v.Keyring) != "Asking the system keyring…" || v.KeyringKind != DotQuiet || v.DataFolder != s.DataFolder {
		t.Errorf("%+v", v)
	}
	s.SetStorage(true, "")
	if v := s.SettingsView(); english(t, v.Keyring) != "Tokens are sealed with a key that rests in the system keyring." || v.KeyringKind != DotPassed {
		t.Errorf("%+v", v)
	}
	s.SetStorage(false, "timed_out")
	v := s.SettingsView()
	if english(t, v.Keyring) != "Tokens are in memory for this run, nothing is written: the system keyring did not answer in time." || v.KeyringKind != DotCaution {
		t.Errorf("%+v", v)
	}
	var sizes []string
	for _, o := range v.TextSizes {
		sizes = append(sizes, o.Value+"="+english(t, o.Label))
	}
	if got := strings.Join(sizes, " "); got != "1=100 % 1.25=125 % 1.5=150 %" || v.TextSize != "1" || v.Theme != "system" {
		t.Errorf("sizes %q, chosen %q, theme %q", got, v.TextSize, v.Theme)
	}
}

func TestHelpHasTheVersionAndTheReadme(t *testing.T) {
	s := New()
	s.Version, s.Readme = "0.1.0", "# Proofkey"
	if v := s.HelpView(); english(t, v.Version) != "Proofkey 0.1.0" || v.Readme != "# Proofkey" || len(v.Shortcuts) != len(Shortcuts()) {
		t.Errorf("%+v", v)
	}
}

// The vault's reasons all have words; its source is read, so that this package needs no keyring.
func TestTheVaultsReasonsHaveWords(t *testing.T) {
	found := constants(t, "../../oauthflow/vault", "Reason")
	if len(found) < 5 {
		t.Fatalf("read only %v", found)
	}
	for _, reason := range found {
		if reason != "" && (Storage{Reason: reason}).reason().Key == "storage.reason.other" {
			t.Errorf("the reason %q has no words", reason)
		}
	}
}
