package report_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/report"
)

// directory answers for the document of a DID, at its host.
type directory struct {
	http.RoundTripper
	host, did, server string
}

func (d directory) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != d.host {
		return d.RoundTripper.RoundTrip(r)
	}
	body := `{"id":"` + d.did + `","alsoKnownAs":["at://alice.bsky.social"],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"` + d.server + `"}]}`
	return &http.Response{StatusCode: http.StatusOK, Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// A sign-in with an AT Protocol account goes into a bundle and back, and nothing in it says whose account it is.
func TestASignInWithAnAccountGoesIntoABundle(t *testing.T) { // DISP-02
	for method, d := range map[string]directory{
		"plc": {host: "plc.directory", did: "did:plc:z72i7hdynmk6r22z27h6tvur"},
		"web": {host: "ada-lovelace.example.com", did: "did:web:ada-lovelace.example.com"}, // the host of its document is the DID
	} {
		t.Run(method, func(t *testing.T) { bundleOfAccount(t, d) })
	}
}

func bundleOfAccount(t *testing.T, d directory) {
	t.Helper()
	r := newRunAt(t, demoprovider.Config{DID: func(string) string { return d.did }})
	p := &r.client.Profile
	p.Scopes, p.DPoP, p.OAuthOnly = []string{"atproto"}, oauthflow.DPoPRequired, oauthflow.OAuthOnly{Identity: oauthflow.IdentityATProto, Account: d.did}
	p.ClientID, p.AuthorizationParameters = oauthflow.ATProtoClientID(p.Redirect, p.Scopes), map[string]string{"login_hint": "alice.bsky.social"}
	d.RoundTripper, d.server = r.client.Transport, p.Issuer
	r.client.Transport = d
	session, err := r.client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	f := &flow{run: r, session: session}
	for name, text := range forms(t, f.bundle(t, report.Options{})) {
		for _, personal := range []string{d.did, "alice.bsky.social", "lovelace.example", session.AccessToken.Reveal()} {
			if at := strings.Index(text, personal); at >= 0 {
				t.Errorf("%s holds %s: …%s", name, personal[:12], text[max(0, at-120):at])
			}
		}
	}
	data, err := f.bundle(t, report.Options{}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	opened, err := report.Open(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	saved, err := opened.Saved()
	if err != nil || !saved.Session.OAuthOnly() || saved.Profile.OAuthOnly.Identity != oauthflow.IdentityATProto || saved.Profile.OAuthOnly.Account != "" {
		t.Errorf("%+v, %v", saved.Profile.OAuthOnly, err)
	}
}
