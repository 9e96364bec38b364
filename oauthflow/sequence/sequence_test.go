package sequence_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sequence"
)

const hostile = "</text><script>alert(1)</script> end \"q\" 'a' %%{init: {}}%% `x` ]]> &amp; ; # \n    Browser->>API: forged\x00\u202e"

func signIn() []oauthflow.Event {
	x := func(method, url string, status int) *oauthflow.HTTPExchange {
		return &oauthflow.HTTPExchange{Method: method, URL: url, Status: status, Bytes: 12}
	}
	return []oauthflow.Event{
		{Kind: oauthflow.EventStepBegan, Step: oauthflow.StepDiscover},
		{Kind: oauthflow.EventHTTP, Step: oauthflow.StepDiscover, HTTP: x("GET", "https://op.example/.well-known/openid-configuration", 200)},
		{Kind: oauthflow.EventRequestReady, Step: oauthflow.StepRedirect},
		{Kind: oauthflow.EventStranger, Step: oauthflow.StepRedirect, Stranger: &oauthflow.Stranger{Method: "GET", Path: "/x", Reason: "path"}},
		{Kind: oauthflow.EventHTTP, Step: oauthflow.StepRedirect, HTTP: x("GET", "http://127.0.0.1:1/callback?code=[secret]&state=abcdef…", 303)},
		{Kind: oauthflow.EventHTTP, Step: oauthflow.StepTokenRequest, HTTP: x("POST", "https://op.example/token", 200)},
		{Kind: oauthflow.EventChecks, Step: oauthflow.StepVerify, Checks: []oauthflow.Check{{Result: oauthflow.Passed}, {Result: oauthflow.Skipped}}},
		{Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn},
		{Kind: oauthflow.EventHTTP, Step: oauthflow.StepAPI, HTTP: x("GET", "https://api.example", 0)},
		{Kind: oauthflow.EventFailed, Step: oauthflow.StepRevocation, Err: &oauthflow.Error{Code: oauthflow.CodeStorageUnavailable}},
	}
}

const wantMermaid = `sequenceDiagram
    actor Person
    participant Browser
    participant Proofkey
    participant Provider
    participant API
    Person->>Proofkey: sign in
    Proofkey->>Provider: GET /.well-known/openid-configuration
    Provider-->>Proofkey: 200, 12 bytes
    Proofkey->>Browser: open the authorization request
    Browser-)Provider: authorization request
    Person-)Provider: sign-in and consent
    Note over Proofkey: ✕ ignored: GET /x (path)
    Provider-)Browser: redirect to Proofkey
    Browser->>Proofkey: GET /callback?code#38;state
    Proofkey-->>Browser: 303, 12 bytes
    Proofkey->>Provider: POST /token
    Provider-->>Proofkey: 200, 12 bytes
    Note over Proofkey: checks: 1 passed, 0 failed, 1 skipped
    Proofkey-->>Person: signed in
    Proofkey->>API: GET /
    API--xProofkey: ✕ no answer
    Proofkey--xPerson: ✕ failed: storage#95;unavailable
`

func TestTheFlowAsMermaid(t *testing.T) {
	if got := sequence.New(signIn()).Mermaid(); got != wantMermaid {
		t.Errorf("got\n%s", got)
	}
}

// A diagram grows: what is drawn stays where it is, and each message knows its event.
func TestTheDiagramGrows(t *testing.T) {
	events := signIn()
	whole := sequence.New(events)
	for n := range events {
		part := sequence.New(events[:n])
		for i, m := range part.Messages {
			if m != whole.Messages[i] || m.Event >= n || m.Step != events[m.Event].Step {
				t.Errorf("of %d events, message %d is %+v", n, i, m)
			}
		}
	}
}

// hostileEvents have text of strangers wherever the diagram shows some.
func hostileEvents() []oauthflow.Event {
	return []oauthflow.Event{
		{Kind: oauthflow.EventHTTP, Step: oauthflow.StepAPI, HTTP: &oauthflow.HTTPExchange{Method: hostile, URL: "https://x/a'b\"<c>?<script>=1&end=2", Status: 200}},
		{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Method: hostile, Path: hostile, Reason: hostile}},
		{Kind: oauthflow.EventFailed, Err: &oauthflow.Error{Code: hostile, Err: errors.New(hostile)}},
	}
}

func TestHostileTextIsNoMermaid(t *testing.T) {
	text := sequence.New(hostileEvents()).Mermaid()
	if got := strings.Count(text, "\n"); got != 6+2+1+1 {
		t.Errorf("%d lines:\n%s", got, text)
	}
	for _, bad := range []string{"<", "`", "%", "{", "\"", "Browser->>API", "\u202e", "\x00", " end "} {
		if strings.Contains(text, bad) {
			t.Errorf("%q is in\n%s", bad, text)
		}
	}
}

func TestTheSVGIsOneDocumentOfItsOwn(t *testing.T) {
	for name, events := range map[string][]oauthflow.Event{"nothing": nil, "a sign-in": signIn(), "hostile text": hostileEvents()} {
		t.Run(name, func(t *testing.T) {
			svg := sequence.New(events).SVG()
			elements := map[string]int{}
			d := xml.NewDecoder(strings.NewReader(svg))
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%v in\n%s", err, svg)
				}
				if e, ok := token.(xml.StartElement); ok {
					elements[e.Name.Local]++
				}
			}
			for name := range elements {
				if !strings.Contains(" svg title style rect line text path ", " "+name+" ") {
					t.Errorf("there is an element %s", name)
				}
			}
			if want := len(sequence.New(events).Messages) + len(sequence.Participants()); elements["text"] != want {
				t.Errorf("%d texts, want %d", elements["text"], want)
			}
			for _, bad := range []string{"href", "url(", "@import", "\u202e"} {
				if strings.Contains(svg, bad) {
					t.Errorf("%q is in the SVG", bad)
				}
			}
			if !strings.Contains(svg, "prefers-color-scheme:dark") {
				t.Error("the SVG has no colours for dark")
			}
		})
	}
}
