// Sentences above a connection's room: what the person should know and need not act on at once.

package state

import "strings"

// Banner is a sentence above the room.
type Banner struct {
	Kind    Dot // caution or failed
	Text    Text
	Problem *Problem // with its words, for notices; nil otherwise
	Dismiss bool     // it can be put away
}

// Banners returns them, the lasting ones first.
func (s *State) Banners() []Banner {
	var list []Banner
	if s.Storage.Known && !s.Storage.Sealed {
		list = append(list, Banner{Kind: DotCaution, Text: T("banner.in_memory", "Why", s.Storage.reason())})
	}
	if n := len(s.Storage.SetAside); n > 0 {
		list = append(list, Banner{Kind: DotCaution, Text: N("banner.set_aside", n, "Files", line(strings.Join(s.Storage.SetAside, ", ")))})
	}
	if s.Storage.Problem != "" {
		list = append(list, Banner{Kind: DotFailed, Text: T("banner.list_not_read", "Why", Evidence(s.veil().mask(veiledWords, "", s.Storage.Problem)))})
	}
	if !s.Problem.IsZero() {
		list = append(list, Banner{Kind: DotCaution, Text: s.veil().text(s.Problem)})
	}
	if !s.NotOpened.IsZero() {
		list = append(list, Banner{Kind: DotCaution, Text: s.veil().text(s.NotOpened), Dismiss: true})
	}
	c := s.Current()
	if c == nil || c.Saved != nil || s.Room != RoomConnection {
		return list
	}
	if c.DemoMoved {
		list = append(list, Banner{Kind: DotCaution, Text: T("banner.demo_moved"), Dismiss: true})
	}
	if b, ok := c.clockBanner(); ok {
		list = append(list, b)
	}
	if c.RefreshProblem != nil {
		p := c.problemIn(frameRefresh, c.RefreshProblem)
		list = append(list, Banner{Kind: DotCaution, Text: p.Title, Problem: p, Dismiss: true})
	}
	for _, notice := range c.Notices {
		p := c.problemIn(frameOf(notice.Step), notice)
		list = append(list, Banner{Kind: DotCaution, Text: p.Title, Problem: p, Dismiss: true})
	}
	return list
}

// storageReasons are the reasons of the vault (vault.Reason).
func storageReasons() []string {
	return []string{"disabled", "unavailable", "locked", "timed_out", "unreadable_key"}
}

func (s Storage) reason() Text {
	for _, known := range storageReasons() {
		if s.Reason == known {
			return T("storage.reason." + known)
		}
	}
	return T("storage.reason.other")
}
