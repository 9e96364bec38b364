package report

import (
	"encoding/json"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// What a stranger's file says of the redirection endpoint is replaced in every text only if it is an address of one.
func TestAnAddressOfAStrangersFileDoesNotGrow(t *testing.T) {
	b := Bundle{Connection: json.RawMessage(`{"redirect":{"port":0}}`)}
	for range 40 {
		b.Events = append(b.Events, BundleEvent{Kind: oauthflow.EventRequestReady, ListeningOn: "*"})
	}
	if got := newSide(b).comparable("a * b"); got != "a * b" {
		t.Errorf("it became %.40q", got)
	}
	b.Events = append(b.Events, BundleEvent{Kind: oauthflow.EventRequestReady, ListeningOn: "127.0.0.1:1234"})
	if got := newSide(b).comparable("http://127.0.0.1:1234/cb and 127.0.0.1%3A1234"); strings.Contains(got, "1234") {
		t.Errorf("the port stays: %s", got)
	}
}
