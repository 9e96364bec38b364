package sample_test

import (
	"fmt"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sample"
)

func fields(pairs ...string) []oauthflow.HTTPField {
	var all []oauthflow.HTTPField
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, oauthflow.HTTPField{Name: pairs[i], Value: pairs[i+1]})
	}
	return all
}

const formType = "application/x-www-form-urlencoded"

func TestARequestIsWrittenForCurl(t *testing.T) {
	for name, row := range map[string]struct {
		content oauthflow.HTTPContent
		want    string
	}{
		"a plain request": {
			oauthflow.HTTPContent{Method: "GET", URL: "https://op.example/.well-known/openid-configuration", Fields: fields("Host", "op.example", "Accept", "application/json", "Accept-Encoding", "gzip")},
			`curl --url 'https://op.example/.well-known/openid-configuration' \
  --header 'Accept: application/json' \
  --compressed`,
		},
		"a token request": {
			oauthflow.HTTPContent{
				Method: "POST", URL: "https://op.example/token", Fields: fields("Content-Type", formType, "Content-Length", "77"),
				Body: []byte("client_id=a&code=SECRET&code_verifier=SECRET&grant_type=authorization_code&redirect_uri=http%3A%2F%2F127.0.0.1%2F"),
			},
			`curl --url 'https://op.example/token' \
  --header 'Content-Type: application/x-www-form-urlencoded' \
  --data-raw 'client_id=a' \
  --data-urlencode "code=$CODE" \
  --data-urlencode "code_verifier=$CODE_VERIFIER" \
  --data-raw 'grant_type=authorization_code&redirect_uri=http%3A%2F%2F127.0.0.1%2F'`,
		},
		"an API call": {
			oauthflow.HTTPContent{
				Method: "PUT", URL: "https://api.example/it's", Fields: fields("Authorization", "Bearer SECRET", "Content-Type", "application/json", "X-Empty", "", "Cookie", "a=SECRET"),
				Body: []byte(`{"text": "it's $HOME", "refresh_token": "SECRET", "list": ["state", "nonce"]}`),
			},
			`curl --request PUT \
  --url 'https://api.example/it'\''s' \
  --header "Authorization: Bearer $ACCESS_TOKEN" \
  --header 'Content-Type: application/json' \
  --header 'X-Empty;' \
  --header "Cookie: $COOKIE" \
  --data-raw '{"text": "it'\''s $HOME", "refresh_token": "'"$REFRESH_TOKEN"'", "list": ["state", "nonce"]}'`,
		},
		"a redirect to the app": {
			oauthflow.HTTPContent{Method: "GET", URL: "http://127.0.0.1:1/callback?code=SECRET&state=SECRET&iss=https%3A%2F%2Fop.example"},
			`curl --get \
  --url 'http://127.0.0.1:1/callback' \
  --data-urlencode "code=$CODE" \
  --data-urlencode "state=$STATE" \
  --data-raw 'iss=https%3A%2F%2Fop.example'`,
		},
		"a secret in the query of a request with a body": {
			oauthflow.HTTPContent{Method: "POST", URL: "https://u:SECRET@op.example/x?a=b%20c&api_key=SECRET", Fields: fields("Content-Type", "text/plain"), Body: []byte("@file")},
			`curl --url "https://$USER_INFO@op.example/x" \
  --url-query '+a=b%20c' \
  --url-query "api_key=$API_KEY" \
  --header 'Content-Type: text/plain' \
  --data-raw '@file'`,
		},
		"bytes that are no text": {
			oauthflow.HTTPContent{Method: "POST", URL: "https://op.example/", Fields: fields("Content-Type", "application/octet-stream"), Body: []byte("a\x00'\xff")},
			`printf '\141\000\047\377' | curl --url 'https://op.example/' \
  --header 'Content-Type: application/octet-stream' \
  --data-binary '@-'`,
		},
		"a body that was let go": {
			oauthflow.HTTPContent{Method: "POST", URL: "https://op.example/", Size: 9, Dropped: true},
			"# 9 bytes of the body were not kept: without them this is another request.\n" + `curl --request POST \
  --url 'https://op.example/'`,
		},
		"a request with a proof": {
			oauthflow.HTTPContent{Method: "GET", URL: "https://api.example/", Fields: fields("Authorization", "DPoP SECRET", "Dpop", "SECRET")},
			"# The DPoP header is a proof for this one request, and is taken once. To send it again, make a new proof with the key (RFC 9449).\n" +
				`curl --url 'https://api.example/' \
  --header "Authorization: DPoP $ACCESS_TOKEN" \
  --header "Dpop: $DPOP_PROOF"`,
		},
		"an answer": {oauthflow.HTTPContent{Status: 200}, ""},
	} {
		if got := sample.Curl(row.content, false); got != row.want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, row.want)
		}
	}
}

func TestTheRealValuesAreWrittenWhereAskedFor(t *testing.T) {
	content := oauthflow.HTTPContent{
		Method: "POST", URL: "https://op.example/token?state=s", Fields: fields("Content-Type", formType, "Authorization", "Basic abc"),
		Body: []byte("code=a%2Fb&x=y"),
	}
	want := `curl --url 'https://op.example/token?state=s' \
  --header 'Content-Type: application/x-www-form-urlencoded' \
  --header 'Authorization: Basic abc' \
  --data-raw 'code=a%2Fb&x=y'`
	if got := sample.Curl(content, true); got != want {
		t.Errorf("%s", got)
	}
}

// secretContents have the word SECRET wherever a secret can stand.
func secretContents() map[string]oauthflow.HTTPContent {
	jwt := "eyJhbGciOiJub25lIn0.SECRET.SECRET"
	all := map[string]oauthflow.HTTPContent{
		"an answer with tokens": {Status: 200, Fields: fields("Content-Type", "application/json", "Set-Cookie", "a=SECRET"), Body: []byte(`{"access_token":"SECRET","x":{"id_token" : "SECRET\"SECRET"},"token":["SECRET","SECRET"],"note":"` + jwt + `"}`)},
		"an answer cut off":     {Status: 200, Fields: fields("Content-Type", "application/json"), Body: []byte(`{"refresh_token": "SECRET`)},
		"an escaped name":       {Status: 200, Fields: fields("Content-Type", "application/problem+json; charset=utf-8"), Body: []byte(`{"access\u005ftoken": "SECRET"}`)},
		"a redirect":            {Status: 303, Fields: fields("Location", "http://127.0.0.1:1/callback?code=SECRET&state=SECRET#access_token=SECRET")},
		"a relative redirect":   {Status: 303, Fields: fields("Location", "/x?code=SECRET")},
		"a JWT as an answer":    {Status: 200, Fields: fields("Content-Type", "application/jwt"), Body: []byte(jwt)},
		"headers": {Method: "GET", URL: "https://a.example/", Fields: fields(
			"Authorization", "SECRET", "authorization", "dpop SECRET", "DPoP", jwt, "X-Api-Key", "SECRET", "X-Auth-Token", "SECRET", "Referer", "https://b.example/?code=SECRET",
			"Proxy-Authorization", "Basic SECRET", "X-Other", "a "+jwt)},
		"a form of another letter case":         {Method: "POST", URL: "https://a.example/", Fields: fields("content-type", "Application/X-WWW-Form-Urlencoded; charset=utf-8"), Body: []byte("Code=SECRET&code%5Fverifier=SECRET;token=SECRET")},
		"user information and an encoded query": {Method: "GET", URL: "https://SECRET:SECRET@a.example/p?%63ode=SECRET&x=" + jwt},
	}
	for _, name := range []string{"code", "code_verifier", "state", "nonce", "access_token", "refresh_token", "id_token", "id_token_hint", "client_secret", "client_assertion", "password", "device_code"} {
		all["the parameter "+name] = oauthflow.HTTPContent{
			Method: "POST", URL: "https://a.example/?" + name + "=SECRET", Fields: fields("Content-Type", formType), Body: []byte("a=b&" + name + "=SECRET"),
		}
		all["the member "+name] = oauthflow.HTTPContent{
			Method: "POST", URL: "https://a.example/", Fields: fields("Content-Type", "application/json"), Body: fmt.Appendf(nil, `{"a":[{%q:"SECRET"}],"b":1}`, name),
		}
	}
	return all
}

func TestNoSecretIsLeft(t *testing.T) {
	for name, content := range secretContents() {
		curl, raw := sample.Curl(content, false), sample.Raw(content, false)
		if strings.Contains(curl+raw, "SECRET") && strings.Contains(strings.ReplaceAll(curl+raw, "$CLIENT_SECRET", ""), "SECRET") {
			t.Errorf("%s:\n%s\n%s", name, curl, raw)
		}
		if real := sample.Raw(content, true); !strings.Contains(real, "SECRET") {
			t.Errorf("%s, really: %s", name, real)
		}
	}
}
