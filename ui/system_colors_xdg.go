//go:build linux || freebsd || netbsd || openbsd

// Whether the system says if it is light or dark: on free desktops the portal does, and Fyne takes a
// system without one for a dark one.

package ui

import "github.com/rymdport/portal/settings/appearance"

func systemTellsColors() bool {
	_, err := appearance.GetColorScheme()
	return err == nil
}
