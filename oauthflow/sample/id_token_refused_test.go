package sample_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
)

func TestTheNativeProgramRefusesABadIDToken(t *testing.T) {
	d := startDemo(t, demoprovider.ClientID, 0)
	b, m := startBent(t, d), d.metadata(t)
	b.replaces(m)
	program := buildNative(t, d, m)
	for _, row := range bentTokens() {
		n := startNative(t, program, noBus)
		target, err := url.Parse(n.address(t))
		if err != nil {
			t.Fatal(err)
		}
		asked := target.Query()
		b.gives(t, row, asked.Get("nonce"))
		for _, answer := range []string{"?code=x&state=wrong", "?code=x", "?code=x&state=" + asked.Get("state") + "&iss=" + url.QueryEscape(d.issuer)} {
			response, err := http.Get(asked.Get("redirect_uri") + answer)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
		}
		output, complaint := n.end(t)
		row.want(t, strings.Contains(output, "You are signed in"), complaint)
	}
}

func TestTheWebAppRefusesABadIDToken(t *testing.T) {
	needPython(t)
	d := startDemo(t, demoprovider.WebClientID, freePort(t))
	b, m := startBent(t, d), d.metadata(t)
	b.replaces(m)
	base := startFlask(t, d, m)
	for _, row := range bentTokens() {
		client := browserless(t, d)
		asked := begin(t, client, base).Query()
		b.gives(t, row, asked.Get("nonce"))
		body := fetch(t, client, base+"/callback?code=x&state="+asked.Get("state")+"&iss="+url.QueryEscape(d.issuer))
		row.want(t, strings.Contains(body, "You are signed in"), body)
	}
}

// browserless has a cookie jar and follows redirects, but not to the provider.
func browserless(t *testing.T, d *demo) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), d.issuer) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	t.Cleanup(client.CloseIdleConnections)
	return client
}

func fetch(t *testing.T, client *http.Client, target string) string {
	t.Helper()
	answer, err := client.Get(target)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestTheSinglePageAppRefusesABadIDToken(t *testing.T) {
	needProgram(t, "chromium", "chromium-browser", "google-chrome")
	var b *bent
	a := startSinglePageApp(t, func(d *demo, m *oauthflow.ServerMetadata) {
		b = startBent(t, d)
		b.replaces(m)
	})
	for _, row := range bentTokens() {
		b.gives(t, row, "the nonce")
		a.respond()
		a.until(`sessionStorage.getItem("pending") === null && !document.getElementById("status").textContent.includes("moment")`)
		row.want(t, a.run(`sessionStorage.getItem("tokens")`) != "", a.run(`document.getElementById("status").textContent`))
	}
}

// respond brings a response to a sign-in with the nonce "the nonce" that this tab has begun.
func (a *singlePageApp) respond() {
	a.t.Helper()
	a.open(a.url)
	a.until(`document.readyState === "complete" && !document.getElementById("status")?.textContent.includes("moment")`)
	a.run(`sessionStorage.clear(); sessionStorage.setItem("pending", '{"state":"s","nonce":"the nonce","verifier":"v"}')`)
	a.open(a.url + "?code=x&state=s&iss=" + url.QueryEscape(a.issuer))
}

// refreshesAs makes the bent provider answer a refresh for another person than the sign-in.
func (b *bent) refreshesAs(t *testing.T, nonce string) {
	t.Helper()
	b.gives(t, bentToken{claims: map[string]any{"sub": "another"}}, nonce)
	b.mu.Lock()
	b.refreshed = b.token
	b.mu.Unlock()
	b.gives(t, bentToken{}, nonce)
}

const anotherPerson = "The provider answered for another person."

func TestTheNativeProgramRefusesARefreshForAnotherPerson(t *testing.T) {
	d := startDemo(t, demoprovider.ClientID, 0)
	b, m := startBent(t, d), d.metadata(t)
	b.replaces(m)
	n := startNative(t, buildNative(t, d, m), noBus)
	target, err := url.Parse(n.address(t))
	if err != nil {
		t.Fatal(err)
	}
	b.refreshesAs(t, target.Query().Get("nonce"))
	response, err := http.Get(target.Query().Get("redirect_uri") + "?code=x&state=" + target.Query().Get("state") + "&iss=" + url.QueryEscape(d.issuer))
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if output, complaint := n.end(t); !strings.Contains(complaint, anotherPerson) {
		t.Errorf("%s %s", output, complaint)
	}
}

func TestTheWebAppRefusesARefreshForAnotherPerson(t *testing.T) {
	needPython(t)
	d := startDemo(t, demoprovider.WebClientID, freePort(t))
	b, m := startBent(t, d), d.metadata(t)
	b.replaces(m)
	base := startFlask(t, d, m)
	client := browserless(t, d)
	asked := begin(t, client, base).Query()
	b.refreshesAs(t, asked.Get("nonce"))
	if body := fetch(t, client, base+"/callback?code=x&state="+asked.Get("state")+"&iss="+url.QueryEscape(d.issuer)); !strings.Contains(body, "You are signed in") {
		t.Fatal(body)
	}
	if body := fetch(t, client, base+"/api"); !strings.Contains(body, anotherPerson) {
		t.Error(body)
	}
}

func TestTheSinglePageAppRefusesARefreshForAnotherPerson(t *testing.T) {
	needProgram(t, "chromium", "chromium-browser", "google-chrome")
	var b *bent
	a := startSinglePageApp(t, func(d *demo, m *oauthflow.ServerMetadata) {
		b = startBent(t, d)
		b.replaces(m)
	})
	b.refreshesAs(t, "the nonce")
	a.respond()
	a.untilStatus("You are signed in.")
	a.run(`document.getElementById("call").click()`)
	a.untilStatus(anotherPerson)
}
