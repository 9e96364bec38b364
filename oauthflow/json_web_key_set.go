// The provider's keys: RFC 7517 §5, fetched from its jwks_uri and nowhere else (JOSE-04), kept by their
// Cache-Control (JOSE-21).

package oauthflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// keySet holds the keys of one provider. The zero value is ready.
type keySet struct {
	flight flight[*loadedKeys]

	mu      sync.Mutex
	held    *loadedKeys
	reloads []time.Time // for an unknown kid, within the last minute
}

// loadedKeys is one fetched key set, or why there is none.
type loadedKeys struct {
	uri                  string
	keys                 []jose.JSONWebKey
	refused              map[string]string // kid of a key that is not used → why
	fetchedAt, expiresAt time.Time
	exchange             []Event // the HTTP events, for each caller's timeline
	err                  error
}

// usable reports whether the keys can be used without asking again. A sign-in goes on with the keys that were
// fetched since it began, whatever their Cache-Control: they are what it was prepared with.
func (l *loadedKeys) usable(uri string, now, since time.Time) bool {
	if l == nil || l.uri != uri {
		return false
	}
	return now.Before(l.expiresAt) || !since.IsZero() && !l.fetchedAt.Before(since)
}

// knows reports whether the set has a key with this kid, be it one that is not used.
func (l *loadedKeys) knows(kid string) bool {
	_, refused := l.refused[kid]
	return refused || len(l.withKeyID(kid)) > 0
}

// withKeyID returns the keys with this kid, all of them for a token without kid (JOSE-05, JOSE-08).
func (l *loadedKeys) withKeyID(kid string) []jose.JSONWebKey {
	if kid == "" {
		return l.keys
	}
	var keys []jose.JSONWebKey
	for _, k := range l.keys {
		if k.KeyID == kid {
			keys = append(keys, k)
		}
	}
	return keys
}

// fitting returns the keys that may have made the signature.
func (l *loadedKeys) fitting(kid, alg string) []jose.JSONWebKey {
	var keys []jose.JSONWebKey
	for _, k := range l.withKeyID(kid) {
		if keyFits(k, alg) {
			keys = append(keys, k)
		}
	}
	return keys
}

// fetchKeysAhead gets the keys in the background, so that they are there when the ID token comes. That it fails
// is not told here: the keys are asked for again when they are needed. stop ends it and waits.
func (c *Client) fetchKeysAhead(ctx context.Context, tl *Timeline, m *ServerMetadata) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if m.JWKSURI == "" { // OAuth only
			return
		}
		_, _ = c.loadKeys(ctx, tl, m, time.Time{})
	}()
	return func() {
		cancel()
		<-done
	}
}

// loadKeys returns the keys that are held if they are usable, else fetches them. The error is of code
// keys_unreachable, or the context's end. tl may be nil.
func (c *Client) loadKeys(ctx context.Context, tl *Timeline, m *ServerMetadata, since time.Time) (*loadedKeys, error) {
	c.keys.mu.Lock()
	held := c.keys.held
	c.keys.mu.Unlock()
	if held.usable(m.JWKSURI, c.Now(), since) {
		return held, nil
	}
	return c.fetchKeys(ctx, tl, m.JWKSURI, func() error { return nil })
}

// fetchKeys fetches the keys, sharing the fetch with whoever needs them too; allowed is asked first, once per fetch.
func (c *Client) fetchKeys(ctx context.Context, tl *Timeline, uri string, allowed func() error) (*loadedKeys, error) {
	l, err := c.keys.flight.do(ctx, func(ctx context.Context) *loadedKeys {
		if err := allowed(); err != nil {
			return &loadedKeys{err: err}
		}
		return c.askForKeys(ctx, uri)
	})
	if err == nil {
		addAll(tl, l.exchange)
		err = l.err
	}
	if err != nil {
		return nil, asError(ctx, err, StepVerify, CodeKeysUnreachable)
	}
	return l, nil
}

func (c *Client) askForKeys(ctx context.Context, uri string) *loadedKeys {
	var tl Timeline
	l := &loadedKeys{uri: uri}
	a, err := c.requestKeys(ctx, &tl, uri)
	l.exchange = tl.Events()
	if err == nil {
		l.keys, l.refused, err = parseKeySet(a.Body)
	}
	if err != nil {
		l.err = err
		return l
	}
	l.fetchedAt = c.Now()
	l.expiresAt = l.fetchedAt.Add(freshFor(a.Header))
	c.keys.mu.Lock()
	defer c.keys.mu.Unlock()
	c.keys.held = l
	return l
}

func (c *Client) requestKeys(ctx context.Context, tl *Timeline, uri string) (*answer, error) {
	req, err := http.NewRequest(http.MethodGet, uri, nil)
	if err != nil {
		return nil, errors.New("the jwks_uri cannot be used")
	}
	req.Header.Set("Accept", "application/jwk-set+json, application/json")
	a, err := c.send(ctx, exchange{step: StepVerify, tl: tl}, req)
	if err != nil {
		return nil, err
	}
	if a.Status != http.StatusOK {
		return nil, fmt.Errorf("the provider's keys: %s", describeStatus(a.Status))
	}
	return a, nil
}

// parseKeySet reads a JWK Set. Keys that cannot be used are left out, and those with a kid are named with the reason.
func parseKeySet(data []byte) (keys []jose.JSONWebKey, refused map[string]string, err error) {
	members, err := strictObject(data)
	if err != nil {
		return nil, nil, fmt.Errorf("the provider's keys: %w", err)
	}
	entries, present, err := member[[]json.RawMessage](members, "keys")
	switch {
	case err != nil || !present:
		return nil, nil, errors.New("the provider's keys: no list of keys")
	case len(entries) > maxKeys:
		return nil, nil, fmt.Errorf("the provider's keys: more than %d", maxKeys) // NET-08
	}
	refused = map[string]string{}
	for _, raw := range entries {
		key, err := parseSigningKey(raw)
		if err == nil {
			keys = append(keys, key)
			continue
		}
		var head struct {
			KeyID string `json:"kid"`
		}
		if json.Unmarshal(raw, &head) == nil && head.KeyID != "" {
			refused[head.KeyID] = err.Error()
		}
	}
	return keys, refused, nil
}
