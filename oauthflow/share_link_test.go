package oauthflow

import (
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// fullProfile has every kind of value.
func fullProfile(t *testing.T) Profile {
	t.Helper()
	p, err := ParseConnectionFile([]byte(fullConnection))
	if err != nil {
		t.Fatal(err)
	}
	p.Redirect = Redirect{Host: "::1", Ports: []int{8400, 8401}, Path: "/cb"}
	p.TokenParameters, p.Resources = map[string]string{"audience": "y"}, []string{"https://r.example"}
	p.ClientSecret = NewSecret("hush-secret")
	p.Network = Network{CAFile: "/home/somebody/ca.pem", Proxy: "http://proxy.internal.example:3128", ProxyUser: "somebody", ProxyPassword: NewSecret("hush-proxy")}
	return p
}

func TestAShareLinkIsReadBack(t *testing.T) {
	p := fullProfile(t)
	link, err := p.ShareLink()
	if err != nil || !strings.HasPrefix(link, "proofkey:1.") || strings.ContainsAny(link, " \n+/=") {
		t.Fatalf("the link is %q, %v", link, err)
	}
	for name, text := range map[string]string{"as it is": link, "as a mail program wraps it": "  " + link[:40] + "\r\n " + link[40:] + "\n", "in capitals": "PROOFKEY" + link[8:]} {
		got, err := ParseShareLink(text)
		want := p
		want.ID, want.ClientSecret, want.Network = got.ID, Secret{}, Network{}
		if err != nil || !reflect.DeepEqual(got, want) || got.ID == p.ID {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// No export carries a secret, a CA file, a proxy or the ID.
func TestNothingOfThisComputerLeavesIt(t *testing.T) {
	p := fullProfile(t)
	file, err := p.ConnectionFile()
	if err != nil {
		t.Fatal(err)
	}
	link, err := p.ShareLink()
	if err != nil {
		t.Fatal(err)
	}
	content, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(link, "proofkey:1."))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"file": string(file), "link": string(content)} {
		for _, kept := range []string{"hush", "somebody", "ca.pem", "proxy", "network", p.ID} {
			if strings.Contains(text, kept) {
				t.Errorf("the %s holds %q", name, kept)
			}
		}
	}
}

func TestASecretByItsNameIsGivenToNobody(t *testing.T) {
	for name, change := range map[string]func(*Profile){
		"of the authorization request": func(p *Profile) { p.AuthorizationParameters = map[string]string{"Api_Key": "hush"} },
		"of the token request":         func(p *Profile) { p.TokenParameters = map[string]string{"password2": "x", "secret": "hush"} },
	} {
		p := fullProfile(t)
		change(&p)
		link, linkErr := p.ShareLink()
		file, fileErr := p.ExportFile()
		for _, err := range []error{linkErr, fileErr} {
			if !errors.Is(err, &Error{Code: CodeConnectionInvalid}) || strings.Contains(err.Error(), "hush") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if link != "" || file != nil {
			t.Errorf("%s: %q, %s", name, link, file)
		}
	}
	p := fullProfile(t)
	file, err := p.ExportFile()
	if got, parsed := ParseConnectionFile(file); err != nil || parsed != nil || got.Name != p.Name {
		t.Errorf("a usual one: %v, %v", err, parsed)
	}
}

func TestTheListOfConnectionsKeepsHowTheProviderIsReached(t *testing.T) {
	list, p := NewProfileList(t.TempDir()), fullProfile(t)
	if err := list.Update(t.Context(), func(l []Profile) []Profile { return append(l, p) }); err != nil {
		t.Fatal(err)
	}
	p.ClientSecret, p.Network.ProxyPassword = Secret{}, Secret{}
	if got, err := list.Load(); err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], p) {
		t.Errorf("loaded %+v, %v", got, err)
	}
}

func TestUnusableShareLinksAreNamed(t *testing.T) {
	encoded := func(content string) string { return base64.RawURLEncoding.EncodeToString([]byte(content)) }
	for name, row := range map[string]struct{ link, says string }{
		"another text":        {"https://id.example", "begins with proofkey:"},
		"nothing":             {"", "begins with proofkey:"},
		"the beginning alone": {"proofkey:", "not whole"},
		"no version":          {"proofkey:" + encoded(fullConnection), "not whole"},
		"version 0":           {"proofkey:0." + encoded(fullConnection), "not whole"},
		"a newer version":     {"proofkey:2." + encoded(fullConnection), "a newer Proofkey made it"},
		"not base64url":       {"proofkey:1." + encoded(fullConnection) + "*", "not base64url"},
		"half of it":          {"proofkey:1." + encoded(fullConnection)[:41], "not base64url"},
		"a cut that decodes":  {"proofkey:1." + encoded(fullConnection)[:40], "JSON"},
		"an unknown member":   {"proofkey:1." + encoded(strings.Replace(fullConnection, `"name"`, `"colour":1,"name"`, 1)), "colour"},
		"a newer file":        {"proofkey:1." + encoded(strings.Replace(fullConnection, `"version":1`, `"version":2`, 1)), "version is 2"},
		"a client secret":     {"proofkey:1." + encoded(strings.Replace(fullConnection, `"name"`, `"client_secret":"x","name"`, 1)), "client_secret"},
		"a CA file":           {"proofkey:1." + encoded(strings.Replace(fullConnection, `"name"`, `"network":{"ca_file":"/x"},"name"`, 1)), "network"},
		"too long":            {"proofkey:1." + strings.Repeat("A", maxShareLink), "longer"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseShareLink(row.link)
			if !errors.Is(err, &Error{Code: CodeConnectionInvalid}) || !strings.Contains(err.Error(), row.says) {
				t.Errorf("the error is %v", err)
			}
		})
	}
	p := fullProfile(t)
	p.AuthorizationParameters = map[string]string{"x": strings.Repeat("y", maxShareLink)}
	if link, err := p.ShareLink(); link != "" || !errors.Is(err, &Error{Code: CodeConnectionInvalid}) {
		t.Errorf("a connection that is too large: %d bytes, %v", len(link), err)
	}
}

func FuzzShareLink(f *testing.F) {
	f.Add("proofkey:1." + base64.RawURLEncoding.EncodeToString([]byte(fullConnection)))
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParseShareLink(text)
		if err != nil {
			return
		}
		link, err := p.ShareLink()
		if err != nil {
			return // longer once its defaults are written out
		}
		again, err := ParseShareLink(link)
		again.ID = p.ID
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Errorf("%+v was read back as %+v, %v", p, again, err)
		}
	})
}

func TestASecretInAURLOrByItsKindOfNameIsNotGivenAway(t *testing.T) {
	for name, change := range map[string]func(p *Profile){
		"in the identity URL":   func(p *Profile) { p.OAuthOnly.IdentityURL = "https://api.example/me?key=TOPSECRET" },
		"in an endpoint":        func(p *Profile) { p.Endpoints.TokenEndpoint = "https://id.example/token?api_key=TOPSECRET" },
		"by the end of a name":  func(p *Profile) { p.TokenParameters = map[string]string{"x_access_token": "TOPSECRET"} },
		"by a part of its name": func(p *Profile) { p.TokenParameters = map[string]string{"app_secret": "TOPSECRET"} },
	} {
		p := Profile{Issuer: "https://id.example", ClientID: "desk", Scopes: DefaultScopes(), Redirect: DefaultRedirect()}
		change(&p)
		if link, err := p.ShareLink(); err == nil || strings.Contains(err.Error(), "TOPSECRET") {
			t.Errorf("%s: %s, %v", name, link, err)
		}
		if _, err := p.ExportFile(); err == nil {
			t.Errorf("%s: exported", name)
		}
	}
}
