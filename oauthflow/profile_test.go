package oauthflow

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const fullConnection = `{"version":1,"name":"Staging","issuer":"https://id.example/realms/main","client_id":"desk","scopes":["openid","email"],
"redirect":{"host":"localhost","port":8400,"path":"/cb"},"authorization_parameters":{"audience":"x"},"api_origins":["https://api.example"]}`

func TestConnectionFileIsReadAndWrittenBack(t *testing.T) {
	p, err := ParseConnectionFile([]byte(fullConnection))
	if err != nil {
		t.Fatal(err)
	}
	want := Profile{
		ID: p.ID, Name: "Staging", Issuer: "https://id.example/realms/main", ClientID: "desk", Scopes: []string{"openid", "email"},
		Redirect: Redirect{Host: "localhost", Port: 8400, Path: "/cb"}, AuthorizationParameters: map[string]string{"audience": "x"}, APIOrigins: []string{"https://api.example"},
	}
	if !reflect.DeepEqual(p, want) || len(p.ID) != 32 {
		t.Errorf("read %+v", p)
	}
	p.ClientSecret = NewSecret("hush")
	data, err := p.ConnectionFile()
	if err != nil || strings.Contains(string(data), "hush") || strings.Contains(string(data), p.ID) {
		t.Errorf("written %s, %v", data, err)
	}
	again, err := ParseConnectionFile(data)
	again.ID, want.ID = "", ""
	if err != nil || !reflect.DeepEqual(again, want) {
		t.Errorf("read back %+v, %v", again, err)
	}
}

func TestConnectionFileNeedsOnlyVersionIssuerAndClient(t *testing.T) {
	p, err := ParseConnectionFile([]byte(`{"version":1,"issuer":"https://op.example","client_id":"c"}`))
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "op.example" || !reflect.DeepEqual(p.Scopes, DefaultScopes()) || !reflect.DeepEqual(p.Redirect, DefaultRedirect()) {
		t.Errorf("read %+v", p)
	}
}

func TestUnusableConnectionFilesAreNamed(t *testing.T) {
	for name, row := range map[string]struct{ old, new, says string }{
		"an unknown member":               {`"name"`, `"colour":1,"name"`, "colour"},
		"a member in other letters":       {`"name"`, `"Issuer":"https://evil.example","name"`, "ssuer"},
		"an unknown member of redirect":   {`"port"`, `"porto":1,"port"`, "redirect.porto"},
		"a member twice":                  {`"name"`, `"client_id":"x","name"`, "client_id"},
		"another version":                 {`"version":1`, `"version":2`, "version"},
		"no issuer":                       {`"issuer":"https://id.example/realms/main",`, ``, "issuer"},
		"an http issuer elsewhere":        {`https://id.example/realms/main`, `http://id.example`, "issuer"},
		"no client ID":                    {`"client_id":"desk",`, ``, "client_id"},
		"a scope with a space":            {`"email"`, `"e mail"`, "scopes"},
		"no openid":                       {`"openid",`, ``, "openid"},
		"a host that is not ours":         {`"localhost"`, `"0.0.0.0"`, "redirect.host"},
		"a port that is none":             {`8400`, `70000`, "redirect.port"},
		"a path without slash":            {`"/cb"`, `"cb"`, "redirect.path"},
		"the path of the last page":       {`"/cb"`, `"/done"`, "redirect.path"},
		"a path with a query":             {`"/cb"`, `"/cb?x=1"`, "redirect.path"},
		"a parameter of the protocol":     {`"audience"`, `"redirect_uri"`, "redirect_uri"},
		"an origin with a path":           {`https://api.example`, `https://api.example/x`, "api_origins"},
		"a client secret":                 {`"name"`, `"client_secret":"x","name"`, "client_secret"},
		"a number as name":                {`"Staging"`, `1`, "name"},
		"something that is not an object": {fullConnection, `[]`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseConnectionFile([]byte(strings.Replace(fullConnection, row.old, row.new, 1)))
			if !errors.Is(err, &Error{Code: CodeConnectionInvalid}) || !strings.Contains(err.Error(), row.says) {
				t.Errorf("error is %v", err)
			}
		})
	}
}

func FuzzConnectionFile(f *testing.F) {
	f.Add([]byte(fullConnection))
	f.Add([]byte(connectionByHand))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParseConnectionFile(data)
		if err != nil {
			return
		}
		again, err := p.ConnectionFile()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseConnectionFile(again)
		back.ID = p.ID
		if err != nil || !back.SameClient(p) || !reflect.DeepEqual(back.Redirect, p.Redirect) {
			t.Errorf("%s was read back as %+v, %v", again, back, err)
		}
	})
}

func TestProfileListIsKeptInOrderWithoutSecrets(t *testing.T) {
	dir := t.TempDir()
	list := NewProfileList(dir)
	first, err := ParseConnectionFile([]byte(fullConnection))
	if err != nil {
		t.Fatal(err)
	}
	first.ClientSecret = NewSecret("hush")
	second := plainProfile()
	second.ID, second.Name = DemoProfileID, "Demo"
	for _, p := range []Profile{first, second} {
		if err := list.Update(t.Context(), func(l []Profile) []Profile { return append(l, p) }); err != nil {
			t.Fatal(err)
		}
	}
	got, err := list.Load()
	if err != nil || len(got) != 2 || got[0].ID != first.ID || got[1].ID != DemoProfileID {
		t.Fatalf("loaded %+v, %v", got, err)
	}
	data, err := os.ReadFile(filepath.Join(dir, profileListName))
	if err != nil || strings.Contains(string(data), "hush") {
		t.Errorf("the file holds the secret, or %v", err)
	}
}

func TestADamagedProfileListIsSetAsideAndNothingIsLost(t *testing.T) {
	for name, content := range map[string]string{
		"half a file":       `{"version":1,"connections":[{"id":"demo"`,
		"another version":   `{"version":9,"connections":[]}`,
		"an unusable entry": `{"version":1,"connections":[{"id":"../../x","connection":{"version":1,"issuer":"https://a.example","client_id":"c"}}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, profileListName), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := NewProfileList(dir).Load()
			var damaged *DamagedListError
			if !errors.As(err, &damaged) {
				t.Fatalf("error is %v", err)
			}
			if kept, err := os.ReadFile(damaged.SetAside); err != nil || string(kept) != content {
				t.Errorf("set aside: %q, %v", kept, err)
			}
			if again, err := NewProfileList(dir).Load(); err != nil || again != nil {
				t.Errorf("the next load gives %v, %v", again, err)
			}
		})
	}
}

func TestASessionIsOfOneResource(t *testing.T) { // RES-15
	p := Profile{Issuer: "https://id.example", ClientID: "desk", Resources: []string{"https://a.example"}}
	other, mcp := p, p
	other.Resources = []string{"https://b.example"}
	mcp.MCP = true
	if !p.SameClient(p) || p.SameClient(other) || p.SameClient(mcp) {
		t.Error("a session of one resource is taken for that of another")
	}
}

// A rule that this version has and an older one had not loses nobody a connection.
func TestAConnectionThatIsUnusableByNowStaysInTheList(t *testing.T) {
	dir := t.TempDir()
	const id = "0123456789abcdef0123456789abcdef"
	content := `{"version":1,"connections":[{"id":"` + id + `","connection":{"version":1,"issuer":"https://a.example","client_id":"c","authorization_parameters":{"max_age":"soon"}}},
		{"id":"demo","connection":{"version":1,"issuer":"http://127.0.0.1:1","client_id":"c"}}]}`
	if err := os.WriteFile(filepath.Join(dir, profileListName), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := NewProfileList(dir).Load()
	if err != nil || len(got) != 2 || got[0].ID != id || got[0].AuthorizationParameters["max_age"] != "soon" {
		t.Fatalf("%+v, %v", got, err)
	}
	p := newTestProvider(t)
	c := newTestClient(t, p)
	c.Profile.AuthorizationParameters = got[0].AuthorizationParameters
	if _, err := c.SignIn(t.Context(), &Timeline{}, SignInOptions{}); !errors.Is(err, &Error{Code: CodeConnectionInvalid}) {
		t.Errorf("the sign-in says %v", err)
	}
}
