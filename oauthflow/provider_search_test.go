package oauthflow

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const resourcePath = "/.well-known/oauth-protected-resource"

// paths are what was asked, in order.
func (p *testProvider) paths() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []string
	for _, r := range p.requests {
		all = append(all, r.URL.RequestURI())
	}
	return all
}

// searched is a server that a search asks: it has nothing but what a test gives it.
func searched(t *testing.T, answers map[string]any) *testProvider {
	t.Helper()
	p := newTestProvider(t)
	p.handlers = map[string]http.HandlerFunc{}
	for path, answer := range answers {
		switch a := answer.(type) {
		case http.HandlerFunc:
			p.handle(path, a)
		default:
			p.handle(path, func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, a) })
		}
	}
	return p
}

// challenging refuses with a challenge that names the metadata.
func challenging(metadata func() string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer resource_metadata="`+metadata()+`"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

func results(s *ProviderSearch) []TriedResult {
	var all []TriedResult
	for _, t := range s.Tried {
		all = append(all, t.Result)
	}
	return all
}

// The order of the URLs and what comes of each, for all that a person may paste. $ is the server's origin.
func TestASearchAsksInOrder(t *testing.T) { // DISC-03, MCP-02, MCP-03
	type answers = map[string]any
	at := func(issuer string) map[string]any { return validMetadata(issuer) }
	rows := []struct {
		name, pasted string
		serve        func(origin string) answers
		asked        []string
		results      []TriedResult
		kind         FoundKind
		issuer       string
	}{
		{
			"an issuer", "$", func(o string) answers { return answers{openIDPath: at(o)} },
			[]string{openIDPath},
			[]TriedResult{TriedUsed},
			FoundOpenID, "$",
		},
		{
			"an issuer that ends with a slash, without it", "$", func(o string) answers { return answers{openIDPath: at(o + "/")} },
			[]string{openIDPath},
			[]TriedResult{TriedUsed},
			FoundOpenID, "$/",
		},
		{
			"a domain without a scheme", "HOST", func(o string) answers { return answers{openIDPath: at(o)} },
			[]string{openIDPath},
			[]TriedResult{TriedUsed},
			FoundOpenID, "$",
		},
		{
			"an issuer with a path", "$/realms/main", func(o string) answers { return answers{"/realms/main" + openIDPath: at(o + "/realms/main")} },
			[]string{"/realms/main" + openIDPath},
			[]TriedResult{TriedUsed},
			FoundOpenID, "$/realms/main",
		},
		{
			"RFC 8414 with the path inserted", "$/a", func(o string) answers { return answers{oauthPath + "/a": at(o + "/a")} },
			[]string{"/a" + openIDPath, oauthPath + "/a"},
			[]TriedResult{TriedAbsent, TriedUsed},
			FoundOpenID, "$/a",
		},
		{
			"RFC 8414 appended, as before it", "$/a", func(o string) answers { return answers{"/a" + oauthPath: at(o + "/a")} },
			[]string{"/a" + openIDPath, oauthPath + "/a", "/a" + oauthPath},
			[]TriedResult{TriedAbsent, TriedAbsent, TriedUsed},
			FoundOpenID, "$/a",
		},
		{
			"an authorization server without ID tokens", "$", func(o string) answers {
				return answers{oauthPath: changed(changed(at(o), "jwks_uri", nil), "id_token_signing_alg_values_supported", nil)}
			},
			[]string{openIDPath, oauthPath},
			[]TriedResult{TriedAbsent, TriedUsed},
			FoundOAuth, "$",
		},
		{
			"metadata of another issuer", "$", func(o string) answers { return answers{openIDPath: at("https://other.example")} },
			[]string{openIDPath, oauthPath, "/", resourcePath},
			[]TriedResult{TriedRefused, TriedAbsent, TriedSilent, TriedAbsent},
			"", "",
		},
		{
			"a discovery URL", "$/a" + openIDPath, func(o string) answers { return answers{"/a" + openIDPath: at(o + "/a/")} },
			[]string{"/a" + openIDPath},
			[]TriedResult{TriedUsed},
			FoundOpenID, "$/a/",
		},
		{
			"a discovery URL of RFC 8414", "$" + oauthPath + "/a", func(o string) answers { return answers{oauthPath + "/a": at(o + "/a")} },
			[]string{oauthPath + "/a"},
			[]TriedResult{TriedUsed},
			FoundOpenID, "$/a",
		},
		{
			"a discovery URL with another issuer in it", "$/a" + openIDPath, func(o string) answers { return answers{"/a" + openIDPath: at(o + "/b")} },
			[]string{"/a" + openIDPath},
			[]TriedResult{TriedRefused},
			"", "",
		},
		{
			"an API whose refusal names its metadata", "$/api/notes", func(o string) answers {
				return answers{
					"/api/notes":       challenging(func() string { return o + "/meta" }),
					"/meta":            map[string]any{"resource": o + "/api/notes", "authorization_servers": []string{o + "/as"}},
					"/as" + openIDPath: at(o + "/as"),
				}
			},
			[]string{
				"/api/notes" + openIDPath, oauthPath + "/api/notes", "/api/notes" + oauthPath, openIDPath + "/api/notes", "/api/notes", "/meta",
				oauthPath + "/as", openIDPath + "/as", "/as" + openIDPath,
			},
			[]TriedResult{TriedAbsent, TriedAbsent, TriedAbsent, TriedAbsent, TriedNamed, TriedUsed, TriedAbsent, TriedAbsent, TriedUsed},
			FoundAPI, "$/as",
		},
		{
			"an API with a query, whose metadata is at its well-known place", "$/api?v=1", func(o string) answers {
				return answers{
					resourcePath + "/api": map[string]any{"resource": o + "/api?v=1", "authorization_servers": []string{o}}, oauthPath: at(o),
				}
			},
			[]string{"/api?v=1", resourcePath + "/api?v=1", oauthPath},
			[]TriedResult{TriedSilent, TriedUsed, TriedUsed},
			FoundAPI, "$",
		},
		{
			"an API whose metadata is that of the host", "$/api?v=1", func(o string) answers {
				return answers{resourcePath: map[string]any{"resource": o, "authorization_servers": []string{o}}, openIDPath: at(o)}
			},
			[]string{"/api?v=1", resourcePath + "/api?v=1", resourcePath, oauthPath, openIDPath},
			[]TriedResult{TriedSilent, TriedAbsent, TriedUsed, TriedAbsent, TriedUsed},
			FoundAPI, "$",
		},
		{
			"an API whose metadata is of another resource", "$/api?v=1", func(o string) answers {
				return answers{
					"/api": challenging(func() string { return o + "/meta" }), "/meta": map[string]any{"resource": o + "/api", "authorization_servers": []string{o}}, openIDPath: at(o),
				}
			},
			[]string{"/api?v=1", "/meta"},
			[]TriedResult{TriedNamed, TriedRefused},
			"", "",
		},
		{
			"an API whose metadata is elsewhere", "$/api?v=1", func(o string) answers {
				return answers{"/api": challenging(func() string { return "http://127.0.0.1:1/meta" })}
			},
			[]string{"/api?v=1"},
			[]TriedResult{TriedNamed, TriedNotAsked},
			"", "",
		},
		{
			"the metadata URL of an API", "$" + resourcePath + "/api", func(o string) answers {
				return answers{resourcePath + "/api": map[string]any{"resource": o + "/api", "authorization_servers": []string{o}}, oauthPath: at(o)}
			},
			[]string{resourcePath + "/api", oauthPath},
			[]TriedResult{TriedUsed, TriedUsed},
			FoundAPI, "$",
		},
		{
			"a server named by an API that calls itself otherwise", "$" + resourcePath, func(o string) answers {
				return answers{resourcePath: map[string]any{"resource": o, "authorization_servers": []string{o}}, oauthPath: at(o + "/")}
			},
			[]string{resourcePath, oauthPath, openIDPath},
			[]TriedResult{TriedUsed, TriedRefused, TriedAbsent},
			"", "",
		},
		{
			"redirects", "$", func(o string) answers {
				return answers{openIDPath: http.HandlerFunc(http.RedirectHandler("/elsewhere", http.StatusFound).ServeHTTP), "/elsewhere": at(o)}
			},
			[]string{openIDPath, oauthPath, "/", resourcePath},
			[]TriedResult{TriedAbsent, TriedAbsent, TriedSilent, TriedAbsent},
			"", "",
		},
	}
	for _, row := range rows {
		p := searched(t, nil)
		for path, answer := range row.serve(p.URL) {
			if h, ok := answer.(http.HandlerFunc); ok {
				p.handle(path, h)
				continue
			}
			p.handle(path, func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, answer) })
		}
		expand := func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(s, "HOST", strings.TrimPrefix(p.URL, "http://")), "$", p.URL)
		}
		s := SearchProvider(t.Context(), http.DefaultTransport, " "+expand(row.pasted)+"\n")
		if got := p.paths(); !slices.Equal(got, row.asked) {
			t.Errorf("%s: asked\n got %v\nwant %v", row.name, got, row.asked)
		}
		if got := results(s); !slices.Equal(got, row.results) {
			t.Errorf("%s: results\n got %v\nwant %v", row.name, got, row.results)
		}
		issuer := ""
		if s.Metadata != nil {
			issuer = s.Metadata.Issuer
		}
		if s.Kind != row.kind || issuer != expand(row.issuer) || s.Found() != (row.kind != "") || s.Problem != nil {
			t.Errorf("%s: found %q at %q, %v", row.name, s.Kind, issuer, s.Problem)
		}
		for _, r := range p.requests {
			if r.Method != http.MethodGet || r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" {
				t.Errorf("%s: sent %s with %v", row.name, r.Method, r.Header)
			}
		}
	}
}

func TestASearchTellsWhatWasWrong(t *testing.T) {
	big := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range maxBody/1024 + 1 {
			_, _ = w.Write(make([]byte, 1024))
		}
	})
	p := searched(t, map[string]any{
		openIDPath: big, oauthPath: http.HandlerFunc(http.RedirectHandler("https://other.example/x?token=abc", http.StatusTemporaryRedirect).ServeHTTP),
	})
	s := SearchProvider(t.Context(), http.DefaultTransport, p.URL)
	if len(s.Tried) != 4 || !errors.Is(s.Tried[0].Err, &Error{Code: CodeResponseTooLarge}) { // a huge answer does not end the search
		t.Fatalf("%+v", s.Tried)
	}
	if got := s.Tried[1]; got.Status != 307 || got.Location != "https://other.example/x?token=[secret]" {
		t.Errorf("%+v", got)
	}
	p.Close()
	s = SearchProvider(t.Context(), http.DefaultTransport, p.URL)
	if len(s.Tried) != 1 || s.Tried[0].Result != TriedUnreachable || s.Tried[0].Err == nil { // a dead host is asked once
		t.Errorf("%+v", s.Tried)
	}
}

func TestWhatCannotBeSearched(t *testing.T) { // NET-01, NET-02, NET-12
	for _, pasted := range []string{
		"", " ", "http://op.example", "http://192.0.2.1/", "ftp://op.example", "javascript:alert(1)", "https://user:pw@op.example", "me@op.example",
		"https://op.example/#x", "https://op example", "https://", "http://localhost.example",
	} {
		sent := transportFunc(func(r *http.Request) (*http.Response, error) {
			t.Errorf("%q: %s was asked", pasted, r.URL)
			return nil, errors.New("no")
		})
		s := SearchProvider(t.Context(), sent, pasted)
		if s.Found() || len(s.Tried) > 0 || s.Problem == nil || s.Problem.Code != CodeIssuerNotAllowed || strings.Contains(s.Problem.Actual, "pw") {
			t.Errorf("%q: %+v, %v", pasted, s, s.Problem)
		}
	}
}

func TestASearchIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	hang := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel(ErrCanceled)
		<-r.Context().Done()
	})
	p := searched(t, map[string]any{oauthPath: hang})
	s := SearchProvider(ctx, http.DefaultTransport, p.URL)
	if s.Found() || s.Problem == nil || s.Problem.Code != CodeCancelled || !slices.Equal(p.paths(), []string{openIDPath, oauthPath}) {
		t.Errorf("%+v, asked %v", s, p.paths())
	}
}

func TestAnAPIThatNamesSeveralServers(t *testing.T) { // RES-08
	p := searched(t, nil)
	answer := func(path string, v any) {
		p.handle(path, func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, v) })
	}
	answer(resourcePath, map[string]any{"resource": p.URL, "authorization_servers": []string{p.URL + "/a", p.URL + "/b", "http://192.0.2.1"}})
	answer(oauthPath+"/b", validMetadata(p.URL+"/b"))
	s := SearchProvider(t.Context(), http.DefaultTransport, p.URL+resourcePath)
	if want := []string{p.URL + "/a", p.URL + "/b"}; s.Found() || !slices.Equal(s.Choices(), want) || len(p.paths()) != 1 {
		t.Fatalf("%+v, asked %v", s, p.paths())
	}
	chosen := SearchServer(t.Context(), http.DefaultTransport, *s, p.URL+"/b")
	if chosen.Kind != FoundAPI || chosen.Metadata.Issuer != p.URL+"/b" || chosen.Choices() != nil || len(chosen.Tried) != 2 || len(s.Tried) != 1 {
		t.Errorf("%+v", chosen)
	}
}
