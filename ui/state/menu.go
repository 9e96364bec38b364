// The menu bar and the shortcuts: the same actions as the buttons.

package state

// Menu is a menu of the bar.
type Menu struct {
	Label Text
	Items []MenuItem
}

// MenuItem is an entry of a menu; one without an Action is a line between entries.
type MenuItem struct {
	Button
	Key     string // its key together with Ctrl or Cmd, "" if it has none
	Shift   bool   // and Shift
	Checked bool   // it has a tick: what it turns on is on
}

// Shortcut is a key for an action.
type Shortcut struct {
	Action Action
	Key    string // as written on the key: "R", "Enter"
	Ctrl   bool   // together with Ctrl, on macOS Cmd
	Shift  bool   // and Shift
	What   Text
}

// Shortcuts returns the table that Help shows.
func Shortcuts() []Shortcut {
	table := []Shortcut{
		{Action: "", Key: "Enter", What: T("shortcut.primary")},
		{Action: ActionCancel, Key: "Esc", What: T("shortcut.escape")},
		{Action: "", Key: "Tab", What: T("shortcut.tab")},
		{Action: "", Key: "F10", What: T("shortcut.menu")},
	}
	ctrl := func(a Action, key string) {
		table = append(table, Shortcut{Action: a, Key: key, Ctrl: true, What: T("action." + string(a))})
	}
	ctrl(ActionCopyRow, "C")
	ctrl(ActionRefresh, "R")
	ctrl(ActionNewConnection, "N")
	ctrl(ActionShowIdentity, "1")
	ctrl(ActionShowChecks, "2")
	ctrl(ActionShowFlow, "3")
	ctrl(ActionShowTokens, "4")
	ctrl(ActionShowAPI, "5")
	ctrl(ActionDiagram, "D")
	table = append(table, Shortcut{Action: ActionPresent, Key: "P", Ctrl: true, Shift: true, What: T("action.present")})
	ctrl(ActionCloseWindow, "W")
	ctrl(ActionQuit, "Q")
	return table
}

// situation is what the menus depend on.
type situation struct {
	*State
	*Connection           // the selected one, nil if none is
	has, live        bool // live: it is no report
	session, free    bool // free: a sign-in can begin
	tabs, flow, busy bool
}

func (s *State) situation() situation {
	c := s.Current()
	if c == nil {
		return situation{State: s}
	}
	in := situation{State: s, Connection: c, has: true, live: c.Saved == nil, busy: c.Busy() || c.SigningOut}
	in.session, in.free = in.live && c.Session != nil && !c.SigningOut, in.live && !in.busy
	in.tabs, in.flow = c.Screen() == ScreenTabs, c.HasFlow()
	return in
}

// Menus returns the menu bar as it is now.
func (s *State) Menus() []Menu {
	in := s.situation()
	diagram := ticked(ActionDiagram, s.Diagram && s.FlowInSight())
	diagram.Enabled = in.tabs || in.flow
	return []Menu{
		menu("file", in.fileItems()...),
		menu("edit", item(ActionCopyRow, in.has), item(ActionCopyClaims, in.has && in.Session != nil && !in.SigningOut)),
		menu("connection", append(in.signInItems(), in.connectionItems()...)...),
		menu("view", item(ActionShowIdentity, in.tabs), item(ActionShowChecks, in.tabs), item(ActionShowFlow, in.tabs || in.flow),
			item(ActionShowTokens, in.tabs), item(ActionShowAPI, in.tabs && in.live), MenuItem{}, diagram, ticked(ActionPresent, s.Presenting())),
		menu("help", item(ActionHelp, true)),
	}
}

func (in situation) fileItems() []MenuItem {
	return []MenuItem{
		item(ActionNewConnection, true), item(ActionImport, true), item(ActionImportText, true), item(ActionExport, in.live), item(ActionCopyShareLink, in.live && !in.Demo),
		{},
		item(ActionShareReport, in.has && in.CanShare()), item(ActionOpenReport, true), item(ActionCompare, in.CanCompare()), item(ActionCloseReport, in.has && !in.live),
		{},
		item(ActionSettings, true),
		{},
		item(ActionCloseWindow, true), item(ActionQuit, true),
	}
}

func (in situation) signInItems() []MenuItem {
	stepByStep := ticked(ActionStepByStep, in.StepByStep)
	stepByStep.Enabled = in.free
	return []MenuItem{
		item(ActionSignIn, in.free && !in.session), item(ActionSignInAsOther, in.free), item(ActionSignInElsewhere, in.free && in.CanSignInElsewhere()),
		item(ActionContinue, in.has && in.Stop.Step != ""), item(ActionCancel, in.busy),
		{},
		item(ActionPreview, in.live && in.Screen() == ScreenSignedOut), stepByStep,
		{},
	}
}

func (in situation) connectionItems() []MenuItem {
	return []MenuItem{
		item(ActionRefresh, in.session && in.Session.CanRefresh() && !in.Refreshing), item(ActionSignOut, in.session),
		{},
		item(ActionEdit, in.free), item(ActionDuplicate, in.live), item(ActionDelete, in.free && !in.Demo),
		{},
		item(ActionDoctor, in.live), item(ActionTakeAsCode, in.live), item(ActionInspectToken, true),
	}
}

func menu(name string, items ...MenuItem) Menu { return Menu{Label: T("menu." + name), Items: items} }

// ticked is an entry that turns something on and off.
func ticked(a Action, on bool) MenuItem {
	i := item(a, true)
	i.Checked = on
	return i
}

func item(a Action, enabled bool) MenuItem {
	b := button(a)
	b.Enabled = enabled
	for _, s := range Shortcuts() {
		if s.Action == a && s.Ctrl {
			return MenuItem{Button: b, Key: s.Key, Shift: s.Shift}
		}
	}
	return MenuItem{Button: b}
}
