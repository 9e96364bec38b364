// A store of sessions in memory that a test can bend.

package oauthflow

import (
	"context"
	"errors"
	"sync"
	"testing"
)

// bentStore keeps sessions in memory, sealed form and all, and can be shared by several Clients as
// copies of the app share the data folder.
type bentStore struct {
	mu        sync.Mutex
	sessions  map[string][]byte
	writes    int
	failAt    map[int]bool // writes, counted from 1, that fail
	loadErr   error
	deletes   int
	failDel   error
	held      chan struct{}
	contended chan struct{} // gets a value for each flow that has to wait for the lock
}

func newBentStore() *bentStore {
	return &bentStore{sessions: map[string][]byte{}, failAt: map[int]bool{}, held: make(chan struct{}, 1), contended: make(chan struct{}, 100)}
}

func (s *bentStore) Load(ctx context.Context, id string) (Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return Session{}, err
	}
	if s.loadErr != nil {
		return Session{}, s.loadErr
	}
	data, ok := s.sessions[id]
	if !ok {
		return Session{}, ErrNotFound
	}
	return OpenSealedForm(data)
}

func (s *bentStore) Save(ctx context.Context, id string, session Session) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.writes++; s.failAt[s.writes] {
		return errors.New("the disk is full")
	}
	data, err := session.SealedForm()
	if err != nil {
		return err
	}
	s.sessions[id] = data
	return nil
}

func (s *bentStore) Delete(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deletes++
	if s.failDel != nil {
		return s.failDel
	}
	delete(s.sessions, id)
	return nil
}

func (s *bentStore) Lock(ctx context.Context, _ string) (func(), error) {
	select {
	case s.held <- struct{}{}:
		return func() { <-s.held }, nil
	default:
		s.contended <- struct{}{}
	}
	select {
	case s.held <- struct{}{}:
		return func() { <-s.held }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (s *bentStore) Sealed() (bool, string) { return true, "" }

// session returns what is stored; ok is false if nothing is.
func (s *bentStore) session(t *testing.T) (stored Session, ok bool) {
	t.Helper()
	stored, err := s.Load(t.Context(), "c1")
	if errors.Is(err, ErrNotFound) {
		return Session{}, false
	}
	if err != nil {
		t.Fatal(err)
	}
	return stored, true
}
