//go:build !linux

// Opening the browser elsewhere than on Linux is left to Fyne's OpenURL.

package oauthflow

func (a SystemUserAgent) start(target string) (<-chan error, error) { return a.startOpenURL(target) }
