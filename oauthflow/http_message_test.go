package oauthflow

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// post sends a form and returns the exchange on the timeline.
func post(t *testing.T, c *Client, target, form string) *HTTPExchange {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, target, strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer s3cret-token")
	var tl Timeline
	if _, err := c.send(t.Context(), exchange{step: StepAPI, tl: &tl}, req); err != nil {
		t.Fatal(err)
	}
	return eventsOf(&tl, EventHTTP)[0].HTTP
}

func (c HTTPContent) field(name string) string {
	i := slices.IndexFunc(c.Fields, func(f HTTPField) bool { return f.Name == name })
	if i < 0 {
		return ""
	}
	return c.Fields[i].Value
}

func TestAnExchangeIsKeptAsItWentOverTheWire(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	p.handle("/a", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Told", "yes")
		_, _ = w.Write([]byte(`{"access_token":"s3cret-answer"}`))
	})
	x := post(t, c, p.URL+"/a?x=s3cret-query", "code=s3cret-code")
	sent, got := x.Request.Reveal(), x.Answer.Reveal()
	if sent.Method != "POST" || sent.URL != p.URL+"/a?x=s3cret-query" || sent.Proto != "HTTP/1.1" || string(sent.Body) != "code=s3cret-code" || sent.Size != 16 {
		t.Errorf("sent %+v", sent)
	}
	for name, want := range map[string]string{
		"Host": strings.TrimPrefix(p.URL, "http://"), "Authorization": "Bearer s3cret-token", "Content-Length": "16", "Accept": "application/json",
	} {
		if sent.field(name) != want {
			t.Errorf("%s is %q, want %q", name, sent.field(name), want)
		}
	}
	if sent.field("User-Agent") == "" {
		t.Error("what net/http adds is not there")
	}
	if got.Status != 200 || got.field("X-Told") != "yes" || string(got.Body) != `{"access_token":"s3cret-answer"}` {
		t.Errorf("got %+v", got)
	}
	if x.Connect <= 0 || x.FirstByte < x.Connect || x.Duration < x.FirstByte || x.Reused {
		t.Errorf("times: %v to connect, %v to the first byte, %v in all, reused %t", x.Connect, x.FirstByte, x.Duration, x.Reused)
	}
	if again := post(t, c, p.URL+"/a", "x=1"); !again.Reused {
		t.Error("the second connection is new")
	}
}

func TestAMessageDoesNotPrint(t *testing.T) { // DISP-02
	p := newTestProvider(t)
	p.handle("/a", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("s3cret-answer")) })
	x := post(t, newTestClient(t, p), p.URL+"/a?code=s3cret-query", "code=s3cret-code")
	marshalled, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "exchange", x, "request", x.Request)
	for _, text := range []string{fmt.Sprintf("%v %+v %#v %s", x, *x, x.Request, x.Answer), string(marshalled), log.String()} {
		if strings.Contains(text, "s3cret") {
			t.Errorf("it prints %s", text)
		}
	}
}

func TestLongBodiesAreCutAndOldOnesDropped(t *testing.T) {
	kept := &KeptBodies{}
	tl, other := Timeline{Bodies: kept}, Timeline{Bodies: kept}
	const each = maxKeptBody
	exchange := func() *HTTPExchange {
		return &HTTPExchange{Answer: NewHTTPMessage(HTTPContent{Body: make([]byte, each+1)})}
	}
	first, second := exchange(), exchange()
	if c := first.Answer.Reveal(); len(c.Body) != each || c.Size != each+1 || c.Dropped {
		t.Errorf("%d of %d bytes are kept", len(c.Body), c.Size)
	}
	tl.Add(Event{Kind: EventHTTP, HTTP: first})
	other.Add(Event{Kind: EventHTTP, HTTP: first}) // shared: counts once
	other.Add(Event{Kind: EventHTTP, HTTP: second})
	for range maxKeptBodies/each - 2 {
		tl.Add(Event{Kind: EventHTTP, HTTP: exchange()})
	}
	if first.Answer.Reveal().Dropped {
		t.Fatal("dropped while there is room")
	}
	tl.Add(Event{Kind: EventHTTP, HTTP: exchange()})
	if c := first.Answer.Reveal(); !c.Dropped || c.Body != nil || c.Size != each+1 {
		t.Errorf("the oldest is still there: dropped %t, %d of %d bytes", c.Dropped, len(c.Body), c.Size)
	}
	if second.Answer.Reveal().Dropped {
		t.Error("more is dropped than there has to be")
	}
}
