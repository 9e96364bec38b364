package demoprovider

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-jose/go-jose/v4"
)

func TestAStoreThatFailsIsSaid(t *testing.T) {
	broken := errors.New("the disk is full")
	if p, err := Start(t.Context(), Config{Store: &memory{failure: broken}}); !errors.Is(err, broken) {
		t.Fatalf("%v %v", p, err)
	}
	store := &memory{}
	b := newBrowser(t, start(t, Config{Store: store}))
	answer, code := b.tokens(), b.code()
	store.failure = broken
	if status, refused := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusInternalServerError || refused["error"] != "server_error" {
		t.Errorf("%d %v", status, refused)
	}
	if status, _ := b.api("/token", codeForm(code)); status != http.StatusInternalServerError {
		t.Errorf("code: %d", status)
	}
	if s := b.post("/revoke", tokenForm(text(t, answer, "refresh_token"))); s.status != http.StatusServiceUnavailable || s.header.Get("Retry-After") == "" {
		t.Errorf("revocation: %d", s.status)
	}
	if got := b.get("/authorize", authorizationQuery()).shows(); got != "client server_error" {
		t.Errorf("authorization: %s", got)
	}
	store.failure = nil
	if status, refused := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusOK {
		t.Errorf("a refresh that was not saved used the token up: %d %v", status, refused)
	}
	if status, refused := b.api("/token", codeForm(code)); status != http.StatusOK {
		t.Errorf("a code that was not saved was used up: %d %v", status, refused)
	}
}

func TestSavesAreSerialized(t *testing.T) {
	store := &memory{}
	b := newBrowser(t, start(t, Config{Store: store}))
	token := text(t, b.tokens(), "refresh_token")
	const tries = 16
	statuses := make(chan int, tries)
	for range tries {
		go func() {
			response, err := b.http.PostForm(b.p.Issuer()+"/token", refreshForm(token))
			if err != nil {
				statuses <- 0
				return
			}
			_, _ = io.Copy(io.Discard, response.Body)
			response.Body.Close()
			statuses <- response.StatusCode
		}()
	}
	count := map[int]int{}
	for range tries {
		count[<-statuses]++
	}
	if count[http.StatusOK] != 1 || count[http.StatusBadRequest] != tries-1 {
		t.Errorf("one token, used at once: %v", count)
	}
}

func TestWhatChangesNothingIsNotSaved(t *testing.T) {
	store := &memory{}
	b := newBrowser(t, start(t, Config{Store: store}))
	b.tokens()
	before := store.saves
	b.api("/token", refreshForm("unknown"))
	b.post("/revoke", tokenForm("unknown"))
	if before == 0 || store.saves != before {
		t.Errorf("%d saves, then %d", before, store.saves)
	}
}

func TestTheDeadlineOfASaveIsNotTheCallers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		current := newState()
		var err error
		if current.Key, err = newSigningKey(time.Now(), jose.RS256, true); err != nil {
			t.Fatal(err)
		}
		k := &keeper{store: storeFunc(func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}), now: time.Now, current: current}
		begun := time.Now()
		err = k.update(ctx, func(s *state) error { s.Port = 1; return nil })
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != saveTimeout {
			t.Errorf("%v after %s", err, time.Since(begun))
		}
	})
}

type storeFunc func(context.Context) error

func (storeFunc) Load(context.Context) ([]byte, error) { return nil, nil }

func (f storeFunc) Save(ctx context.Context, _ []byte) error { return f(ctx) }
