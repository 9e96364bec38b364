package oauthflow

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// sendTo sends a GET with a query to the path of the provider.
func sendTo(t *testing.T, c *Client, target string, tl *Timeline) (*answer, error) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, target+"?code=s3cret&x=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	return c.send(t.Context(), exchange{step: StepDiscover, tl: tl}, req)
}

func TestSendDoesNotFollowRedirects(t *testing.T) { // NET-03, NET-04
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			p := newTestProvider(t)
			c := newTestClient(t, p)
			p.handle("/a", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/b", status) })
			a, err := sendTo(t, c, p.URL+"/a", nil)
			if err != nil || a.Status != status {
				t.Errorf("answer %+v, error %v", a, err)
			}
			if p.asked("/b") != 0 {
				t.Error("the target of the redirect was asked")
			}
		})
	}
}

func TestSendRecordsTheExchangeWithItsURLMasked(t *testing.T) { // DISP-04
	p := newTestProvider(t)
	c := newTestClient(t, p)
	p.handle("/a", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write([]byte("12345"))
	})
	var tl Timeline
	a, err := sendTo(t, c, p.URL+"/a", &tl)
	if err != nil || string(a.Body) != "12345" || a.Status != http.StatusTeapot {
		t.Fatalf("answer %+v, error %v", a, err)
	}
	events := eventsOf(&tl, EventHTTP)
	if len(events) != 1 {
		t.Fatalf("%d events", len(events))
	}
	got := *events[0].HTTP
	got.Connect, got.FirstByte, got.Request, got.Answer = 0, 0, HTTPMessage{}, HTTPMessage{} // see http_message_test.go
	got.StartedAt, got.Duration = time.Time{}, 0
	want := HTTPExchange{Method: "GET", URL: p.URL + "/a?code=[secret]&x=1", Status: http.StatusTeapot, Bytes: 5}
	if got != want || events[0].Step != StepDiscover {
		t.Errorf("recorded %+v, want %+v", got, want)
	}
}

func TestSendKeepsNoCookiesAndSendsNoReferer(t *testing.T) { // NET-10
	p := newTestProvider(t)
	c := newTestClient(t, p)
	p.handle("/a", func(w http.ResponseWriter, _ *http.Request) { http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"}) })
	for range 2 {
		if _, err := sendTo(t, c, p.URL+"/a", nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range p.requests {
		if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" {
			t.Errorf("headers %v", r.Header)
		}
	}
}

func TestSendLimitsTheBodyAfterDecompression(t *testing.T) { // NET-07
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = z.Write(make([]byte, 100<<20))
	_ = z.Close()
	for _, tt := range []struct {
		name    string
		answers http.HandlerFunc
		ok      bool
	}{
		{"a body of the limit", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, maxBody)) }, true},
		{"one byte more", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, maxBody+1)) }, false},
		{"an endless body", func(w http.ResponseWriter, _ *http.Request) {
			for err := error(nil); err == nil; {
				_, err = w.Write(make([]byte, 64<<10))
			}
		}, false},
		{"a gzip bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newTestProvider(t)
			c := newTestClient(t, p)
			p.handle("/a", tt.answers)
			a, err := sendTo(t, c, p.URL+"/a", nil)
			if tt.ok {
				if err != nil || len(a.Body) != maxBody {
					t.Fatalf("error %v", err)
				}
				return
			}
			wantCode(t, err, CodeResponseTooLarge)
		})
	}
}

func TestErrorsOfSendHoldNoURL(t *testing.T) { // DISP-04
	p := newTestProvider(t)
	c := newTestClient(t, p)
	p.Close()
	var tl Timeline
	_, err := sendTo(t, c, p.URL+"/a", &tl)
	if err == nil || strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "/a") {
		t.Errorf("error is %v", err)
	}
	if events := eventsOf(&tl, EventHTTP); len(events) != 1 || events[0].HTTP.Status != 0 {
		t.Errorf("the failed request was recorded as %+v", events)
	}
}

// transportFunc is a function as transport; it takes part in the virtual time of synctest.
type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// drip is a body that never ends and gives a byte per second.
type drip struct{ ctx context.Context }

func (d drip) Read(p []byte) (int, error) {
	if err := sleep(d.ctx, time.Second); err != nil {
		return 0, err
	}
	p[0] = ' '
	return 1, nil
}

func TestSendEndsAfterItsTimeLimit(t *testing.T) { // NET-06
	for name, transport := range map[string]transportFunc{
		"no answer": func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		},
		"a body that drips": func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(drip{r.Context()})}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := NewClient(Profile{}, transport, nil, nil)
				began := time.Now()
				_, err := sendTo(t, c, "https://op.example/", nil)
				if !errors.Is(err, errNoAnswer) || time.Since(began) != httpTimeout {
					t.Errorf("after %v: %v", time.Since(began), err)
				}
			})
		})
	}
}

func TestSendEndsWithItsContext(t *testing.T) { // NET-06
	p := newTestProvider(t)
	c := newTestClient(t, p)
	ctx, cancel := context.WithCancelCause(t.Context())
	p.handle("/a", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		cancel(ErrCanceled)
		<-r.Context().Done()
	})
	req, err := http.NewRequest(http.MethodGet, p.URL+"/a", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.send(ctx, exchange{step: StepAPI}, req)
	if e := asError(ctx, err, StepAPI, CodeAPIUnreachable); e == nil || e.Code != CodeCancelled {
		t.Errorf("error is %v", e)
	}
}

func TestLibrariesGetTheSameRules(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	p.handle("/a", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/b", http.StatusFound) })
	client, last := c.httpClient(exchange{step: StepTokenRequest, limit: 100})
	if last.get() != nil {
		t.Error("there is an answer before the request")
	}
	resp, err := client.Get(p.URL + "/a")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if a := last.get(); resp.StatusCode != http.StatusFound || a == nil || a.Status != http.StatusFound || p.asked("/b") != 0 {
		t.Errorf("status %d, answer %+v", resp.StatusCode, a)
	}
	p.handle("/c", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 101)) })
	if _, err := client.Get(p.URL + "/c"); err != nil {
		wantCode(t, err, CodeResponseTooLarge)
	} else {
		t.Error("101 bytes passed a limit of 100")
	}
}
