package oauthflow_test

import (
	"context"
	"errors"
	"net"
	"reflect"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

const (
	aliceServer   = "https://morel.us-east.host.bsky.network"
	entryway      = "https://bsky.social"
	aliceHandle   = "alice.bsky.social"
	aliceWebsite  = "https://alice.bsky.social/.well-known/atproto-did"
	aliceDocument = "https://plc.directory/" + aliceDID
	serverData    = aliceServer + "/.well-known/oauth-protected-resource"
	entrywayData  = entryway + "/.well-known/oauth-authorization-server"
)

// bluesky are the pages that lead from a handle to the provider.
func bluesky() map[string]page {
	return map[string]page{
		aliceWebsite:  {kind: "text/plain", body: aliceDID + "\n"},
		aliceDocument: documentOf(aliceDID, aliceHandle, aliceServer),
		serverData:    {kind: "application/json", body: `{"resource":"` + aliceServer + `","authorization_servers":["` + entryway + `"],"scopes_supported":[],"bearer_methods_supported":["header"]}`},
		entrywayData: {kind: "application/json", body: `{"issuer":"` + entryway + `","authorization_endpoint":"` + entryway + `/oauth/authorize","token_endpoint":"` + entryway + `/oauth/token",
			"pushed_authorization_request_endpoint":"` + entryway + `/oauth/par","require_pushed_authorization_requests":true,"authorization_response_iss_parameter_supported":true,
			"scopes_supported":["atproto","transition:generic"],"code_challenge_methods_supported":["S256"],"dpop_signing_alg_values_supported":["ES256"]}`},
	}
}

func records(all ...string) oauthflow.TXTLookup {
	return func(context.Context, string) ([]string, error) { return all, nil }
}

func noRecord(_ context.Context, name string) ([]string, error) {
	return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

func searchAccount(t *testing.T, lookup oauthflow.TXTLookup, typed string, change func(map[string]page)) *oauthflow.ProviderSearch {
	t.Helper()
	pages := bluesky()
	if change != nil {
		change(pages)
	}
	return oauthflow.SearchAccount(t.Context(), publicNet{pages: pages}, lookup, typed)
}

func told(s *oauthflow.ProviderSearch) []string {
	var all []string
	for _, t := range s.Tried {
		all = append(all, t.URL+" "+string(t.Result))
	}
	return all
}

func TestAnAccountLeadsToItsProvider(t *testing.T) { // ATP-01
	rest := []string{serverData + " used", entrywayData + " used"}
	for name, row := range map[string]struct {
		lookup oauthflow.TXTLookup
		typed  string
		tried  []string
		hint   string
	}{
		"a handle on its website":       {noRecord, "@Alice.bsky.social ", append([]string{"dns:_atproto.alice.bsky.social?type=TXT absent", aliceWebsite + " named", aliceDocument + " used"}, rest...), aliceHandle},
		"a handle in the DNS":           {records("v=spf1", "did="+aliceDID), "at://alice.bsky.social", append([]string{"dns:_atproto.alice.bsky.social?type=TXT named", aliceDocument + " used"}, rest...), aliceHandle},
		"a handle, without the DNS":     {nil, aliceHandle, append([]string{aliceWebsite + " named", aliceDocument + " used"}, rest...), aliceHandle},
		"a handle whose DNS is unwell":  {func(context.Context, string) ([]string, error) { return nil, errors.New("refused") }, aliceHandle, append([]string{"dns:_atproto.alice.bsky.social?type=TXT unreachable", aliceWebsite + " named", aliceDocument + " used"}, rest...), aliceHandle},
		"a DID, whose handle is no one": {noRecord, aliceDID, append([]string{aliceDocument + " used"}, rest...), aliceDID},
	} {
		t.Run(name, func(t *testing.T) {
			s := searchAccount(t, row.lookup, row.typed, nil)
			if got := told(s); !reflect.DeepEqual(got, row.tried) {
				t.Errorf("asked %q", got)
			}
			want := oauthflow.Account{DID: aliceDID, Hint: row.hint, Server: aliceServer}
			if !s.Found() || s.Kind != oauthflow.FoundAccount || !s.Plain || s.Metadata.Issuer != entryway || !s.Metadata.PushRequired || s.Account == nil || *s.Account != want {
				t.Errorf("%+v, account %+v", s, s.Account)
			}
		})
	}
}

func TestAnAccountOfDidWeb(t *testing.T) {
	const did = "did:web:blog.kate.dev"
	s := searchAccount(t, records("did="+did), "kate.dev", func(p map[string]page) {
		p["https://blog.kate.dev/.well-known/did.json"] = documentOf(did, "kate.dev", aliceServer)
	})
	if !s.Found() || s.Account.DID != did {
		t.Errorf("%q", told(s))
	}
}

func TestTheServerOfAnAccountIsSearchedForAsAnyProvider(t *testing.T) {
	for typed, results := range map[string][]string{
		entryway:    {entryway + "/.well-known/openid-configuration absent", entrywayData + " used"},
		aliceServer: {aliceServer + "/.well-known/openid-configuration absent", aliceServer + "/.well-known/oauth-authorization-server absent", aliceServer + " silent", serverData + " used", entrywayData + " used"},
	} {
		s := searchAccount(t, noRecord, typed, func(p map[string]page) {
			for _, absent := range []string{"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"} {
				for _, host := range []string{entryway, aliceServer} {
					if _, there := p[host+absent]; !there {
						p[host+absent] = page{status: 404, kind: "text/plain"}
					}
				}
			}
			p[aliceServer] = page{kind: "text/plain", body: "This is an AT Protocol Personal Data Server"}
		})
		if got := told(s); !s.Found() || s.Account != nil || s.Metadata.Issuer != entryway || !reflect.DeepEqual(got, results) {
			t.Errorf("%s: %q", typed, got)
		}
	}
}

// What each step of the way refuses, and that nothing is asked after it.
func TestAnAccountThatLeadsNowhere(t *testing.T) { // ATP-01
	set := func(url string, p page) func(map[string]page) { return func(all map[string]page) { all[url] = p } }
	const other = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
	for name, row := range map[string]struct {
		lookup oauthflow.TXTLookup
		change func(map[string]page)
		last   string // URL and result
		says   string
	}{
		"a handle that is not claimed back":        {noRecord, set(aliceDocument, documentOf(aliceDID, "bob.bsky.social", aliceServer)), aliceDocument + " refused", "bob.bsky.social"},
		"a handle that is claimed second":          {noRecord, set(aliceDocument, documentOf(aliceDID, `bob.bsky.social","at://alice.bsky.social`, aliceServer)), aliceDocument + " refused", "bob.bsky.social"},
		"records that name several":                {records("did="+aliceDID, "did="+other), nil, "dns:_atproto.alice.bsky.social?type=TXT refused", "several"},
		"a record of a method that there is not":   {records("did=did:key:z6Mk"), nil, "dns:_atproto.alice.bsky.social?type=TXT refused", "did:key:z6Mk"},
		"a record of this computer":                {records("did=did:web:localhost%3A80"), nil, "dns:_atproto.alice.bsky.social?type=TXT refused", "localhost"},
		"a website that names this computer":       {noRecord, set(aliceWebsite, page{kind: "text/plain", body: "did:web:localhost%3A80"}), aliceWebsite + " refused", "this computer"},
		"a website that leads elsewhere":           {noRecord, set(aliceWebsite, page{status: 302, kind: "text/plain", refers: "https://evil.example/"}), aliceWebsite + " absent", ""},
		"a website that answers with a page":       {noRecord, set(aliceWebsite, page{kind: "text/html", body: "<!doctype html>"}), aliceWebsite + " refused", "not a DID"},
		"a website that answers with too much":     {noRecord, set(aliceWebsite, page{kind: "text/plain", body: strings.Repeat(aliceDID, 200)}), aliceWebsite + " unreachable", ""},
		"a document of another account":            {noRecord, set(aliceDocument, documentOf(other, aliceHandle, aliceServer)), aliceDocument + " refused", other},
		"a document that is too large":             {noRecord, set(aliceDocument, page{kind: "application/json", body: strings.Repeat(" ", 65<<10)}), aliceDocument + " unreachable", ""},
		"a document that is elsewhere":             {noRecord, set(aliceDocument, page{status: 301, kind: "text/plain", refers: "https://evil.example/"}), aliceDocument + " absent", ""},
		"a document that names a member twice":     {noRecord, set(aliceDocument, page{kind: "application/json", body: `{"id":"` + aliceDID + `","id":"` + aliceDID + `"}`}), aliceDocument + " refused", "application/json"},
		"a server without encryption":              {noRecord, set(aliceDocument, documentOf(aliceDID, aliceHandle, "http://pds.bsky.network")), aliceDocument + " refused", "not encrypted"},
		"a server on this computer":                {noRecord, set(aliceDocument, documentOf(aliceDID, aliceHandle, "https://127.0.0.1")), aliceDocument + " refused", "this computer"},
		"a server on this network":                 {noRecord, set(aliceDocument, documentOf(aliceDID, aliceHandle, "https://192.168.1.1")), aliceDocument + " refused", "its network"},
		"a server that is of another resource":     {noRecord, set(serverData, page{kind: "application/json", body: `{"resource":"https://evil.example","authorization_servers":["` + entryway + `"]}`}), serverData + " refused", "evil.example"},
		"a server that names several providers":    {noRecord, set(serverData, page{kind: "application/json", body: `{"resource":"` + aliceServer + `","authorization_servers":["` + entryway + `","https://another.example"]}`}), serverData + " refused", "https://bsky.social, https://another.example"},
		"a server that names this computer as its": {noRecord, set(serverData, page{kind: "application/json", body: `{"resource":"` + aliceServer + `","authorization_servers":["http://127.0.0.1:1"]}`}), serverData + " refused", "127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			s := searchAccount(t, row.lookup, aliceHandle, row.change)
			tried := told(s)
			if s.Found() || s.Choices() != nil || len(tried) == 0 || tried[len(tried)-1] != row.last {
				t.Fatalf("asked %q", tried)
			}
			if last := s.Tried[len(s.Tried)-1]; row.says != "" && (last.Check == nil || !strings.Contains(last.Check.Actual, row.says)) {
				t.Errorf("says %+v", last.Check)
			}
		})
	}
}

// A DNS that does not answer is not why nothing was found where the website of the handle answered.
func TestTheFailureOfASearchIsNotThatOfTheDNS(t *testing.T) {
	unwell := func(context.Context, string) ([]string, error) { return nil, errors.New("refused") }
	for name, row := range map[string]struct {
		lookup oauthflow.TXTLookup
		change func(map[string]page)
		code   oauthflow.Code // "": what was tried says it
	}{
		"a handle that is not claimed back":         {unwell, func(p map[string]page) { p[aliceDocument] = documentOf(aliceDID, "bob.bsky.social", aliceServer) }, ""},
		"a website without the handle":              {unwell, func(p map[string]page) { p[aliceWebsite] = page{status: 404, kind: "text/plain"} }, ""},
		"a website that does not answer either":     {unwell, func(p map[string]page) { delete(p, aliceWebsite) }, oauthflow.CodeMetadataUnreachable},
		"a website that does not answer, no record": {noRecord, func(p map[string]page) { delete(p, aliceWebsite) }, oauthflow.CodeMetadataUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			s := searchAccount(t, row.lookup, aliceHandle, row.change)
			failure := s.Failure()
			if s.Found() || (failure == nil) != (row.code == "") || failure != nil && (failure.Code != row.code || failure.Expected == "a TXT record") {
				t.Errorf("%+v; asked %q", failure, told(s))
			}
		})
	}
}

func TestWhatIsNoAccountIsNotAskedFor(t *testing.T) {
	for _, typed := range []string{
		"", "alice", "ali_ce.bsky.social", "alice.bsky.social/x", "10.0.0.1", "alice.local", "alice.internal", "alice.test", "alice.onion", "a..b", "a.b.", "al ice.dev",
		"did:key:z6Mk", "did:plc:short", "did:web:127.0.0.1", "did:web:kate.dev:users:alice", "did:web:kate.dev%3A8443", "did:web:kate.local", "did:plc:z72i7hdynmk6r22z27h6tvur#x", "DID:plc:z72i7hdynmk6r22z27h6tvur",
		strings.Repeat("a", 64) + ".dev", strings.Repeat("a.", 127) + "dev",
	} {
		s := searchAccount(t, noRecord, typed, nil)
		if s.Found() || len(s.Tried) != 0 || s.Problem == nil || s.Problem.Code != oauthflow.CodeAccountNotUsable || s.Failure() != s.Problem {
			t.Errorf("%q: asked %q, %v", typed, told(s), s.Problem)
		}
	}
}

func TestASearchForAnAccountIsStopped(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	s := oauthflow.SearchAccount(ctx, publicNet{pages: bluesky()}, func(ctx context.Context, _ string) ([]string, error) {
		cancel(oauthflow.ErrCanceled)
		<-ctx.Done()
		return nil, ctx.Err()
	}, aliceHandle)
	if s.Found() || len(s.Tried) != 0 || s.Problem == nil || s.Problem.Code != oauthflow.CodeCancelled {
		t.Errorf("%q, %v", told(s), s.Problem)
	}
}
