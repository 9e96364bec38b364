package state

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func filledForm() Form {
	f := NewForm()
	f.Issuer, f.ClientID, f.Name = " https://id.staging.example/realms/main ", "desk", "Keycloak staging"
	return f
}

func problems(t *testing.T, f Form) map[FieldName]string {
	found := map[FieldName]string{}
	for _, field := range f.Fields() {
		if !field.Problem.IsZero() {
			found[field.Name] = english(t, field.Problem)
		}
	}
	return found
}

func TestAFilledFormIsAProfile(t *testing.T) {
	f := filledForm()
	f.Port, f.Parameters, f.Origins, f.ClientSecret = "8400", "prompt=consent\naccess_type = offline\n", "https://api.example", "s3cret"
	p, err := f.Profile()
	if err != nil {
		t.Fatal(err)
	}
	if p.Issuer != "https://id.staging.example/realms/main" || p.ClientID != "desk" || p.Redirect.Port != 8400 || len(p.ID) != 32 ||
		!reflect.DeepEqual(p.AuthorizationParameters, map[string]string{"prompt": "consent", "access_type": "offline"}) || p.ClientSecret.Reveal() != "s3cret" {
		t.Errorf("%+v", p)
	}
	if got, err := EditForm(p).Profile(); err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("through the form and back: %+v, %v", got, err)
	}
	f.Name = ""
	if p, err = f.Profile(); err != nil || p.Name != "id.staging.example" {
		t.Errorf("without a name it is called %q, %v", p.Name, err)
	}
}

func TestEachFieldSaysWhatIsWrongWithIt(t *testing.T) {
	rows := []struct {
		name   string
		change func(f *Form)
		field  FieldName
		want   string // a part of it
	}{
		{"an issuer over plain http", func(f *Form) { f.Issuer = "http://id.example" }, FieldIssuer, "https"},
		{"no issuer", func(f *Form) { f.Issuer = " " }, FieldIssuer, "This is needed."},
		{"no client ID", func(f *Form) { f.ClientID = "" }, FieldClientID, "This is needed."},
		{"scopes without openid", func(f *Form) { f.Scopes = "profile" }, FieldScopes, "openid"},
		{"a host elsewhere", func(f *Form) { f.Host = "0.0.0.0" }, FieldHost, "127.0.0.1"},
		{"a port that is no number", func(f *Form) { f.Port = "http" }, FieldPort, "from 1 to 65535"},
		{"a list with a port that is too large", func(f *Form) { f.Port = "8400, 65536" }, FieldPort, "from 1 to 65535"},
		{"a list with a free port", func(f *Form) { f.Port = "8400 0" }, FieldPort, "0 cannot be in a list"},
		{"a port twice", func(f *Form) { f.Port = "8400,8400" }, FieldPort, "twice"},
		{"none beside another prompt", func(f *Form) { f.Settings.Prompt = "none consent" }, FieldPrompt, "stands alone"},
		{"a max_age in words", func(f *Form) { f.Settings.MaxAge = "soon" }, FieldMaxAge, "whole number of seconds"},
		{"claims that are no JSON", func(f *Form) { f.Settings.Claims = "email" }, FieldClaims, "not a JSON object"},
		{"a resource that is not absolute", func(f *Form) { f.Settings.Resources = "api" }, FieldResources, "not an absolute URI"},
		{"a resource among the others", func(f *Form) { f.Parameters = "resource=https://a.example" }, FieldParameters, "resources of its own"},
		{"a token parameter without a value", func(f *Form) { f.Settings.TokenParameters = "audience" }, FieldTokenParameters, "name=value"},
		{"a token parameter of the protocol", func(f *Form) { f.Settings.TokenParameters = "code=x" }, FieldTokenParameters, "belongs to the protocol"},
		{"a parameter that has a field, too", func(f *Form) { f.Parameters, f.Settings.Audience = "audience=a", "b" }, FieldParameters, "each name once"},
		{"a CA file somewhere", func(f *Form) { f.Settings.CAFile = "ca.pem" }, FieldCAFile, "whole path"},
		{"a proxy with a password", func(f *Form) { f.Settings.Proxy = "http://a:b@proxy.example" }, FieldProxy, "in the fields Proxy user name and Proxy password"},
		{"a user name for no proxy", func(f *Form) { f.Settings.ProxyUser, f.Settings.ProxyPassword = "ada", "hush" }, FieldProxyUser, "URL of the proxy"},
		{"a user name beside direct", func(f *Form) { f.Settings.Proxy, f.Settings.ProxyUser = "direct", "ada" }, FieldProxyUser, "URL of the proxy"},
		{"a proxy's password alone", func(f *Form) { f.Settings.Proxy, f.Settings.ProxyPassword = "http://proxy.example", "hush" }, FieldProxyPassword, "user name"},
		{"a user name with its password", func(f *Form) {
			f.Settings.Proxy, f.Settings.ProxyUser, f.Settings.ProxyPassword = "http://proxy.example", "ada:hush", "x"
		}, FieldProxyUser, "colon"},
		{"a bad URL beside a user name", func(f *Form) {
			f.Settings.Proxy, f.Settings.ProxyUser, f.Settings.ProxyPassword = "proxy", "ada", "hush"
		}, FieldProxy, "not the URL of a proxy"},
		{"a long password for SOCKS", func(f *Form) {
			f.Settings = FormSettings{Proxy: "socks5://proxy.example", ProxyUser: "a:da", ProxyPassword: strings.Repeat("x", 256)}
		}, FieldProxyPassword, "255 bytes"},
		{"half a share link", func(f *Form) { f.Issuer = "proofkey:1.e" }, FieldIssuer, "not base64url"},
		{"a port that is too large", func(f *Form) { f.Port = "65536" }, FieldPort, "from 1 to 65535"},
		{"a path without a slash", func(f *Form) { f.Path = "callback" }, FieldPath, "cannot be the path"},
		{"a parameter without a value", func(f *Form) { f.Parameters = "prompt" }, FieldParameters, "name=value"},
		{"a parameter twice", func(f *Form) { f.Parameters = "a=1\na=2" }, FieldParameters, "each name once"},
		{"a parameter of the protocol", func(f *Form) { f.Parameters = "state=x" }, FieldParameters, "state"},
		{"an origin with a path", func(f *Form) { f.Origins = "https://api.example/x" }, FieldOrigins, "origin"},
	}
	for _, row := range rows {
		f := filledForm()
		f.Tried = true
		if len(problems(t, f)) != 0 || !f.Usable() {
			t.Fatalf("the form to start from is not usable: %v", problems(t, f))
		}
		row.change(&f)
		got := problems(t, f)
		wantSentence(t, got[row.field])
		if len(got) != 1 || !strings.Contains(got[row.field], row.want) || f.Usable() {
			t.Errorf("%s: %q", row.name, got)
		}
		if _, err := f.Profile(); err == nil || err.Code != oauthflow.CodeConnectionInvalid {
			t.Errorf("%s: the profile is made, %v", row.name, err)
		}
	}
}

func TestAnEmptyFormIsNotScolded(t *testing.T) {
	f := NewForm()
	if got := problems(t, f); len(got) != 0 {
		t.Errorf("before anything was pressed: %v", got)
	}
	f.Tried = true
	if got := problems(t, f); len(got) != 2 {
		t.Errorf("after Save: %v", got)
	}
	if f.FormView().Discover.Enabled {
		t.Error("Discover can be pressed without an issuer")
	}
}

func TestTheRedirectURIToRegister(t *testing.T) {
	rows := []struct{ host, port, uri, note string }{
		{"127.0.0.1", "", "http://127.0.0.1/callback", "Register this at the provider. The port may change at every sign-in (RFC 8252 §7.3)."},
		{"127.0.0.1", "0", "http://127.0.0.1/callback", "Register this at the provider. The port may change at every sign-in (RFC 8252 §7.3)."},
		{"127.0.0.1", "8400", "http://127.0.0.1:8400/callback", "Register exactly this at the provider. Port 8400 must be free when you sign in."},
		{"localhost", "", "http://localhost/callback", "Register this at the provider. The port may change at every sign-in; both 127.0.0.1 and ::1 are listened on."},
		{"localhost", "8400", "http://localhost:8400/callback", "Register exactly this at the provider. Port 8400 must be free when you sign in."},
		{"::1", "", "http://[::1]/callback", "Register this at the provider. The port may change at every sign-in (RFC 8252 §7.3)."},
		{"127.0.0.1", "8400, 8401", "http://127.0.0.1:8400/callback http://127.0.0.1:8401/callback", "Register each of these at the provider. They are tried in this order at every sign-in; the first port that is free is used."},
		{"127.0.0.1", "8400, x", "http://127.0.0.1/callback", "Register this at the provider. The port may change at every sign-in (RFC 8252 §7.3)."},
	}
	for _, row := range rows {
		f := filledForm()
		f.Host, f.Port = row.host, row.port
		uri, note := f.RedirectURI()
		if uri != row.uri || english(t, note) != row.note {
			t.Errorf("%s, port %q: %s, %q", row.host, row.port, uri, english(t, note))
		}
	}
}

func TestWhatDiscoveryFound(t *testing.T) {
	f := filledForm()
	f.BeginDiscover()
	if v := f.FormView(); !v.Discover.Enabled || v.Discover.Action != ActionCancelDiscovery || v.Discover.Primary {
		t.Errorf("while it runs: %+v", v.Discover)
	}
	m := &oauthflow.ServerMetadata{
		Issuer: "https://id.staging.example/realms/main", AuthorizationEndpoint: "https://id.staging.example/a", TokenEndpoint: "https://tokens.example/t",
		CodeChallengeMethods: []string{"S256"}, IssInResponse: true, GrantTypes: []string{"refresh_token"},
	}
	f.Searched("https://another.example", foundProvider(m), time.Second)
	if f.Found != nil || f.Discovering {
		t.Error("an answer about another issuer is shown")
	}
	f.Searched("https://id.staging.example/realms/main", foundProvider(m), 84*time.Millisecond)
	found := f.FormView().Found
	if found == nil || english(t, found.Title)+" "+english(t, found.Took) != "Found an OpenID provider in 84 ms" {
		t.Fatalf("%+v", found)
	}
	var has, hasNot []string
	for _, tick := range found.Ticks {
		if tick.Has {
			has = append(has, english(t, tick.Text))
		} else {
			hasNot = append(hasNot, english(t, tick.Text))
		}
	}
	if strings.Join(has, ", ") != "PKCE S256, iss in response, refresh tokens" || len(hasNot) != 7 {
		t.Errorf("has %v, has not %v", has, hasNot)
	}
	if got := english(t, found.Notes[0]); got != "Its endpoints are on tokens.example, which is not the host of the issuer." { // NET-12
		t.Errorf("%q", got)
	}
}

func TestADiscoveryThatFailed(t *testing.T) {
	f := filledForm()
	f.BeginDiscover()
	f.Searched("https://id.staging.example/realms/main", &oauthflow.ProviderSearch{Tried: []oauthflow.TriedURL{
		{Kind: oauthflow.TriedOpenID, URL: "https://id.staging.example/x", Result: oauthflow.TriedUnreachable, Err: failure(oauthflow.StepDiscover, oauthflow.CodeMetadataUnreachable)},
	}}, time.Second)
	v := f.FormView()
	if v.Found == nil || !v.Found.TriedOpen || v.Problem == nil || english(t, v.Problem.Title) != "No provider was found: the provider could not be reached" {
		t.Errorf("%+v", v)
	}
}

func TestAnotherIssuerOrClientEndsTheSession(t *testing.T) {
	c := signedIn()
	rows := []struct {
		name   string
		change func(f *Form)
		want   bool
	}{
		{"nothing", func(*Form) {}, false},
		{"the name", func(f *Form) { f.Name = "x" }, false},
		{"the scopes", func(f *Form) { f.Scopes = "openid" }, false},
		{"spaces round the issuer", func(f *Form) { f.Issuer += " " }, false},
		{"the issuer", func(f *Form) { f.Issuer += "/" }, true},
		{"the client ID", func(f *Form) { f.ClientID = "x" }, true},
		{"the endpoints", func(f *Form) { f.Endpoints = endpointsByHand() }, true},
	}
	for _, row := range rows {
		f := EditForm(c.Profile)
		row.change(&f)
		if got := f.EndsSession(c); got != row.want {
			t.Errorf("%s: %t", row.name, got)
		}
		if f.EndsSession(NewConnection(c.Profile)) {
			t.Errorf("%s: it ends a session that is not there", row.name)
		}
	}
}

func TestTheIssuerAloneIsDiscoveredFirst(t *testing.T) {
	filled := func(f Form) string {
		v, names := f.FormView(), ""
		for _, b := range append(v.Buttons, v.Discover) {
			if b.Primary {
				names += string(b.Action)
			}
		}
		return names
	}
	f := NewForm()
	f.Issuer = "https://id.example"
	if got := filled(f); got != string(ActionDiscover) {
		t.Errorf("with the issuer alone %q is filled", got)
	}
	f.ClientID = "app"
	if got := filled(f); got != string(ActionSaveAndSignIn) {
		t.Errorf("with a client ID %q is filled", got)
	}
	f.ClientID, f.Found = "", &oauthflow.ServerMetadata{}
	if got := filled(f); got != string(ActionSaveAndSignIn) {
		t.Errorf("after discovery %q is filled", got)
	}
}

func TestAFaultOfAFieldIsSaidOnce(t *testing.T) {
	f := NewForm()
	f.Tried, f.Issuer = true, "https://id.example"
	_, f.Problem = f.Profile()
	if v := f.FormView(); f.Problem == nil || v.Problem != nil {
		t.Errorf("problem %v, card %v", f.Problem, v.Problem)
	}
	f = filledForm()
	f.Problem = &oauthflow.Error{Code: oauthflow.CodeConnectionInvalid}
	if f.FormView().Problem == nil {
		t.Error("what no field says has no card")
	}
}
