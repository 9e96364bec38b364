package sample_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/sample"
)

// startFlask runs the web app and returns where it is.
func startFlask(t *testing.T, d *demo, m *oauthflow.ServerMetadata) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), needPython(t), "app.py")
	command.Dir = d.write(t, sample.Flask, m)
	output, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	waitForLine(t, output, "Running on")
	return "http://127.0.0.1:" + strconv.Itoa(d.profile.Redirect.Port)
}

// visit walks from a page of the app until the browser rests on one, and returns that.
func visit(t *testing.T, b *oauthtest.Browser, target, rest string) oauthtest.Page {
	t.Helper()
	b.Rest = rest
	if err := b.Open(t.Context(), target); err != nil {
		t.Fatal(err)
	}
	page, err := b.Wait()
	if err != nil {
		t.Fatalf("%v at %s: %s", err, page.URL, page.Body)
	}
	return page
}

func TestTheWebAppSignsInRefreshesAndCallsTheAPI(t *testing.T) {
	needPython(t)
	d := startDemo(t, demoprovider.WebClientID, freePort(t))
	base := startFlask(t, d, d.metadata(t))
	b := oauthtest.NewBrowser("alice", "wonderland")
	if page := visit(t, b, base+"/sign-in", base+"/"); !strings.Contains(page.Body, "Ada Lovelace") {
		t.Fatalf("not signed in at %s: %s", page.URL, page.Body)
	}
	if page := visit(t, b, base+"/api", base+"/api"); !strings.Contains(page.Body, firstOf) {
		t.Errorf("the API did not answer: %s", page.Body)
	}
	d.wantRefreshed(t, demoprovider.WebClientID)
	home, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range b.Cookies(home) {
		if strings.HasPrefix(cookie.Name, "web_app") && (len(cookie.Value) > 200 || strings.Contains(cookie.Value, "eyJhbGci")) {
			t.Errorf("the cookie holds more than an identifier: %s", cookie.Value)
		}
	}
	if page := visit(t, b, base+"/", ""); !strings.Contains(page.Body, "/sign-in") || page.URL != base+"/" {
		t.Errorf("not signed out at %s: %s", page.URL, page.Body)
	}
	if g := d.grants(t, demoprovider.WebClientID); len(g) != 0 {
		t.Errorf("after signing out there are %d grants", len(g))
	}
}

func TestTheWebAppRefusesWhatIsNotItsResponse(t *testing.T) {
	needPython(t)
	d := startDemo(t, demoprovider.WebClientID, freePort(t))
	base := startFlask(t, d, d.metadata(t))
	for name, row := range map[string]struct{ query, want string }{
		"a state it never sent":     {"?code=x&state=y&iss=" + url.QueryEscape(d.issuer), "belongs to no sign-in"},
		"no state":                  {"?code=x", "belongs to no sign-in"},
		"a state that came twice":   {"?code=x&state=STATE&state=STATE", "ambiguous"},
		"another issuer":            {"?code=x&state=STATE&iss=https://evil.example", "not of the provider"},
		"no issuer":                 {"?code=x&state=STATE", "not of the provider"},
		"an error":                  {"?error=%3Cb%3E&error_description=%3Cb%3E&state=STATE&iss=ISSUER", "did not sign you in"},
		"a person who did not want": {"?error=access_denied&state=STATE&iss=ISSUER", "did not allow"},
		"a code that is none":       {"?code=x&state=STATE&iss=ISSUER", "has ended"},
	} {
		body := refusal(t, base, d.issuer, row.query)
		if !strings.Contains(body, row.want) || strings.Contains(body, "<b>") || strings.Contains(body, "Traceback") {
			t.Errorf("%s: %s", name, body)
		}
	}
}

// begin returns the authorization request that the web app sends the browser with.
func begin(t *testing.T, client *http.Client, base string) *url.URL {
	t.Helper()
	begun, err := client.Get(base + "/sign-in")
	if err != nil {
		t.Fatal(err)
	}
	defer begun.Body.Close()
	target, err := begun.Location()
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// refusal begins a sign-in, and brings another response than the provider's.
func refusal(t *testing.T, base, issuer, query string) string {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	target := begin(t, client, base)
	asked := target.Query()
	if asked.Get("code_challenge_method") != "S256" || len(asked.Get("state")) != 43 || len(asked.Get("nonce")) != 43 || asked.Get("response_type") != "code" {
		t.Errorf("the request is %s", target)
	}
	query = strings.NewReplacer("STATE", asked.Get("state"), "ISSUER", url.QueryEscape(issuer)).Replace(query)
	answer, err := client.Get(base + "/callback" + query)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusBadRequest {
		t.Errorf("%d %v", answer.StatusCode, err)
	}
	return string(body)
}
