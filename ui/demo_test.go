package ui

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"proofkey/oauthflow/demoprovider"
)

// What --serve-demo prints is how it runs: the single-page app it names may read answers of provider and API.
func TestTheServedDemoNamesItsClients(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- ServeDemo(ctx, 0, write) }()
	var served servedDemo
	if err := json.NewDecoder(read).Decode(&served); err != nil {
		t.Fatal(err)
	}
	want := []servedClient{{demoprovider.SinglePageClientID, demoprovider.SinglePageURI}, {demoprovider.WebClientID, demoprovider.WebURI}}
	if len(served.Others) != 2 || served.Others[0] != want[0] || served.Others[1] != want[1] || served.ClientID != demoprovider.ClientID {
		t.Errorf("%+v", served)
	}
	for _, target := range []string{served.Issuer + "/keys", served.API + "/notes"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", demoprovider.SinglePageOrigin)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.Header.Get("Access-Control-Allow-Origin") != demoprovider.SinglePageOrigin {
			t.Errorf("%s: %v", target, answer.Header)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
