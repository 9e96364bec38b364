// The sequence diagram of the flow: who sent what to whom. Each message belongs to an entry of the list, so that
// selecting one selects the other.

package state

import (
	"strings"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sequence"
)

// DiagramMessage is an arrow or a note of the diagram.
type DiagramMessage struct {
	Kind     sequence.Kind
	From, To sequence.Participant
	Text     Text
	Failed   bool
	Entry    int // of the list, -1: no entry tells it
}

// Messages is the number of messages. They only become more.
func (f *Flow) Messages() int { return len(f.told) }

// MessageEntry is the entry that tells a message, -1 if none does.
func (f *Flow) MessageEntry(i int) int { return f.told[i] }

// DiagramMessage returns a message, in the words of the window.
func (c *Connection) DiagramMessage(i int) DiagramMessage {
	m := c.Flow.diagram.Messages[i]
	return DiagramMessage{Kind: m.Kind, From: m.From, To: m.To, Text: messageText(c.veil(), m), Failed: m.Failed, Entry: c.Flow.told[i]}
}

// LeftOutOfPicture is how many messages a PNG of the diagram has no room for.
func (f *Flow) LeftOutOfPicture() int { return f.diagram.LeftOut() }

// ParticipantNames are the names at the top of the diagram.
func ParticipantNames() []Text {
	return []Text{T("diagram.person"), T("diagram.browser"), T("diagram.proofkey"), T("diagram.provider"), T("diagram.api")}
}

func messageText(v veil, m sequence.Message) Text {
	names := map[sequence.Phrase][3]string{
		sequence.PhraseRequest: {"Method", "Path"}, sequence.PhraseAnswer: {"Status", "Bytes"}, sequence.PhraseIgnored: {"Request", "Reason"},
		sequence.PhraseChecks: {"Passed", "Failed", "Skipped"},
	}[m.Phrase]
	if names[0] == "" {
		names[0] = "Code"
	}
	t := T("diagram.message." + string(m.Phrase))
	for i, name := range names {
		if name != "" {
			t = with(t, name, m.Values[i])
		}
	}
	switch m.Phrase {
	case sequence.PhraseRequest:
		path, names, _ := strings.Cut(m.Values[1], "?") // of a query there are only the names
		t = with(t, "Path", strings.TrimSuffix(v.mask(veiledPath, "", path)+"?"+v.queryNames(names), "?"))
	case sequence.PhraseStopped:
		t = T(t.Key, "Step", T("step."+string(m.Step)))
	case sequence.PhraseIgnored:
		t = with(with(t, "Request", v.mask(veiledWords, "", m.Values[0])), "Reason", T("stranger."+strangerReason(m.Values[1])))
	}
	return t
}

// with is a Text with one more value.
func with(t Text, name string, value any) Text {
	if t.Values == nil {
		t.Values = map[string]any{}
	}
	t.Values[name] = value
	return t
}

// take adds what the event tells: entries, and messages.
func (f *Flow) take(e oauthflow.Event) {
	before := len(f.entries)
	f.list(e)
	f.diagram.Add(e)
	if len(f.told) == len(f.diagram.Messages) {
		return
	}
	entry := len(f.entries) - 1
	if len(f.entries) == before {
		entry = f.tells(e)
	}
	for len(f.told) < len(f.diagram.Messages) {
		f.told = append(f.told, f.toldBy(e, f.diagram.Messages[len(f.told)].Phrase, before, entry))
	}
	f.changes++
}

// toldBy is the entry of a message: the event's own, but for a stop before the first step, which begins the sign-in too,
// and for going on, which ends the stop.
func (f *Flow) toldBy(e oauthflow.Event, p sequence.Phrase, first, own int) int {
	switch {
	case p == sequence.PhraseSignIn && e.Kind == oauthflow.EventStopped:
		return first
	case p != sequence.PhraseContinue:
		return own
	}
	for i := len(f.entries) - 1; i > f.signIn.first; i-- {
		if x := f.entries[i]; x.Kind == FlowStop && x.Before == e.Step {
			return i
		}
	}
	return own
}

// tells is the entry that an event without one of its own belongs to, -1 if there is none.
func (f *Flow) tells(e oauthflow.Event) int {
	if f.signIn.began.IsZero() && e.HTTP == nil {
		return -1
	}
	for i := len(f.entries) - 1; i >= 0; i-- {
		switch x := f.entries[i]; {
		case e.HTTP != nil && x.HTTP == e.HTTP:
			return i // a fetch that was shared
		case e.HTTP == nil && i > f.signIn.first && x.Since.Equal(f.signIn.began) && x.Step == e.Step && x.Kind != FlowKeys:
			return i
		case e.HTTP == nil && i <= f.signIn.first:
			return -1
		}
	}
	return -1
}

// FlowInSight reports whether the flow of the selected connection is shown.
func (s *State) FlowInSight() bool {
	c := s.Current()
	if c == nil || s.Room != RoomConnection {
		return false
	}
	return c.Screen() == ScreenFlow || c.Screen() == ScreenTabs && c.Tab == TabFlow
}
