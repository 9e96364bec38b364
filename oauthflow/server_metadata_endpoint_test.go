package oauthflow

import (
	"maps"
	"testing"
)

func TestBadOptionalEndpointsAreNotUsed(t *testing.T) { // DISC-07
	_, with, _ := metadataAnswers(t)
	for member, value := range map[string]any{
		"userinfo_endpoint":                     "http://op.example/userinfo",
		"revocation_endpoint":                   "javascript:1",
		"introspection_endpoint":                "https://u@op.example/",
		"end_session_endpoint":                  "file:///etc/passwd",
		"pushed_authorization_request_endpoint": "//op.example/par",
		"device_authorization_endpoint":         "http://127.0.0.1/device",
		"registration_endpoint":                 17,
	} {
		t.Run(member, func(t *testing.T) {
			m, checks := judgeServerMetadata(with(member, value), metadataExpectation{Issuer: testIssuer})
			if m == nil {
				t.Fatalf("refused: %v", failures(checks))
			}
			if m.Unusable[member] == "" || len(m.Unusable) != 1 {
				t.Errorf("unusable: %v", m.Unusable)
			}
			for _, e := range m.endpoints() {
				if e.member == member && *e.field != "" {
					t.Errorf("%s is %q", member, *e.field)
				}
			}
		})
	}
}

func TestMetadataIsReadWhole(t *testing.T) {
	document := validMetadata(testIssuer)
	maps.Copy(document, map[string]any{
		"scopes_supported": []string{"openid"}, "grant_types_supported": []string{"authorization_code"},
		"dpop_signing_alg_values_supported": []string{"ES256"}, "prompt_values_supported": []string{"login"},
		"acr_values_supported": []string{"gold"}, "registration_endpoint": testIssuer + "/register",
	})
	m, _ := judgeServerMetadata(jsonAnswer(t, document), metadataExpectation{Issuer: testIssuer, Source: "https://source.example"})
	if m == nil {
		t.Fatal("refused")
	}
	if m.Issuer != testIssuer || m.Source != "https://source.example" || !m.IssInResponse || len(m.SigningAlgorithms) != 10 {
		t.Errorf("read %+v", m)
	}
	for _, list := range [][]string{m.ScopesSupported, m.GrantTypes, m.DPoPAlgorithms, m.PromptValues, m.ACRValues, m.CodeChallengeMethods} {
		if len(list) != 1 {
			t.Errorf("a list is missing in %+v", m)
		}
	}
	for _, e := range m.endpoints() {
		if want, _ := document[e.member].(string); *e.field != want {
			t.Errorf("%s is %q, want %q", e.member, *e.field, want)
		}
	}
}

func TestMovedEndpointsAreReported(t *testing.T) { // DISC-13
	_, with, _ := metadataAnswers(t)
	previous, _ := judgeServerMetadata(with("x", 1), metadataExpectation{Issuer: testIssuer})
	for _, tt := range []struct {
		name   string
		answer *answer
		result Result
	}{
		{"nothing moved", with("x", 2), Passed},
		{"another path on the same host", with("token_endpoint", "https://op.example/other"), Passed},
		{"the token endpoint at another host", with("token_endpoint", "https://evil.example/token"), Failed},
		{"the token endpoint at another port", with("token_endpoint", "https://op.example:444/token"), Failed},
		{"the keys at another host", with("jwks_uri", "https://evil.example/jwks"), Failed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, checks := judgeServerMetadata(tt.answer, metadataExpectation{Issuer: testIssuer, Previous: previous})
			wantCheck(t, checks, "DISC-13", tt.result)
			if (m == nil) != (tt.result == Failed) {
				t.Errorf("metadata is %+v", m)
			}
		})
	}
}

// DISC-13: the port of https may stand in a URL or not.
func TestTheSameHostIsNotMovedByItsPort(t *testing.T) {
	rows := []struct {
		name, token string
		want        Result
	}{
		{"the port is named", "https://id.example:443/token", Passed},
		{"another port", "https://id.example:8443/token", Failed},
		{"http on 443", "http://id.example:443/token", Failed},
	}
	for _, row := range rows {
		m := &ServerMetadata{TokenEndpoint: row.token, JWKSURI: "https://ID.example/jwks"}
		previous := &ServerMetadata{TokenEndpoint: "https://id.example/token", JWKSURI: "https://id.example:443/jwks"}
		if got := m.judgePlace(previous).Result; got != row.want {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}
