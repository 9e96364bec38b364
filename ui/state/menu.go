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

// Menus returns the menu bar as it is now.
func (s *State) Menus() []Menu {
	c := s.Current()
	has := c != nil
	live := has && c.Saved == nil
	session := live && c.Session != nil && !c.SigningOut
	free := live && !c.Busy() && !c.SigningOut
	tabs := has && c.Screen() == ScreenTabs
	stepByStep := ticked(ActionStepByStep, s.StepByStep)
	stepByStep.Enabled = free
	diagram := ticked(ActionDiagram, s.Diagram && s.FlowInSight())
	diagram.Enabled = tabs || has && c.HasFlow()
	return []Menu{
		menu("file", item(ActionNewConnection, true), item(ActionImport, true), item(ActionImportText, true), item(ActionExport, live), item(ActionCopyShareLink, live && !c.Demo), MenuItem{},
			item(ActionShareReport, has && c.CanShare()), item(ActionOpenReport, true), item(ActionCompare, s.CanCompare()), item(ActionCloseReport, has && !live), MenuItem{},
			item(ActionSettings, true), MenuItem{}, item(ActionCloseWindow, true), item(ActionQuit, true)),
		menu("edit", item(ActionCopyRow, has), item(ActionCopyClaims, has && c.Session != nil && !c.SigningOut)),
		menu("connection", item(ActionSignIn, free && !session), item(ActionSignInAsOther, free), item(ActionSignInElsewhere, free && c.CanSignInElsewhere()), item(ActionContinue, has && c.Stop.Step != ""), item(ActionCancel, has && (c.Busy() || c.SigningOut)), MenuItem{},
			item(ActionPreview, live && c.Screen() == ScreenSignedOut), stepByStep, MenuItem{},
			item(ActionRefresh, session && c.Session.CanRefresh() && !c.Refreshing), item(ActionSignOut, session), MenuItem{},
			item(ActionEdit, free), item(ActionDuplicate, live), item(ActionDelete, free && !c.Demo), MenuItem{}, item(ActionDoctor, live), item(ActionTakeAsCode, live), item(ActionInspectToken, true)),
		menu("view", item(ActionShowIdentity, tabs), item(ActionShowChecks, tabs), item(ActionShowFlow, tabs || has && c.HasFlow()),
			item(ActionShowTokens, tabs), item(ActionShowAPI, tabs && live), MenuItem{}, diagram, ticked(ActionPresent, s.Presenting())),
		menu("help", item(ActionHelp, true)),
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
