// Package view is the screens of the window: what is shown comes in by Main.Update, what the person does goes
// out by Actions. One file per screen, named like its title.
package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// room is what stands right of the side bar.
type room interface {
	object() fyne.CanvasObject
	update(s *state.State, now time.Time)
	primary() (state.Action, bool) // the filled button, if it can be pressed
	escape() (state.Action, bool)  // what Escape does
	selected() string              // what a copy takes
	masked()                       // hides secrets
	first() fyne.Focusable         // has the focus when the room opens; may be nil
}

// Main is the content of the window.
type Main struct {
	kit     *kit
	state   *state.State
	side    *sideBar
	notices *notices
	present *presenterLine
	copied  *copiedNote
	page    *fyne.Container
	content *fyne.Container
	rooms   map[state.Room]room // built at first use
	shown   place
	menus   *menuBar
	calls   map[state.Action]func()
	asked   *widget.Dialog     // the question that is shown, or nil
	files   *dialog.FileDialog // that is open; nil if none is
}

// place is what the window shows: a change of it leaves focus, secrets and questions behind.
type place struct {
	room       state.Room
	connection string
	tab        state.Tab
	screen     state.Screen
}

// NewMain makes the content of the window w. Call Update before it is shown.
func NewMain(a Actions, w fyne.Window) *Main {
	m := &Main{kit: &kit{actions: a, window: w}, rooms: map[state.Room]room{}, page: newStack()}
	m.kit.do, m.kit.key, m.kit.arrange = m.perform, m.typedKey, func() { arrange(m.content) }
	m.kit.save = m.saveDiagram
	m.calls = m.commands()
	m.side = newSideBar(m.kit)
	m.notices = newNotices(m.kit)
	m.present = newPresenterLine(m.kit)
	m.copied = newCopiedNote()
	m.menus = newMenuBar(m.perform)
	m.content = widget.NewRoot(m.menus.bar, m.side.content, container.New(noticeLayout{}, m.notices.content, m.page, m.present.content, m.copied.content), nil)
	m.menus.register(w)
	w.Canvas().SetOnTypedKey(m.typedKey)
	w.Canvas().AddShortcut(&fyne.ShortcutCopy{}, func(fyne.Shortcut) { m.copySelected() })
	return m
}

// Content is the window's content.
func (m *Main) Content() fyne.CanvasObject { return m.content }

// Update shows the state as it is at now. Call it on the UI thread after each change and every second; it
// refreshes only what differs.
func (m *Main) Update(s *state.State, now time.Time) {
	m.state, m.kit.now = s, now
	moved := m.shown.room != s.Room
	m.leave(placeOf(s))
	if m.present.revealed && !s.Shows(state.MaskedPersonal) || m.present.shown != s.Presenting() {
		m.kit.window.Canvas().Unfocus() // a field that has the focus would stay in sight
		m.closeQuestion()               // and so would a name in a question
	}
	m.present.update(s)
	widget.Fold(m.content, s.Presenting())
	m.side.update(s, now)
	m.notices.update(s)
	m.copied.update(s)
	r := m.room(s.Room)
	r.update(s, now)
	opened := swap(m.page, r.object())
	m.menus.update(s)
	m.kit.arrange()
	settle(m.kit.window.Canvas(), m.content)
	m.tendFocus(r, opened || moved)
}

// tendFocus takes the focus from what is no longer in sight, so that Enter and Escape are the screen's again.
func (m *Main) tendFocus(r room, opened bool) {
	surface := m.kit.window.Canvas()
	if f := surface.Focused(); f != nil && surface.Overlays().Top() == nil && !holds(m.content, f) {
		surface.Unfocus()
	}
	if f := r.first(); opened && f != nil {
		surface.Focus(f)
	}
}

func placeOf(s *state.State) place {
	p := place{room: s.Room, connection: s.Selected}
	if c := s.Current(); c != nil && s.Room == state.RoomConnection {
		p.screen = c.Screen()
		if p.screen == state.ScreenTabs {
			p.tab = c.Tab
		}
	}
	return p
}

// leave puts away what belongs to the place that was shown.
func (m *Main) leave(next place) {
	if m.shown == next {
		return
	}
	before := m.rooms[roomName(m.shown.room)]
	m.shown = next
	m.closeQuestion()
	if before != nil {
		before.masked()
	}
}

// closeQuestion puts away the question that is shown.
func (m *Main) closeQuestion() {
	if m.asked != nil && m.asked.Shown() {
		m.asked.Close()
	}
}

// roomName is the same for the form of a new connection and of one that is edited.
func roomName(name state.Room) state.Room {
	if name == state.RoomEditConnection {
		return state.RoomNewConnection
	}
	return name
}

// room is the room of that name.
func (m *Main) room(name state.Room) room {
	name = roomName(name)
	r := m.rooms[name]
	if r != nil {
		return r
	}
	switch name {
	case state.RoomNewConnection:
		r = newConnectionForm(m.kit)
	case state.RoomSettings:
		r = newSettings(m.kit)
	case state.RoomShare:
		r = newShare(m.kit)
	case state.RoomCompare:
		r = newCompare(m.kit)
	case state.RoomProgram:
		r = newProgram(m.kit)
	case state.RoomDoctor:
		r = newDoctor(m.kit)
	case state.RoomInspect:
		r = newInspect(m.kit)
	case state.RoomHelp:
		r = newHelp(m.kit)
	default:
		r = newConnectionRoom(m.kit)
	}
	m.rooms[name] = r
	return r
}

// copySelected puts the selected row on the clipboard.
func (m *Main) copySelected() {
	if m.state == nil {
		return
	}
	if text := m.room(m.state.Room).selected(); text != "" {
		m.kit.actions.Copy(text)
	}
}

// typedKey is for a key that nothing with the focus uses: Enter presses the filled button, Escape cancels.
func (m *Main) typedKey(key *fyne.KeyEvent) {
	if m.files != nil && key.Name == fyne.KeyEscape {
		m.files.Dismiss()
		return
	}
	if m.state == nil || m.kit.window.Canvas().Overlays().Top() != nil {
		return
	}
	r := m.room(m.state.Room)
	var action state.Action
	ok := false
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		action, ok = r.primary()
	case fyne.KeyEscape:
		action, ok = r.escape()
		if !ok && m.state.Presenting() {
			action, ok = state.ActionPresent, true
		}
	case fyne.KeyF10:
		m.menus.open()
	}
	if ok {
		m.perform(action)
	}
}
