package oauthflow

import (
	"net/url"
	"strings"
	"testing"
)

func TestJudgeIssuerURL(t *testing.T) { // DISC-02, NET-01, NET-02
	for _, tt := range []struct {
		name, raw string
		ok        bool
	}{
		{"https", "https://op.example", true},
		{"https with a path", "https://op.example/realms/a", true},
		{"https with a trailing slash", "https://op.example/", true},
		{"https with a port", "https://op.example:8443", true},
		{"https with an upper-case scheme", "HTTPS://op.example", true},
		{"http on 127.0.0.1", "http://127.0.0.1:8080", true},
		{"http anywhere in 127.0.0.0/8", "http://127.8.9.10", true},
		{"http on localhost", "http://localhost:1", true},
		{"http on ::1", "http://[::1]:8080/op", true},
		{"http elsewhere", "http://op.example", false},
		{"http on an address elsewhere", "http://192.0.2.1", false},
		{"http on a name that begins with localhost", "http://localhost.example", false},
		{"http on a name that begins with 127.0.0.1", "http://127.0.0.1.example", false},
		{"http on localhost with a dot", "http://localhost.", false},
		{"http on a short loopback address", "http://127.1", false},
		{"http on a number", "http://2130706433", false},
		{"http on 0.0.0.0", "http://0.0.0.0:80", false},
		{"http on a mapped address", "http://[::ffff:127.0.0.1]", false},
		{"http on ::1 with a zone", "http://[::1%25lo]", false},
		{"http with the loopback address as user name", "http://127.0.0.1@op.example", false},
		{"a query", "https://op.example?x", false},
		{"an empty query", "https://op.example?", false},
		{"a fragment", "https://op.example#f", false},
		{"an empty fragment", "https://op.example#", false},
		{"a user name", "https://user@op.example", false},
		{"an empty user name", "https://@op.example", false},
		{"no scheme", "op.example", false},
		{"no scheme but a host", "//op.example", false},
		{"no host", "https:///path", false},
		{"only a port", "https://:443", false},
		{"an opaque URL", "https:op.example", false},
		{"another scheme", "ftp://op.example", false},
		{"a script", "javascript:alert(1)", false},
		{"a file", "file:///etc/passwd", false},
		{"white space", "https://op.example/a b", false},
		{"white space before it", " https://op.example", false},
		{"a line end", "https://op.example\n", false},
		{"a backslash", `https://op.example\@evil.example`, false},
		{"letters outside of ASCII", "https://оp.example", false},
		{"port 0", "https://op.example:0", false},
		{"port 65536", "https://op.example:65536", false},
		{"an empty port", "https://op.example:", false},
		{"a broken escape", "https://op.example/%zz", false},
		{"nothing", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := judgeIssuerURL(tt.raw); (err == nil) != tt.ok {
				t.Errorf("%q: error is %v, want accepted: %t", tt.raw, err, tt.ok)
			}
		})
	}
}

func TestJudgeEndpointURL(t *testing.T) { // NET-02, NET-09, NET-12
	const secure, local = "https://op.example", "http://127.0.0.1:8080"
	for _, tt := range []struct {
		name, raw, issuer string
		ok                bool
	}{
		{"https", "https://op.example/token", secure, true},
		{"https on another host", "https://tokens.example/token", secure, true},
		{"a query is kept", "https://op.example/token?tenant=1", secure, true},
		{"http on this computer for an issuer there", "http://localhost:9/token", local, true},
		{"https for an issuer on this computer", "https://op.example/token", local, true},
		{"http on this computer for an https issuer", "http://127.0.0.1:8080/token", secure, false},
		{"http elsewhere for an issuer on this computer", "http://op.example/token", local, false},
		{"http elsewhere", "http://op.example/token", secure, false},
		{"a fragment", "https://op.example/token#f", secure, false},
		{"an empty fragment", "https://op.example/token#", secure, false},
		{"user name and password", "https://user:pw@op.example/token", secure, false},
		{"relative to the scheme", "//op.example/token", secure, false},
		{"relative", "/token", secure, false},
		{"a file", "file:///token", secure, false},
		{"a script", "javascript:alert(1)", secure, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u, err := judgeEndpointURL(tt.raw, tt.issuer)
			if (err == nil) != tt.ok {
				t.Fatalf("%q: error is %v, want accepted: %t", tt.raw, err, tt.ok)
			}
			if tt.ok && u.String() != tt.raw {
				t.Errorf("%q became %q", tt.raw, u)
			}
		})
	}
}

func TestJudgeBrowserURL(t *testing.T) { // BROW-01, BROW-02
	for raw, ok := range map[string]bool{
		"https://op.example/a?b=c#d":                        true,
		"http://127.0.0.1:1/":                               true,
		"https://op.example/a|b;c&d'e$(f)%25USERPROFILE%25": true,
		"http://op.example/":                                false,
		"file:///etc/passwd":                                false,
		"smb://host/share":                                  false,
		"javascript:alert(1)":                               false,
		"ms-msdt:/id":                                       false,
		"search-ms:query=x":                                 false,
		"proofkey://x":                                      false,
		"-flag":                                             false,
		"--help":                                            false,
		"https://user@op.example/":                          false,
		"https://op.example/\x00":                           false,
		"https://":                                          false,
	} {
		u, err := judgeBrowserURL(raw)
		if (err == nil) != ok {
			t.Errorf("%q: error is %v, want accepted: %t", raw, err, ok)
		}
		if !ok || err != nil {
			continue
		}
		if plain, err := url.PathUnescape(u.String()); err != nil || plain != strings.ReplaceAll(raw, "%25", "%") {
			t.Errorf("%q became %q", raw, u)
		}
	}
}

func TestOriginOf(t *testing.T) {
	for raw, want := range map[string]string{
		"https://API.example/notes?x=1#f": "https://api.example",
		"HTTPS://api.example:443":         "https://api.example",
		"https://api.example:80/":         "https://api.example:80",
		"http://127.0.0.1:80/":            "http://127.0.0.1",
		"http://[::1]:8080/x":             "http://[::1]:8080",
		"http://localhost:443":            "http://localhost:443",
		"http://api.example":              "",
		"https://u@api.example":           "",
		"api.example":                     "",
		"null":                            "",
	} {
		if got, err := OriginOf(raw); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q (%v), want %q", raw, got, err, want)
		}
	}
}

func TestIsThisComputer(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST": true, "127.0.0.1": true, "127.255.255.254": true, "::1": true, "[::1]": true,
		"": false, "[]": false, "localhost.example": false, "127.0.0.1.example": false, "128.0.0.1": false, "10.0.0.1": false,
		"::": false, "0.0.0.0": false, "::ffff:127.0.0.1": false, "::1%lo": false, "0177.0.0.1": false, "127.0.0.1:80": false,
	} {
		if got := IsThisComputer(host); got != want {
			t.Errorf("%q: %t, want %t", host, got, want)
		}
	}
}

func FuzzURLs(f *testing.F) {
	for _, seed := range []string{"https://op.example:8443/a?b=c#d", "http://127.0.0.1", "http://[::1]:1/", "https://a@b", `https://a\b`, "javascript:1"} {
		f.Add(seed, "http://localhost")
	}
	f.Fuzz(func(t *testing.T, raw, issuer string) {
		if u, err := judgeEndpointURL(raw, issuer); err == nil {
			wantSafe(t, raw, u)
			if u.Fragment != "" || u.Scheme == "http" && !strings.HasPrefix(strings.ToLower(issuer), "http://") {
				t.Fatalf("accepted endpoint %q of %q", raw, issuer)
			}
		}
		if u, err := judgeBrowserURL(raw); err == nil {
			wantSafe(t, raw, u)
			wantSafe(t, u.String(), u)
		}
		if origin, err := OriginOf(raw); err == nil {
			if again, err := OriginOf(origin); err != nil || again != origin {
				t.Fatalf("origin %q of %q has the origin %q (%v)", origin, raw, again, err)
			}
		}
		if judgeIssuerURL(raw) == nil && len(Profile{Issuer: raw}.metadataURLs()) < 2 {
			t.Fatalf("no URLs for %q", raw)
		}
	})
}

func wantSafe(t *testing.T, raw string, u *url.URL) {
	t.Helper()
	safe := u.Scheme == "https" || u.Scheme == "http" && IsThisComputer(u.Hostname())
	if !safe || u.User != nil || u.Hostname() == "" || strings.ContainsAny(raw, "\\ \t\r\n\x00") {
		t.Fatalf("accepted %q", raw)
	}
}
