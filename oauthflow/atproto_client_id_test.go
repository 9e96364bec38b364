package oauthflow

import (
	"errors"
	"strings"
	"testing"
)

func accountProfile() Profile {
	p := Profile{
		ID: NewProfileID(), Name: "Bluesky", Issuer: "https://bsky.social", Scopes: []string{"atproto", "transition:generic"}, Redirect: DefaultRedirect(),
		DPoP: DPoPRequired, OAuthOnly: OAuthOnly{Identity: IdentityATProto, Account: "did:plc:z72i7hdynmk6r22z27h6tvur"},
	}
	p.ClientID = ATProtoClientID(p.Redirect, p.Scopes)
	return p
}

func TestTheClientIDSaysWhatARegistrationWould(t *testing.T) {
	p := accountProfile()
	if p.ClientID != "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=atproto+transition%3Ageneric" || !IsATProtoClientID(p.ClientID) || p.Validate() != nil {
		t.Errorf("%s, %v", p.ClientID, p.Validate())
	}
	six := Redirect{Host: "::1", Port: 8400, Path: "/cb"}
	if got := ATProtoClientID(six, []string{"atproto"}); got != "http://localhost?redirect_uri=http%3A%2F%2F%5B%3A%3A1%5D%2Fcb&scope=atproto" {
		t.Error(got)
	}
}

func TestWhatAConnectionOfATProtocolMayBe(t *testing.T) {
	for name, row := range map[string]struct {
		change func(p *Profile)
		says   string // "": it can be used
	}{
		"as it is":                      {func(*Profile) {}, ""},
		"the other family":              {func(p *Profile) { p.Redirect.Host = "::1"; p.ClientID = ATProtoClientID(p.Redirect, p.Scopes) }, ""},
		"a fixed port":                  {func(p *Profile) { p.Redirect.Port = 8400 }, ""},
		"any account":                   {func(p *Profile) { p.OAuthOnly.Account = "" }, ""},
		"fewer scopes than declared":    {func(p *Profile) { p.Scopes = []string{"atproto"} }, ""},
		"a document of its own":         {func(p *Profile) { p.ClientID = "https://app.example.com/client-metadata.json" }, ""},
		"another path":                  {func(p *Profile) { p.Redirect.Path = "/cb" }, "client_id: its redirect_uri is not that of the connection, http://127.0.0.1/cb"},
		"another host":                  {func(p *Profile) { p.Redirect.Host = "::1" }, "client_id: its redirect_uri is not that of the connection, http://[::1]/callback"},
		"a scope that is not declared":  {func(p *Profile) { p.Scopes = append(p.Scopes, "transition:email") }, "client_id: its scope does not hold all scopes"},
		"localhost":                     {func(p *Profile) { p.Redirect.Host = "localhost" }, "redirect.host: AT Protocol takes no localhost"},
		"no atproto":                    {func(p *Profile) { p.Scopes = []string{"transition:generic"} }, `scopes: "atproto" is missing`},
		"no proof of possession":        {func(p *Profile) { p.DPoP = DPoPWhenOffered }, "dpop: AT Protocol has no Bearer tokens"},
		"a client ID that is a word":    {func(p *Profile) { p.ClientID = "proofkey" }, "client_id: \"proofkey\" is no client ID of AT Protocol"},
		"a client ID with a port":       {func(p *Profile) { p.ClientID = strings.Replace(p.ClientID, "localhost", "localhost:80", 1) }, "client_id: "},
		"a client ID with a path":       {func(p *Profile) { p.ClientID = strings.Replace(p.ClientID, "localhost", "localhost/x", 1) }, "client_id: "},
		"an account that is a handle":   {func(p *Profile) { p.OAuthOnly.Account = "alice.bsky.social" }, "oauth_only.account: "},
		"an identity URL":               {func(p *Profile) { p.OAuthOnly.IdentityURL = "https://bsky.social/x" }, "oauth_only.identity_url: "},
		"an identity that is unknown":   {func(p *Profile) { p.OAuthOnly.Identity = "x" }, "oauth_only.identity: "},
		"nobody, and an identity URL":   {func(p *Profile) { p.OAuthOnly = OAuthOnly{Identity: IdentityUnknown, IdentityURL: "https://a.example"} }, "oauth_only.identity: "},
		"an account of another kind":    {func(p *Profile) { p.OAuthOnly = OAuthOnly{IdentityURL: "https://bsky.social/x", Account: "did:plc:x"} }, "oauth_only.account: "},
		"nobody says who signed in":     {func(p *Profile) { p.OAuthOnly, p.Scopes = OAuthOnly{Identity: IdentityUnknown}, nil }, ""},
		"no scope and no other service": {func(p *Profile) { p.OAuthOnly, p.Scopes = OAuthOnly{}, nil }, "scopes"},
	} {
		t.Run(name, func(t *testing.T) {
			p := accountProfile()
			row.change(&p)
			err := p.Validate()
			if row.says == "" && err != nil || row.says != "" && (!errors.Is(err, &Error{Code: CodeConnectionInvalid}) || !strings.Contains(err.Error(), row.says)) {
				t.Errorf("error is %v", err)
			}
		})
	}
}

// Files and share links carry how it is known who signs in, and who that may be.
func TestAConnectionOfATProtocolIsPassedOn(t *testing.T) {
	p := accountProfile()
	link, err := p.ShareLink()
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.ConnectionFile()
	if err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]func() (Profile, error){
		"a share link": func() (Profile, error) { return ParseShareLink(link) },
		"a file":       func() (Profile, error) { return ParseConnectionFile(data) },
	} {
		got, err := read()
		if err != nil || !got.SameClient(p) || got.OAuthOnly != p.OAuthOnly || got.DPoP != DPoPRequired {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	other := p
	other.OAuthOnly.Account = ""
	if other.SameClient(p) {
		t.Error("a session of one account is taken for that of any")
	}
}

func FuzzAccountDocument(f *testing.F) {
	f.Add([]byte(`{"id":"did:plc:z72i7hdynmk6r22z27h6tvur","alsoKnownAs":["at://alice.bsky.social"],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.bsky.network"}]}`))
	f.Add([]byte(`{"id":"did:plc:z72i7hdynmk6r22z27h6tvur","service":[{"id":1}]}`))
	want := accountWish{DID: "did:plc:z72i7hdynmk6r22z27h6tvur"}
	f.Fuzz(func(t *testing.T, data []byte) { // never a server that is not public and encrypted
		d, check := judgeAccountDocument(&answer{Status: 200, Body: data}, want)
		if check.Result == Passed && (!strings.HasPrefix(d.Server, "https://") || isPrivateHost(d.Server) || d.DID != want.DID) {
			t.Errorf("%s gives %+v", data, d)
		}
	})
}
