// What the person does to move through the window and to change the list of connections and the settings:
// view.NavigationActions, view.ConnectionActions and view.SettingsActions.

package ui

import (
	"context"
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"slices"

	"proofkey/oauthflow"
	"proofkey/oauthflow/preset"
	"proofkey/ui/state"
)

// maxConnectionFile is one byte more than a connection file may have, so that a larger one is refused.
const maxConnectionFile = 1<<20 + 1

// Select shows a connection and gets its provider's metadata ahead of time.
func (c *Controller) Select(connectionID string) {
	c.endDiscovery()
	c.change(func() { c.state.Select(connectionID) })
	c.prefetch(connectionID)
}

// Show opens a room.
func (c *Controller) Show(room state.Room) {
	c.endDiscovery()
	if room == state.RoomNewConnection || room == state.RoomEditConnection {
		c.leaveRegistration()
	}
	switch connection := c.state.Current(); {
	case room == state.RoomNewConnection:
		c.state.Form = state.NewForm()
	case room == state.RoomEditConnection && connection != nil:
		if connection.Saved != nil {
			return
		}
		c.state.Form = state.EditForm(connection.Profile)
		c.readCAFile()
	}
	c.change(func() { c.state.Show(room) })
}

// ShowTab switches the tab of the selected connection.
func (c *Controller) ShowTab(tab state.Tab) {
	c.withCurrent(func(connection *state.Connection) { connection.ShowTab(tab) })
}

// CloseWindow closes the window, and with it the app.
func (c *Controller) CloseWindow() { c.desktop.CloseWindow() }

// Quit ends the app.
func (c *Controller) Quit() { c.desktop.Quit() }

// Duplicate opens the form of a new connection filled with the selected one's settings.
func (c *Controller) Duplicate() {
	if connection := c.state.Current(); connection != nil && connection.Saved == nil {
		p := connection.Profile
		p.Name = c.desktop.Words(state.T("connection.copy_of", "Name", p.Name))
		c.showInForm(p)
	}
}

// Import reads a connection file beside the window and shows it in the form; nothing is saved yet.
func (c *Controller) Import(file io.ReadCloser) {
	c.background(c.ctx, func(context.Context) {
		data, err := io.ReadAll(io.LimitReader(file, maxConnectionFile))
		err = errors.Join(err, file.Close())
		c.post(func() { c.imported(data, err) })
	})
}

func (c *Controller) imported(data []byte, err error) {
	if err == nil && preset.IsGoogleClient(data) {
		c.importedGoogleClient(data)
		return
	}
	c.leaveRegistration()
	var p oauthflow.Profile
	switch {
	case err != nil:
	case oauthflow.IsShareLink(string(data)):
		p, err = oauthflow.ParseShareLink(string(data))
	default:
		p, err = oauthflow.ParseConnectionFile(data)
	}
	if err != nil {
		c.state.Form = state.NewForm()
		c.state.Form.Problem = notImported(err)
		c.change(func() { c.state.Show(state.RoomNewConnection) })
		return
	}
	c.state.Form = state.ImportForm(p)
	c.change(func() { c.state.Show(state.RoomNewConnection) })
}

func (c *Controller) showInForm(p oauthflow.Profile) {
	c.leaveRegistration()
	p.ID, p.Registration = "", oauthflow.Registration{} // which is one connection's only
	c.state.Form = state.EditForm(p)
	c.readCAFile()
	c.change(func() { c.state.Show(state.RoomNewConnection) })
}

// Export writes the selected connection, which holds no secret, as a connection file.
func (c *Controller) Export(file io.WriteCloser) {
	if connection := c.state.Current(); connection != nil && connection.Saved == nil {
		profile := connection.Profile
		c.writeFile(file, profile.ExportFile)
	}
}

// writeFile writes to a file that the person chose, beside the window, and closes it.
func (c *Controller) writeFile(file io.WriteCloser, content func() ([]byte, error)) {
	id := c.state.Selected
	c.background(c.ctx, func(context.Context) {
		data, err := content()
		if err == nil {
			_, err = file.Write(data)
		}
		if err = errors.Join(err, file.Close()); err != nil {
			c.post(func() { c.notSaved(id, err) })
		}
	})
}

// Delete removes the selected connection and all that is stored for it. The demo provider's stays.
func (c *Controller) Delete() { c.deleteThen(func(context.Context) {}) }

// deleteThen deletes the selected connection, and goes on beside the window once its tokens have been revoked.
func (c *Controller) deleteThen(then func(context.Context)) {
	connection := c.state.Current()
	if connection == nil || connection.Demo || connection.Saved != nil {
		return
	}
	id := connection.Profile.ID
	c.whenConnected(id, func(f *flow) {
		client, store, earlier, inOrder := f.client, c.opened.vault, f.signedOut(), c.saves.next(id)
		f.stop()
		delete(c.flows, id)
		c.background(c.ctx, func(ctx context.Context) {
			// Tokens are revoked where the provider answers in time; what is stored goes in any case (STOR-07), also while
			// the window closes.
			signedOut := client.SignOut(ctx, &oauthflow.Timeline{}, oauthflow.SignOutOptions{})
			lasting := context.WithoutCancel(ctx)
			err := inOrder(func() error {
				return errors.Join(store.DeleteAll(lasting, id), c.list.Update(lasting, func(list []oauthflow.Profile) []oauthflow.Profile {
					return slices.DeleteFunc(list, func(p oauthflow.Profile) bool { return p.ID == id })
				}))
			})
			if err != nil {
				c.post(func() { c.notSaved(c.state.Selected, errors.Join(err, signedOut)) })
			}
			earlier(lasting)
			then(lasting)
		})
	})
	c.change(func() { c.state.Remove(id) })
	c.prefetch(c.state.Selected)
}

// OpenDataFolder shows the data folder in the system's file manager.
func (c *Controller) OpenDataFolder() {
	folder := &url.URL{Scheme: "file", Path: filepath.ToSlash(c.state.DataFolder)}
	c.background(c.ctx, func(context.Context) {
		err := c.desktop.OpenURL(folder)
		c.post(func() { c.change(func() { c.state.FolderNotOpened(err) }) })
	})
}
