package demoapi

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// issuer publishes metadata and keys, and signs what a test wants.
type issuer struct {
	*httptest.Server
	fetches  atomic.Int32
	down     atomic.Bool
	issuerID string // what the metadata says
	keys     []jose.JSONWebKey
}

func newKey(t *testing.T, kid string) jose.JSONWebKey {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return jose.JSONWebKey{Key: private, KeyID: kid, Algorithm: "RS256", Use: "sig"}
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{keys: []jose.JSONWebKey{newKey(t, "one")}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/oauth-authorization-server", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"issuer": i.issuerID, "jwks_uri": i.URL + "/keys"})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		i.fetches.Add(1)
		if i.down.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		var set jose.JSONWebKeySet
		for _, key := range i.keys {
			set.Keys = append(set.Keys, key.Public())
		}
		writeJSON(w, http.StatusOK, set)
	})
	i.Server = httptest.NewServer(mux)
	i.issuerID = i.URL
	t.Cleanup(i.Close)
	return i
}

// sign makes a compact JWT.
func sign(t *testing.T, algorithm jose.SignatureAlgorithm, key any, typ string, claims any) string {
	t.Helper()
	options := &jose.SignerOptions{}
	if typ != "" {
		options.WithType(jose.ContentType(typ))
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// fixture is an API, its issuer, and a clock that stands until it is moved.
type fixture struct {
	t      *testing.T
	issuer *issuer
	api    *API
	now    time.Time
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, issuer: newIssuer(t), now: time.Now().Truncate(time.Second)}
	f.api = New(Config{Issuer: f.issuer.URL, Now: func() time.Time { return f.now }})
	return f
}

// claims returns the claims of a good token, changed by the pairs (nil: left out).
func (f *fixture) claims(pairs ...any) map[string]any {
	claims := map[string]any{
		"iss": f.issuer.URL, "aud": f.issuer.URL + "/api", "sub": "248289761001", "client_id": "proofkey", "jti": "id",
		"iat": f.now.Unix(), "exp": f.now.Add(time.Hour).Unix(), "auth_time": f.now.Unix(), "scope": "openid profile",
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		claims[pairs[i].(string)] = pairs[i+1]
	}
	maps.DeleteFunc(claims, func(_ string, value any) bool { return value == nil })
	return claims
}

func (f *fixture) token(pairs ...any) string {
	f.t.Helper()
	return sign(f.t, jose.RS256, f.issuer.keys[0], "at+jwt", f.claims(pairs...))
}

// call sends a request; an empty token sends none.
func (f *fixture) call(method, target, token, body string) *httptest.ResponseRecorder {
	f.t.Helper()
	r := httptest.NewRequestWithContext(f.t.Context(), method, target, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return f.serve(r)
}

func (f *fixture) serve(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	f.api.ServeHTTP(w, r)
	return w
}

func decode(t *testing.T, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	answer := map[string]any{}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%d %q: %v", w.Code, w.Body, err)
	}
	return answer
}

func TestNotesAreKeptPerPersonAndChange(t *testing.T) {
	f := newFixture(t)
	ada, grace := f.token(), f.token("sub", "248289761003")
	stamp := f.now.UTC().Format(time.RFC3339)
	want := fmt.Sprintf(`{"subject":"248289761001","notes":[{"id":1,"text":"Order analytical engine parts","created":%q}]}`, stamp)
	if w := f.call("GET", "/api/notes", ada, ""); w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) != want {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	f.now = f.now.Add(time.Minute)
	added := f.call("POST", "/api/notes", ada, `{"text":" Γράμμα <b>"} `)
	if answer := decode(t, added); added.Code != http.StatusCreated || answer["id"] != 2.0 || answer["text"] != "Γράμμα <b>" || answer["created"] == stamp {
		t.Fatalf("%d %v", added.Code, answer)
	}
	if notes := decode(t, f.call("GET", "/api/notes", ada, ""))["notes"].([]any); len(notes) != 2 {
		t.Errorf("%v", notes)
	}
	if notes := decode(t, f.call("GET", "/api/notes", grace, ""))["notes"].([]any); len(notes) != 1 {
		t.Errorf("another person sees them: %v", notes)
	}
}

func TestABadNoteIsRefused(t *testing.T) {
	f := newFixture(t)
	token := f.token()
	for name, body := range map[string]string{
		"no JSON":                  "x",
		"an array":                 `["a"]`,
		"an unknown member":        `{"text":"a","id":7}`,
		"no text":                  `{}`,
		"only white space":         `{"text":" \n "}`,
		"a long text":              `{"text":"` + strings.Repeat("é", maxNoteLength+1) + `"}`,
		"a long body":              `{"text":"` + strings.Repeat(" ", maxBodyBytes) + `a"}`,
		"something after the note": `{"text":"a"}{}`,
	} {
		if w := f.call("POST", "/api/notes", token, body); w.Code != http.StatusUnprocessableEntity || decode(t, w)["error_description"] == "" {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/api/notes", strings.NewReader("text=a"))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "text/plain")
	if w := f.serve(r); w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("another content type: %d", w.Code)
	}
	if notes := decode(t, f.call("GET", "/api/notes", token, ""))["notes"].([]any); len(notes) != 1 {
		t.Errorf("%v", notes)
	}
}

func TestNotesAreLimited(t *testing.T) {
	n := &notebook{now: time.Now}
	for range 2 * maxNotes {
		if _, err := n.add("one", "text"); err != nil {
			t.Fatal(err)
		}
	}
	notes, err := n.of("one")
	if err != nil || len(notes) != maxNotes || notes[maxNotes-1].ID != 2*maxNotes+1 {
		t.Errorf("%d %v", len(notes), err)
	}
	for i := range maxSubjects - 1 {
		if _, err := n.of(fmt.Sprint("subject ", i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := n.of("one too many"); err == nil || len(n.bySubject) != maxSubjects {
		t.Error("subjects without limit")
	}
}

func TestWhoamiSaysWhoCalled(t *testing.T) {
	f := newFixture(t)
	answer := decode(t, f.call("GET", "/api/whoami", f.token(), ""))
	for name, want := range map[string]any{
		"sub": "248289761001", "client_id": "proofkey", "scope": "openid profile", "jti": "id", "exp": float64(f.now.Add(time.Hour).Unix()),
	} {
		if answer[name] != want {
			t.Errorf("%s: %v", name, answer[name])
		}
	}
}

func TestAdminNeedsItsScope(t *testing.T) {
	f := newFixture(t)
	for scope, want := range map[any]int{"openid admin": 200, "admin": 200, "openid": 403, "administrator": 403, "Admin": 403, nil: 403} {
		w := f.call("GET", "/api/admin", f.token("scope", scope), "")
		challenge := w.Header().Get("WWW-Authenticate")
		if w.Code != want || (want == 403) != (strings.Contains(challenge, `error="insufficient_scope"`) && strings.Contains(challenge, `scope="admin"`)) {
			t.Errorf("scope %v: %d %s", scope, w.Code, challenge)
		}
	}
}

func TestFreshNeedsASignInWithinAMinute(t *testing.T) {
	f := newFixture(t)
	for name, row := range map[string]struct {
		authTime any
		want     int
	}{
		"now": {f.now.Unix(), 200}, "a minute ago": {f.now.Add(-time.Minute).Unix(), 200},
		"61 seconds ago": {f.now.Add(-61 * time.Second).Unix(), 401}, "never said": {nil, 401},
	} {
		w := f.call("GET", "/api/fresh", f.token("auth_time", row.authTime), "")
		challenge := w.Header().Get("WWW-Authenticate")
		stepUp := strings.HasPrefix(challenge, "Bearer ") && strings.Contains(challenge, `error="insufficient_user_authentication"`) && strings.Contains(challenge, `max_age="60"`)
		if w.Code != row.want || (row.want == 401) != stepUp {
			t.Errorf("%s: %d %s", name, w.Code, challenge)
		}
	}
}

func TestLargeAnswersTheBytesAskedFor(t *testing.T) {
	f := newFixture(t)
	token := f.token()
	for _, n := range []int{15, 16, 100, 175, 176, 1000, 123457, maxLargeBytes} {
		w := f.call("GET", fmt.Sprint("/api/large?bytes=", n), token, "")
		if w.Code != http.StatusOK || w.Body.Len() != n || w.Header().Get("Content-Length") != fmt.Sprint(n) {
			t.Errorf("%d: %d, %d bytes", n, w.Code, w.Body.Len())
		}
		decode(t, w)
	}
	for _, bad := range []string{"", "14", "-1", "ten", fmt.Sprint(maxLargeBytes + 1), "99999999999999999999"} {
		if w := f.call("GET", "/api/large?bytes="+bad, token, ""); w.Code != http.StatusBadRequest {
			t.Errorf("%q: %d", bad, w.Code)
		}
	}
}

func TestEveryResourceNeedsATokenAndAllowsNoOtherOrigin(t *testing.T) {
	f := newFixture(t)
	for _, path := range []string{"/api/notes", "/api/whoami", "/api/admin", "/api/fresh", "/api/large?bytes=20"} {
		r := httptest.NewRequestWithContext(t.Context(), "GET", path, nil)
		r.Header.Set("Origin", "https://evil.example")
		w := f.serve(r)
		if w.Code != http.StatusUnauthorized || w.Header().Get("WWW-Authenticate") != `Bearer realm="demo API"` || w.Body.Len() != 0 {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
		for name := range w.Header() {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: %s", path, name)
			}
		}
		r = httptest.NewRequestWithContext(t.Context(), "OPTIONS", path, nil)
		if w := f.serve(r); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("OPTIONS %s: %d", path, w.Code)
		}
	}
	if w := f.call("GET", "/api/nothing", f.token(), ""); w.Code != http.StatusNotFound {
		t.Errorf("%d", w.Code)
	}
}

func FuzzANoteIsJudged(f *testing.F) {
	f.Add(`{"text":"a note"}`)
	f.Add(`{"text":"\ud800"}`)
	f.Fuzz(func(t *testing.T, body string) {
		text, problem := readNote(strings.NewReader(body))
		if (text == "") == (problem == "") || len([]rune(text)) > maxNoteLength {
			t.Fatalf("%q %q", text, problem)
		}
	})
}
