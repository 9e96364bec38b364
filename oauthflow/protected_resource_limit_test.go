package oauthflow

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"runtime"
	"testing"
	"time"
)

// API-11, NET-05: tested with two servers.
func TestRedirectToAnotherServerNeverCarriesTheToken(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			s, thief := newAPISetting(t), newBentProvider(t)
			s.replace("/api", http.RedirectHandler(thief.URL+"/api", status).ServeHTTP)
			answer, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
			if err != nil || answer.Status != status || answer.Header.Get("Location") != thief.URL+"/api" {
				t.Errorf("answer %+v, %v", answer, err)
			}
			if got := len(thief.requests); got != 0 {
				t.Errorf("the other server had %d requests", got)
			}
		})
	}
}

// API-12, NET-07: ten times too much is an error, and memory stays flat.
func TestHugeAnswerIsAnErrorInFlatMemory(t *testing.T) {
	s := newAPISetting(t)
	chunk := bytes.Repeat([]byte("x"), 1<<20)
	s.replace("/api", func(w http.ResponseWriter, _ *http.Request) {
		for range 100 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
	runtime.ReadMemStats(&after)
	wantCode(t, err, CodeResponseTooLarge)
	if got := after.TotalAlloc - before.TotalAlloc; got > 90<<20 {
		t.Errorf("%d MB were allocated for an answer of 100 MB", got>>20)
	}
}

func TestAnswerOfTenMegabytesIsTaken(t *testing.T) {
	s := newAPISetting(t)
	body := bytes.Repeat([]byte("x"), maxAPIBody)
	s.replace("/api", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) })
	answer, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
	if err != nil || !bytes.Equal(answer.Body, body) {
		t.Errorf("%v", err)
	}
}

func TestAPIThatCannotBeReached(t *testing.T) {
	s := newAPISetting(t)
	s.replace("/api", breakConnection)
	_, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "POST", URL: s.URL + "/api"})
	if e := wantCode(t, err, CodeAPIUnreachable); e.Step != StepAPI {
		t.Errorf("step is %s", e.Step)
	}
}

func TestAPICallCanBeCancelledWhereverItWaits(t *testing.T) {
	tests := map[string]func(*bentSetting) string{ // the path that stalls
		"for the answer": func(*bentSetting) string { return "/api" },
		"for the refresh that the clock asks for": func(s *bentSetting) string {
			s.clock.move(2 * time.Hour)
			return "/token"
		},
		"for the refresh that the answer asks for": func(s *bentSetting) string {
			s.refuseWith(401, `Bearer error="invalid_token"`, "")
			return "/token"
		},
		"for the metadata that decides about the origin": func(s *bentSetting) string {
			s.client.Profile.APIOrigins = nil
			return "/.well-known/openid-configuration"
		},
	}
	for name, bend := range tests {
		t.Run(name, func(t *testing.T) {
			s := newAPISetting(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			s.replace(bend(s), func(_ http.ResponseWriter, r *http.Request) {
				cancel(ErrCanceled)
				<-r.Context().Done()
			})
			_, err := s.client.CallAPI(ctx, s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
			wantCode(t, err, CodeCancelled)
			wantNoGoroutine(t, "refreshAttempt")
			if _, ok := s.store.session(t); !ok {
				t.Error("the session was not kept")
			}
		})
	}
}
