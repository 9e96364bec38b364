// The head of a connection's room: what it is and what can be done now.

package state

import (
	"net/url"
	"slices"
	"strings"

	"proofkey/oauthflow"
)

// Screen is what a connection's room shows below the step strip.
type Screen string

// The screens of a connection.
const (
	ScreenSignedOut Screen = "signed_out"
	ScreenWaiting   Screen = "waiting"
	ScreenDevice    Screen = "device"  // a sign-in that is confirmed on another device
	ScreenStop      Screen = "stop"    // of a sign-in that goes step by step
	ScreenPreview   Screen = "preview" // what a sign-in would send
	ScreenFlow      Screen = "flow"    // where there are no tabs
	ScreenTabs      Screen = "tabs"
)

// Screen returns what to show.
func (c *Connection) Screen() Screen {
	switch {
	case c.Saved != nil:
		return ScreenTabs
	case !c.Busy() && (c.Phase == PhaseFailed || c.Session != nil):
		return ScreenTabs
	case c.Watching:
		return ScreenFlow
	case c.Stop.Step != "":
		return ScreenStop
	case c.Phase == PhaseWaiting && c.Waiting.Device != nil:
		return ScreenDevice
	case c.Busy():
		return ScreenWaiting
	case c.Previewing:
		return ScreenPreview
	}
	return ScreenSignedOut
}

// Header is the head of the room.
type Header struct {
	Title                    string
	Issuer, ClientID, Scopes string // the line below the title
	NotEncrypted             Text   // beside an http issuer (NET-02); zero otherwise
	Temporary                Text   // a connection of this run only; zero otherwise
	Saved                    Text   // a report that was opened; zero otherwise
	Buttons                  []Button
	More                     []Button // for a menu at the end of the buttons
}

// Header returns the head of the room.
func (c *Connection) Header() Header {
	h := Header{
		Title: line(c.Profile.Name), Issuer: line(c.Profile.Issuer), ClientID: line(c.Profile.ClientID),
		Scopes: line(strings.Join(c.Profile.Scopes, " ")), Buttons: c.headerButtons(), More: c.moreButtons(),
	}
	if c.Saved != nil {
		h.Saved = T("saved.not_verified")
		return h
	}
	if isPlainHTTP(c.Profile.Issuer) {
		h.NotEncrypted = T("header.not_encrypted")
	}
	if c.Temporary {
		h.Temporary = T("header.temporary")
	}
	return h
}

func (c *Connection) headerButtons() []Button {
	switch {
	case c.Saved != nil:
		return []Button{button(ActionCompare), button(ActionCloseReport)}
	case c.Busy():
		return []Button{button(ActionCancel)}
	case c.Phase == PhaseFailed && c.Session != nil:
		return []Button{button(ActionEdit), button(ActionBackToSession)}
	case c.Session != nil:
		refresh, signOut := button(ActionRefresh), button(ActionSignOut)
		refresh.Enabled = c.Session.CanRefresh() && !c.Refreshing && !c.SigningOut
		signOut.Enabled = !c.SigningOut
		if c.Refreshing {
			refresh.Label = T("action.refreshing")
		}
		if c.SigningOut {
			signOut.Label = T("action.signing_out")
			return []Button{button(ActionCancel), signOut}
		}
		return []Button{refresh, button(ActionShareReport), signOut}
	}
	return []Button{button(ActionEdit)}
}

// moreButtons are what is seldom needed. The demo provider belongs to the app: it cannot be deleted.
func (c *Connection) moreButtons() []Button {
	other, claims := button(ActionSignInAsOther), button(ActionCopyClaims)
	other.Enabled, claims.Enabled = !c.Busy() && !c.SigningOut, c.Session != nil
	if c.Saved != nil {
		return []Button{claims}
	}
	share := button(ActionShareReport)
	share.Enabled = c.CanShare()
	edit, remove := button(ActionEdit), button(ActionDelete)
	edit.Enabled, remove.Enabled = !c.Busy(), !c.Busy() && !c.Demo
	link := button(ActionCopyShareLink)
	link.Enabled = !c.Demo
	all := []Button{other, claims, edit, button(ActionDuplicate), button(ActionExport), link, share, remove}
	if c.CanSignInElsewhere() {
		elsewhere := button(ActionSignInElsewhere)
		elsewhere.Enabled = other.Enabled
		all = slices.Insert(all, 1, elsewhere)
	}
	return all
}

// isPlainHTTP reports an issuer that is reached without encryption, which is one on this computer.
func isPlainHTTP(issuer string) bool {
	u, err := url.Parse(issuer)
	return err == nil && u.Scheme == "http" && oauthflow.IsThisComputer(u.Hostname())
}
