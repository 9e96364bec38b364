// Every message that the app sends and gets at the embedded provider is walked.

package state

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/vault"
)

// walkedClient is a client at the embedded provider with a person's browser, whose messages are walked.
type walkedClient struct {
	*walk
	*oauthflow.Client
	browser *oauthtest.Browser
	tl      *oauthflow.Timeline
}

func startWalkedProvider(t *testing.T) *demoprovider.Provider {
	t.Helper()
	later := func() time.Time { return time.Now().Add(2 * time.Minute) } // for this API no sign-in is a fresh one
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{API: func(issuer string) http.Handler {
		return demoapi.New(demoapi.Config{Issuer: issuer, Now: later})
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	return provider
}

func newWalkedClient(w *walk, issuer string, person demoprovider.Person) *walkedClient {
	w.Helper()
	memory, err := vault.Open(w.Context(), vault.Config{})
	if err != nil {
		w.Fatal(err)
	}
	profile := oauthflow.Profile{
		ID: oauthflow.NewProfileID(), Name: "Demo", Issuer: issuer, ClientID: demoprovider.ClientID,
		Scopes:   []string{"openid", "profile", "email", "address", "phone", "offline_access"},
		Redirect: oauthflow.DefaultRedirect(), APIOrigins: []string{issuer}, DPoP: oauthflow.DPoPOff,
		AuthorizationParameters: map[string]string{
			"login_hint": person.User, "ui_locales": "en", "display": "page", "acr_values": "urn:proofkey:demo:password", "max_age": "600",
		},
	}
	browser := oauthtest.NewBrowser(person.User, person.Password)
	browser.Opened = w.url // the authorization request; the timeline forgets it with the sign-in
	client := oauthflow.NewClient(profile, oauthflow.NewTransport(), browser, oauthflow.NewTokenStore(memory))
	return &walkedClient{w, client, browser, &oauthflow.Timeline{}}
}

func (c *walkedClient) signIn(wanted bool) {
	c.Helper()
	_, err := c.SignIn(c.Context(), c.tl, oauthflow.SignInOptions{Limit: 20 * time.Second})
	if (err == nil) != wanted {
		c.Fatalf("sign-in: %v", err)
	}
}

// callAPI calls a resource and wants its status.
func (c *walkedClient) callAPI(method, path, body string, status int) {
	c.Helper()
	request := oauthflow.APIRequest{Method: method, URL: c.Profile.Issuer + path, Body: []byte(body)}
	if body != "" {
		request.Header = http.Header{"Content-Type": {"application/json"}}
	}
	answer, err := c.CallAPI(c.Context(), c.tl, request)
	if err != nil || answer.Status != status {
		c.Fatalf("%s %s: %+v, %v", method, path, answer, err)
	}
}

// register registers a client and deletes it.
func (c *walkedClient) register() {
	c.Helper()
	if err := c.Prefetch(c.Context(), nil); err != nil {
		c.Fatal(err)
	}
	made, err := oauthflow.RegisterClient(c.Context(), c.Transport, oauthflow.RegistrationRequest{Metadata: c.Metadata(), Redirect: c.Profile.Redirect, Scopes: c.Profile.Scopes, Timeline: c.tl})
	if err == nil {
		err = oauthflow.DeleteRegistration(c.Context(), c.Transport, c.tl, *made)
	}
	if err != nil {
		c.Fatal(err)
	}
}

// askForCode begins a sign-in on another device and cancels it once the code is there.
func (c *walkedClient) askForCode() {
	c.Helper()
	ctx, cancel := context.WithCancelCause(c.Context())
	go func() {
		for n := 0; ; {
			events, err := c.tl.Wait(ctx, n)
			if n += len(events); err != nil || slices.ContainsFunc(events, func(e oauthflow.Event) bool { return e.Device != nil }) {
				cancel(oauthflow.ErrCanceled)
				return
			}
		}
	}()
	if _, err := c.SignInElsewhere(ctx, c.tl, oauthflow.SignInOptions{}); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeCancelled}) {
		c.Error(err)
	}
}

// introspect asks about the tokens of the session.
func (c *walkedClient) introspect() {
	c.Helper()
	s, err := c.Store.Load(c.Context(), c.Profile.ID)
	if err != nil {
		c.Fatal(err)
	}
	for hint, token := range map[string]oauthflow.Secret{"access_token": s.AccessToken, "refresh_token": s.RefreshToken} {
		form := url.Values{"token": {token.Reveal()}, "token_type_hint": {hint}, "client_id": {c.Profile.ClientID}}
		request, err := http.NewRequestWithContext(c.Context(), http.MethodPost, c.Profile.Issuer+"/introspect", strings.NewReader(form.Encode()))
		if err != nil {
			c.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := c.Transport.RoundTrip(request)
		if err != nil {
			c.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err = errors.Join(err, response.Body.Close()); err != nil || !strings.Contains(string(body), `"active":true`) {
			c.Fatalf("%s, %v", body, err)
		}
		c.query(form.Encode())
		c.object(EntryParameter, body)
	}
}

// leadOn is a browser that tells where the one-use URL of a sign-out leads.
type leadOn struct{ walk *walk }

func (l leadOn) Open(ctx context.Context, target string) error {
	ctx = context.WithoutCancel(ctx) // the sign-out ends, and ctx with it, once the browser was answered
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return err
	}
	response, err := oauthflow.NewTransport().RoundTrip(request)
	if err != nil {
		return err
	}
	for name := range response.Header {
		l.walk.name(EntryHeader, name)
	}
	l.walk.url(response.Header.Get("Location"))
	return response.Body.Close()
}

// signOut signs out at the provider too.
func (c *walkedClient) signOut() {
	c.Helper()
	c.UserAgent = leadOn{c.walk}
	if err := c.SignOut(c.Context(), c.tl, oauthflow.SignOutOptions{AtProvider: true}); err != nil {
		c.Fatal(err)
	}
}

// done walks the timeline.
func (c *walkedClient) done(exchanges int) {
	c.Helper()
	got := 0
	for _, e := range c.tl.Events() {
		c.event(e)
		if e.HTTP != nil {
			got++
		}
		if e.Kind == oauthflow.EventNotice {
			c.Errorf("%s: %v", e.Step, e.Err)
		}
	}
	if got < exchanges {
		c.Errorf("%d exchanges, want %d", got, exchanges)
	}
}

// walkEverything does all that the client can do, and returns what was met.
func walkEverything(t *testing.T) map[string]bool {
	t.Helper()
	w := newWalk(t)
	issuer := startWalkedProvider(t).Issuer()
	for _, person := range demoprovider.People() {
		c := newWalkedClient(w, issuer, person)
		c.signIn(true)
		c.callAPI("GET", "/api/notes", "", 200)
		c.callAPI("POST", "/api/notes", `{"text":"a note"}`, 201)
		c.callAPI("GET", "/api/admin", "", 403)
		c.callAPI("GET", "/api/fresh", "", 401)
		c.callAPI("GET", "/userinfo", "", 200)
		if _, err := c.Refresh(t.Context(), c.tl); err != nil {
			t.Fatal(err)
		}
		c.introspect()
		c.signOut()
		c.done(12)
	}
	mcp := newWalkedClient(w, issuer, demoprovider.People()[0])
	mcp.Profile.Resources, mcp.Profile.MCP = []string{issuer + "/api/mcp"}, true
	mcp.signIn(true)
	if answer, err := mcp.CallAPI(t.Context(), mcp.tl, oauthflow.MCPCall(issuer+"/api/mcp")); err != nil || answer.Status != 200 {
		t.Fatalf("%+v, %v", answer, err)
	}
	mcp.done(5)
	denied := newWalkedClient(w, issuer, demoprovider.People()[0])
	denied.browser.Deny = true
	denied.signIn(false)
	denied.done(2)
	secretive := newWalkedClient(w, issuer, demoprovider.People()[0]) // the provider refuses a client secret
	secretive.Profile.ClientSecret = oauthflow.NewSecret(t.Name())
	secretive.signIn(false)
	secretive.done(3)
	walkProtected(t, w)
	registering := newWalkedClient(w, issuer, demoprovider.People()[0])
	registering.register()
	registering.done(2)
	elsewhere := newWalkedClient(w, issuer, demoprovider.People()[0])
	elsewhere.askForCode()
	elsewhere.done(2)
	for _, name := range browserHeaders() {
		w.name(EntryHeader, name)
	}
	return w.met
}

// walkProtected pushes the request and binds the tokens, at a provider and an API that want nonces in the proofs.
func walkProtected(t *testing.T, w *walk) {
	t.Helper()
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{
		Faults: []demoprovider.Fault{demoprovider.FaultPushRequired, demoprovider.FaultNonceRequired},
		API:    func(issuer string) http.Handler { return demoapi.New(demoapi.Config{Issuer: issuer, Nonce: true}) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	c := newWalkedClient(w, provider.Issuer(), demoprovider.People()[0])
	c.Profile.DPoP = oauthflow.DPoPRequired
	c.signIn(true)
	c.callAPI("GET", "/api/notes", "", 200)
	c.callAPI("GET", "/api/admin", "", 403)
	if _, err := c.Refresh(t.Context(), c.tl); err != nil {
		t.Fatal(err)
	}
	c.introspect()
	c.signOut()
	c.done(12)
}

// browserHeaders are what Chromium, Firefox and Safari send to the redirection endpoint.
func browserHeaders() []string {
	return strings.Fields(`Host Connection Cookie User-Agent Accept Accept-Encoding Accept-Language Referer Priority DNT Sec-GPC
		Upgrade-Insecure-Requests Sec-Fetch-Site Sec-Fetch-Mode Sec-Fetch-User Sec-Fetch-Dest sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform`)
}

// Each name in the messages has an entry, and each entry is met there or is one that others send.
func TestEveryMessageIsInTheDictionary(t *testing.T) {
	met := walkEverything(t)
	others := map[string]bool{}
	for kind, names := range sentByOthers() {
		for _, name := range strings.Fields(names) {
			key := string(kind) + " " + name
			if !Lookup(kind, name).Known || met[key] || others[key] {
				t.Errorf("%s is on the list of what others send: known %v, met %v, twice %v", key, Lookup(kind, name).Known, met[key], others[key])
			}
			others[key] = true
		}
	}
	for _, kind := range entryKinds() {
		var left []string
		for _, r := range entryRows(kind) {
			if key := string(kind) + " " + r.name; !met[key] && !others[key] {
				left = append(left, r.name)
			}
		}
		if slices.Sort(left); len(left) > 0 {
			t.Errorf("entries of %s that are neither met nor on the list of what others send: %s", kind, strings.Join(left, " "))
		}
	}
}

// A message with a name that is not in the dictionary does not pass the walk.
func TestTheWalkLooksEverywhere(t *testing.T) {
	message := func(method string, fields []oauthflow.HTTPField, url, body string) oauthflow.HTTPContent {
		return oauthflow.HTTPContent{Method: method, URL: url, Status: 200, Fields: fields, Body: []byte(body)}
	}
	host := []oauthflow.HTTPField{{Name: "Host", Value: "x"}}
	for name, row := range map[string]struct{ request, answer oauthflow.HTTPContent }{
		"header of a request": {message("GET", []oauthflow.HTTPField{{Name: "X-New"}}, "http://x/token", ""), message("", host, "", "")},
		"header of an answer": {message("GET", host, "http://x/token", ""), message("", []oauthflow.HTTPField{{Name: "X-New"}}, "", "")},
		"query":               {message("GET", host, "http://x/token?new=1", ""), message("", host, "", "")},
		"form":                {message("POST", host, "http://x/token", "new=1"), message("", host, "", "")},
		"member of an answer": {message("POST", host, "http://x/token", ""), message("", host, "", `{"new":1}`)},
		"member of metadata":  {message("GET", host, "http://x/.well-known/openid-configuration", ""), message("", host, "", `{"new":1}`)},
		"member of a key":     {message("GET", host, "http://x/keys", ""), message("", host, "", `{"keys":[{"new":1}]}`)},
		"claim":               {message("GET", host, "http://x/userinfo", ""), message("", host, "", `{"new":1}`)},
		"part of an address":  {message("GET", host, "http://x/userinfo", ""), message("", host, "", `{"address":{"new":1}}`)},
		"part of a challenge": {message("GET", host, "http://x/api", ""), message("", []oauthflow.HTTPField{{Name: "Www-Authenticate", Value: `Bearer new="1"`}}, "", "")},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWalk(t)
			w.unknown = func(EntryKind, string) { w.met["unknown"] = true }
			w.exchange(oauthflow.StepTokenRequest, row.request, row.answer)
			if !w.met["unknown"] {
				t.Error("the name was overlooked")
			}
		})
	}
}
