// Package oauthtest holds a browser for tests: a function that follows redirects and fills in the demo
// provider's forms. No product code imports it (a test enforces that).
package oauthtest

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// Browser is a person at a browser. It implements oauthflow.UserAgent: Open returns at once, as a system's
// opener does, and the pages are walked through beside it; Wait gives the last page.
type Browser struct {
	User, Password string
	Rest           string                              // stays on the page at this URL, whatever forms it has
	Deny           bool                                // presses Deny on the consent page
	Untick         []string                            // scopes to untick there
	Opened         func(target string)                 // told of each URL, if set
	Before         func(ctx context.Context, u string) // runs before the first page is loaded, if set

	client  *http.Client
	running sync.WaitGroup
	mu      sync.Mutex
	last    Page
	err     error
}

// Page is what the browser shows at the end.
type Page struct {
	URL  string
	Body string
}

// NewBrowser returns a browser with an empty cookie jar.
func NewBrowser(user, password string) *Browser {
	jar, _ := cookiejar.New(nil) // never fails without options
	return &Browser{User: user, Password: password, client: &http.Client{Jar: jar, CheckRedirect: followed}}
}

// followed keeps to what browsers do: a GET that a redirect leads to has no Origin.
func followed(request *http.Request, via []*http.Request) error {
	request.Header.Del("Origin")
	if len(via) >= 10 {
		return http.ErrUseLastResponse
	}
	return nil
}

// Open walks from target to the last page in the background.
func (b *Browser) Open(ctx context.Context, target string) error {
	if b.Opened != nil {
		b.Opened(target)
	}
	ctx = context.WithoutCancel(ctx) // a person's browser outlives the opener
	b.mu.Lock()
	defer b.mu.Unlock()
	b.running.Go(func() {
		if b.Before != nil {
			b.Before(ctx, target)
		}
		page, err := b.walk(ctx, target)
		b.mu.Lock()
		defer b.mu.Unlock()
		b.last, b.err = page, err
	})
	return nil
}

// Cookies returns what the browser would send to target.
func (b *Browser) Cookies(target *url.URL) []*http.Cookie { return b.client.Jar.Cookies(target) }

// Wait returns the last page once the browser has come to rest.
func (b *Browser) Wait() (Page, error) {
	b.mu.Lock() // Open may be called meanwhile, and a WaitGroup must not be begun beside its Wait
	running := &b.running
	b.mu.Unlock()
	running.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.last, b.err
}

func (b *Browser) walk(ctx context.Context, target string) (Page, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return Page{}, err
	}
	page, err := b.load(request)
	for steps := 0; err == nil && strings.Contains(page.Body, "<form") && page.URL != b.Rest; steps++ {
		if steps == 10 {
			return page, fmt.Errorf("still on a form after %d pages: %s", steps, page.Body)
		}
		page, err = b.submit(ctx, page)
	}
	return page, err
}

func (b *Browser) load(request *http.Request) (Page, error) {
	response, err := b.client.Do(request)
	if err != nil {
		return Page{}, err
	}
	defer response.Body.Close() //nolint:errcheck // read only
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	return Page{URL: response.Request.URL.String(), Body: string(body)}, err
}

var (
	formAction = regexp.MustCompile(`<form[^>]*action="([^"]*)"`)
	inputTag   = regexp.MustCompile(`<input[^>]*>`)
	attribute  = regexp.MustCompile(`([a-z]+)(?:="([^"]*)")?`)
)

func (b *Browser) submit(ctx context.Context, page Page) (Page, error) {
	base, err := url.Parse(page.URL)
	if err != nil {
		return page, err
	}
	action := formAction.FindStringSubmatch(page.Body)
	if action == nil {
		return page, fmt.Errorf("a form without action: %s", page.Body)
	}
	target, err := base.Parse(html.UnescapeString(action[1]))
	if err != nil {
		return page, err
	}
	form := b.fill(page.Body)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return page, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", base.Scheme+"://"+base.Host)
	return b.load(request)
}

func (b *Browser) fill(body string) url.Values {
	form := url.Values{"decision": {"approve"}}
	for _, tag := range inputTag.FindAllString(body, -1) {
		a := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(strings.TrimPrefix(tag, "<input"), -1) {
			a[m[1]] = html.UnescapeString(m[2])
		}
		_, disabled := a["disabled"]
		switch {
		case a["type"] == "hidden", a["type"] == "checkbox" && a["name"] != "" && !disabled && !b.unticks(a["value"]):
			form.Add(a["name"], a["value"])
		case a["name"] == "user_code":
			form.Add(a["name"], a["value"])
		}
	}
	switch {
	case strings.Contains(body, `name="password"`):
		form.Set("user", b.User)
		form.Set("password", b.Password)
	case b.Deny:
		form.Set("decision", "deny")
	case strings.Contains(body, `value="continue"`):
		form.Set("decision", "continue")
	}
	return form
}

func (b *Browser) unticks(scope string) bool {
	for _, s := range b.Untick {
		if s == scope {
			return true
		}
	}
	return false
}
