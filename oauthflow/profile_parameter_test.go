package oauthflow

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestUnusableParametersOfAConnectionAreNamed(t *testing.T) {
	authorization := func(name, value string) func(*Profile) {
		return func(p *Profile) { p.AuthorizationParameters = map[string]string{name: value} }
	}
	token := func(name string) func(*Profile) {
		return func(p *Profile) { p.TokenParameters = map[string]string{name: "x"} }
	}
	resources := func(list ...string) func(*Profile) { return func(p *Profile) { p.Resources = list } }
	ports := func(port int, list ...int) func(*Profile) {
		return func(p *Profile) { p.Redirect.Port, p.Redirect.Ports = port, list }
	}
	for name, row := range map[string]struct {
		change func(*Profile)
		member string // "": it is usable
		says   string
	}{
		"prompt=none":                       {authorization("prompt", "none"), "", ""},
		"prompt=none beside another":        {authorization("prompt", "none login"), "authorization_parameters", "prompt"},
		"no prompt":                         {authorization("prompt", ""), "", ""},
		"max_age of 0":                      {authorization("max_age", "0"), "", ""},
		"max_age below 0":                   {authorization("max_age", "-1"), "authorization_parameters", "whole number of seconds"},
		"max_age in words":                  {authorization("max_age", "an hour"), "authorization_parameters", "whole number of seconds"},
		"claims":                            {authorization("claims", `{"userinfo":{"email":null}}`), "", ""},
		"claims that are no JSON":           {authorization("claims", `email`), "authorization_parameters", "JSON object"},
		"claims in a list":                  {authorization("claims", `["email"]`), "authorization_parameters", "JSON object"},
		"claims of nobody":                  {authorization("claims", `{"email":null}`), "authorization_parameters", "neither id_token nor userinfo"},
		"claims whose target is a list":     {authorization("claims", `{"id_token":["acr"]}`), "authorization_parameters", "id_token is not an object"},
		"a resource as an extra parameter":  {authorization("resource", "https://a.example"), "authorization_parameters", "resource"},
		"an extra token parameter":          {token("audience"), "", ""},
		"a token parameter of the protocol": {token("Code_Verifier"), "token_parameters", "Code_Verifier"},
		"a refresh token":                   {token("refresh_token"), "token_parameters", "refresh_token"},
		"a resource of the token request":   {token("resource"), "token_parameters", "resource"},
		"two resources":                     {resources("https://a.example/x", "urn:example:b"), "", ""},
		"a resource that is not absolute":   {resources("a.example/x"), "resources", "absolute"},
		"a resource with a fragment":        {resources("https://a.example/#x"), "resources", "fragment"}, // AUTHZ-13
		"a resource with an empty fragment": {resources("https://a.example/#"), "resources", "fragment"},
		"a resource with a space":           {resources("https://a.example/a b"), "resources", "absolute"},
		"a resource twice":                  {resources("https://a.example", "https://a.example"), "resources", "twice"},
		"a list of ports":                   {ports(0, 8400, 8401), "", ""},
		"a list and a port":                 {ports(8400, 8400, 8401), "redirect.ports", "use one of them"},
		"a list with any port":              {ports(0, 8400, 0), "redirect.ports", "0 cannot"},
		"a list with a port twice":          {ports(0, 8400, 8400), "redirect.ports", "twice"},
		"a list that is too long":           {ports(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21), "redirect.ports", "at most 20"},
		"an IPv6 host":                      {func(p *Profile) { p.Redirect.Host = "::1" }, "", ""},
		"a CA file":                         {func(p *Profile) { p.Network.CAFile = t.TempDir() + "/ca.pem" }, "", ""},
		"a CA file somewhere":               {func(p *Profile) { p.Network.CAFile = "ca.pem" }, "network.ca_file", "whole path"},
		"a proxy":                           {func(p *Profile) { p.Network.Proxy = "http://proxy.example:3128" }, "", ""},
		"a SOCKS proxy":                     {func(p *Profile) { p.Network.Proxy = "socks5://127.0.0.1:1080/" }, "", ""},
		"no proxy":                          {func(p *Profile) { p.Network.Proxy = ProxyDirect }, "", ""},
		"a proxy with a password":           {func(p *Profile) { p.Network.Proxy = "http://me:hush@proxy.example" }, "network.proxy", "in the fields Proxy user name and Proxy password"},
		"a user name of a proxy":            {func(p *Profile) { p.Network = proxyOfUser("http://proxy.example", "CORP\\me", "hu:sh wörd") }, "", ""},
		"a user name without a password":    {func(p *Profile) { p.Network = proxyOfUser("http://proxy.example", "me", "") }, "", ""},
		"a colon for a SOCKS proxy":         {func(p *Profile) { p.Network = proxyOfUser("socks5://proxy.example", "hush:me", "hush") }, "", ""},
		"a password without a user name":    {func(p *Profile) { p.Network = proxyOfUser("http://proxy.example", "", "hush") }, "network.proxy_password", "user name"},
		"a user name without a proxy":       {func(p *Profile) { p.Network = proxyOfUser("", "me", "hush") }, "network.proxy_user", "URL of the proxy"},
		"a user name for no proxy":          {func(p *Profile) { p.Network = proxyOfUser(ProxyDirect, "me", "hush") }, "network.proxy_user", "URL of the proxy"},
		"a colon in a user name":            {func(p *Profile) { p.Network = proxyOfUser("http://proxy.example", "me:hush", "") }, "network.proxy_user", "colon"},
		"a line in a user name":             {func(p *Profile) { p.Network = proxyOfUser("http://proxy.example", "hush\r\nX", "") }, "network.proxy_user", "control"},
		"a line in a proxy's password":      {func(p *Profile) { p.Network = proxyOfUser("http://proxy.example", "me", "hush\n") }, "network.proxy_password", "control"},
		"a long password":                   {func(p *Profile) { p.Network = proxyOfUser("http://proxy.example", "me", strings.Repeat("hush", 64)) }, "", ""},
		"a long password for SOCKS":         {func(p *Profile) { p.Network = proxyOfUser("socks5://proxy.example", "me", strings.Repeat("hush", 64)) }, "network.proxy_password", "255 bytes"},
		"a proxy without a scheme":          {func(p *Profile) { p.Network.Proxy = "proxy.example:3128" }, "network.proxy", "not the URL of a proxy"},
		"a proxy of another kind":           {func(p *Profile) { p.Network.Proxy = "ftp://proxy.example" }, "network.proxy", "not the URL of a proxy"},
		"a proxy with a path":               {func(p *Profile) { p.Network.Proxy = "http://proxy.example/x" }, "network.proxy", "more than"},
	} {
		t.Run(name, func(t *testing.T) {
			p := plainProfile()
			row.change(&p)
			err := p.Validate()
			var wrong *InvalidMember
			switch {
			case row.member == "" && err != nil:
				t.Errorf("refused: %v", err)
			case row.member != "" && (!errors.As(err, &wrong) || wrong.Member != row.member || !strings.Contains(wrong.Why, row.says)):
				t.Errorf("the error is %v", err)
			case err != nil && strings.Contains(err.Error(), "hush"):
				t.Errorf("the error holds a secret: %v", err)
			}
		})
	}
}

func TestAResourceOfAnOlderFileIsTaken(t *testing.T) {
	p, err := ParseConnectionFile([]byte(strings.Replace(fullConnection, `"audience":"x"`, `"audience":"x","resource":"https://a.example"`, 1)))
	if err != nil || !reflect.DeepEqual(p.Resources, []string{"https://a.example"}) || !reflect.DeepEqual(p.AuthorizationParameters, map[string]string{"audience": "x"}) {
		t.Errorf("read %+v, %v", p, err)
	}
}

func TestTheIPv6HostIsReadAsInAURL(t *testing.T) {
	p, err := ParseConnectionFile([]byte(strings.Replace(fullConnection, `"localhost"`, `"[::1]"`, 1)))
	if err != nil || p.Redirect.Host != "::1" {
		t.Errorf("read %+v, %v", p.Redirect, err)
	}
}

// AUTHZ-09: what the claims parameter asks of the ID token is kept.
func TestWhatClaimsAskOfTheIDTokenIsKept(t *testing.T) {
	rows := map[string]struct {
		claims string
		want   claimsRequest
	}{
		"essential acr of several":    {`{"id_token":{"acr":{"essential":true,"values":["a","b"]}}}`, claimsRequest{ACRValues: []string{"a", "b"}}},
		"essential acr of one":        {`{"id_token":{"acr":{"essential":true,"value":"a"}}}`, claimsRequest{ACRValues: []string{"a"}}},
		"voluntary acr":               {`{"id_token":{"acr":{"values":["a"]}}}`, claimsRequest{}},
		"essential auth_time":         {`{"id_token":{"auth_time":{"essential":true}}}`, claimsRequest{AuthTime: true}},
		"voluntary auth_time":         {`{"id_token":{"auth_time":null}}`, claimsRequest{}},
		"a person":                    {`{"id_token":{"sub":{"value":"alice"}}}`, claimsRequest{Subject: "alice"}},
		"a person of UserInfo":        {`{"userinfo":{"sub":{"value":"alice"}},"id_token":null}`, claimsRequest{}},
		"a claim with more than ours": {`{"id_token":{"https://x.example/c":{"essential":true,"more":1}}}`, claimsRequest{}},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			got, err := parseClaimsRequest(row.claims)
			if err != nil || !reflect.DeepEqual(got, row.want) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func FuzzClaimsRequest(f *testing.F) {
	f.Add(`{"id_token":{"acr":{"essential":true,"values":["a"]}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := parseClaimsRequest(text); err == nil && !strings.Contains(text, "{") {
			t.Errorf("%q was accepted", text)
		}
	})
}

// AUTHZ-13: several resources are repeated parameters.
func TestResourcesAreRepeatedParameters(t *testing.T) {
	p := plainProfile()
	p.Resources = []string{"https://a.example/x?y=1&z", "https://b.example"}
	_, query := requestFor(t, p, SignInOptions{})
	if !reflect.DeepEqual(query["resource"], p.Resources) {
		t.Errorf("sent %q", query["resource"])
	}
	preview, err := PreviewAuthorizationRequest(p, nil, SignInOptions{})
	shown := 0
	for _, parameter := range preview.Parameters {
		if parameter.Name == "resource" {
			shown++
		}
	}
	if err != nil || shown != 2 {
		t.Errorf("previewed %d, %v", shown, err)
	}
}

// TREQ-06, RES-02: resources and the connection's own parameters go with the token request and the refresh.
func TestTokenParametersAreSentWithEveryTokenRequest(t *testing.T) {
	want := func(t *testing.T, sent []bentRequest, grant string) {
		t.Helper()
		if len(sent) != 1 {
			t.Fatalf("%d requests", len(sent))
		}
		form := sent[0].Form
		if !reflect.DeepEqual(form["resource"], []string{"https://a.example", "https://b.example"}) || !reflect.DeepEqual(form["audience"], []string{"x y"}) || !reflect.DeepEqual(form["grant_type"], []string{grant}) {
			t.Errorf("sent %v", form)
		}
	}
	add := func(p *Profile) {
		p.Resources, p.TokenParameters = []string{"https://a.example", "https://b.example"}, map[string]string{"audience": "x y", "grant_type": "password"}
	}
	t.Run("at the sign-in", func(t *testing.T) {
		s := newSignInSetting(t)
		add(&s.client.Profile)
		delete(s.client.Profile.TokenParameters, "grant_type") // a sign-in of such a connection is refused
		if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
			t.Fatal(err)
		}
		s.browser.Wait()
		want(t, s.to("/token"), "authorization_code")
		shown := false
		for _, e := range eventsOf(s.tl, EventHTTP) {
			shown = shown || e.Step == StepTokenRequest && strings.Contains(string(e.HTTP.Request.Reveal().Body), "audience=x+y")
		}
		if !shown {
			t.Error("the timeline does not show the request as it was sent")
		}
	})
	t.Run("at a refresh", func(t *testing.T) {
		s := newBentSetting(t)
		add(&s.client.Profile)
		if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
			t.Fatal(err)
		}
		want(t, s.to("/token"), "refresh_token")
	})
}

// IDT-11, IDT-12, IDT-17: an ID token that does not keep what the claims parameter asked for is refused.
func TestASignInIsJudgedByItsClaimsParameter(t *testing.T) {
	for name, row := range map[string]struct {
		claims string
		bend   func(map[string]any)
		code   Code // "": signed in
	}{
		"an essential acr that came":    {`{"id_token":{"acr":{"essential":true,"values":["gold"]}}}`, func(c map[string]any) { c["acr"] = "gold" }, ""},
		"another acr":                   {`{"id_token":{"acr":{"essential":true,"values":["gold"]}}}`, func(c map[string]any) { c["acr"] = "tin" }, CodeIDTokenACRNotMet},
		"an essential auth_time":        {`{"id_token":{"auth_time":{"essential":true}}}`, func(c map[string]any) { c["auth_time"] = time.Now().Unix() }, ""},
		"no auth_time":                  {`{"id_token":{"auth_time":{"essential":true}}}`, func(c map[string]any) { delete(c, "auth_time") }, CodeIDTokenAuthTimeInvalid},
		"another person than asked for": {`{"id_token":{"sub":{"value":"bob"}}}`, func(map[string]any) {}, CodeIDTokenSubjectChanged},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSignInSetting(t)
			s.client.Profile.AuthorizationParameters = map[string]string{"claims": row.claims}
			s.bendClaims = row.bend
			_, err := s.signIn(t.Context(), SignInOptions{})
			s.browser.Wait()
			if row.code == "" && err != nil || row.code != "" && !errors.Is(err, &Error{Code: row.code}) {
				t.Errorf("the error is %v", err)
			}
			if s.asked.Get("claims") != row.claims {
				t.Errorf("sent %q", s.asked.Get("claims"))
			}
		})
	}
}
