package oauthflow

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"
)

func TestMetadataURLs(t *testing.T) { // DISC-03, MCP-03
	const openID, oauth = "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"
	for issuer, want := range map[string][]string{
		"https://op.example":       {"https://op.example" + openID, "https://op.example" + oauth},
		"https://op.example/":      {"https://op.example" + openID, "https://op.example" + oauth},
		"https://op.example:444/a": {"https://op.example:444/a" + openID, "https://op.example:444" + oauth + "/a", "https://op.example:444/a" + oauth, "https://op.example:444" + openID + "/a"},
		"https://op.example/a/b/":  {"https://op.example/a/b" + openID, "https://op.example" + oauth + "/a/b", "https://op.example/a/b" + oauth, "https://op.example" + openID + "/a/b"},
		"https://op.example/a//":   {"https://op.example/a/" + openID, "https://op.example" + oauth + "/a/", "https://op.example/a/" + oauth, "https://op.example" + openID + "/a/"},
		"https://op.example/a%2Fb": {"https://op.example/a%2Fb" + openID, "https://op.example" + oauth + "/a%2Fb", "https://op.example/a%2Fb" + oauth, "https://op.example" + openID + "/a%2Fb"},
	} {
		if got := (Profile{Issuer: issuer}).metadataURLs(); !slices.Equal(got, want) {
			t.Errorf("%s\n got %v\nwant %v", issuer, got, want)
		}
		mcp := []string{want[1], want[0]}
		if len(want) > 2 {
			mcp = []string{want[1], want[3], want[0]}
		}
		if got := (Profile{Issuer: issuer, MCP: true}).metadataURLs(); !slices.Equal(got, mcp) {
			t.Errorf("of an MCP server: %s\n got %v\nwant %v", issuer, got, mcp)
		}
	}
}

const (
	openIDPath = "/.well-known/openid-configuration"
	oauthPath  = "/.well-known/oauth-authorization-server"
)

func statusHandler(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

func TestDiscoverAsksTheSecondURLUnlessTheServerFails(t *testing.T) {
	for status, second := range map[int]bool{404: true, 400: true, 403: true, 405: true, 410: true, 302: true, 204: true, 429: false, 500: false, 503: false} {
		p := newTestProvider(t)
		c := newTestClient(t, p)
		p.handle(oauthPath, p.handlers[openIDPath])
		p.handle(openIDPath, statusHandler(status))
		m, checks, cached, err := c.discover(t.Context(), nil)
		if second != (err == nil) || second != (p.asked(oauthPath) == 1) || cached {
			t.Errorf("status %d: error %v, second URL asked %d times", status, err, p.asked(oauthPath))
		}
		if second && m.Source != p.URL+oauthPath {
			t.Errorf("status %d: source is %s", status, m.Source)
		}
		if !second {
			wantCode(t, err, CodeMetadataUnreachable)
			wantCheck(t, checks, "DISC-04", Failed)
		}
	}
}

func TestDiscoverTellsWhatItFailedAt(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	for _, tt := range []struct {
		name string
		bend func()
		code Code
	}{
		{"both documents are missing", func() { p.handle(openIDPath, statusHandler(404)) }, CodeMetadataInvalid},
		{"the answer is too large", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, maxBody+1)) })
		}, CodeResponseTooLarge},
		{"the issuer is another one", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
				writeTestJSON(w, changed(p.metadata, "issuer", "https://evil.example"))
			})
		}, CodeMetadataIssuerMismatch},
		{"an endpoint is missing", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
				writeTestJSON(w, changed(p.metadata, "token_endpoint", nil))
			})
		}, CodeMetadataEndpointMissing},
		{"an endpoint is no allowed URL", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
				writeTestJSON(w, changed(p.metadata, "token_endpoint", "ftp://x/"))
			})
		}, CodeMetadataEndpointNotAllowed},
		{"PKCE is not supported", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
				writeTestJSON(w, changed(p.metadata, "code_challenge_methods_supported", []string{"plain"}))
			})
		}, CodePKCENotSupported},
		{"nobody answers", func() { p.Close() }, CodeMetadataUnreachable},
		{"the issuer is not allowed", func() { c.Profile.Issuer = "http://op.example" }, CodeIssuerNotAllowed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.bend()
			m, checks, _, err := c.discover(t.Context(), nil)
			if e := wantCode(t, err, tt.code); m != nil || e.Step != StepDiscover {
				t.Errorf("metadata %+v, step %s", m, e.Step)
			}
			wantLedger(t, checks, "DISC-02", "DISC-04", "DISC-05", "DISC-09", "DISC-01", "DISC-06", "DISC-07", "DISC-10", "DISC-13")
		})
	}
}

func TestDiscoverWithNothingButAnIssuer(t *testing.T) {
	p := newTestProvider(t)
	discover := func(issuer string) (*ServerMetadata, []Check, error) {
		m, checks, _, err := NewClient(Profile{Issuer: issuer}, http.DefaultTransport, nil, nil).discover(t.Context(), nil)
		return m, checks, err
	}
	m, checks, err := discover(p.URL)
	if err != nil || m.Issuer != p.URL || len(checks) != 9 {
		t.Errorf("metadata %+v, error %v", m, err)
	}
	_, checks, err = discover("http://op.example")
	if e := (*Error)(nil); !errors.As(err, &e) || e.Code != CodeIssuerNotAllowed || len(checks) != 9 {
		t.Errorf("error %v", err)
	}
}

func TestClockOffset(t *testing.T) { // DISP-06
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		header http.Header
		want   time.Duration
	}{
		{http.Header{"Date": {"Tue, 24 Nov 2026 12:10:00 GMT"}}, 10 * time.Minute},
		{http.Header{"Date": {"Tue, 24 Nov 2026 11:50:00 GMT"}}, -10 * time.Minute},
		{http.Header{"Date": {"Tue, 24 Nov 2026 11:50:00 GMT"}, "Age": {"600"}}, 0},
		{http.Header{"Date": {"yesterday"}}, 0},
		{http.Header{}, 0},
	} {
		if got := clockOffset(tt.header, now); got != tt.want {
			t.Errorf("%v: %v, want %v", tt.header, got, tt.want)
		}
	}
}
