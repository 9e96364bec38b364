package state

import (
	"testing"
	"time"

	"proofkey/oauthflow"
)

func TestTheSideBarTellsEachConnectionsStatus(t *testing.T) {
	now := testNow()
	judging, restored, unknown, expired, out := waiting(), signedIn(), signedIn(), signedIn(), signedIn()
	judging.Apply(oauthflow.Event{Kind: oauthflow.EventStepBegan, Step: oauthflow.StepVerify})
	restored.BeginRefresh()
	unknown.Session.ExpiresAt = time.Time{}
	expired.Session.ExpiresAt = now.Add(-3*time.Hour - time.Minute)
	out.BeginSignOut()
	starting := NewConnection(testProfile())
	starting.BeginSignIn(now)
	rows := []struct {
		name       string
		connection *Connection
		want       string
		dot        Dot
	}{
		{"nobody yet", NewConnection(testProfile()), "Signed out", DotQuiet},
		{"just begun", starting, "Contacting the provider…", DotCaution},
		{"the browser is open", waiting(), "Waiting for browser…", DotCaution},
		{"the answer is judged", judging, "Checking the answer…", DotCaution},
		{"signed in", signedIn(), "Ada Lovelace · 59 min", DotPassed},
		{"refreshing", restored, "Ada Lovelace · 59 min", DotPassed},
		{"a lifetime that is not known", unknown, "Ada Lovelace", DotPassed},
		{"an access token that expired", expired, "Expired 3 h ago", DotCaution},
		{"signing out", out, "Signing out…", DotCaution},
		{"a sign-in that failed", failedWith(oauthflow.CodeTimedOut, oauthflow.StepRedirect), "Not signed in", DotFailed},
	}
	for _, row := range rows {
		s := New()
		s.Add(row.connection)
		got := s.SideBar(now)[0]
		shown := english(t, got.Status)
		if !got.Left.IsZero() {
			shown += " · " + english(t, got.Left)
		}
		if shown != row.want || got.Dot != row.dot {
			t.Errorf("%s: %q with the dot %s, want %q, %s", row.name, shown, got.Dot, row.want, row.dot)
		}
		if !got.Selected || got.Name != "Demo provider" || got.Initial != "D" {
			t.Errorf("%s: %+v", row.name, got)
		}
	}
}

func TestNoRowIsSelectedInARoomOfItsOwn(t *testing.T) {
	s := New()
	s.Add(signedIn())
	s.Show(RoomSettings)
	if s.SideBar(testNow())[0].Selected {
		t.Error("the row is selected although Settings is open")
	}
}

func TestInitialsAreOfLetters(t *testing.T) {
	for name, want := range map[string]string{
		"Ada Lovelace": "AL", "Ελένη Παπαδοπούλου": "ΕΠ", "ada@demo.example": "A", "mononym": "M", "": "?", "\u202e\u202e": "?",
		"Jean-Luc de la Fontaine": "JF", "248289761001": "2",
	} {
		if got := initialsOf(name); got != want {
			t.Errorf("the initials of %q are %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]string{"demo": "D", " «Έλενα»": "Έ", "!": "?", "": "?", "7zip": "7"} {
		if got := initialOf(name); got != want {
			t.Errorf("the initial of %q is %q, want %q", name, got, want)
		}
	}
}

func TestTheDemoHasThePrimaryColourAndOthersKeepTheirs(t *testing.T) {
	demo, other := signedIn(), NewConnection(testProfile())
	if demo.badgeColor() != 0 {
		t.Errorf("the demo's colour is %d", demo.badgeColor())
	}
	seen := map[int]bool{}
	for range 200 {
		other.Profile.ID = oauthflow.NewProfileID()
		color := other.badgeColor()
		if color < 1 || color >= BadgeColors || color != other.badgeColor() {
			t.Fatalf("colour %d", color)
		}
		seen[color] = true
	}
	if len(seen) != BadgeColors-1 {
		t.Errorf("only the colours %v are used", seen)
	}
}
