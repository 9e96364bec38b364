package oauthflow

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// examined runs an examination and returns the findings by topic; there is one host.
func examined(t *testing.T, c *Client, o DoctorOptions) map[DoctorTopic]DoctorFinding {
	t.Helper()
	all := map[DoctorTopic]DoctorFinding{}
	var order []DoctorTopic
	err := c.Examine(t.Context(), o, func(f DoctorFinding) {
		all[f.Topic()] = f
		order = append(order, f.Topic())
		for name := range f.Values {
			if !slices.Contains(DoctorValues(f.Name), name) {
				t.Errorf("%s has a value %s that is not in the table", f.Name, name)
			}
		}
		for _, name := range DoctorValues(f.Name) {
			if _, ok := f.Values[name]; !ok {
				t.Errorf("%s has no value %s", f.Name, name)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(order, func(a, b DoctorTopic) int {
		return slices.Index(DoctorTopics(), a) - slices.Index(DoctorTopics(), b)
	}) {
		t.Errorf("the order is %v", order)
	}
	return all
}

func wantFinding(t *testing.T, f DoctorFinding, name string, values ...string) {
	t.Helper()
	if f.Name != name {
		t.Errorf("found %s %v, want %s", f.Name, f.Values, name)
	}
	for _, v := range values {
		if v != "" && !slices.ContainsFunc(DoctorValues(f.Name), func(n string) bool { return strings.Contains(f.Values[n], v) }) {
			t.Errorf("%s does not say %q: %v", f.Name, v, f.Values)
		}
	}
}

func TestTheDoctorFindsNothingAtAGoodProvider(t *testing.T) {
	p := newTestProvider(t)
	p.metadata["scopes_supported"] = DefaultScopes()
	c := newTestClient(t, p)
	c.Language = inLanguage("ja")
	page := make(chan string, 1)
	c.UserAgent = agentFunc(func(_ context.Context, target string) error {
		go func() {
			answer, err := http.Get(target)
			if err == nil {
				page <- bodyOf(t, answer)
			}
		}()
		return nil
	})
	keyring := func(context.Context) DoctorFinding { return found("keyring_kept", "Bytes", "4096") }
	all := examined(t, c, DoctorOptions{Keyring: keyring, Browser: 20 * time.Second, Known: KnownProvider("Acme", []string{"It is slow."}, "http://127.0.0.1/callback", "Apps")})
	wantFinding(t, all[TopicListener], "listener_bound", "127.0.0.1:")
	wantFinding(t, all[TopicRedirect], "redirect_any_port", "http://127.0.0.1/callback")
	wantFinding(t, all[TopicKeyring], "keyring_kept", "4096")
	wantFinding(t, all[TopicMetadata], "metadata_complete", p.URL+"/.well-known/openid-configuration")
	wantFinding(t, all[TopicClock], "clock_agrees")
	wantFinding(t, all[TopicHost], "host_here", strings.TrimPrefix(p.URL, "http://"))
	wantFinding(t, all[TopicBrowser], "browser_came_back")
	if body := <-page; body != pages(c.Language).html(pageExamined) {
		t.Errorf("the browser shows %q", body)
	}
	wantFinding(t, all[TopicProvider], "provider_known", "Acme", "It is slow.", "http://127.0.0.1/callback", "Apps")
	for topic, f := range all {
		if f.Verdict() != VerdictGood && topic != TopicProvider {
			t.Errorf("%s: %s is %s", topic, f.Name, f.Verdict())
		}
	}
	if len(all) != len(DoctorTopics()) {
		t.Errorf("%d topics", len(all))
	}
	for _, path := range []string{"/authorize", "/token", "/userinfo", "/revoke", "/introspect", "/logout"} {
		if p.asked(path) > 0 {
			t.Errorf("%s was asked", path)
		}
	}
}

func TestTheDoctorNamesTheTrouble(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	for name, row := range map[string]struct {
		bend  func(p *testProvider, c *Client)
		topic DoctorTopic
		want  string
		says  string
	}{
		"a port that is taken":      {func(_ *testProvider, c *Client) { c.Profile.Redirect.Port = port }, TopicListener, "listener_port_taken", strconv.Itoa(port)},
		"a fixed port":              {func(_ *testProvider, c *Client) { c.Profile.Redirect.Port = port }, TopicRedirect, "redirect_exact", "http://127.0.0.1:" + strconv.Itoa(port) + "/callback"},
		"localhost":                 {func(_ *testProvider, c *Client) { c.Profile.Redirect.Host = "localhost" }, TopicRedirect, "redirect_localhost", "http://localhost/callback"},
		"no keyring":                {func(*testProvider, *Client) {}, TopicKeyring, "keyring_off", ""},
		"no S256":                   {func(p *testProvider, _ *Client) { delete(p.metadata, "code_challenge_methods_supported") }, TopicMetadata, "metadata_lacks", "S256"},
		"a scope that is not known": {func(p *testProvider, _ *Client) { p.metadata["scopes_supported"] = []string{"openid", "profile"} }, TopicMetadata, "metadata_lacks", "email"},
		"an endpoint over http":     {func(p *testProvider, _ *Client) { p.metadata["userinfo_endpoint"] = "http://id.example/u" }, TopicMetadata, "metadata_lacks", "userinfo_endpoint"},
		"another issuer":            {func(p *testProvider, _ *Client) { p.metadata["issuer"] = "https://evil.example" }, TopicMetadata, "metadata_refused", "evil.example"},
		"no metadata":               {func(p *testProvider, _ *Client) { p.Close() }, TopicMetadata, "metadata_unreachable", "connect"},
		"no host":                   {func(p *testProvider, _ *Client) { p.Close() }, TopicHost, "host_unreachable", "connect"},
		"no Date":                   {func(p *testProvider, _ *Client) { p.handle("/.well-known/openid-configuration", dated(p, "")) }, TopicClock, "clock_unknown", ""},
		"a clock that is five minutes ahead": {func(p *testProvider, _ *Client) {
			p.handle("/.well-known/openid-configuration", dated(p, time.Now().Add(5*time.Minute).UTC().Format(http.TimeFormat)))
		}, TopicClock, "clock_wrong", "60"},
		"a clock that is half a minute behind": {func(p *testProvider, _ *Client) {
			p.handle("/.well-known/openid-configuration", dated(p, time.Now().Add(-30*time.Second).UTC().Format(http.TimeFormat)))
		}, TopicClock, "clock_differs", "-3"},
		"a browser that does not open": {func(_ *testProvider, c *Client) {
			c.UserAgent = agentFunc(func(context.Context, string) error { return errors.New("no browser is installed") })
		}, TopicBrowser, "browser_not_opened", "no browser is installed"},
		"a browser that does not come": {func(*testProvider, *Client) {}, TopicBrowser, "browser_silent", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newTestProvider(t)
			c := newTestClient(t, p)
			row.bend(p, c)
			limit := map[string]time.Duration{"browser_not_opened": time.Minute, "browser_silent": 50 * time.Millisecond}[row.want]
			f := examined(t, c, DoctorOptions{Browser: limit})[row.topic]
			wantFinding(t, f, row.want, row.says)
		})
	}
}

// dated serves the metadata with another Date, none for "".
func dated(p *testProvider, date string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Date"] = nil
		if date != "" {
			w.Header().Set("Date", date)
		}
		writeTestJSON(w, p.metadata)
	}
}

func TestTheDoctorLooksAtCertificates(t *testing.T) {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	c := newTestClient(t, newTestProvider(t))
	wantFinding(t, c.examineHost(t.Context(), s.URL), "host_distrusted", "certificate")
	c.Transport = s.Client().Transport
	f := c.examineHost(t.Context(), s.URL)
	wantFinding(t, f, "host_reached", "TLS 1.3", "Acme")
	end := s.Certificate().NotAfter
	c.Now = func() time.Time { return end.Add(-time.Hour) }
	wantFinding(t, c.examineHost(t.Context(), s.URL), "host_expires", end.UTC().Format(time.RFC3339))
}

func TestTheDoctorNamesAHostThatHasNoAddress(t *testing.T) {
	c := newTestClient(t, newTestProvider(t))
	c.Transport = &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "id.example", IsNotFound: true}
	}}
	wantFinding(t, c.examineHost(t.Context(), "https://id.example"), "host_unnamed", "id.example", "no such host")
}

func TestTheDoctorNamesTheProxy(t *testing.T) {
	c := newTestClient(t, newTestProvider(t))
	c.Transport = &http.Transport{Proxy: func(*http.Request) (*url.URL, error) { return url.Parse("http://person:secret@127.0.0.1:1") }}
	f := c.examineHost(t.Context(), "https://id.example")
	wantFinding(t, f, "host_unreachable", "http://127.0.0.1:1")
	for _, v := range f.Values {
		if strings.Contains(v, "secret") {
			t.Errorf("%v", f.Values)
		}
	}
}

func TestAnExaminationEndsWithItsContext(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	ctx, cancel := context.WithCancelCause(t.Context())
	p.handle("/.well-known/openid-configuration", func(_ http.ResponseWriter, r *http.Request) {
		cancel(ErrCanceled)
		<-r.Context().Done()
	})
	var last DoctorFinding
	err := c.Examine(ctx, DoctorOptions{Browser: time.Hour}, func(f DoctorFinding) { last = f })
	if !errors.Is(err, ErrCanceled) || last.Topic() != TopicKeyring {
		t.Errorf("%v after %s", err, last.Name)
	}
}

func TestEveryFindingOfTheDoctorHasATopicAndAVerdict(t *testing.T) {
	topics := map[DoctorTopic]bool{}
	for _, name := range DoctorFindings() {
		f := DoctorFinding{Name: name}
		topics[f.Topic()] = true
		if !slices.Contains(DoctorTopics(), f.Topic()) || !slices.Contains([]Verdict{VerdictGood, VerdictCaution, VerdictBad, VerdictNone}, f.Verdict()) {
			t.Errorf("%s: topic %q, verdict %q", name, f.Topic(), f.Verdict())
		}
	}
	if len(topics) != len(DoctorTopics()) {
		t.Errorf("findings of %d topics", len(topics))
	}
}
