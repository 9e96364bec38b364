// The version of the app, as in FyneApp.toml (a test compares).

package ui

const (
	appName    = "Proofkey"
	appVersion = "0.1.0"
)

// VersionLine returns the text of --version.
func VersionLine() string { return appName + " " + appVersion }
