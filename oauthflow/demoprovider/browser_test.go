// A browser for the tests: it keeps cookies, follows redirects inside the provider, reads forms and posts them.

package demoprovider

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

const (
	testVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" // RFC 7636, appendix B
	testRedirect = "http://127.0.0.1:53911/callback"
)

// start runs a provider for one test.
func start(t *testing.T, c Config) *Provider {
	t.Helper()
	p, err := Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// clock is a clock that stands until it is moved.
type clock struct{ time.Time }

func newClock() *clock { return &clock{time.Now().Truncate(time.Second)} }

func (c *clock) now() time.Time { return c.Time }

func (c *clock) add(d time.Duration) { c.Time = c.Time.Add(d) }

type browser struct {
	t    *testing.T
	p    *Provider
	http *http.Client
}

func newBrowser(t *testing.T, p *Provider) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &browser{t: t, p: p, http: &http.Client{Jar: jar, Transport: transport, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if "http://"+r.URL.Host != p.Issuer() {
			return http.ErrUseLastResponse // the client's redirect URI: nobody listens there
		}
		return nil
	}}}
}

// screen is what the browser shows: a page of the provider, or the redirect to the client.
type screen struct {
	status   int
	header   http.Header
	body     string
	redirect *url.URL // nil: a page is shown
}

func (s screen) answer() url.Values {
	if s.redirect == nil {
		return nil
	}
	return s.redirect.Query()
}

func (b *browser) do(r *http.Request) screen {
	b.t.Helper()
	response, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	s := screen{status: response.StatusCode, header: response.Header, body: string(body)}
	if location, err := response.Location(); err == nil {
		s.redirect = location
	}
	return s
}

func (b *browser) get(path string, query url.Values) screen {
	b.t.Helper()
	return b.do(b.request(http.MethodGet, path+"?"+query.Encode(), nil))
}

func (b *browser) post(path string, values url.Values) screen {
	b.t.Helper()
	r := b.request(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

func (b *browser) request(method, path string, body io.Reader) *http.Request {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.p.Issuer()+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// submit posts the form of a page with all that stands in it, changed by the pairs (an empty value: left out).
func (b *browser) submit(s screen, pairs ...string) screen {
	b.t.Helper()
	action := regexp.MustCompile(`<form method="post" action="([^"]+)"`).FindStringSubmatch(s.body)
	if action == nil {
		b.t.Fatalf("no form on the page, status %d:\n%s", s.status, s.body)
	}
	values := url.Values{}
	for _, input := range regexp.MustCompile(`<input [^>]*>`).FindAllString(s.body, -1) {
		name, value := attribute(input, "name"), attribute(input, "value")
		if name != "" && (attribute(input, "type") != "checkbox" || strings.Contains(input, " checked")) {
			values.Add(name, value)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Del(pairs[i])
		if pairs[i+1] != "" {
			values[pairs[i]] = strings.Fields(pairs[i+1])
		}
	}
	return b.post(action[1], values)
}

func attribute(tag, name string) string {
	if found := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(tag); found != nil {
		return html.UnescapeString(found[1])
	}
	return ""
}

// signInAlice types the first person's name and password.
func (b *browser) signInAlice(s screen) screen {
	b.t.Helper()
	return b.submit(s, "user", "alice", "password", "wonderland", "decision", "approve")
}
