package oauthflow

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const testIssuer = "https://op.example/realm"

func jsonAnswer(t testing.TB, body any) *answer {
	t.Helper()
	text, ok := body.(string)
	if !ok {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		text = string(b)
	}
	return &answer{Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(text)}
}

// metadataAnswers returns the good answer, and one with a thing changed.
func metadataAnswers(t testing.TB) (valid *answer, with func(name string, value any) *answer, text string) {
	document := validMetadata(testIssuer)
	valid = jsonAnswer(t, document)
	return valid, func(name string, value any) *answer { return jsonAnswer(t, changed(document, name, value)) }, string(valid.Body)
}

func TestJudgeServerMetadata(t *testing.T) {
	valid, with, text := metadataAnswers(t)
	again := func(member string) *answer { return jsonAnswer(t, strings.TrimSuffix(text, "}")+","+member+"}") }
	status := func(s int) *answer { return &answer{Status: s, Header: valid.Header, Body: valid.Body} }
	contentType := func(s string) *answer {
		return &answer{Status: http.StatusOK, Header: http.Header{"Content-Type": {s}}, Body: valid.Body}
	}
	many := validMetadata(testIssuer)
	for i := range 200 {
		many[fmt.Sprint("unknown_", i)] = map[string]any{"a": []int{i}}
	}
	for _, tt := range []struct {
		name   string
		answer *answer
		failed string // the ids of the failed checks; empty: accepted
	}{
		{"the valid answer is accepted", valid, ""},
		{"200 unknown members are ignored", jsonAnswer(t, many), ""},           // DISC-08
		{"signed_metadata is ignored", with("signed_metadata", "garbage"), ""}, // DISC-14
		{"a charset is accepted", contentType("Application/JSON; charset=utf-8"), ""},
		{"no announcement of PKCE is accepted", with("code_challenge_methods_supported", nil), ""},
		{"endpoints with a query are accepted", with("token_endpoint", "https://op.example/token?x=1"), ""},
		{"endpoints on another host are accepted", with("token_endpoint", "https://tokens.example/token"), ""},

		{"status 201 is refused", status(201), "DISC-04"},
		{"status 204 is refused", status(204), "DISC-04"},
		{"status 302 is refused", status(302), "DISC-04"},
		{"status 404 is refused", status(404), "DISC-04"},
		{"status 500 is refused", status(500), "DISC-04"},
		{"a JSON array is refused", jsonAnswer(t, "[]"), "DISC-04"},
		{"JSON null is refused", jsonAnswer(t, "null"), "DISC-04"},
		{"truncated JSON is refused", jsonAnswer(t, text[:len(text)-1]), "DISC-04"},
		{"data after the object is refused", jsonAnswer(t, text+"{}"), "DISC-04"},
		{"a page is refused", &answer{Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte("<html>")}, "DISC-04 DISC-05"},
		{"no body is refused", jsonAnswer(t, ""), "DISC-04"},
		{"JSON called text/html is refused", contentType("text/html"), "DISC-05"},
		{"JSON called application/jwt is refused", contentType("application/jwt"), "DISC-05"},
		{"JSON without a content type is refused", contentType(""), "DISC-05"},
		{"an endpoint given twice is refused", again(`"token_endpoint":"https://evil.example/"`), "DISC-09"},
		{"an issuer in another letter case is refused", again(`"Issuer":"https://evil.example"`), "DISC-09"},

		{"no issuer is refused", with("issuer", nil), "DISC-01"},
		{"an empty issuer is refused", with("issuer", ""), "DISC-01"},
		{"an issuer that is a number is refused", with("issuer", 1), "DISC-01"},
		{"an issuer with a slash more is refused", with("issuer", testIssuer+"/"), "DISC-01"},
		{"an issuer in other letter case is refused", with("issuer", "https://OP.example/realm"), "DISC-01"},
		{"an issuer with the default port is refused", with("issuer", "https://op.example:443/realm"), "DISC-01"},
		{"an issuer with an escape is refused", with("issuer", "https://op.example/r%65alm"), "DISC-01"},
		{"an issuer at another host is refused", with("issuer", "https://evil.example/realm"), "DISC-01"},
		{"an issuer over http is refused", with("issuer", "http://op.example/realm"), "DISC-01"},

		{"no authorization endpoint is refused", with("authorization_endpoint", nil), "DISC-06"},
		{"no token endpoint is refused", with("token_endpoint", nil), "DISC-06"},
		{"no jwks_uri is refused", with("jwks_uri", nil), "DISC-06"},
		{"a token endpoint of null is refused", jsonAnswer(t, strings.Replace(text, `"token_endpoint":"`+testIssuer+`/token"`, `"token_endpoint":null`, 1)), "DISC-06"},
		{"an empty token endpoint is refused", with("token_endpoint", ""), "DISC-06"},
		{"a list as token endpoint is refused", with("token_endpoint", []string{testIssuer}), "DISC-06"},
		{"an authorization endpoint over http is refused", with("authorization_endpoint", "http://op.example/a"), "DISC-07"},
		{"a token endpoint on this computer over http is refused", with("token_endpoint", "http://127.0.0.1/token"), "DISC-07"},
		{"a token endpoint with a fragment is refused", with("token_endpoint", "https://op.example/t#f"), "DISC-07"},
		{"a jwks_uri with a password is refused", with("jwks_uri", "https://u:pw@op.example/"), "DISC-07"},
		{"a relative token endpoint is refused", with("token_endpoint", "/token"), "DISC-07"},
		{"a script as authorization endpoint is refused", with("authorization_endpoint", "javascript:alert(1)"), "DISC-07"},
		{"a file as jwks_uri is refused", with("jwks_uri", "file:///jwks"), "DISC-07"},

		{"PKCE with plain alone is refused", with("code_challenge_methods_supported", []string{"plain"}), "DISC-10"},
		{"PKCE with no method is refused", with("code_challenge_methods_supported", []string{}), "DISC-10"},
		{"PKCE methods that are no list are refused", with("code_challenge_methods_supported", "S256"), "DISC-10"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, checks := judgeServerMetadata(tt.answer, metadataExpectation{Issuer: testIssuer})
			if got := strings.Join(failures(checks), " "); got != tt.failed {
				t.Errorf("failed: %q, want %q", got, tt.failed)
			}
			if (m != nil) != (tt.failed == "") {
				t.Errorf("metadata is %+v", m)
			}
			wantLedger(t, checks, "DISC-02", "DISC-04", "DISC-05", "DISC-09", "DISC-01", "DISC-06", "DISC-07", "DISC-10", "DISC-13")
		})
	}
}

// wantLedger fails unless there is one check per row, in the order.
func wantLedger(t *testing.T, checks []Check, ids ...string) {
	t.Helper()
	var got []string
	for _, c := range checks {
		got = append(got, c.ID)
		if c.Result == Skipped && c.Reason == "" || c.Result != Skipped && (c.Expected == "" || c.Actual == "") || c.Name == c.ID {
			t.Errorf("a check without evidence: %+v", c)
		}
	}
	if !slices.Equal(got, ids) {
		t.Errorf("rows %v, want %v", got, ids)
	}
}

func TestNothingIsReadFromAnotherIssuersMetadata(t *testing.T) { // DISC-01
	_, with, _ := metadataAnswers(t)
	_, checks := judgeServerMetadata(with("issuer", "https://evil.example"), metadataExpectation{Issuer: testIssuer})
	for _, id := range []string{"DISC-06", "DISC-07", "DISC-10", "DISC-13"} {
		wantCheck(t, checks, id, Skipped)
	}
}

func TestUnusableIssuersAreNotAsked(t *testing.T) { // DISC-02
	for _, issuer := range []string{"http://op.example", "https://op.example?x", "https://op.example#f", ""} {
		m, checks := judgeServerMetadata(nil, metadataExpectation{Issuer: issuer})
		if m != nil || !slices.Equal(failures(checks), []string{"DISC-02"}) || len(checks) != 9 {
			t.Errorf("%q: %+v", issuer, checks)
		}
	}
}

func FuzzServerMetadata(f *testing.F) {
	_, with, text := metadataAnswers(f)
	f.Add([]byte(text))
	f.Add(with("token_endpoint", 1).Body)
	f.Add(with("issuer", testIssuer+"/").Body)
	f.Fuzz(func(t *testing.T, body []byte) {
		m, checks := judgeServerMetadata(jsonAnswer(t, string(body)), metadataExpectation{Issuer: testIssuer})
		if (m == nil) == (firstFailure(checks) == nil) {
			t.Fatalf("metadata %+v with failures %v", m, failures(checks))
		}
		if m == nil {
			return
		}
		for _, e := range m.endpoints() {
			_, err := judgeEndpointURL(*e.field, testIssuer)
			if err != nil && (e.required || *e.field != "") {
				t.Fatalf("accepted %s %q", e.member, *e.field)
			}
		}
	})
}
