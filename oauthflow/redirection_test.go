// What the tests of the redirection endpoint share: an endpoint, requests as they are on the wire, and the
// proof that nothing is left behind.

package oauthflow

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	testState = "0123456789abcdefOurOwnState"
	oursQuery = "code=the-code&state=" + testState
)

// startEndpoint listens and expects testState. At the end of the test it closes and checks what is left.
func startEndpoint(t *testing.T, r Redirect) (*redirectionEndpoint, *Timeline) {
	t.Helper()
	tl := &Timeline{}
	e, err := listenRedirect(t.Context(), r, tl, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		e.close(t.Context())
		requireNothingLeft(t, e.Address())
	})
	e.expect(NewSecret(testState))
	return e, tl
}

// requireNothingLeft fails if the port still answers or a goroutine of an endpoint still runs. A goroutine
// that has reported its end may need a moment to be gone.
func requireNothingLeft(t *testing.T, address string) {
	t.Helper()
	if c, err := net.Dial("tcp", address); err == nil {
		_ = c.Close()
		t.Errorf("%s still accepts connections", address) // LOOP-05
	}
	requireNoGoroutine(t, "oauthflow.(*redirectionEndpoint)", "oauthflow.(*connection)", "oauthflow.(*heldPage)", "net/http.(*conn).serve")
}

func requireNoGoroutine(t *testing.T, names ...string) {
	t.Helper()
	eventually(t, "the end of "+strings.Join(names, ", "), func() bool { return !slices.ContainsFunc(names, goroutineRuns) })
}

// goroutineRuns reports whether the function is on the stack of any goroutine.
func goroutineRuns(name string) bool {
	buffer := make([]byte, 1<<20)
	return strings.Contains(string(buffer[:runtime.Stack(buffer, true)]), name)
}

// eventually polls for what another goroutine or process brings about.
func eventually(t *testing.T, what string, came func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !came(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Errorf("waited in vain for %s", what)
			return
		}
	}
}

// send writes raw bytes and reads the answer until the connection ends. ADDRESS stands for the endpoint's.
func send(t *testing.T, e *redirectionEndpoint, raw string) *http.Response {
	t.Helper()
	c := dial(t, e.Address())
	go write(c, e, raw) // beside, since a long request is answered before it is read to its end
	method, _, _ := strings.Cut(raw, " ")
	return readAnswer(t, c, method)
}

func write(c net.Conn, e *redirectionEndpoint, raw string) {
	_, _ = io.WriteString(c, strings.ReplaceAll(raw, "ADDRESS", e.Address()))
}

func readAnswer(t *testing.T, c net.Conn, method string) *http.Response {
	t.Helper()
	answer, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("half an answer: %v", err)
	}
	if answer.Close { // where ReadResponse puts the header
		answer.Header.Set("Connection", "close")
	}
	answer.Body = io.NopCloser(strings.NewReader(string(body)))
	return answer
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return c
}

// get is a plain GET with any more header lines.
func get(target string, header ...string) string {
	return "GET " + target + " HTTP/1.1\r\nHost: ADDRESS\r\n" + strings.Join(append(header, ""), "\r\n") + "\r\n"
}

func bodyOf(t *testing.T, answer *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// soon is a deadline that a passing test never reaches.
func soon() waiting { return waiting{Deadline: time.Now().Add(20 * time.Second)} }

// requireOurs sends the right redirect and fails unless the wait gets it.
func requireOurs(t *testing.T, e *redirectionEndpoint) {
	t.Helper()
	answer := send(t, e, get(e.path+"?"+oursQuery))
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != donePath {
		t.Fatalf("the right redirect is answered with %d to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
	arrival, err := e.wait(t.Context(), soon())
	requireArrival(t, arrival, err)
}

func requireArrival(t *testing.T, arrival url.Values, err error) {
	t.Helper()
	if err != nil || arrival.Get("code") != "the-code" || arrival.Get("state") != testState {
		t.Fatalf("the wait returned %v, %v", arrival, err)
	}
}

func strangersOf(tl *Timeline) []Stranger {
	var found []Stranger
	for _, event := range tl.Events() {
		if event.Kind == EventStranger {
			found = append(found, *event.Stranger)
		}
	}
	return found
}
