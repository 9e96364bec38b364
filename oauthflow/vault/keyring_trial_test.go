package vault

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

// triedKeyring is a fakeKeyring that refuses values above a size.
type triedKeyring struct {
	fakeKeyring
	limit   int
	deleted int
}

var errEntryTooLarge = errors.New("too large")

func (k *triedKeyring) Set(service, user, value string) error {
	if len(value) > k.limit {
		return errEntryTooLarge
	}
	if !strings.HasPrefix(user, "trial-") {
		return errors.New("not an entry of the trial")
	}
	return k.fakeKeyring.Set(service, user, value)
}

func (k *triedKeyring) Delete(service, user string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, ok := k.values[service+"/"+user]; !ok {
		return keyring.ErrNotFound
	}
	delete(k.values, service+"/"+user)
	k.deleted++
	return nil
}

func TestATrialTellsTheLargestEntryAndLeavesNothing(t *testing.T) {
	for limit, want := range map[int]int{1 << 20: 4096, 4000: 2048, 100: 44} {
		k := &triedKeyring{limit: limit}
		got, err := TryKeyring(t.Context(), k)
		if got != want || err != nil {
			t.Errorf("limit %d: %d, %v", limit, got, err)
		}
		if len(k.values) != 0 || k.deleted != 1 {
			t.Errorf("limit %d: %d entries are left after %d deletions", limit, len(k.values), k.deleted)
		}
	}
}

func TestATrialOfAKeyringThatFailsSaysWhy(t *testing.T) {
	if n, err := TryKeyring(t.Context(), &triedKeyring{limit: 10}); n != 0 || !errors.Is(err, errEntryTooLarge) {
		t.Errorf("%d, %v", n, err)
	}
	k := &triedKeyring{limit: 1 << 20}
	k.onGet = func(int, string, error) (string, error) { return "another", nil }
	if n, err := TryKeyring(t.Context(), k); n != 0 || !errors.Is(err, errReadBack) {
		t.Errorf("%d, %v", n, err)
	}
}

func TestATrialEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stuck := make(chan struct{})
	defer close(stuck)
	k := &triedKeyring{limit: 1 << 20}
	k.onGet = func(int, string, error) (string, error) {
		cancel()
		<-stuck
		return "", nil
	}
	if _, err := TryKeyring(ctx, k); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
