package oauthflow

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestUnknownKeyIDReloadsAtOnceAndAfterPauses(t *testing.T) { // JOSE-06
	for after, want := range map[int][]time.Duration{ // the reload that brings the key → times of all requests
		1: {0, 0},
		2: {0, 0, time.Second},
		3: {0, 0, time.Second, 3 * time.Second},
		4: {0, 0, time.Second, 3 * time.Second, 7 * time.Second},
		5: {0, 0, time.Second, 3 * time.Second, 7 * time.Second},
	} {
		t.Run(fmt.Sprintf("reload %d brings the key", after), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &keyServer{keys: []any{keyNamed(t, "old")}}
				s.onAsk = func(n int) {
					if n > after {
						s.keys = []any{keyNamed(t, "old"), keyNamed(t, "new")}
					}
				}
				c, m := s.client()
				found, err := c.signingKeys(t.Context(), nil, m, wantedKey("new"))
				if err != nil || (len(found.Keys) == 1) != (after <= 4) || (found.Reason == "") != (after <= 4) {
					t.Errorf("found %+v, error %v", found, err)
				}
				if got := s.pauses(); !slices.Equal(got, want) {
					t.Errorf("asked at %v, want %v", got, want)
				}
			})
		})
	}
}

func TestReloadsAreLimitedAndCoalesced(t *testing.T) { // JOSE-07
	synctest.Test(t, func(t *testing.T) {
		s := &keyServer{keys: []any{keyNamed(t, "old")}}
		c, m := s.client()
		for range 3 { // fetches ahead of time do not count
			if _, err := c.loadKeys(t.Context(), nil, m, time.Time{}); err != nil {
				t.Fatal(err)
			}
		}
		seek := func(kid string, want int) {
			if found, err := c.signingKeys(t.Context(), nil, m, wantedKey(kid)); err != nil || len(found.Keys) != want {
				t.Errorf("%s: found %v, error %v", kid, found, err)
			}
		}
		var tokens sync.WaitGroup
		for i := range 20 {
			tokens.Go(func() { seek(fmt.Sprint("random", i), 0) })
		}
		tokens.Wait()
		began := time.Now()
		for i := range 20 {
			seek(fmt.Sprint("later", i), 0)
		}
		if n := len(s.asked); n != 1+keyReloadsPerMinute || time.Since(began) != 0 {
			t.Errorf("asked %d times; the later tokens took %v", n, time.Since(began))
		}
		time.Sleep(time.Minute) // virtual
		s.keys = append(s.keys, keyNamed(t, "new"))
		seek("new", 1)
	})
}

func TestUnusedKeyOfThatNameIsNotReloaded(t *testing.T) { // JOSE-09
	s := &keyServer{keys: []any{`{"kty":"oct","k":"AAAA","kid":"mac"}`, keyNamed(t, "ed")}}
	c, m := s.client()
	for _, want := range []keyWanted{wantedKey("mac"), {KeyID: "ed", Algorithm: "RS256"}} {
		found, err := c.signingKeys(t.Context(), nil, m, want)
		if err != nil || len(found.Keys) != 0 || found.Reason == "" || len(s.asked) != 1 {
			t.Errorf("%+v: found %+v, error %v, asked %d times", want, found, err, len(s.asked))
		}
	}
}

func TestTokenWithoutKeyIDGetsEveryFittingKey(t *testing.T) { // JOSE-08
	s := &keyServer{keys: []any{keyNamed(t, "a"), keyNamed(t, "b"), keyNamed(t, "")}}
	c, m := s.client()
	if found, err := c.signingKeys(t.Context(), nil, m, wantedKey("")); err != nil || len(found.Keys) != 3 {
		t.Errorf("found %d keys, error %v", len(found.Keys), err)
	}
	if found, err := c.signingKeys(t.Context(), nil, m, wantedKey("a")); err != nil || len(found.Keys) != 1 || found.Keys[0].KeyID != "a" {
		t.Errorf("found %v, error %v", found.Keys, err)
	}
}

func TestFailedReloadIsNotTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &keyServer{keys: []any{keyNamed(t, "old")}}
		s.onAsk = func(n int) {
			s.status = 0
			if n == 2 || n == 3 {
				s.status = http.StatusBadGateway
			}
			if n == 4 {
				s.keys = []any{keyNamed(t, "new")}
			}
		}
		c, m := s.client()
		if found, err := c.signingKeys(t.Context(), nil, m, wantedKey("new")); err != nil || len(found.Keys) != 1 {
			t.Errorf("found %v, error %v", found, err)
		}
		s.onAsk = func(int) { s.status = http.StatusBadGateway }
		time.Sleep(time.Minute) // virtual
		_, err := c.signingKeys(t.Context(), nil, m, wantedKey("newer"))
		wantCode(t, err, CodeKeysUnreachable)
		asked := len(s.asked)
		s.onAsk = func(n int) {
			s.status = http.StatusBadGateway
			if n == asked+2 {
				s.status = http.StatusOK
			}
		}
		time.Sleep(time.Minute)
		if found, err := c.signingKeys(t.Context(), nil, m, wantedKey("newer")); err != nil || found.Reason == "" {
			t.Errorf("one reload worked: found %+v, error %v", found, err)
		}
	})
}

func TestWaitForARotationCanBeCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &keyServer{keys: []any{keyNamed(t, "old")}}
		c, m := s.client()
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(1500*time.Millisecond, func() { cancel(ErrCanceled) })
		began := time.Now()
		_, err := c.signingKeys(ctx, nil, m, wantedKey("new"))
		wantCode(t, err, CodeCancelled)
		if time.Since(began) != 1500*time.Millisecond {
			t.Errorf("cancelled after %v", time.Since(began))
		}
	})
}
