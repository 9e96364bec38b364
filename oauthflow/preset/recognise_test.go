package preset

import "testing"

func TestAConnectionIsRecognisedByItsIssuer(t *testing.T) {
	presets := all(t)
	for id, row := range rows() {
		p, _, ok := Recognise(presets, row.issuer)
		switch id {
		case "ory", "dex", "duende-identityserver", "zitadel", "bluesky", "mcp-example", "github-mcp": // whose issuer may be any, or is searched for
			if ok {
				t.Errorf("%s is taken for %s", row.issuer, p.ID)
			}
		default:
			if !ok || p.ID != id {
				t.Errorf("%s is taken for %q", row.issuer, p.ID)
			}
		}
	}
	for issuer, want := range map[string]string{
		"https://other.okta.com":                         "okta",
		"https://other.auth0.com/":                       "auth0",
		"https://id.example.com/":                        "",
		"https://id.example.com/oauth2/default":          "",
		"https://login.microsoftonline.com/contoso/v2.0": "",
		"https://id.example.com/realms/a/b":              "",
		"https://gitlab.example":                         "",
		"https://auth.pingone.eu/x/as":                   "",
	} {
		if p, _, _ := Recognise(presets, issuer); p.ID != want {
			t.Errorf("%s is taken for %q", issuer, p.ID)
		}
	}
}
