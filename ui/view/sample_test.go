package view

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"strconv"
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// later is the time of the pictures, some seconds on.
func later(seconds int) time.Time {
	zone := time.FixedZone("CET", 3600)
	return time.Date(2026, 11, 24, 7, 12, 6, 0, zone).Add(time.Duration(seconds) * time.Second)
}

func number(t time.Time) json.Number { return json.Number(strconv.FormatInt(t.Unix(), 10)) }

func jwt(header, claims string) oauthflow.Secret {
	encode := base64.RawURLEncoding.EncodeToString
	return oauthflow.NewSecret(encode([]byte(header)) + "." + encode([]byte(claims)) + "." + encode([]byte("signature")))
}

func demoProfile() oauthflow.Profile {
	return oauthflow.Profile{
		ID: "demo", Name: "Demo provider", Issuer: "http://127.0.0.1:51723", ClientID: "proofkey",
		Scopes: oauthflow.DefaultScopes(), Redirect: oauthflow.DefaultRedirect(), APIOrigins: []string{"http://127.0.0.1:51723"},
	}
}

// sample is the window of the pictures: three connections, the demo provider selected and signed out.
func sample() *state.State {
	s := state.New()
	s.Version, s.DataFolder = "1.0.0", "/home/ada/.config/proofkey"
	s.Readme = "# Proofkey\n\n![shot](https://example.com/shot.png)\n\nSigns you in. <b>Really</b>\n\n[Source](https://example.com/source) and [local](file:///etc/passwd)\n\n```sh\nmake run    # builds\n```\n\n| command | what it does |\n| --- | --- |\n| `make lint` | looks at [all](https://example.com/all) files ![x](https://example.com/shot.png) |\n"
	s.SetStorage(true, "")
	demo := state.NewConnection(demoProfile())
	demo.Demo, demo.Ready, demo.DemoAPI = true, true, "http://127.0.0.1:51723/api"
	demo.Metadata = &oauthflow.ServerMetadata{
		Issuer: "http://127.0.0.1:51723", UserInfoEndpoint: "http://127.0.0.1:51723/userinfo", EndSessionEndpoint: "http://127.0.0.1:51723/end",
	}
	google := state.NewConnection(oauthflow.Profile{ID: "google", Name: "Google", Issuer: "https://accounts.google.com", ClientID: "desk", Scopes: []string{"openid"}})
	keycloak := state.NewConnection(oauthflow.Profile{
		ID: "keycloak", Name: "Keycloak staging", Issuer: "https://id.staging.example/realms/main", ClientID: "desk", Scopes: []string{"openid", "profile"},
		Redirect: oauthflow.DefaultRedirect(),
	})
	s.Connections = []*state.Connection{demo, google, keycloak}
	s.Select("demo")
	return s
}

func session() *oauthflow.Session {
	at := later(-2)
	return &oauthflow.Session{
		Issuer: "http://127.0.0.1:51723", ClientID: "proofkey", Subject: "248289761001",
		AccessToken: jwt(`{"alg":"RS256","typ":"at+jwt"}`, `{"sub":"248289761001"}`), RefreshToken: oauthflow.NewSecret("refresh-secret-value"),
		IDToken: jwt(`{"alg":"RS256","kid":"demo-2026-11","typ":"JWT"}`, `{"iss":"http://127.0.0.1:51723"}`), TokenType: "Bearer",
		Scope: oauthflow.DefaultScopes(), RequestedScope: oauthflow.DefaultScopes(), IssuedAt: at, ExpiresAt: at.Add(time.Hour),
		Claims: map[string]any{
			"sub": "248289761001", "name": "Ada Lovelace", "email": "ada@demo.example", "email_verified": true,
			"iss": "http://127.0.0.1:51723", "aud": "proofkey", "iat": number(at), "exp": number(at.Add(time.Hour)), "auth_time": number(at.Add(-5 * time.Second)),
			"nonce": "n-0S6_WzA2MjQ8", "at_hash": "77QmUPtjPfzWtF2AnpK9RQ", "amr": []any{"pwd"},
		},
		Algorithm: "RS256", KeyID: "demo-2026-11", VerifiedAt: at, SignedInAt: at, Checks: ledger(),
		Refreshes: 2, LastRefresh: later(-836), Rotates: true, ChangedClaims: []string{"iat", "exp", "at_hash"},
	}
}

func ledger() []oauthflow.Check {
	passed := func(id, actual, source string) oauthflow.Check {
		return oauthflow.Check{ID: id, Name: id, Actual: actual, Expected: actual, Source: source, Result: oauthflow.Passed}
	}
	return []oauthflow.Check{
		passed("DISC-01", "http://127.0.0.1:51723", "OpenID Discovery §4.3"), passed("DISC-10", "S256, announced", "RFC 7636 §4"),
		passed("RESP-03", "kq3…", "RFC 6749 §10.12"), passed("RESP-09", "http://127.0.0.1:51723", "RFC 9207 §2.4"),
		passed("JOSE-01", "RS256", "RFC 8725 §3.1"), passed("JOSE-20", "RS256 · key demo-2026-11", "OIDC Core §3.1.3.7 (6)"),
		passed("IDT-01", "http://127.0.0.1:51723", "OIDC Core §3.1.3.7 (2)"), passed("IDT-06", "expires in 59 min", "OIDC Core §3.1.3.7 (9)"),
		passed("IDT-10", "n-0S6_…", "OIDC Core §3.1.3.7 (11)"),
		{ID: "IDT-11", Name: "acr", Reason: "not asked for in this connection", Source: "OIDC Core §3.1.3.7 (12)", Result: oauthflow.Skipped},
		passed("IDT-14", "matches the access token", "OIDC Core §3.1.3.8"),
	}
}

func doneSteps() [6]state.StepState {
	at := later(-2)
	done := func(d time.Duration) state.StepState {
		return state.StepState{Status: state.StatusDone, StartedAt: at.Add(-d), Duration: d}
	}
	steps := [6]state.StepState{done(4 * time.Millisecond), done(0), done(6200 * time.Millisecond), done(31 * time.Millisecond), done(2 * time.Millisecond), done(0)}
	steps[0].Cached = true
	return steps
}

func signedIn() *state.State {
	s := sample()
	c := s.Current()
	c.Session, c.Phase, c.Steps, c.Checks, c.Practice = session(), state.PhaseSignedIn, doneSteps(), ledger(), verdicts()
	return s
}

func onTab(tab state.Tab) *state.State {
	s := signedIn()
	s.Current().Tab = tab
	return s
}

// tokensAsked has been refreshed and introspected.
func tokensAsked() *state.State {
	s := onTab(state.TabTokens)
	c := s.Current()
	renewed := *c.Session
	renewed.Refreshes, renewed.Rotates, renewed.LastRefresh = 3, true, later(-60)
	renewed.Claims = maps.Clone(renewed.Claims)
	renewed.Claims["iat"], renewed.ChangedClaims = number(later(-60)), []string{"iat"}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventRefreshed, Session: &renewed})
	c.Introspected(&oauthflow.Introspection{At: later(0), Active: true, Members: map[string]any{"active": true, "scope": "openid profile", "username": "alice", "exp": number(later(3500))}}, nil)
	return s
}

func waitingForBrowser() *state.State {
	s := sample()
	c := s.Current()
	c.BeginSignIn(later(-7))
	steps := doneSteps()
	c.Steps = [6]state.StepState{steps[0], steps[1], {Status: state.StatusRunning, StartedAt: later(-7)}}
	c.Phase = state.PhaseWaiting
	c.Waiting = state.Waiting{
		Link:        oauthflow.NewSecret("http://127.0.0.1:51723/authorize?response_type=code&client_id=proofkey&redirect_uri=http%3A%2F%2F127.0.0.1%3A53911%2Fcallback"),
		ListeningOn: "127.0.0.1:53911", Since: later(-7), Deadline: later(293),
	}
	return s
}

func strangersCame() *state.State {
	s := waitingForBrowser()
	w := &s.Current().Waiting
	w.Host, w.StrangerCount = "login.example", 2
	w.Strangers = []oauthflow.Stranger{{Method: "GET", Path: "/favicon.ico", Status: 404, Reason: "path"}, {Reason: "tls"}}
	w.BrowserProblem = &oauthflow.Error{Step: oauthflow.StepRedirect, Code: oauthflow.CodeBrowserNotOpened, Err: errors.New("exec: xdg-open: not found")}
	return s
}

// refused is picture 06.
func refused() *state.State {
	s := sample()
	s.Select("keycloak")
	c := s.Current()
	steps := doneSteps()
	c.Steps = [6]state.StepState{steps[0], steps[1], steps[2], steps[3], {Status: state.StatusRunning}}
	c.Phase = state.PhaseJudging
	c.Checks = append(ledger()[:8:8], oauthflow.Check{
		ID: "IDT-10", Name: "Nonce", Expected: "n-0S6_…", Actual: "n-aaaa…", Source: "OIDC Core §3.1.3.7 (11)", Result: oauthflow.Failed,
	})
	c.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Step: oauthflow.StepVerify, Practice: verdicts(), Err: &oauthflow.Error{
		Step: oauthflow.StepVerify, Code: oauthflow.CodeIDTokenNonceMismatch, Spec: "OIDC Core §3.1.3.7 (11)", Expected: "n-0S6_…", Actual: "n-aaaa…",
		Err: errors.New("nonce differs"),
	}})
	return s
}

// answered is picture 07.
func answered() *state.State {
	s := onTab(state.TabAPI)
	body := `{"subject":"248289761001","notes":[{"id":1,"text":"Order analytical engine parts","created":"2026-11-24T07:12:09Z"}]}`
	c := s.Current()
	c.API.URL = "http://127.0.0.1:51723/api/notes"
	c.API.Answer = &oauthflow.APIAnswer{Status: 200, Body: []byte(body), Duration: 6 * time.Millisecond, SentToken: true, Header: map[string][]string{"Content-Type": {"application/json"}}}
	c.API.Document = widget.NewDocument([]byte(body), widget.JSON, state.VisibleRune)
	return s
}

func stepUpNeeded() *state.State {
	s := answered()
	age := 0
	s.Current().API.Answer.Status = 401
	s.Current().API.Answer.StepUp = &oauthflow.StepUp{Reason: "insufficient_user_authentication", MaxAge: &age}
	return s
}

func originAsked() *state.State {
	s := onTab(state.TabAPI)
	s.Current().API.URL, s.Current().API.AskOrigin = "https://api.example/v1", "https://api.example"
	return s
}
