// The side bar: a row for each connection with its own status.

package state

import (
	"hash/fnv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Dot is the mark beside a status; the status says the same in words.
type Dot string

// The dots of the side bar.
const (
	DotQuiet   Dot = "quiet"
	DotCaution Dot = "caution"
	DotPassed  Dot = "passed"
	DotFailed  Dot = "failed"
)

// BadgeColors is how many colours a connection's badge has.
const BadgeColors = 6

// SideBarRow is a connection in the side bar.
type SideBarRow struct {
	ID       string
	Name     string
	Initial  string // one letter for the badge
	Color    int    // of the badge, from 0 to BadgeColors-1; 0 is the primary colour
	Status   Text
	Left     Text // until the session expires, after the status; may be zero
	Dot      Dot
	Selected bool // the main area shows it
}

// SideBar returns the rows in the order of the connections.
func (s *State) SideBar(now time.Time) []SideBarRow {
	rows := make([]SideBarRow, 0, len(s.Connections))
	for _, c := range s.Connections {
		status, dot := c.status(now)
		left := Text{}
		if dot == DotPassed && !c.Session.ExpiresAt.IsZero() {
			left = amountText(c.Session.ExpiresAt.Sub(now))
		}
		rows = append(rows, SideBarRow{
			ID: c.Profile.ID, Name: line(c.Profile.Name), Initial: initialOf(c.Profile.Name), Color: c.badgeColor(),
			Status: status, Left: left, Dot: dot,
			Selected: c.Profile.ID == s.Selected && (s.Room == RoomConnection || s.Room == RoomEditConnection),
		})
	}
	return rows
}

func (c *Connection) status(now time.Time) (Text, Dot) {
	switch {
	case c.Saved != nil:
		return T("saved.status"), DotQuiet
	case c.Stop.Step != "":
		return T("status.stopped"), DotCaution
	case c.Phase == PhaseWorking:
		return T("status.working"), DotCaution
	case c.Phase == PhaseWaiting && c.Waiting.Device != nil:
		return T("status.waiting_elsewhere"), DotCaution
	case c.Phase == PhaseWaiting:
		return T("status.waiting"), DotCaution
	case c.Phase == PhaseJudging:
		return T("status.judging"), DotCaution
	case c.SigningOut:
		return T("status.signing_out"), DotCaution
	case c.Phase == PhaseFailed && c.Session == nil:
		return T("status.not_signed_in"), DotFailed
	case c.Session == nil:
		return T("status.signed_out"), DotQuiet
	case c.Session.Expired(now):
		return T("status.expired", "When", relativeText(c.Session.ExpiresAt, now)), DotCaution
	}
	return Literal(c.veil().mask(veiledPerson, "", c.personName())), DotPassed
}

func (c *Connection) badgeColor() int {
	if c.Demo {
		return 0
	}
	h := fnv.New32a()
	h.Write([]byte(c.Profile.ID))
	return 1 + int(h.Sum32()%(BadgeColors-1))
}

// initialOf is the first letter or digit of a name, "?" if there is none.
func initialOf(name string) string {
	i := strings.IndexFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if i < 0 {
		return "?"
	}
	r, _ := utf8.DecodeRuneInString(name[i:])
	return string(unicode.ToUpper(r))
}
