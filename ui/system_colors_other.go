//go:build !linux && !freebsd && !netbsd && !openbsd

// Windows and macOS always say whether they are light or dark.

package ui

func systemTellsColors() bool { return true }
