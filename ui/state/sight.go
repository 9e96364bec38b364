// What of secrets and personal values may be in sight: presenter mode, and the one masked thing that the person has
// revealed. The controller masks it again after a while; here it is masked as soon as something else is shown.

package state

import "proofkey/oauthflow"

// Masked is something that is masked and has a Reveal.
type Masked string

// What can be revealed, one at a time. Tokens are MaskedToken.
const (
	MaskedNothing      Masked = ""
	MaskedPersonal     Masked = "personal" // all that presenter mode masks and nothing else does
	MaskedFlow         Masked = "flow"     // the entry that is looked at
	MaskedClientSecret Masked = "client_secret"

	MaskedProxyPassword Masked = "proxy_password"
)

// MaskedToken is a token.
func MaskedToken(kind TokenKind) Masked { return Masked(kind) }

// Sight is presenter mode and what is revealed. The window and its connections share it.
type Sight struct {
	presenting bool
	revealed   Masked
	at         sightPlace // where it was revealed
}

// sightPlace is what the person looked at: revealed is what belongs to it, and nothing else.
type sightPlace struct {
	room   Room
	id     string
	screen Screen
	tab    Tab
	entry  int              // of the flow
	drawn  bool             // the diagram is shown in place of the entry
	token  oauthflow.Secret // that was revealed or is inspected: a renewed one is another
	answer *oauthflow.APIAnswer
	pair   [2]string // that is compared
	report reportPlace
}

// reportPlace is a report in the room "Share report".
type reportPlace struct {
	id       string
	format   ShareFormat
	personal bool
}

// Presenting reports presenter mode.
func (s *State) Presenting() bool { return s.sight.presenting }

// Present turns presenter mode on or off. What is revealed is masked in both cases.
func (s *State) Present(on bool) {
	s.lookThrough()
	s.sight = Sight{presenting: on}
}

// Reveal shows something masked, and masks what was revealed before.
func (s *State) Reveal(what Masked) {
	s.lookThrough()
	s.Mask()
	s.sight.revealed, s.sight.at = what, s.sightPlace(what)
}

// Mask masks what is revealed.
func (s *State) Mask() { s.sight.revealed, s.sight.at = MaskedNothing, sightPlace{} }

// KeepSight masks what is revealed if something else is shown by now. It is called before the state is shown.
func (s *State) KeepSight() {
	if s.sight.revealed != MaskedNothing && s.sightPlace(s.sight.revealed) != s.sight.at {
		s.Mask()
	}
}

// Shows reports whether something masked is revealed.
func (s *State) Shows(what Masked) bool { return s.sight.revealed == what }

// lookThrough lets the connections know what may be in sight.
func (s *State) lookThrough() {
	for _, c := range s.Connections {
		c.sight = &s.sight
	}
}

func (s *State) sightPlace(what Masked) sightPlace {
	p := sightPlace{room: s.Room, id: s.Selected}
	switch s.Room {
	case RoomInspect:
		p.token = s.Inspector.Token
	case RoomCompare:
		p.pair = s.Comparison.Sides
	case RoomShare:
		p.report = reportPlace{s.Share.ConnectionID, s.Share.Format, s.Share.Personal}
	}
	c := s.Current()
	if c == nil || s.Room != RoomConnection {
		return p
	}
	p.screen = c.Screen()
	if p.screen == ScreenTabs {
		p.tab = c.Tab
	}
	if p.tab == TabFlow || p.screen == ScreenFlow {
		p.entry, p.drawn = c.Flow.Selected(), s.Diagram
	}
	p.token = c.Token(TokenKind(what))
	if p.answer = c.API.Answer; p.answer == nil {
		p.answer = s.sight.at.answer // it is put away as the next call is written: nothing new is in sight yet
	}
	return p
}

// shows reports whether something masked is revealed.
func (c *Connection) shows(what Masked) bool { return c.sight != nil && c.sight.revealed == what }

// presenting reports presenter mode.
func (c *Connection) presenting() bool { return c.sight != nil && c.sight.presenting }

// veil is what presenter mode masks now.
func (c *Connection) veil() veil { return veil{c.presenting() && !c.shows(MaskedPersonal)} }

func (s *State) veil() veil { return veil{s.sight.presenting && s.sight.revealed != MaskedPersonal} }

// Copies reports whether a masked thing may go to the clipboard: in presenter mode only while it is revealed, since what
// is pasted is on the screen, too.
func (c *Connection) Copies(what Masked) bool { return !c.presenting() || c.shows(what) }

// Look is the settings as they are shown: in presenter mode the type is one size larger, and a quarter at least.
func (s *State) Look() Settings {
	look := s.Settings
	if s.sight.presenting {
		look.TextSize = max(look.TextSize, 1) + presenterStep
	}
	return look
}

const presenterStep = 0.25 // between two sizes of TextSizes
