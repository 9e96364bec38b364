// What survives a restart, and the one door to it. Codes, refresh tokens and cookies are held as SHA-256 hashes.

package demoprovider

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	stateVersion = 2
	saveTimeout  = 10 * time.Second
	maxSessions  = 100 // the oldest makes room: what a person with one browser never reaches
	maxCodes     = 100
	maxGrants    = 100
)

// state is everything the provider remembers. Its JSON form is what the Store keeps.
type state struct {
	Version  int                        `json:"version"`
	Port     int                        `json:"port"`
	Key      jose.JSONWebKey            `json:"signing_key"`
	Sessions map[string]*browserSession `json:"sessions"` // by the hash of the cookie
	Consents map[string][]string        `json:"consents"` // consentKey → granted scopes
	Codes    map[string]*code           `json:"codes"`    // by the hash of the authorization code
	Grants   map[string]*grant          `json:"grants"`   // by grant ID

	Devices map[string]*deviceAuthorization `json:"devices,omitempty"` // by the hash of the device code
	Clients map[string]*registration        `json:"clients,omitempty"` // by client ID
}

func newState() *state {
	return &state{
		Version:  stateVersion,
		Sessions: map[string]*browserSession{},
		Consents: map[string][]string{},
		Codes:    map[string]*code{},
		Grants:   map[string]*grant{},
		Devices:  map[string]*deviceAuthorization{},
		Clients:  map[string]*registration{},
	}
}

// loadState reads the stored state. Bytes that are no state of this version are treated as none: the provider then
// begins anew, with a new key, which is better than one that never starts again.
func loadState(ctx context.Context, store Store) (*state, error) {
	if store == nil {
		return newState(), nil
	}
	raw, err := store.Load(ctx)
	if err != nil {
		return nil, fmt.Errorf("demo provider: load state: %w", err)
	}
	s := newState()
	if json.Unmarshal(raw, s) != nil || s.Version != stateVersion || !s.complete() {
		return newState(), nil
	}
	return s, nil
}

// complete reports whether no part of a decoded state is null.
func (s *state) complete() bool {
	if s.Sessions == nil || s.Consents == nil || s.Codes == nil || s.Grants == nil || s.Devices == nil || s.Clients == nil || !s.Key.Valid() || s.Key.IsPublic() {
		return false
	}
	return noNull(s.Sessions) && noNull(s.Codes) && noNull(s.Grants) && noNull(s.Devices) && noNull(s.Clients)
}

func noNull[V any](entries map[string]*V) bool {
	for _, v := range entries {
		if v == nil {
			return false
		}
	}
	return true
}

// prune drops what has expired, and the oldest where there is too much.
func (s *state) prune(now time.Time) {
	keepNewest(s.Sessions, maxSessions, now, func(b *browserSession) time.Time { return b.Expires })
	keepNewest(s.Codes, maxCodes, now, func(c *code) time.Time { return c.Expires })
	keepNewest(s.Grants, maxGrants, now, func(g *grant) time.Time { return g.Expires })
	keepNewest(s.Devices, maxDevices, now, func(d *deviceAuthorization) time.Time { return d.Expires.Add(deviceGrace) })
	keepNewest(s.Clients, maxRegistrations, now, func(c *registration) time.Time { return c.IssuedAt.Add(registrationLife) })
	for _, g := range s.Grants {
		g.prune(now)
	}
}

func keepNewest[V any](entries map[string]V, limit int, now time.Time, expires func(V) time.Time) {
	for key, entry := range entries {
		if !now.Before(expires(entry)) {
			delete(entries, key)
		}
	}
	if len(entries) <= limit {
		return
	}
	keys := make([]string, 0, len(entries))
	for key := range entries {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int { return expires(entries[a]).Compare(expires(entries[b])) })
	for _, key := range keys[:len(keys)-limit] {
		delete(entries, key)
	}
}

// keeper guards the state: one reader or writer at a time, and a change is saved before it counts.
type keeper struct {
	store Store
	now   func() time.Time

	mu      sync.Mutex
	current *state
	saved   []byte
}

// view lets look read the state. Nothing of it may be kept or changed.
func (k *keeper) view(look func(*state)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	look(k.current)
}

// update lets change alter the state, and saves it if it is another than before, also when change returns an error
// (a detected reuse alters and refuses). If saving fails, the change is undone and the error is returned. The
// caller's cancellation does not interrupt a save.
func (k *keeper) update(ctx context.Context, change func(*state) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.current.prune(k.now())
	refusal := change(k.current)
	if err := k.save(ctx); err != nil {
		return fmt.Errorf("demo provider: save state: %w", err)
	}
	return refusal
}

func (k *keeper) save(ctx context.Context) error {
	if k.store == nil {
		return nil
	}
	raw, err := json.Marshal(k.current)
	if err != nil {
		return err
	}
	if string(raw) == string(k.saved) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTimeout)
	defer cancel()
	if err := k.store.Save(ctx, raw); err != nil {
		k.undo()
		return err
	}
	k.saved = raw
	return nil
}

// undo returns to the last saved state, so that nothing is promised that a restart would forget.
func (k *keeper) undo() {
	previous := newState()
	if k.saved != nil && json.Unmarshal(k.saved, previous) == nil {
		k.current = previous
	}
}
