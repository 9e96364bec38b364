// What stays of a connection that was deleted: nothing.

package ui

import (
	"slices"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
)

// savedConnection is a window whose selected connection is in the list.
func savedConnection(t *testing.T) (c *Controller, id string) {
	t.Helper()
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.found(t, c, otherProvider(t, demoprovider.Config{}))
	c.state.Form.ClientID = "proofkey"
	c.SaveForm(false)
	id = c.state.Current().Profile.ID
	d.Until(t, "the connection in the list", func() bool { return c.lists(t, id) })
	return c, id
}

func (c *Controller) lists(t *testing.T, id string) bool {
	t.Helper()
	list, err := c.list.Load()
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(list, func(p oauthflow.Profile) bool { return p.ID == id })
}

func TestASaveThatComesLateBringsNothingBackThatWasDeleted(t *testing.T) {
	c, id := savedConnection(t)
	p, late := c.state.Current().Profile, c.saves.next(id)
	c.Delete()
	c.Close(5 * time.Second)
	err := late(func() error {
		return c.list.Update(t.Context(), func(list []oauthflow.Profile) []oauthflow.Profile { return withProfile(list, p) })
	})
	if err != nil || c.lists(t, id) {
		t.Errorf("it is back, %v", err)
	}
}

func TestAConnectionThatWasDeletedIsGoneWhenTheWindowClosesAtOnce(t *testing.T) {
	c, id := savedConnection(t)
	c.Delete()
	c.Close(5 * time.Second)
	if c.lists(t, id) {
		t.Error("it is still in the list")
	}
}
