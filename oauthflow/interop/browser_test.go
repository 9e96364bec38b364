// A person at a browser for any provider's plain HTML form: what it is told to type, by field name, and the hidden fields.

package interop

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
	"testing"
)

// browser is an oauthflow.UserAgent. Open returns at once, as a system's opener does.
type browser struct {
	typed  url.Values                               // what to type, by field name
	before func(ctx context.Context, target string) // runs before the first page is loaded, if set
	rested func(err error)                          // told that a walk has ended, if set
	client *http.Client
	shown  []shownPage // the pages of all walks, in order; read it after wait

	running sync.WaitGroup
}

type shownPage struct{ url, body string }

func newBrowser(t *testing.T, typed url.Values) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	b := &browser{typed: typed, client: &http.Client{Jar: jar, Transport: transport}}
	t.Cleanup(b.running.Wait)
	return b
}

// Open walks from target to the first page without a form, beside the caller.
func (b *browser) Open(ctx context.Context, target string) error {
	ctx = context.WithoutCancel(ctx) // a person's browser outlives the opener
	b.running.Go(func() {
		if b.before != nil {
			b.before(ctx, target)
		}
		err := b.walk(ctx, target)
		if b.rested != nil {
			b.rested(err)
		}
	})
	return nil
}

// wait returns the last page, once the browser has come to rest.
func (b *browser) wait() shownPage {
	b.running.Wait()
	if len(b.shown) == 0 {
		return shownPage{}
	}
	return b.shown[len(b.shown)-1]
}

func (b *browser) walk(ctx context.Context, target string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	for pages := 0; err == nil; pages++ {
		var page shownPage
		if page, err = b.load(request); err != nil || !strings.Contains(page.body, "<form") {
			return err
		}
		if pages == 5 {
			return fmt.Errorf("still on a form after %d pages: %s", pages, page.body)
		}
		request, err = b.fill(ctx, page)
	}
	return err
}

func (b *browser) load(request *http.Request) (shownPage, error) {
	response, err := b.client.Do(request)
	if err != nil {
		return shownPage{}, err
	}
	defer response.Body.Close() //nolint:errcheck // read only
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	page := shownPage{response.Request.URL.String(), string(body)}
	b.shown = append(b.shown, page)
	return page, err
}

// press follows a button that the last page's own script would follow.
func (b *browser) press(ctx context.Context, target string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err == nil {
		_, err = b.load(request)
	}
	return err
}

// fill types into the one form of the page, and submits it.
func (b *browser) fill(ctx context.Context, page shownPage) (*http.Request, error) {
	action := regexp.MustCompile(`<form[^>]*\baction="([^"]*)"`).FindStringSubmatch(page.body)
	base, err := url.Parse(page.url)
	if err != nil || action == nil {
		return nil, fmt.Errorf("the form at %s says not where it goes: %s", page.url, page.body)
	}
	target, err := base.Parse(html.UnescapeString(action[1]))
	if err != nil {
		return nil, err
	}
	form := url.Values{}
	for _, tag := range regexp.MustCompile(`<input[^>]*>`).FindAllString(page.body, -1) {
		name := attribute(tag, "name")
		if attribute(tag, "type") == "hidden" {
			form.Set(name, attribute(tag, "value"))
		} else if !b.typed.Has(name) {
			return nil, fmt.Errorf("nothing is known to be typed into %q at %s", name, page.url)
		} else {
			form.Set(name, b.typed.Get(name))
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return request, nil
}

func attribute(tag, name string) string {
	found := regexp.MustCompile(`\s` + name + `="([^"]*)"`).FindStringSubmatch(tag)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}
