package oauthflow

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

const (
	aTenant       = "72f988bf-86f1-41af-91ab-2d7cd011db47"
	anotherTenant = "0aa0a0a0-0000-4000-8000-000000000001"
)

// entraSetting is a sign-in at a multi-tenant issuer: its metadata names the template, its ID tokens a tenant's issuer.
func entraSetting(t *testing.T, audience string) *signInSetting {
	t.Helper()
	s := newSignInSetting(t)
	s.client.Profile.Issuer = s.URL + "/" + audience + "/v2.0"
	s.announce("issuer", s.URL+"/{tenantid}/v2.0")
	s.announce("authorization_response_iss_parameter_supported", nil)
	s.replace("/"+audience+"/v2.0/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, s.document()) })
	s.bendRedirect = func(v url.Values) { v.Del("iss") }
	s.ofTenant(aTenant)
	return s
}

// ofTenant gives the ID token the issuer and the tid of a tenant.
func (s *signInSetting) ofTenant(tid string) {
	s.bendClaims = func(c map[string]any) { c["tid"], c["iss"] = tid, s.URL+"/"+tid+"/v2.0" }
}

func TestASignInAtAMultiTenantIssuer(t *testing.T) { // IDT-22
	s := entraSetting(t, "common")
	session, err := s.signIn(t.Context(), SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if c := wantCheck(t, session.Checks, "IDT-22", Passed); c.Actual != aTenant || c.Expected != "a GUID" {
		t.Errorf("evidence: %+v", c)
	}
	if c := wantCheck(t, session.Checks, "IDT-01", Passed); c.Expected != s.URL+"/"+aTenant+"/v2.0" {
		t.Errorf("evidence: %+v", c)
	}
	if c := wantCheck(t, session.Checks, "DISC-01", Passed); c.Actual != s.URL+"/{tenantid}/v2.0" {
		t.Errorf("evidence: %+v", c)
	}
	if session.Issuer != s.client.Profile.Issuer || session.Claims["tid"] != aTenant {
		t.Errorf("%+v", session)
	}
	s.replace("/token", func(w http.ResponseWriter, _ *http.Request) { // a refreshed token is judged alike
		tokens := s.newTokens()
		claims := s.idClaims(s.client.Now())
		claims["auth_time"] = session.Claims["auth_time"]
		s.bendClaims(claims)
		tokens["id_token"] = s.sign(t, claims)
		writeTestJSON(w, tokens)
	})
	renewed, err := s.client.Refresh(t.Context(), s.tl)
	if err != nil || renewed.Refreshes != 1 {
		t.Fatalf("refreshed: %v", err)
	}
	s.ofTenant(anotherTenant)
	if _, err := s.client.Refresh(t.Context(), s.tl); err == nil {
		t.Error("a token of another tenant came at a refresh and was taken")
	}
}

func TestWhatAMultiTenantIssuerMayNotDo(t *testing.T) { // IDT-22, IDT-01, DISC-01, RESP-09
	claims := func(name string, value any) func(*signInSetting) {
		return func(s *signInSetting) {
			before := s.bendClaims
			s.bendClaims = func(c map[string]any) { before(c); bendMember(c, name, value) }
		}
	}
	tenant := func(tid string) func(*signInSetting) { return func(s *signInSetting) { s.ofTenant(tid) } }
	pinned := func(tid string) func(*signInSetting) { return func(s *signInSetting) { s.client.Profile.Tenant = tid } }
	iss := func(tid string) func(*signInSetting) {
		return func(s *signInSetting) {
			s.bendRedirect = func(v url.Values) { v.Set("iss", s.URL+"/"+tid+"/v2.0") }
		}
	}
	announced := func(issuer string) func(*signInSetting) {
		return func(s *signInSetting) { s.announce("issuer", s.URL+issuer) }
	}
	for name, row := range map[string]struct {
		audience string
		bend     func(*signInSetting)
		code     Code // "": signed in
	}{
		"the pinned tenant":                                {"common", pinned(aTenant), ""},
		"another than the pinned tenant":                   {"common", pinned(anotherTenant), CodeIDTokenTenantMismatch},
		"no tid":                                           {"common", claims("tid", nil), CodeIDTokenIssuerMismatch},
		"a tid that is a name":                             {"common", tenant("contoso.example"), CodeIDTokenIssuerMismatch},
		"a tid that is the template":                       {"common", tenant("{tenantid}"), CodeIDTokenIssuerMismatch},
		"a tid with a way up":                              {"common", tenant(aTenant + "/../x"), CodeIDTokenIssuerMismatch},
		"a tid in capital letters":                         {"common", tenant(strings.ToUpper(aTenant)), CodeIDTokenIssuerMismatch},
		"a tid beside another iss":                         {"common", claims("tid", anotherTenant), CodeIDTokenIssuerMismatch},
		"the template as iss":                              {"common", func(s *signInSetting) { claims("iss", s.URL+"/{tenantid}/v2.0")(s) }, CodeIDTokenIssuerMismatch},
		"the configured issuer as iss":                     {"common", func(s *signInSetting) { claims("iss", s.client.Profile.Issuer)(s) }, CodeIDTokenIssuerMismatch},
		"another host as iss":                              {"common", claims("iss", "https://evil.example/"+aTenant+"/v2.0"), CodeIDTokenIssuerMismatch},
		"a personal account at common":                     {"common", tenant(personalTenant), ""},
		"a personal account at consumers":                  {"consumers", tenant(personalTenant), ""},
		"consumers that name their one tenant in metadata": {"consumers", func(s *signInSetting) { tenant(personalTenant)(s); announced("/" + personalTenant + "/v2.0")(s) }, ""},
		"an organisation at consumers":                     {"consumers", tenant(aTenant), CodeIDTokenTenantMismatch},
		"an organisation at organizations":                 {"organizations", tenant(aTenant), ""},
		"a personal account at organizations":              {"organizations", tenant(personalTenant), CodeIDTokenTenantMismatch},
		"the response names the same tenant":               {"common", iss(aTenant), ""},
		"the response names another tenant":                {"common", iss(anotherTenant), CodeIDTokenTenantMismatch},
		"the response names no tenant":                     {"common", iss("{tenantid}"), CodeResponseIssuerMismatch},
		"the response names the audience":                  {"common", iss("common"), CodeResponseIssuerMismatch},
		"the response names another than the pinned":       {"common", func(s *signInSetting) { pinned(aTenant)(s); iss(anotherTenant)(s) }, CodeResponseIssuerMismatch},
		"metadata of one tenant at common":                 {"common", announced("/" + aTenant + "/v2.0"), CodeMetadataIssuerMismatch},
		"the template at a tenant's own issuer":            {aTenant, func(*signInSetting) {}, CodeMetadataIssuerMismatch},
		"another template":                                 {"common", announced("/{tenant}/v2.0"), CodeMetadataIssuerMismatch},
	} {
		t.Run(name, func(t *testing.T) {
			s := entraSetting(t, row.audience)
			row.bend(s)
			session, err := s.signIn(t.Context(), SignInOptions{})
			if row.code == "" {
				if err != nil {
					t.Fatal(err)
				}
				wantCheck(t, session.Checks, "IDT-22", Passed)
				return
			}
			wantCode(t, err, row.code)
			if session != nil {
				t.Error("there is a session")
			}
		})
	}
}

func TestWhoseIssuersAreTemplates(t *testing.T) { // DISC-01
	for issuer, want := range map[string]string{
		"https://login.microsoftonline.com/common/v2.0":              "https://login.microsoftonline.com/{tenantid}/v2.0",
		"https://login.microsoftonline.com/organizations/v2.0":       "https://login.microsoftonline.com/{tenantid}/v2.0",
		"https://login.microsoftonline.us/common/v2.0":               "https://login.microsoftonline.us/{tenantid}/v2.0",
		"http://127.0.0.1:8080/consumers/v2.0":                       "http://127.0.0.1:8080/{tenantid}/v2.0",
		"https://login.microsoftonline.com/" + aTenant + "/v2.0":     "",
		"https://login.microsoftonline.com/common/v2.0/":             "",
		"https://login.microsoftonline.com/common":                   "",
		"https://login.microsoftonline.com/x/common/v2.0":            "",
		"https://evil.example/common/v2.0":                           "",
		"https://login.microsoftonline.com.evil.example/common/v2.0": "",
	} {
		if got, _ := tenantTemplate(issuer); got != want || MultiTenant(issuer) != (want != "") {
			t.Errorf("%s: %q", issuer, got)
		}
	}
	p := plainProfile()
	for tenant, says := range map[string]string{"": "", aTenant: "stands for many tenants"} {
		p.Tenant = tenant
		if err := p.Validate(); (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("tenant %q at one issuer: %v", tenant, err)
		}
	}
	p.Issuer = "https://login.microsoftonline.com/common/v2.0"
	for tenant, good := range map[string]bool{"": true, aTenant: true, "contoso.example": false, strings.ToUpper(aTenant): false} {
		p.Tenant = tenant
		if err := p.Validate(); (err == nil) != good {
			t.Errorf("tenant %q: %v", tenant, err)
		}
	}
}

// IDT-22: metadata that names the multi-tenant issuer itself, as an imitation of Entra does on this computer, is no way
// round the pinned tenant.
func TestAPinnedTenantIsJudgedWhateverTheMetadataNames(t *testing.T) {
	for name, row := range map[string]struct {
		pinned, tid string
		code        Code
		result      Result
	}{
		"pinned, and the token's":   {aTenant, aTenant, "", Passed},
		"pinned, and another":       {aTenant, anotherTenant, CodeIDTokenTenantMismatch, Failed},
		"pinned, and none is named": {aTenant, "", CodeIDTokenTenantMismatch, Failed},
		"none is pinned":            {"", "", "", Skipped},
	} {
		t.Run(name, func(t *testing.T) {
			s := entraSetting(t, "common")
			s.announce("issuer", s.client.Profile.Issuer)
			s.client.Profile.Tenant = row.pinned
			s.bendClaims = func(c map[string]any) {
				c["iss"] = s.client.Profile.Issuer
				if row.tid != "" {
					c["tid"] = row.tid
				}
			}
			_, err := s.signIn(t.Context(), SignInOptions{})
			if row.code != "" {
				wantCode(t, err, row.code)
			} else if err != nil {
				t.Fatal(err)
			}
			c := wantCheck(t, checksTold(s.tl), "IDT-22", row.result)
			if row.result == Skipped && !strings.Contains(c.Reason, "no tenant is pinned") {
				t.Errorf("reason: %q", c.Reason)
			}
		})
	}
}

// checksTold is the last ledger on the timeline.
func checksTold(tl *Timeline) []Check {
	var last []Check
	for _, e := range tl.Events() {
		if e.Kind == EventChecks {
			last = e.Checks
		}
	}
	return last
}

// At Microsoft's own hosts each token is judged by its tenant, whichever of the two names the metadata has.
func TestMetadataOfAMicrosoftCloudIsAlwaysATemplate(t *testing.T) { // DISC-01, IDT-22
	for named, want := range map[string]Result{
		"https://login.microsoftonline.com/common/v2.0":          Passed,
		"https://login.microsoftonline.com/{tenantid}/v2.0":      Passed,
		"https://login.microsoftonline.com/organizations/v2.0":   Failed,
		"https://login.microsoftonline.com/" + aTenant + "/v2.0": Failed,
	} {
		template, c := judgeMetadataIssuer(map[string]json.RawMessage{"issuer": json.RawMessage(`"` + named + `"`)}, "https://login.microsoftonline.com/common/v2.0")
		if c.Result != want || (template != "") != (want == Passed) {
			t.Errorf("%s: template %q, %+v", named, template, c)
		}
	}
}

func TestAPastedTokenOfATenantIsJudgedByItsTenant(t *testing.T) { // IDT-01, IDT-22
	s := entraSetting(t, "common")
	for tid, failed := range map[string]string{aTenant: "", anotherTenant: "IDT-22"} {
		s.client.Profile.Tenant = aTenant
		s.ofTenant(tid)
		claims := s.idClaims(s.client.Now())
		s.bendClaims(claims)
		got, err := s.client.InspectToken(t.Context(), s.tl, s.sign(t, claims))
		if err != nil || strings.Join(failures(got.Checks), " ") != failed || !got.Verified {
			t.Errorf("%s: failed %v, %v", tid, failures(got.Checks), err)
		}
	}
}

// UINF-05: signed UserInfo is issued by the tenant that the ID token is of.
func TestSignedUserInfoAtAMultiTenantIssuer(t *testing.T) {
	for name, row := range map[string]struct {
		iss  string
		want Result
	}{
		"of the session's tenant":    {"/" + aTenant + "/v2.0", Passed},
		"of another tenant":          {"/" + anotherTenant + "/v2.0", Failed},
		"of the template":            {"/{tenantid}/v2.0", Failed},
		"of the multi-tenant issuer": {"/common/v2.0", Failed},
	} {
		t.Run(name, func(t *testing.T) {
			s := entraSetting(t, "common")
			claims := map[string]any{"iss": s.URL + row.iss, "aud": "client", "sub": "alice", "name": "Ada"}
			s.answers("/userinfo", 200, "application/jwt", s.sign(t, claims))
			if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
				t.Fatal(err)
			}
			told := s.tl.Events()
			i := slices.IndexFunc(told, func(e Event) bool { return e.Kind == EventUserInfo })
			if i < 0 {
				t.Fatal("no UserInfo")
			}
			wantCheck(t, told[i].Checks, "UINF-05", row.want)
		})
	}
}

func TestThePersonalTenantIsNamed(t *testing.T) { // IDT-22
	s := entraSetting(t, "consumers")
	_, err := s.signIn(t.Context(), SignInOptions{})
	if e := wantCode(t, err, CodeIDTokenTenantMismatch); !strings.Contains(e.Expected, "personal accounts") || e.Actual != aTenant {
		t.Errorf("%+v", e)
	}
}
