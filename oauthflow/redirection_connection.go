// The connections of the redirection endpoint: few at a time, the oldest silent one gives way (LOOP-13),
// and none is answered by net/http in words that are not ours (LOOP-17).

package oauthflow

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// connections keeps count of the open ones. The zero value is ready.
type connections struct {
	mu      sync.Mutex
	open    []*connection // in order of arrival
	running sync.WaitGroup
}

// changed is the server's ConnState hook. StateNew comes from the goroutine of Serve, and so never after
// Serve has returned.
func (cs *connections) changed(c net.Conn, state http.ConnState) {
	conn, ok := c.(*connection)
	if !ok {
		return
	}
	switch state {
	case http.StateNew:
		cs.running.Add(1)
		cs.add(conn)
	case http.StateClosed:
		cs.remove(conn)
		cs.running.Done()
	}
}

// add closes the oldest connection whose request has not arrived yet when there are too many, or the
// new one when all are being answered.
func (cs *connections) add(c *connection) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.open = append(cs.open, c)
	if len(cs.open) <= maxRedirectConnections {
		return
	}
	i := slices.IndexFunc(cs.open, func(c *connection) bool { return !c.answering.Load() })
	if i < 0 {
		i = len(cs.open) - 1
	}
	_ = cs.open[i].Close() // its goroutine sees the end and reports StateClosed
	cs.open = slices.Delete(cs.open, i, i+1)
}

func (cs *connections) remove(c *connection) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.open = slices.DeleteFunc(cs.open, func(o *connection) bool { return o == c })
}

// listener hands out connections whose strangeness is told to refuse.
type listener struct {
	net.Listener
	refuse func(status int, reason string)
	pages  pages
}

func (l listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &connection{Conn: c, refuse: l.refuse, pages: l.pages}, nil
}

// connection sees what a handler does not get to see.
type connection struct {
	net.Conn
	refuse    func(status int, reason string)
	pages     pages
	answering atomic.Bool // a handler has the request
	begun     bool        // the first bytes were read
	refused   bool        // we answered in place of net/http
}

type connectionKey struct{}

func withConnection(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, c)
}

// tlsHandshake is the first byte of a TLS record that holds a ClientHello (RFC 8446 §5.1).
const tlsHandshake = 0x16

// Read ends a connection that speaks TLS: a browser that insists on https asks so, and gets no answer
// that would mean anything to it.
func (c *connection) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 && !c.begun {
		c.begun = true
		if p[0] == tlsHandshake {
			c.refuse(0, strangerTLS)
			return 0, io.EOF
		}
	}
	return n, err
}

// Write passes on what our handler answers. net/http answers a request by itself, before any handler,
// when it is malformed or too large: then our own refusal goes out instead.
func (c *connection) Write(p []byte) (int, error) {
	switch {
	case c.answering.Load():
		return c.Conn.Write(p)
	case c.refused:
		return len(p), nil
	}
	c.refused = true
	reason := strangerMalformed
	if strings.HasPrefix(string(p), "HTTP/1.1 431") {
		reason = strangerTooLong
	}
	c.refuse(http.StatusBadRequest, reason)
	document := c.pages.html(pageRefused)
	answer := http.Response{
		StatusCode: http.StatusBadRequest, ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{},
		ContentLength: int64(len(document)), Body: io.NopCloser(strings.NewReader(document)),
	}
	setPageHeaders(answer.Header)
	return len(p), answer.Write(c.Conn)
}
