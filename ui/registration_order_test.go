package ui

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/ui/state"
)

// slowRevocation is a transport at which an answer to a revocation takes until it is let go, and which keeps the order of
// revocations and deletions.
type slowRevocation struct {
	next    http.RoundTripper
	arrived chan struct{} // closed by the first revocation
	letGo   chan struct{}

	mu    sync.Mutex
	first sync.Once
	order []string
}

func newSlowRevocation(next http.RoundTripper) *slowRevocation {
	return &slowRevocation{next: next, arrived: make(chan struct{}), letGo: make(chan struct{})}
}

func (s *slowRevocation) RoundTrip(r *http.Request) (*http.Response, error) {
	switch {
	case strings.HasSuffix(r.URL.Path, "/revoke"):
		s.first.Do(func() { close(s.arrived) })
		<-s.letGo
		answer, err := s.next.RoundTrip(r)
		s.keep("revoked")
		return answer, err
	case r.Method == http.MethodDelete:
		s.keep("deleted")
	}
	return s.next.RoundTrip(r)
}

func (s *slowRevocation) keep(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.order = append(s.order, what)
}

func (s *slowRevocation) kept() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.order)
}

// signedInWithRegistration is a window whose selected connection is signed in with a client that it has registered.
func signedInWithRegistration(t *testing.T) (*Controller, *testDesktop, *slowRevocation) {
	t.Helper()
	c, d := openApp(t, t.TempDir(), Arguments{})
	slow := newSlowRevocation(c.transport)
	c.transport = slow
	d.found(t, c, otherProvider(t, demoprovider.Config{}))
	c.RegisterClient()
	d.Until(t, "the registration", func() bool { return c.state.Form.Registration.Unsaved })
	c.SaveForm(true)
	d.untilSignedIn(t, c)
	return c, d, slow
}

// A client is deleted when its tokens have been revoked: the provider would not take the revocation of a client that it
// no longer knows.
func TestARegistrationIsDeletedAfterItsTokensAreRevoked(t *testing.T) {
	for name, leave := range map[string]func(c *Controller){
		"another client is saved": func(c *Controller) {
			c.Show(state.RoomEditConnection)
			c.EditForm(func(f *state.Form) { f.Set(state.FieldClientID, demoprovider.ClientID) })
			c.SaveForm(false)
		},
		"another client is saved while the person signs out": func(c *Controller) {
			c.SignOut(false)
			c.Show(state.RoomEditConnection)
			c.EditForm(func(f *state.Form) { f.Set(state.FieldClientID, demoprovider.ClientID) })
			c.SaveForm(false)
		},
		"the connection is deleted with its registration": func(c *Controller) { c.DeleteWithRegistration() },
		"the registration is deleted while the person signs out": func(c *Controller) {
			c.SignOut(false)
			c.Show(state.RoomEditConnection)
			c.DeleteRegistration()
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, d, slow := signedInWithRegistration(t)
			leave(c)
			<-slow.arrived
			if got := slow.kept(); len(got) > 0 {
				t.Errorf("before anything was revoked: %v", got)
			}
			close(slow.letGo)
			d.Until(t, "the deletion", func() bool { return slices.Contains(slow.kept(), "deleted") })
			if got := slow.kept(); got[0] != "revoked" || got[len(got)-1] != "deleted" {
				t.Errorf("%v", got)
			}
		})
	}
}

// A client that nobody saved does not stay at the provider when the window closes.
func TestAnUnsavedClientIsDeletedWhenTheWindowCloses(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.found(t, c, otherProvider(t, demoprovider.Config{}))
	c.RegisterClient()
	d.Until(t, "the registration", func() bool { return c.state.Form.Registration.Unsaved })
	made := c.state.Form.Registration.Made
	c.Close(5 * time.Second)
	if err := oauthflow.DeleteRegistration(t.Context(), oauthflow.NewTransport(), nil, made); err == nil {
		t.Error("the provider still knows the client")
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The same when the window closes in the moment in which the provider has registered the client.
func TestAClientThatIsRegisteredWhileTheWindowClosesIsDeleted(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.found(t, c, otherProvider(t, demoprovider.Config{}))
	next, deleted := c.transport, make(chan int, 1)
	c.transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		answer, err := next.RoundTrip(r)
		switch {
		case err != nil:
			return nil, err
		case r.Method == http.MethodPost:
			body, err := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			answer.Body = io.NopCloser(bytes.NewReader(body))
			c.cancel(oauthflow.ErrCanceled)
			return answer, err
		case r.Method == http.MethodDelete:
			deleted <- answer.StatusCode
		}
		return answer, nil
	})
	c.RegisterClient()
	c.Close(5 * time.Second)
	select {
	case status := <-deleted:
		if status != http.StatusNoContent {
			t.Errorf("the deletion was answered with %d", status)
		}
	default:
		t.Error("the client stays at the provider")
	}
}

// A provider that does not answer keeps nobody waiting for longer than that.
func TestADeletionThatIsNotAnsweredDoesNotKeepTheWindowOpen(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.found(t, c, otherProvider(t, demoprovider.Config{}))
	c.RegisterClient()
	d.Until(t, "the registration", func() bool { return c.state.Form.Registration.Unsaved })
	next, over := c.transport, make(chan struct{})
	c.transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		if r.Method != http.MethodDelete {
			return next.RoundTrip(r)
		}
		<-over
		return nil, errors.New("no answer")
	})
	c.Close(time.Millisecond)
	close(over) // Close has returned before
}
