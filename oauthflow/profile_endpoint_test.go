package oauthflow

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const connectionByHand = `{"version":1,"name":"x","issuer":"https://op.example","client_id":"desk","endpoints":{
"authorization_endpoint":"https://op.example/authorize?tenant=1","token_endpoint":"https://tokens.example/token","jwks_uri":"https://op.example/jwks",
"userinfo_endpoint":"https://op.example/userinfo","revocation_endpoint":"https://op.example/revoke",
"introspection_endpoint":"https://op.example/introspect","end_session_endpoint":"https://op.example/end"}}`

func TestEndpointsByHandAreReadAndWrittenBack(t *testing.T) { // DISC-15
	p, err := ParseConnectionFile([]byte(connectionByHand))
	if err != nil {
		t.Fatal(err)
	}
	want := Endpoints{
		AuthorizationEndpoint: "https://op.example/authorize?tenant=1", TokenEndpoint: "https://tokens.example/token", JWKSURI: "https://op.example/jwks",
		UserInfoEndpoint: "https://op.example/userinfo", RevocationEndpoint: "https://op.example/revoke",
		IntrospectionEndpoint: "https://op.example/introspect", EndSessionEndpoint: "https://op.example/end",
	}
	if p.Endpoints != want {
		t.Errorf("read %+v", p.Endpoints)
	}
	list := NewProfileList(t.TempDir())
	if err := list.Update(t.Context(), func([]Profile) []Profile { return []Profile{p} }); err != nil {
		t.Fatal(err)
	}
	if listed, err := list.Load(); err != nil || len(listed) != 1 || !reflect.DeepEqual(listed[0], p) {
		t.Errorf("the list holds %+v, %v", listed, err)
	}
	p.Endpoints = Endpoints{}
	if data, err := p.ConnectionFile(); err != nil || strings.Contains(string(data), "endpoint") {
		t.Errorf("without endpoints: %s, %v", data, err)
	}
}

// Each endpoint has one name in a file, in the metadata and in the list of members.
func TestEndpointsHaveTheNamesOfTheMetadata(t *testing.T) {
	var announced []string
	for _, e := range new(ServerMetadata).endpoints() {
		announced = append(announced, e.member)
	}
	var e Endpoints
	for _, m := range e.Members() {
		*m.URL = "https://op.example/" + m.Name
		if !slices.Contains(announced, m.Name) {
			t.Errorf("%s is not in the metadata", m.Name)
		}
	}
	data, err := json.Marshal(e)
	var named map[string]string
	if err := errors.Join(err, json.Unmarshal(data, &named)); err != nil || len(named) != reflect.TypeFor[Endpoints]().NumField() {
		t.Fatalf("%s, %v", data, err)
	}
	for name, value := range named {
		if value != "https://op.example/"+name {
			t.Errorf("%s is %s", name, value)
		}
	}
}

func TestUnusableEndpointsByHandAreNamed(t *testing.T) { // DISC-15, DISC-06, DISC-07
	for name, row := range map[string]struct{ old, new, says string }{
		"no authorization endpoint":              {`"authorization_endpoint":"https://op.example/authorize?tenant=1",`, ``, "endpoints.authorization_endpoint"},
		"no token endpoint":                      {`"token_endpoint":"https://tokens.example/token",`, ``, "endpoints.token_endpoint"},
		"no keys":                                {`"jwks_uri":"https://op.example/jwks",`, ``, "endpoints.jwks_uri"},
		"no issuer":                              {`"issuer":"https://op.example",`, ``, "issuer"},
		"an http endpoint elsewhere":             {`https://tokens.example`, `http://tokens.example`, "endpoints.token_endpoint: the URL is not encrypted"},
		"an http endpoint here, issuer of https": {`https://op.example/jwks`, `http://127.0.0.1/jwks`, "endpoints.jwks_uri: the URL is not encrypted"},
		"an endpoint with a fragment":            {`/userinfo"`, `/userinfo#x"`, "endpoints.userinfo_endpoint"},
		"an endpoint that is a script":           {`https://op.example/end`, `javascript:1`, "endpoints.end_session_endpoint"},
		"an endpoint with a user name":           {`https://op.example/revoke`, `https://u@op.example/revoke`, "endpoints.revocation_endpoint"},
		"an endpoint that is a number":           {`"https://op.example/introspect"`, `1`, "introspection_endpoint"},
		"an unknown member":                      {`"jwks_uri"`, `"jwks":"x","jwks_uri"`, "unknown members: endpoints.jwks"},
		"an issuer among the endpoints":          {`"jwks_uri"`, `"issuer":"https://evil.example","jwks_uri"`, "endpoints.issuer"},
		"an endpoint twice":                      {`"jwks_uri"`, `"token_endpoint":"https://evil.example","jwks_uri"`, "token_endpoint"},
		"a list of endpoints":                    {connectionByHand, `{"version":1,"issuer":"https://a.example","client_id":"c","endpoints":[]}`, "endpoints"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseConnectionFile([]byte(strings.Replace(connectionByHand, row.old, row.new, 1)))
			if !errors.Is(err, &Error{Code: CodeConnectionInvalid}) || !strings.Contains(err.Error(), row.says) {
				t.Errorf("error is %v", err)
			}
		})
	}
}

// A fault names its member for the command line, and apart from that says what is wrong (in the form).
func TestAFaultKeepsTheMemberApart(t *testing.T) {
	p := plainProfile()
	p.Redirect.Host = "0.0.0.0"
	var fault *InvalidMember
	if err := p.Validate(); !errors.As(err, &fault) || fault.Member != "redirect.host" || strings.Contains(fault.Why, "redirect") || !strings.Contains(err.Error(), "redirect.host: ") {
		t.Errorf("%+v, %v", fault, err)
	}
}

func TestAnotherWayToTheProviderIsAnotherClient(t *testing.T) {
	p, err := ParseConnectionFile([]byte(connectionByHand))
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		change func(*Profile)
		same   bool
	}{
		"another name":           {func(p *Profile) { p.Name, p.Scopes = "y", nil }, true},
		"another issuer":         {func(p *Profile) { p.Issuer += "/" }, false},
		"another client":         {func(p *Profile) { p.ClientID = "x" }, false},
		"another token endpoint": {func(p *Profile) { p.Endpoints.TokenEndpoint += "x" }, false},
		"discovery again":        {func(p *Profile) { p.Endpoints = Endpoints{} }, false},
	} {
		q := p
		if row.change(&q); p.SameClient(q) != row.same {
			t.Errorf("%s: %t", name, !row.same)
		}
	}
}
