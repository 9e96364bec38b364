// The exchanges of two bundles side by side: the first of a step with the first of that step, and so on.

package report

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"sync"

	"proofkey/oauthflow"
)

// side is a bundle and what in it differs in each sign-in.
type side struct {
	Bundle
	listening []string // where the redirection endpoint was, if the system chose the port
}

func newSide(b Bundle) side {
	s := side{Bundle: b}
	if flat(b.Connection)["redirect.port"] != "0" {
		return s
	}
	for _, e := range b.Events {
		if loopbackAddress().MatchString(e.ListeningOn) {
			s.listening = []string{e.ListeningOn, strings.ReplaceAll(e.ListeningOn, ":", "%3A")} // of the last sign-in
		}
	}
	return s
}

// loopbackAddress is what a redirection endpoint listens on. A file may say anything else, which would then be replaced
// in every text.
var loopbackAddress = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5}$`) })

// digits are those of a marker, and what follows them in that of a JWT.
var digits = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[([^\[\]{}]{1,60}?) [0-9a-f]{8}…(\]| \{.*\}\])`) })

// comparable takes out what differs in each sign-in: the digits of markers and the port.
func (s side) comparable(text string) string {
	for _, address := range s.listening {
		host, _, _ := strings.Cut(address, ":")
		host, _, _ = strings.Cut(host, "%3A")
		text = strings.ReplaceAll(text, address, host+":*")
	}
	return digits().ReplaceAllString(text, "[$1]")
}

// place is where an exchange stands: the number of its step.
type place struct {
	step oauthflow.Step
	n    int
}

// exchangesByPlace returns the index of each exchange's event, and the places in order: those of the last sign-in and
// of what followed it, and the metadata and keys that it used, if they were fetched before.
func (s side) exchangesByPlace() (map[place]int, []place) {
	at, order := map[place]int{}, []place{}
	count := map[oauthflow.Step]int{}
	began := s.lastSignIn()
	before := map[int]bool{s.fetchedBefore(began, oauthflow.StepDiscover): true, s.fetchedBefore(began, oauthflow.StepVerify): true}
	for i, e := range s.Events {
		if e.HTTP != nil && (i >= began || before[i]) {
			p := place{e.Step, count[e.Step]}
			count[e.Step]++
			at[p], order = i, append(order, p)
		}
	}
	return at, order
}

// lastSignIn is the index of the event with which the last sign-in began, 0 if there was none.
func (s side) lastSignIn() int {
	for i := len(s.Events) - 1; i > 0; i-- {
		if e := s.Events[i]; (e.Kind == oauthflow.EventStepBegan || e.Kind == oauthflow.EventStopped) && e.Step == oauthflow.StepDiscover {
			return i
		}
	}
	return 0
}

// fetchedBefore is the index of the last exchange of the step before began, -1 if the sign-in made one itself.
func (s side) fetchedBefore(began int, step oauthflow.Step) int {
	found := -1
	for i, e := range s.Events {
		switch {
		case e.HTTP == nil || e.Step != step:
		case i >= began:
			return -1
		default:
			found = i
		}
	}
	return found
}

// authorizationRequest is the last one that the browser was given, and the index of its event, -1 if there was none.
func (s side) authorizationRequest() (int, BundleMessage) {
	for i := len(s.Events) - 1; i >= s.lastSignIn(); i-- {
		if e := s.Events[i]; e.Kind == oauthflow.EventRequestReady && e.Link != "" {
			return i, BundleMessage{Method: "GET", URL: e.Link}
		}
	}
	return -1, BundleMessage{}
}

func (c *comparison) authorizationRequests() {
	i, x := c.a.authorizationRequest()
	j, y := c.b.authorizationRequest()
	if i < 0 || j < 0 { // the steps tell
		return
	}
	at := [2]int{i, j}
	line := func(m BundleMessage) string { return (&BundleExchange{Request: m}).line() }
	c.add(Difference{Area: AreaRequest, Step: oauthflow.StepAuthorizationRequest, Event: at, Name: "request"}, line(x), line(y))
	c.values(AreaRequest, oauthflow.StepAuthorizationRequest, at, x.parts(), y.parts())
}

func (c *comparison) exchanges() {
	a, order := c.a.exchangesByPlace()
	b, more := c.b.exchangesByPlace()
	for _, p := range more {
		if _, ok := a[p]; !ok {
			order = append(order, p)
		}
	}
	for _, p := range order {
		if c.ended() != nil {
			return
		}
		i, inA := a[p]
		j, inB := b[p]
		switch {
		case inA && inB:
			c.exchange(p, [2]int{i, j}, c.a.Events[i].HTTP, c.b.Events[j].HTTP)
		case inA:
			c.add(Difference{Area: AreaRequest, Step: p.step, Event: [2]int{i, -1}, Name: "request"}, c.a.Events[i].HTTP.line(), "")
		default:
			c.add(Difference{Area: AreaRequest, Step: p.step, Event: [2]int{-1, j}, Name: "request"}, "", c.b.Events[j].HTTP.line())
		}
	}
}

func (x *BundleExchange) line() string {
	target, _, _ := strings.Cut(x.Request.URL, "?")
	return x.Request.Method + " " + target
}

func (c *comparison) exchange(p place, at [2]int, x, y *BundleExchange) {
	c.add(Difference{Area: AreaRequest, Step: p.step, Event: at, Name: "request"}, x.line(), y.line())
	c.values(AreaRequest, p.step, at, x.Request.parts(), y.Request.parts())
	c.add(Difference{Area: AreaAnswer, Step: p.step, Event: at, Name: "status"}, statusOf(x.Answer), statusOf(y.Answer))
	body := AreaAnswer
	switch p.step {
	case oauthflow.StepDiscover:
		body = AreaMetadata
	case oauthflow.StepUserInfo:
		body = AreaClaim
	}
	xHead, xBody := x.Answer.split()
	yHead, yBody := y.Answer.split()
	c.values(AreaAnswer, p.step, at, xHead, yHead)
	c.values(body, p.step, at, xBody, yBody)
}

func statusOf(m BundleMessage) string {
	if m.IsZero() {
		return "no answer"
	}
	return fmt.Sprint(m.Status)
}

// parts are the parameters, headers and members of a message by name.
func (m BundleMessage) parts() map[string]string {
	head, body := m.split()
	maps.Copy(head, body)
	return head
}

func (m BundleMessage) split() (head, body map[string]string) {
	head, body = map[string]string{}, map[string]string{}
	for _, p := range pairsOf(queryOf(m.URL)) {
		if p.Name == "code_challenge" { // new in each sign-in
			p.Value = given
		}
		addTo(head, "parameter "+p.Name, p.Value)
	}
	for _, f := range m.Fields {
		if name := strings.ToLower(f.Name); !variesAnyway(name) {
			addTo(head, "header "+name, f.Value)
		}
	}
	for _, p := range pairsOf(m.Form) {
		addTo(body, "parameter "+p.Name, p.Value)
	}
	for name, value := range withoutTimes(flat(m.Body)) {
		body["member "+name] = value
	}
	if m.LeftOut != "" {
		_, what, _ := strings.Cut(m.LeftOut, " of ")
		body["body"] = what
	}
	return head, body
}

// addTo adds a value to those of its name. An empty one is there, too.
func addTo(values map[string]string, name, value string) {
	if value == "" {
		value = `""`
	}
	if before, ok := values[name]; ok {
		value = before + ", " + value
	}
	values[name] = value
}

// variesAnyway names headers that differ from one moment to the next. A cookie is the browser's: we send none.
func variesAnyway(name string) bool {
	switch name {
	case "date", "expires", "age", "last-modified", "content-length", "etag", "x-request-id", "x-correlation-id", "request-id",
		"client-request-id", "x-ms-request-id", "cf-ray", "x-amzn-requestid", "x-amz-request-id", "ratelimit-remaining",
		"ratelimit-reset", "x-ratelimit-remaining", "x-ratelimit-reset", "host", "cookie":
		return true
	}
	return false
}
