// State: all that the window shows. It changes only on the UI thread: by Connection.Apply for what a flow
// tells, and by the methods of the person_…_.go files for what the person does.

package state

import (
	"slices"
	"time"
)

// Room is what the main area shows.
type Room string

// The rooms of the window.
const (
	RoomConnection     Room = "connection"
	RoomNewConnection  Room = "new_connection"
	RoomEditConnection Room = "edit_connection"
	RoomSettings       Room = "settings"
	RoomHelp           Room = "help"
	RoomInspect        Room = "inspect"
	RoomShare          Room = "share"
	RoomCompare        Room = "compare"
	RoomProgram        Room = "program"
	RoomDoctor         Room = "doctor"
)

// Tab is a part of a connection's room.
type Tab string

// The tabs of a connection.
const (
	TabIdentity Tab = "identity"
	TabChecks   Tab = "checks"
	TabFlow     Tab = "flow"
	TabTokens   Tab = "tokens"
	TabAPI      Tab = "api"
)

// Tabs returns the tabs in the order of the window, which is the order of their shortcuts.
func Tabs() []Tab { return []Tab{TabIdentity, TabChecks, TabFlow, TabTokens, TabAPI} }

// State is everything that the window shows.
type State struct {
	Connections []*Connection
	Selected    string // Profile.ID of the connection of RoomConnection and RoomEditConnection
	Room        Room
	Form        Form           // of RoomNewConnection and RoomEditConnection
	Inspector   TokenInspector // of RoomInspect
	Share       Share          // of RoomShare
	Comparison  Comparison     // of RoomCompare
	NotOpened   Text           // why a report was not opened; zero if nothing went wrong
	Diagram     bool           // the Flow tab shows the sequence diagram, not the detail
	StepByStep  bool           // sign-ins that begin stop before each step; for this run
	Program     Program        // of RoomProgram
	Doctor      Doctor         // of RoomDoctor
	Storage     Storage
	Settings    Settings
	// NoJapaneseFont: Japanese was chosen, and the system has no font for it
	NoJapaneseFont bool
	Version        string // of the app
	Readme         string // Markdown, for RoomHelp
	DataFolder     string
	Problem        Text // what went wrong with the settings; zero if nothing did
	copied         time.Time
	sight          Sight
}

// Storage says where secrets rest.
type Storage struct {
	Known    bool     // the keyring has been asked
	Sealed   bool     // under a key in the system keyring; otherwise in memory for this run
	Reason   string   // why not sealed: the vault's Reason
	SetAside []string // names of damaged files that were put aside
	Problem  string   // why the list of connections could not be read; empty if it was
}

// Theme is the colours that the person chose.
type Theme string

// The themes of Settings.
const (
	ThemeSystem Theme = "system"
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
)

// Settings are what the person chose for the window.
type Settings struct {
	Theme    Theme
	TextSize float32 // 1, 1.25 or 1.5
	Language string  // one of Languages; "": the system's, English where we do not have it
}

// Languages returns the languages that there are words in, as BCP 47 tags.
func Languages() []string { return []string{"en", "de", "ja"} }

// TextSizes returns the sizes of text that Settings offers, as factors.
func TextSizes() []float32 { return []float32{1, 1.25, 1.5} }

// New returns the state of a window that has just opened.
func New() *State {
	return &State{Room: RoomConnection, Settings: Settings{Theme: ThemeSystem, TextSize: 1}}
}

// Connection returns the connection with the profile's ID, or nil.
func (s *State) Connection(id string) *Connection {
	i := slices.IndexFunc(s.Connections, func(c *Connection) bool { return c.Profile.ID == id })
	if i < 0 {
		return nil
	}
	return s.Connections[i]
}

// Current returns the selected connection, or nil.
func (s *State) Current() *Connection { return s.Connection(s.Selected) }
