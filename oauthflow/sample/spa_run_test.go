package sample_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/sample"
)

// singlePageApp is the app served where the provider knows it, and a browser.
type singlePageApp struct {
	*demo
	*page
	url string
}

// startSinglePageApp serves the app; bend changes what it knows of the provider.
func startSinglePageApp(t *testing.T, bend func(*demo, *oauthflow.ServerMetadata)) *singlePageApp {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d := startDemo(t, demoprovider.SinglePageClientID, portOf(t, listener))
	m := d.metadata(t)
	bend(d, m)
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: http.FileServer(http.Dir(d.write(t, sample.SinglePage, m)))}}
	server.Start()
	t.Cleanup(server.Close)
	return &singlePageApp{demo: d, page: startChromium(t), url: sample.RedirectURI(sample.SinglePage, d.profile)}
}

func asItIs(*demo, *oauthflow.ServerMetadata) {}

// signIn does what a person does on the app's page and on the provider's pages.
func (a *singlePageApp) signIn() {
	a.t.Helper()
	a.open(a.url)
	a.until(`document.readyState === "complete" && document.getElementById("sign-in")?.hidden === false`)
	a.run(`document.getElementById("sign-in").click()`)
	a.until(`document.readyState === "complete" && document.querySelector("form[action='/sign-in']") !== null`)
	a.run(`document.getElementById("user").value = "alice"; document.getElementById("password").value = "wonderland"; document.querySelector("button.primary").click()`)
	a.until(`document.readyState === "complete" && document.querySelector("form[action='/consent']") !== null`)
	a.run(`document.querySelector("button.primary").click()`)
}

func (a *singlePageApp) untilStatus(text string) {
	a.t.Helper()
	a.until(`(document.getElementById("status")?.textContent ?? "").includes(` + strconv.Quote(text) + `)`)
}

func TestTheSinglePageAppSignsInRefreshesAndCallsTheAPI(t *testing.T) {
	needProgram(t, "chromium", "chromium-browser", "google-chrome")
	a := startSinglePageApp(t, asItIs)
	a.signIn()
	a.untilStatus("You are signed in.")
	if at := a.run("location.href"); at != a.url {
		t.Errorf("the address bar shows %s", at)
	}
	if claims := a.run(`document.getElementById("claims").textContent`); !strings.Contains(claims, "Ada Lovelace") {
		t.Errorf("the claims are %s", claims)
	}
	a.run(`document.getElementById("call").click()`)
	a.until(`document.getElementById("answer").textContent.includes("` + firstOf + `")`)
	a.wantRefreshed(t, demoprovider.SinglePageClientID)
	if left := a.run(`localStorage.length + document.cookie.length`); left != "0" {
		t.Errorf("something outlives the tab: %s", left)
	}
	a.run(`document.getElementById("sign-out").click()`)
	a.untilStatus("You are not signed in.")
	if left := a.run(`sessionStorage.length`); left != "0" || len(a.grants(t, demoprovider.SinglePageClientID)) != 0 {
		t.Errorf("after signing out %s entries and %d grants are left", left, len(a.grants(t, demoprovider.SinglePageClientID)))
	}
}

func TestTheSinglePageAppRefusesWhatIsNotItsResponse(t *testing.T) {
	needProgram(t, "chromium", "chromium-browser", "google-chrome")
	a := startSinglePageApp(t, asItIs)
	for name, row := range map[string]struct{ query, want string }{
		"a state it never sent":     {"?code=x&state=y&iss=ISSUER", "belongs to no sign-in"},
		"a state that came twice":   {"?code=x&state=STATE&state=STATE", "ambiguous"},
		"another issuer":            {"?code=x&state=STATE&iss=https://evil.example", "not of the provider"},
		"no issuer":                 {"?code=x&state=STATE", "not of the provider"},
		"an error":                  {"?error=%3Cb%3E&state=STATE&iss=ISSUER", "did not sign you in"},
		"a person who did not want": {"?error=access_denied&state=STATE&iss=ISSUER", "did not allow"},
		"a code that is none":       {"?code=x&state=STATE&iss=ISSUER", "has ended"},
	} {
		a.open(a.url)
		a.until(`document.readyState === "complete" && document.getElementById("sign-in")?.hidden === false`)
		a.run(`sessionStorage.setItem("pending", '{"state":"the state","nonce":"n","verifier":"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"}')`)
		a.open(a.url + strings.NewReplacer("STATE", "the+state", "ISSUER", url.QueryEscape(a.issuer)).Replace(row.query))
		a.untilStatus(row.want)
		if tokens := a.run(`sessionStorage.getItem("tokens")`); tokens != "" {
			t.Errorf("%s: there are tokens", name)
		}
	}
}
