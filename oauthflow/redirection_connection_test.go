package oauthflow

import (
	"crypto/tls"
	"net"
	"testing"
	"time"
)

// LOOP-13
func TestHeldSocketsDoNotKeepOurRedirectOut(t *testing.T) {
	rows := []struct{ name, sent string }{
		{"silent ones", ""},
		{"ones that never finish a header", "GET /callback HTTP/1.1\r\nHost: ADDRESS\r\nX: "},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			e, _ := startEndpoint(t, DefaultRedirect())
			for range 200 {
				write(dial(t, e.Address()), e, row.sent)
			}
			requireOurs(t, e)
			eventually(t, "most of them to be closed", func() bool { return e.open.count() <= maxRedirectConnections })
			e.close(t.Context()) // and they do not hold up the end
			requireNothingLeft(t, e.Address())
		})
	}
}

func (cs *connections) count() int {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	return len(cs.open)
}

func TestABrowserThatIsBeingAnsweredIsNotPushedOut(t *testing.T) {
	e, browser := redirected(t)
	for range 2 * maxRedirectConnections {
		dial(t, e.Address())
	}
	e.answer(pageSignedIn)
	if body := bodyOf(t, readAnswer(t, browser, "GET")); body != pages(nil).html(pageSignedIn) {
		t.Errorf("the browser got %q", body)
	}
}

func TestWhenAllAreBeingAnsweredTheNewestGivesWay(t *testing.T) {
	var cs connections
	ends := make([]net.Conn, maxRedirectConnections+1)
	for i := range ends {
		near, far := net.Pipe()
		c := &connection{Conn: near}
		c.answering.Store(true)
		cs.add(c)
		ends[i] = far
	}
	if n := cs.count(); n != maxRedirectConnections {
		t.Errorf("%d connections are open", n)
	}
	last := ends[maxRedirectConnections]
	if _, err := last.Read(make([]byte, 1)); err == nil {
		t.Error("the newest connection is still open")
	}
}

// A browser that insists on https speaks TLS to the http port.
func TestTLSIsToldAndEndedAtOnce(t *testing.T) {
	e, tl := startEndpoint(t, DefaultRedirect())
	c := tls.Client(dial(t, e.Address()), &tls.Config{ServerName: "localhost", MinVersion: tls.VersionTLS12})
	began := time.Now()
	if err := c.HandshakeContext(t.Context()); err == nil {
		t.Fatal("the handshake succeeded")
	}
	if took := time.Since(began); took > redirectReadLimit {
		t.Errorf("it was ended after %s only", took)
	}
	if found := strangersOf(tl); len(found) != 1 || found[0] != (Stranger{Reason: "tls"}) {
		t.Errorf("the timeline tells of %+v", found)
	}
	requireOurs(t, e)
}
