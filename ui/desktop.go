// Desktop: what the controller needs of the system around the window.

package ui

import (
	"net/url"

	"proofkey/ui/state"
)

// Desktop is the window and the system. Post, OpenURL, Language, CanShow and TellsColors may be called from any goroutine, the
// rest on the UI thread.
type Desktop interface {
	Post(f func())            // runs f on the UI thread, in order
	OpenURL(u *url.URL) error // by the system; may block
	SetClipboard(text string)
	ToFront() bool // false where the window cannot take the focus
	Notify(title, text state.Text)
	Words(t state.Text) string    // in the person's language
	Language() string             // that the window is in, of state.Languages
	CanShow(language string) bool // whether the system has a font for it; may take long
	ApplySettings(s state.Settings)
	SetFullScreen(on bool)
	TellsColors() bool        // whether the system says if it is light or dark; may block
	FollowColors()            // follows what it says; until then the window is light
	AfterFirstFrame(f func()) // runs f once the window has been painted
	CloseWindow()
	Quit()
}
