package ui

import (
	"context"
	"net/http"
	"sync"
	"testing"

	"proofkey/oauthflow/demoprovider"
	"proofkey/ui/state"
)

// PAR-05: "Open again" after the page of a pushed request was loaded opens a page of a new one.
func TestOpenAgainMakesANewLinkWhereALinkWorksOnce(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.found(t, c, otherProvider(t, demoprovider.Config{Faults: []demoprovider.Fault{demoprovider.FaultPushRequired}}))
	c.EditForm(func(f *state.Form) { f.Set(state.FieldClientID, demoprovider.ClientID) })
	var mu sync.Mutex
	var opened []string
	loaded := make(chan struct{})
	d.browser.Before = func(ctx context.Context, target string) {
		mu.Lock()
		opened = append(opened, target)
		first := len(opened) == 1
		mu.Unlock()
		if !first {
			return
		}
		defer close(loaded)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil) // and then the tab is closed
		if err != nil {
			t.Error(err)
			return
		}
		if answer, err := http.DefaultTransport.RoundTrip(request); err != nil {
			t.Error(err)
		} else {
			_ = answer.Body.Close()
		}
	}
	c.SaveForm(true)
	connection := c.state.Current()
	d.Until(t, "the link", func() bool { return connection.Phase == state.PhaseWaiting })
	<-loaded
	first := connection.Waiting.Link
	c.OpenAgain()
	c.OpenAgain() // pressed twice
	d.untilSignedIn(t, c)
	mu.Lock()
	defer mu.Unlock()
	if len(opened) < 2 || opened[1] == opened[0] || first.Equal(opened[1]) {
		t.Errorf("opened: %d", len(opened))
	}
}
