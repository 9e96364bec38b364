// Finding the key of a signature while the provider rotates its keys: OpenID Connect Core §10.1.1 (JOSE-05 to
// JOSE-08).

package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// keyWanted describes the signature that a key is sought for. Keys fetched since Since will do even if their
// Cache-Control has run out.
type keyWanted struct {
	KeyID, Algorithm string
	Since            time.Time
}

// foundKeys are the fitting keys; Reason says why there are none.
type foundKeys struct {
	Keys   []jose.JSONWebKey
	Reason string
}

var errReloadsUsedUp = errors.New("the keys were asked for too often within a minute")

// reloadPauses are the waits before each reload for an unknown kid (JOSE-06).
func reloadPauses() []time.Duration {
	return []time.Duration{0, time.Second, 2 * time.Second, 4 * time.Second}
}

// signingKeys returns the provider's keys that fit. No request is made while the held keys are usable and know
// the kid. The error is of code keys_unreachable, or the context's end.
func (c *Client) signingKeys(ctx context.Context, tl *Timeline, m *ServerMetadata, want keyWanted) (foundKeys, error) {
	loaded, err := c.loadKeys(ctx, tl, m, want.Since)
	if err != nil {
		return foundKeys{}, err
	}
	if !loaded.knows(want.KeyID) {
		if loaded, err = c.reloadUntilKnown(ctx, tl, loaded, want.KeyID); err != nil {
			return foundKeys{}, err
		}
	}
	found := foundKeys{Keys: loaded.fitting(want.KeyID, want.Algorithm)}
	if len(found.Keys) == 0 {
		found.Reason = loaded.whyNone(want)
	}
	return found, nil
}

// reloadUntilKnown reloads at once and then after each pause, until the set has the kid or the reloads are used
// up. A reload that fails is not the end; if no reload worked, its error is.
func (c *Client) reloadUntilKnown(ctx context.Context, tl *Timeline, loaded *loadedKeys, kid string) (*loadedKeys, error) {
	worked := false
	var failure error
	for _, pause := range reloadPauses() {
		if err := sleep(ctx, pause); err != nil {
			return nil, asError(ctx, err, StepVerify, CodeKeysUnreachable)
		}
		next, err := c.fetchKeys(ctx, tl, loaded.uri, c.takeReload)
		switch {
		case ctx.Err() != nil:
			return nil, asError(ctx, err, StepVerify, CodeKeysUnreachable)
		case errors.Is(err, errReloadsUsedUp):
			return loaded, failureUnless(worked, failure)
		case err != nil:
			failure = err
			continue
		}
		loaded, worked = next, true
		if loaded.knows(kid) {
			return loaded, nil
		}
	}
	return loaded, failureUnless(worked, failure)
}

func failureUnless(worked bool, failure error) error {
	if worked {
		return nil
	}
	return failure
}

// takeReload counts a reload; at most keyReloadsPerMinute are allowed (JOSE-07).
func (c *Client) takeReload() error {
	c.keys.mu.Lock()
	defer c.keys.mu.Unlock()
	now := c.Now()
	c.keys.reloads = slices.DeleteFunc(c.keys.reloads, func(t time.Time) bool { return now.Sub(t) >= time.Minute })
	if len(c.keys.reloads) >= keyReloadsPerMinute {
		return errReloadsUsedUp
	}
	c.keys.reloads = append(c.keys.reloads, now)
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	if d == 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// whyNone says why no key fits.
func (l *loadedKeys) whyNone(want keyWanted) string {
	if why, ok := l.refused[want.KeyID]; ok {
		return "the key of that name is not used: " + why
	}
	if len(l.withKeyID(want.KeyID)) == 0 {
		return fmt.Sprintf("none of the provider's %d usable keys has that name", len(l.keys))
	}
	return "no key of that name is for " + want.Algorithm
}
