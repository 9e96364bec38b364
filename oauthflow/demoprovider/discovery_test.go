package demoprovider

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

func TestTheMetadataIsServedAtBothPlacesAndIsTrue(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.get("/.well-known/openid-configuration", nil)
	if other := b.get("/.well-known/oauth-authorization-server", nil); other.body != s.body || s.header.Get("Content-Type") != "application/json" {
		t.Errorf("%s", other.body)
	}
	document := decode(t, s)
	if document["issuer"] != b.p.Issuer() {
		t.Errorf("issuer %v", document["issuer"])
	}
	for name, value := range document {
		if path, ok := strings.CutPrefix(str(value), b.p.Issuer()+"/"); ok {
			if answer := b.get("/"+path, nil); answer.status == http.StatusNotFound {
				t.Errorf("%s leads nowhere", name)
			}
		}
	}
	for name, want := range map[string]string{
		"code_challenge_methods_supported": "[S256]", "authorization_response_iss_parameter_supported": "true",
		"request_uri_parameter_supported": "false", "token_endpoint_auth_methods_supported": "[none]",
		"scopes_supported":        "[openid profile email address phone offline_access admin]",
		"prompt_values_supported": "[none login consent select_account]", "id_token_signing_alg_values_supported": "[RS256]",
	} {
		if got := str(document[name]); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	answer := b.tokens("scope", strings.Join(supportedScopes(), " "))
	for _, claims := range []map[string]any{unverified(t, text(t, answer, "id_token")), decode(t, b.userinfo(text(t, answer, "access_token")))} {
		for name := range claims {
			if !strings.Contains(str(document["claims_supported"])+" ", name) {
				t.Errorf("the claim %s is not announced", name)
			}
		}
	}
}

func str(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case []any:
		words := make([]string, len(v))
		for i := range v {
			words[i] = str(v[i])
		}
		return "[" + strings.Join(words, " ") + "]"
	}
	return ""
}

func TestPeopleCanSignIn(t *testing.T) {
	p := start(t, Config{})
	people := People()
	if len(people) != 3 || people[0] != (Person{"alice", "wonderland", "Ada Lovelace"}) {
		t.Errorf("%v", people)
	}
	subjects := map[any]bool{}
	for _, person := range people {
		b := newBrowser(t, p)
		s := b.submit(b.get("/authorize", authorizationQuery()), "user", person.User, "password", person.Password)
		claims := unverified(t, b.idTokenAfter(s).(string))
		if claims["name"] != person.Name {
			t.Errorf("%v", claims)
		}
		subjects[claims["sub"]] = true
	}
	if len(subjects) != 3 {
		t.Errorf("%v", subjects)
	}
}

func FuzzAnAuthorizationRequestIsJudged(f *testing.F) {
	key, err := newSigningKey(time.Now(), jose.RS256, true)
	if err != nil {
		f.Fatal(err)
	}
	keys, err := newSigner(key)
	if err != nil {
		f.Fatal(err)
	}
	p := &Provider{issuer: "http://127.0.0.1:1", keys: keys}
	f.Add(authorizationQuery().Encode())
	f.Add(authorizationQuery("max_age", "5", "prompt", "login consent", "acr_values", acrFreshPassword, "id_token_hint", "e30.e30.e30").Encode())
	f.Fuzz(func(t *testing.T, raw string) {
		values, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		request, refusal := p.readAuthorizationRequest(client{id: ClientID}, values)
		if refusal != nil {
			if refusal.code == "" || strings.ContainsAny(refusal.description, "\"\\\r\n") {
				t.Fatalf("%q", refusal.description)
			}
			return
		}
		if values.Get("code_challenge_method") != "S256" || len(request.codeChallenge) != 43 || len(request.scopes) == 0 || values.Get("response_type") != "code" {
			t.Fatalf("accepted %q", raw)
		}
	})
}
