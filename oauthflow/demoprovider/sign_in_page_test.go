package demoprovider

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestAWrongPasswordIsSaidAndTheUserNameIsKept(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.get("/authorize", authorizationQuery())
	for name, pairs := range map[string][]string{
		"a wrong password":    {"user", "alice", "password", "looking-glass"},
		"another's password":  {"user", "alice", "password", "astrolabe"},
		"no password":         {"user", "alice", "password", ""},
		"another letter case": {"user", "alice", "password", "Wonderland"},
	} {
		t.Run(name, func(t *testing.T) {
			wrong := b.submit(s, pairs...)
			if wrong.status != http.StatusForbidden || !strings.Contains(wrong.body, `role="alert"`) || !strings.Contains(wrong.body, `value="alice"`) {
				t.Fatalf("%d %s", wrong.status, wrong.body)
			}
			if got := b.get("/authorize", authorizationQuery("prompt", "none")).shows(); got != "client login_required" {
				t.Errorf("signed in with %s: %s", name, got)
			}
		})
	}
	if got := b.signInAlice(s).shows(); got != "/consent" {
		t.Errorf("the right password after wrong ones: %s", got)
	}
}

func TestAnotherAccountCanBeUsed(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	b.code()
	s := b.submit(b.get("/authorize", authorizationQuery("prompt", "select_account")), "decision", "other")
	if s.shows() != "/sign-in" {
		t.Fatal(s.shows())
	}
	s = b.submit(s, "user", "hypatia", "password", "astrolabe", "decision", "approve")
	s = b.submit(s, "decision", "approve")
	_, answer := b.api("/token", codeForm(s.answer().Get("code")))
	if claims := unverified(t, text(t, answer, "id_token")); claims["name"] != "Υπατία Αλεξανδρινή" {
		t.Errorf("%v", claims)
	}
}

func TestTheLoginHintPrefillsTheUserName(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for hint, want := range map[string]string{"grace": `value="grace"`, "ada@demo.example": `value="alice"`, `"><script>`: `value=""`} {
		s := b.get("/authorize", authorizationQuery("login_hint", hint))
		if !strings.Contains(s.body, `name="user" type="text" `+want) || strings.Contains(s.body, "<script") {
			t.Errorf("%s: %s", hint, s.body)
		}
	}
}

func TestPagesHaveNoScriptAndStrictHeaders(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	signIn := b.get("/authorize", authorizationQuery())
	consent := b.signInAlice(signIn)
	screens := []screen{signIn, consent, b.get("/authorize", nil), b.get("/", nil), b.get("/end-session", nil), b.get("/authorize", authorizationQuery("prompt", "select_account"))}
	for _, s := range screens {
		for _, bad := range []string{"<script", "javascript:", " on", "style="} {
			if slices.ContainsFunc(strings.Split(s.body, "<"), func(tag string) bool { return strings.Contains("<"+strings.SplitN(tag, ">", 2)[0], bad) }) {
				t.Errorf("%q in %s", bad, s.body)
			}
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": "frame-ancestors 'none'", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
			"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Content-Type": "text/html",
		} {
			if !strings.Contains(s.header.Get(name), want) {
				t.Errorf("%s: %s", name, s.header.Get(name))
			}
		}
	}
	for _, want := range []string{`autocomplete="username"`, `autocomplete="current-password"`, `<label for="user">`, `<label for="password">`, "autofocus", "wonderland", "Υπατία"} {
		if !strings.Contains(signIn.body, want) {
			t.Errorf("%s is missing", want)
		}
	}
}
