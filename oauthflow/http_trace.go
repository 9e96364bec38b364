// How long the parts of an exchange took, and what was sent, as net/http tells it.

package oauthflow

import (
	"cmp"
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"time"
)

// wireTrace collects what net/http tells of one request. Its hooks run on net/http's goroutines.
type wireTrace struct {
	now func() time.Time

	mu        sync.Mutex
	connected time.Time // zero while there is no connection
	reused    bool
	firstByte time.Time
	fields    []HTTPField
}

// watch returns a context whose request tells t.
func (t *wireTrace) watch(ctx context.Context) context.Context {
	locked := func(f func()) {
		t.mu.Lock()
		defer t.mu.Unlock()
		f()
	}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(c httptrace.GotConnInfo) {
			locked(func() { t.connected, t.reused, t.fields = t.now(), c.Reused, nil }) // nil: net/http tries once more on a dead connection
		},
		WroteHeaderField: func(name string, values []string) {
			if strings.EqualFold(name, "Proxy-Authorization") {
				return // for the proxy in between only, and kept nowhere else than in the vault
			}
			locked(func() {
				for _, value := range values {
					t.fields = append(t.fields, HTTPField{name, value})
				}
			})
		},
		GotFirstResponseByte: func() { locked(func() { t.firstByte = t.now() }) },
	})
}

// sent is the header as it was written; a transport that does not tell sent r's.
func (t *wireTrace) sent(r *http.Request) []HTTPField {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.fields) == 0 {
		return append([]HTTPField{{"Host", cmp.Or(r.Host, r.URL.Host)}}, fieldsOf(r.Header)...)
	}
	return t.fields[:len(t.fields):len(t.fields)]
}

// times puts the parts of the time into the record.
func (t *wireTrace) times(x *HTTPExchange) {
	t.mu.Lock()
	defer t.mu.Unlock()
	x.Reused = t.reused
	if !t.connected.IsZero() {
		x.Connect = t.connected.Sub(x.StartedAt)
	}
	if !t.firstByte.IsZero() {
		x.FirstByte = t.firstByte.Sub(x.StartedAt)
	}
}

func compareNames(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
