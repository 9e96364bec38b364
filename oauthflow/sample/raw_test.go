package sample_test

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sample"
)

func TestAMessageIsWrittenRaw(t *testing.T) {
	for name, row := range map[string]struct {
		content oauthflow.HTTPContent
		want    string
	}{
		"a request": {
			oauthflow.HTTPContent{
				Method: "POST", URL: "https://op.example/token?x=y#z", Proto: "HTTP/1.1", Fields: fields("Host", "op.example", "Content-Type", formType),
				Body: []byte("grant_type=refresh_token&refresh_token=SECRET&client_id=a"),
			},
			"POST /token?x=y HTTP/1.1\r\nHost: op.example\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type=refresh_token&refresh_token=$REFRESH_TOKEN&client_id=a",
		},
		"a request that does not name its host": {
			oauthflow.HTTPContent{Method: "GET", URL: "http://127.0.0.1:1?x"}, "GET /?x HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n",
		},
		"a request to our listener": {
			oauthflow.HTTPContent{Method: "GET", URL: "/callback?code=SECRET&state=SECRET", Fields: fields("Host", "127.0.0.1:1")},
			"GET /callback?code=$CODE&state=$STATE HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n",
		},
		"an answer": {
			oauthflow.HTTPContent{Status: 200, Proto: "HTTP/2.0", Fields: fields("Content-Type", "application/json"), Body: []byte(`{"access_token":"SECRET","expires_in":3600}`)},
			"HTTP/2.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + `{"access_token":"$ACCESS_TOKEN","expires_in":3600}`,
		},
		"bytes that are no text": {oauthflow.HTTPContent{Status: 200, Body: []byte{0xff}, Size: 7}, "HTTP/1.1 200 OK\r\n\r\n[7 bytes that are no text]"},
		"a body let go":          {oauthflow.HTTPContent{Status: 404, Size: 7, Dropped: true}, "HTTP/1.1 404 Not Found\r\n\r\n[7 bytes were not kept]"},
		"nothing":                {oauthflow.HTTPContent{}, ""},
	} {
		if got := sample.Raw(row.content, false); got != row.want {
			t.Errorf("%s:\n%q\nwant:\n%q", name, got, row.want)
		}
	}
}

func TestARawRequestCanBeReadBack(t *testing.T) {
	raw := sample.Raw(oauthflow.HTTPContent{
		Method: "POST", URL: "https://op.example/a%20b?state=s", Fields: fields("Host", "op.example", "Content-Length", "3", "Content-Type", "text/plain"), Body: []byte("a\nb"),
	}, true)
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil || string(body) != "a\nb" || r.RequestURI != "/a%20b?state=s" || r.Host != "op.example" {
		t.Errorf("%q %v %s", body, err, r.RequestURI)
	}
}

func FuzzJSONLosesSecretsOnly(f *testing.F) {
	for _, body := range []string{`{"access_token":"a"}`, `{"token":["a","b"]}`, `{"a":"\"","code":"`, `"`, `[{"x":{"key" :	"a"}}]`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		content := oauthflow.HTTPContent{Status: 200, Fields: fields("Content-Type", "application/json"), Body: []byte(body)}
		head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
		got := strings.TrimPrefix(sample.Raw(content, false), head)
		if !strings.Contains(got, "$") && got != body && !strings.HasSuffix(got, "no text]") {
			t.Errorf("%q became %q", body, got)
		}
	})
}
