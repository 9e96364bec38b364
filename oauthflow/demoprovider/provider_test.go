package demoprovider

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func unmarshal(t *testing.T, body string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatal(err)
	}
}

// memory is a Store for tests. It notices calls at the same time.
type memory struct {
	mu      sync.Mutex
	state   []byte
	saves   int
	failure error
}

func (m *memory) Load(context.Context) ([]byte, error) { return m.state, m.failure }

func (m *memory) Save(_ context.Context, state []byte) error {
	if !m.mu.TryLock() {
		return errors.New("two saves at once")
	}
	defer m.mu.Unlock()
	if m.failure == nil {
		m.state, m.saves = slices.Clone(state), m.saves+1
	}
	return m.failure
}

func TestTheMetadataIsServedAtBothPlacesAndIsTrue(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.get("/.well-known/openid-configuration", nil)
	if other := b.get("/.well-known/oauth-authorization-server", nil); other.body != s.body || s.header.Get("Content-Type") != "application/json" {
		t.Errorf("%s", other.body)
	}
	document := decode(t, s)
	if document["issuer"] != b.p.Issuer() {
		t.Errorf("issuer %v", document["issuer"])
	}
	for name, value := range document {
		if path, ok := strings.CutPrefix(str(value), b.p.Issuer()+"/"); ok {
			if answer := b.get("/"+path, nil); answer.status == http.StatusNotFound {
				t.Errorf("%s leads nowhere", name)
			}
		}
	}
	for name, want := range map[string]string{
		"code_challenge_methods_supported": "[S256]", "authorization_response_iss_parameter_supported": "true",
		"request_uri_parameter_supported": "false", "token_endpoint_auth_methods_supported": "[none]",
		"scopes_supported":        "[openid profile email address phone offline_access admin]",
		"prompt_values_supported": "[none login consent select_account]", "id_token_signing_alg_values_supported": "[RS256]",
	} {
		if got := str(document[name]); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	answer := b.tokens("scope", strings.Join(supportedScopes(), " "))
	for _, claims := range []map[string]any{unverified(t, text(t, answer, "id_token")), decode(t, b.userinfo(text(t, answer, "access_token")))} {
		for name := range claims {
			if !strings.Contains(str(document["claims_supported"])+" ", name) {
				t.Errorf("the claim %s is not announced", name)
			}
		}
	}
}

func str(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case []any:
		words := make([]string, len(v))
		for i := range v {
			words[i] = str(v[i])
		}
		return "[" + strings.Join(words, " ") + "]"
	}
	return ""
}

func TestOnlyRequestsToThisHostAreAnswered(t *testing.T) {
	b := newBrowser(t, start(t, Config{API: func(string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	}}))
	port := b.p.Issuer()[strings.LastIndexByte(b.p.Issuer(), ':'):]
	for host, want := range map[string]bool{
		"127.0.0.1" + port: true, "127.0.0.1": false, "localhost" + port: false, "evil.example" + port: false, "127.0.0.1:1": false,
	} {
		for path, good := range map[string]int{"/keys": http.StatusOK, "/api/notes": http.StatusTeapot, "/nowhere": http.StatusNotFound} {
			r := b.request(http.MethodGet, path, nil)
			r.Host = host
			status := http.StatusMisdirectedRequest
			if want {
				status = good
			}
			if s := b.do(r); s.status != status || s.header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s%s: %d, want %d", host, path, s.status, status)
			}
		}
	}
}

func TestItListensOnLoopbackOnly(t *testing.T) {
	p := start(t, Config{})
	if !strings.HasPrefix(p.Issuer(), "http://127.0.0.1:") {
		t.Error(p.Issuer())
	}
	if connection, err := net.Dial("tcp6", "[::1]"+p.Issuer()[strings.LastIndexByte(p.Issuer(), ':'):]); err == nil {
		connection.Close()
		t.Error("it listens on ::1 too")
	}
}

// restart ends a provider and starts another on the same store.
func restart(t *testing.T, p *Provider, c Config) *Provider {
	t.Helper()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return start(t, c)
}

func TestARestartForgetsNothing(t *testing.T) {
	store := &memory{}
	first := start(t, Config{Store: store})
	b := newBrowser(t, first)
	answer := b.tokens()
	pending := b.code()
	second := restart(t, first, Config{Store: store})
	if second.Issuer() != first.Issuer() || second.PortChanged() || second.keys.public.KeyID != first.keys.public.KeyID {
		t.Fatalf("%s, then %s", first.Issuer(), second.Issuer())
	}
	b.p = second
	if s := b.userinfo(text(t, answer, "access_token")); s.status != http.StatusOK {
		t.Errorf("the access token no longer works: %d", s.status)
	}
	if !b.signedIn() {
		t.Error("the browser is no longer signed in, or consent is forgotten")
	}
	if status, answer := b.api("/token", codeForm(pending)); status != http.StatusOK {
		t.Errorf("a code on its way no longer works: %d %v", status, answer)
	}
	status, refreshed := b.api("/token", refreshForm(text(t, answer, "refresh_token")))
	if status != http.StatusOK {
		t.Fatalf("the refresh token no longer works: %d %v", status, refreshed)
	}
	b.p = restart(t, second, Config{Store: store})
	if status, answer := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("a restart forgot that a token was used: %d %v", status, answer)
	}
	if status, answer := b.api("/token", refreshForm(text(t, refreshed, "refresh_token"))); status != http.StatusBadRequest {
		t.Errorf("the reuse did not revoke the family: %d %v", status, answer)
	}
}

func TestNoSecretIsKeptInTheClear(t *testing.T) {
	store := &memory{}
	b := newBrowser(t, start(t, Config{Store: store}))
	code := b.code()
	_, answer := b.api("/token", codeForm(code))
	cookies := b.http.Jar.Cookies(b.request(http.MethodGet, "/", nil).URL)
	for name, secret := range map[string]string{
		"code": code, "refresh token": text(t, answer, "refresh_token"), "access token": text(t, answer, "access_token"),
		"cookie": cookies[0].Value, "verifier": testVerifier,
	} {
		if strings.Contains(string(store.state), secret) {
			t.Errorf("the %s stands in the state", name)
		}
	}
	if !strings.Contains(string(store.state), hash(text(t, answer, "refresh_token"))) {
		t.Error("the state does not hold the hash of the refresh token either: this test looks at the wrong thing")
	}
}

func TestATakenPortMakesANewIssuer(t *testing.T) {
	store := &memory{}
	first := start(t, Config{Store: store})
	b := newBrowser(t, first)
	answer := b.tokens()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp4", strings.TrimPrefix(first.Issuer(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	second := start(t, Config{Store: store})
	if second.Issuer() == first.Issuer() || !second.PortChanged() {
		t.Fatalf("%s, then %s", first.Issuer(), second.Issuer())
	}
	if second.keys.public.Key == first.keys.public.Key {
		t.Error("the new issuer has the key of the old one")
	}
	b.p = second
	if status, answer := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("a refresh token of another issuer: %d %v", status, answer)
	}
	if third := restart(t, second, Config{Store: store}); third.Issuer() != second.Issuer() || third.PortChanged() {
		t.Errorf("the new port is not remembered: %s", third.Issuer())
	}
}

func TestADemandedPortIsTakenOrAnError(t *testing.T) {
	p := start(t, Config{})
	port, err := strconv.Atoi(p.Issuer()[strings.LastIndexByte(p.Issuer(), ':')+1:])
	if err != nil {
		t.Fatal(err)
	}
	if other, err := Start(t.Context(), Config{Port: port}); err == nil {
		t.Errorf("two providers on one port: %v", other.Close())
	}
	if again := restart(t, p, Config{Port: port}); again.Issuer() != p.Issuer() {
		t.Error(again.Issuer())
	}
}

func TestAStateThatIsNoneIsAFreshStart(t *testing.T) {
	for name, state := range map[string]string{
		"no JSON": "x", "another version": `{"version":99}`, "null": "null", "no key": `{"version":1,"port":1}`,
		"null members": `{"version":1,"sessions":null,"consents":{},"codes":{},"grants":{"a":null}}`,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, start(t, Config{Store: &memory{state: []byte(state)}}))
			b.tokens()
		})
	}
}

func TestAStoreThatFailsIsSaid(t *testing.T) {
	broken := errors.New("the disk is full")
	if p, err := Start(t.Context(), Config{Store: &memory{failure: broken}}); !errors.Is(err, broken) {
		t.Fatalf("%v %v", p, err)
	}
	store := &memory{}
	b := newBrowser(t, start(t, Config{Store: store}))
	answer, code := b.tokens(), b.code()
	store.failure = broken
	if status, refused := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusInternalServerError || refused["error"] != "server_error" {
		t.Errorf("%d %v", status, refused)
	}
	if status, _ := b.api("/token", codeForm(code)); status != http.StatusInternalServerError {
		t.Errorf("code: %d", status)
	}
	if s := b.post("/revoke", tokenForm(text(t, answer, "refresh_token"))); s.status != http.StatusServiceUnavailable || s.header.Get("Retry-After") == "" {
		t.Errorf("revocation: %d", s.status)
	}
	if got := b.get("/authorize", authorizationQuery()).shows(); got != "client server_error" {
		t.Errorf("authorization: %s", got)
	}
	store.failure = nil
	if status, refused := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusOK {
		t.Errorf("a refresh that was not saved used the token up: %d %v", status, refused)
	}
	if status, refused := b.api("/token", codeForm(code)); status != http.StatusOK {
		t.Errorf("a code that was not saved was used up: %d %v", status, refused)
	}
}

func TestSavesAreSerialized(t *testing.T) {
	store := &memory{}
	b := newBrowser(t, start(t, Config{Store: store}))
	token := text(t, b.tokens(), "refresh_token")
	const tries = 16
	statuses := make(chan int, tries)
	for range tries {
		go func() {
			response, err := b.http.PostForm(b.p.Issuer()+"/token", refreshForm(token))
			if err != nil {
				statuses <- 0
				return
			}
			_, _ = io.Copy(io.Discard, response.Body)
			response.Body.Close()
			statuses <- response.StatusCode
		}()
	}
	count := map[int]int{}
	for range tries {
		count[<-statuses]++
	}
	if count[http.StatusOK] != 1 || count[http.StatusBadRequest] != tries-1 {
		t.Errorf("one token, used at once: %v", count)
	}
}

func TestTheStateDoesNotGrowWithoutLimit(t *testing.T) {
	s, now := newState(), time.Now()
	for i := range 3 * maxGrants {
		key, expires := strconv.Itoa(i), now.Add(time.Duration(i+1)*time.Second)
		s.Grants[key] = &grant{Expires: expires}
		s.Codes[key] = &code{Expires: expires}
		s.Sessions[key] = &browserSession{Expires: expires}
	}
	s.prune(now)
	if len(s.Grants) != maxGrants || len(s.Codes) != maxCodes || len(s.Sessions) != maxSessions {
		t.Errorf("%d %d %d", len(s.Grants), len(s.Codes), len(s.Sessions))
	}
	if s.Grants[strconv.Itoa(3*maxGrants-1)] == nil || s.Grants["0"] != nil {
		t.Error("the wrong ones were dropped")
	}
	s.prune(now.Add(time.Hour))
	if len(s.Grants)+len(s.Codes)+len(s.Sessions) != 0 {
		t.Error("expired ones are kept")
	}
	g := &grant{Expires: now}
	g.revokeAlone("a", now)
	for range 2 * maxUsedRefreshes {
		g.rotate(now)
	}
	if g.prune(now); len(g.Used) != maxUsedRefreshes || len(g.Revoked) != 0 {
		t.Errorf("%d used, %d revoked", len(g.Used), len(g.Revoked))
	}
}

func TestTheEndOfTheContextEndsTheProvider(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, err := Start(ctx, Config{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	p.serving.Wait()
	if connection, err := net.Dial("tcp4", strings.TrimPrefix(p.Issuer(), "http://")); err == nil {
		connection.Close()
		t.Error("it still listens")
	}
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Error(err)
	}
}

// A browser keeps connections open, and one may never send a request.
func TestCloseDoesNotWaitForIdleConnections(t *testing.T) {
	p := start(t, Config{})
	silent, err := net.Dial("tcp4", strings.TrimPrefix(p.Issuer(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	newBrowser(t, p).get("/keys", nil)
	begun := time.Now()
	if err := p.Close(); err != nil || time.Since(begun) > 3*shutdownGrace {
		t.Errorf("%v after %s", err, time.Since(begun))
	}
}

func TestTheDeadlineOfASaveIsNotTheCallers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		current := newState()
		var err error
		if current.Key, err = newSigningKey(time.Now(), true); err != nil {
			t.Fatal(err)
		}
		k := &keeper{store: storeFunc(func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}), now: time.Now, current: current}
		begun := time.Now()
		err = k.update(ctx, func(s *state) error { s.Port = 1; return nil })
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != saveTimeout {
			t.Errorf("%v after %s", err, time.Since(begun))
		}
	})
}

type storeFunc func(context.Context) error

func (storeFunc) Load(context.Context) ([]byte, error)       { return nil, nil }
func (f storeFunc) Save(ctx context.Context, _ []byte) error { return f(ctx) }

func TestPeopleCanSignIn(t *testing.T) {
	p := start(t, Config{})
	people := People()
	if len(people) != 3 || people[0] != (Person{"alice", "wonderland", "Ada Lovelace"}) {
		t.Errorf("%v", people)
	}
	subjects := map[any]bool{}
	for _, person := range people {
		b := newBrowser(t, p)
		s := b.submit(b.get("/authorize", authorizationQuery()), "user", person.User, "password", person.Password)
		claims := unverified(t, b.idTokenAfter(s).(string))
		if claims["name"] != person.Name {
			t.Errorf("%v", claims)
		}
		subjects[claims["sub"]] = true
	}
	if len(subjects) != 3 {
		t.Errorf("%v", subjects)
	}
}

func FuzzAnAuthorizationRequestIsJudged(f *testing.F) {
	key, err := newSigningKey(time.Now(), true)
	if err != nil {
		f.Fatal(err)
	}
	keys, err := newSigner(key)
	if err != nil {
		f.Fatal(err)
	}
	p := &Provider{issuer: "http://127.0.0.1:1", keys: keys}
	f.Add(authorizationQuery().Encode())
	f.Add(authorizationQuery("max_age", "5", "prompt", "login consent", "acr_values", acrFreshPassword, "id_token_hint", "e30.e30.e30").Encode())
	f.Fuzz(func(t *testing.T, raw string) {
		values, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		request, refusal := p.readAuthorizationRequest(values)
		if refusal != nil {
			if refusal.code == "" || strings.ContainsAny(refusal.description, "\"\\\r\n") {
				t.Fatalf("%q", refusal.description)
			}
			return
		}
		if values.Get("code_challenge_method") != "S256" || len(request.codeChallenge) != 43 || len(request.scopes) == 0 || values.Get("response_type") != "code" {
			t.Fatalf("accepted %q", raw)
		}
	})
}
