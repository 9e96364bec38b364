package sample_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/sample"
	"proofkey/oauthflow/vault"
)

// needCurl: the commands are for a POSIX shell.
func needCurl(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there is no POSIX shell on Windows")
	}
	needProgram(t, "curl")
}

// shell runs a command with variables set, and returns what it prints.
func shell(t *testing.T, command string, variables ...string) string {
	t.Helper()
	run := exec.CommandContext(t.Context(), "sh", "-c", command)
	run.Env = append(os.Environ(), variables...)
	var complaint strings.Builder
	run.Stderr = &complaint
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v %s\n%s", err, complaint.String(), command)
	}
	return string(out)
}

// signedIn is a client that has signed in, called the API and refreshed, and what was recorded meanwhile.
func signedIn(t *testing.T) (*oauthflow.Session, []*oauthflow.HTTPExchange) {
	t.Helper()
	d := startDemo(t, demoprovider.ClientID, 0)
	d.profile.ID, d.profile.Name, d.profile.APIOrigins = oauthflow.NewProfileID(), "Demo", []string{d.issuer}
	inMemory, err := vault.Open(t.Context(), vault.Config{})
	if err != nil {
		t.Fatal(err)
	}
	client := oauthflow.NewClient(d.profile, oauthflow.NewTransport(), oauthtest.NewBrowser("alice", "wonderland"), oauthflow.NewTokenStore(inMemory))
	var timeline oauthflow.Timeline
	if _, err := client.SignIn(t.Context(), &timeline, oauthflow.SignInOptions{Limit: patience}); err != nil {
		t.Fatal(err)
	}
	for _, r := range []oauthflow.APIRequest{
		{Method: http.MethodGet, URL: d.issuer + "/api/notes"},
		{Method: http.MethodPost, URL: d.issuer + "/api/notes", Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(`{"text": "it's \"$HOME\" ` + "`x`" + ` \\ !! 100%"}`)},
	} {
		if _, err := client.CallAPI(t.Context(), &timeline, r); err != nil {
			t.Fatal(err)
		}
	}
	session, err := client.Refresh(t.Context(), &timeline)
	if err != nil {
		t.Fatal(err)
	}
	var exchanges []*oauthflow.HTTPExchange
	for _, e := range timeline.Events() {
		if e.Kind == oauthflow.EventHTTP && strings.HasPrefix(e.HTTP.URL, d.issuer) {
			exchanges = append(exchanges, e.HTTP)
		}
	}
	return session, exchanges
}

// Every request of a sign-in that can be sent again is answered again.
func TestRecordedRequestsRunWithCurl(t *testing.T) {
	needCurl(t)
	session, exchanges := signedIn(t)
	variables := []string{"ACCESS_TOKEN=" + session.AccessToken.Reveal(), "REFRESH_TOKEN=" + session.RefreshToken.Reveal(), "CODE=used", "CODE_VERIFIER=used"}
	ran := map[string]string{}
	for _, x := range exchanges {
		request := x.Request.Reveal()
		kind := request.Method + " " + strings.TrimPrefix(request.URL, session.Issuer)
		if kind == "POST /token" && strings.Contains(string(request.Body), "authorization_code") {
			kind = "the code"
		}
		if ran[kind] == "" {
			ran[kind] = shell(t, sample.Curl(request, false)+" --silent --show-error", variables...)
		}
	}
	for kind, want := range map[string]string{
		"GET /.well-known/openid-configuration": `"issuer":"` + session.Issuer + `"`,
		"GET /keys":                             `"kty":"RSA"`,
		"GET /userinfo":                         `"sub":"248289761001"`,
		"GET /api/notes":                        firstOf,
		"POST /api/notes":                       `"text":"it's \"$HOME\" ` + "`x`" + ` \\ !! 100%"`,
		"the code":                              `"error":"invalid_grant"`, // it works once
		"POST /token":                           `"refresh_token":"`,
	} {
		if !strings.Contains(ran[kind], want) {
			t.Errorf("%s answered %s", kind, ran[kind])
		}
	}
}

// echo keeps the last request.
type echo struct {
	mu   sync.Mutex
	last oauthflow.HTTPContent
}

func (e *echo) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.last = oauthflow.HTTPContent{Method: r.Method, URL: r.RequestURI, Body: body}
	for name, values := range r.Header {
		for _, value := range values {
			e.last.Fields = append(e.last.Fields, oauthflow.HTTPField{Name: name, Value: value})
		}
	}
}

// hostile is a value that breaks careless quoting.
const hostile = `it's "quoted" $HOME $(id) ` + "`id`" + ` \ !! %41 &a=b +;` + "\n\tnext é 🔑 line"

func TestCurlSendsWhatWasSent(t *testing.T) {
	needCurl(t)
	e := &echo{}
	server := httptest.NewServer(e)
	defer server.Close()
	form := url.Values{"code": {hostile}, "x": {hostile}, "a": {""}}.Encode()
	for name, sent := range map[string]oauthflow.HTTPContent{
		"a form":                  {Method: "POST", URL: "/token", Fields: fields("Content-Type", formType), Body: []byte(form)},
		"a query":                 {Method: "GET", URL: "/x?" + form},
		"a query of a HEAD":       {Method: "HEAD", URL: "/x?" + form},
		"a query and a body":      {Method: "PUT", URL: "/x?" + form, Fields: fields("Content-Type", "text/plain"), Body: []byte(hostile)},
		"a query of a DELETE":     {Method: "DELETE", URL: "/x?" + form},
		"a body without a type":   {Method: "POST", URL: "/", Body: []byte("@" + hostile)},
		"brackets and dots":       {Method: "GET", URL: "/a/../[1-3]{a,b}/./?x=[1-2]"},
		"JSON":                    {Method: "PATCH", URL: "/", Fields: fields("Content-Type", "application/json"), Body: []byte(`{"a":"` + "it's $HOME !! \\n" + `","code":"c","access_token":"` + "t" + `"}`)},
		"bytes":                   {Method: "POST", URL: "/", Fields: fields("Content-Type", "application/octet-stream"), Body: []byte("%s\x00\x01\\'\xff\n")},
		"an empty POST":           {Method: "POST", URL: "/"},
		"headers that are quoted": {Method: "GET", URL: "/", Fields: fields("X-Note", `it's "$HOME" !! \ @`, "X-Empty", "", "Authorization", "Bearer t", "Cookie", "a=b; c=d")},
	} {
		sent.URL = server.URL + sent.URL
		for _, real := range []bool{true, false} {
			shell(t, sample.Curl(sent, real)+" --silent --show-error --output /dev/null",
				"CODE="+codeFor(sent), "ACCESS_TOKEN=t", "COOKIE=a=b; c=d")
			e.mu.Lock()
			e.last.URL = server.URL + e.last.URL
			compare(t, name, sent, e.last)
			e.mu.Unlock()
		}
	}
}

// codeFor is the value of the variable: in JSON a plain one.
func codeFor(c oauthflow.HTTPContent) string {
	if strings.Contains(string(c.Body), `"code":"c"`) {
		return "c"
	}
	return hostile
}

func compare(t *testing.T, name string, sent, got oauthflow.HTTPContent) {
	t.Helper()
	if sent.Method != got.Method || !sameQuery(sent.URL, got.URL) {
		t.Errorf("%s: %s %s was sent as %s %s", name, sent.Method, sent.URL, got.Method, got.URL)
	}
	isForm := slices.Contains(sent.Fields, oauthflow.HTTPField{Name: "Content-Type", Value: formType})
	if string(sent.Body) != string(got.Body) && !(isForm && sameQuery("?"+string(sent.Body), "?"+string(got.Body))) {
		t.Errorf("%s: the body %q was sent as %q", name, sent.Body, got.Body)
	}
	for _, f := range sent.Fields {
		if !slices.Contains(got.Fields, f) {
			t.Errorf("%s: %v is not in %v", name, f, got.Fields)
		}
	}
	if len(sent.Fields) == 0 && slices.ContainsFunc(got.Fields, func(f oauthflow.HTTPField) bool { return f.Name == "Content-Type" }) {
		t.Errorf("%s: a type was made up: %v", name, got.Fields)
	}
}

func sameQuery(a, b string) bool {
	aPath, aQuery, _ := strings.Cut(a, "?")
	bPath, bQuery, _ := strings.Cut(b, "?")
	av, aErr := url.ParseQuery(aQuery)
	bv, bErr := url.ParseQuery(bQuery)
	return aPath == bPath && aErr == nil && bErr == nil && reflect.DeepEqual(av, bv)
}
