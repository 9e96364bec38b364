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
	Key string // its key together with Ctrl or Cmd, "" if it has none
}

// Shortcut is a key for an action.
type Shortcut struct {
	Action Action
	Key    string // as written on the key: "R", "Enter"
	Ctrl   bool   // together with Ctrl, on macOS Cmd
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
	ctrl(ActionCloseWindow, "W")
	ctrl(ActionQuit, "Q")
	return table
}

// Menus returns the menu bar as it is now.
func (s *State) Menus() []Menu {
	c := s.Current()
	has := c != nil
	session := has && c.Session != nil && !c.SigningOut
	free := has && !c.Busy() && !c.SigningOut
	tabs := has && c.Screen() == ScreenTabs
	return []Menu{
		menu("file", item(ActionNewConnection, true), item(ActionImport, true), item(ActionExport, has), item(ActionShareReport, has && c.CanShare()), MenuItem{},
			item(ActionSettings, true), MenuItem{}, item(ActionCloseWindow, true), item(ActionQuit, true)),
		menu("edit", item(ActionCopyRow, has), item(ActionCopyClaims, session)),
		menu("connection", item(ActionSignIn, free && !session), item(ActionSignInAsOther, free), item(ActionCancel, has && c.Busy()), MenuItem{},
			item(ActionRefresh, session && c.Session.CanRefresh() && !c.Refreshing), item(ActionSignOut, session), MenuItem{},
			item(ActionEdit, free), item(ActionDuplicate, has), item(ActionDelete, free && !c.Demo), MenuItem{}, item(ActionTakeAsCode, has), item(ActionInspectToken, true)),
		menu("view", item(ActionShowIdentity, tabs), item(ActionShowChecks, tabs), item(ActionShowFlow, tabs || has && c.HasFlow()),
			item(ActionShowTokens, tabs), item(ActionShowAPI, tabs)),
		menu("help", item(ActionHelp, true)),
	}
}

func menu(name string, items ...MenuItem) Menu { return Menu{Label: T("menu." + name), Items: items} }

func item(a Action, enabled bool) MenuItem {
	b := button(a)
	b.Enabled = enabled
	for _, s := range Shortcuts() {
		if s.Action == a && s.Ctrl {
			return MenuItem{Button: b, Key: s.Key}
		}
	}
	return MenuItem{Button: b}
}
