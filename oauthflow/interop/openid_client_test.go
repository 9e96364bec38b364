// A certified client of another language signs in at the demo provider: panva's openid-client, from npm.

package interop

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
)

// seen is the line that sign_in.mjs prints.
type seen struct {
	MetadataIssuer string   `json:"metadata_issuer"`
	Pages          []string `json:"pages"`
	Token          struct {
		Type, Scope string
		ExpiresIn   int `json:"expires_in"`
	}
	Claims, UserInfo map[string]any
	API              struct {
		Notes, Added, Whoami apiAnswer
		NotesAfter           apiAnswer `json:"notes_after"`
		Admin, Stranger      refusal
	}
	Refreshed struct {
		Rotated bool
		Sub     string
		Whoami  apiAnswer
	}
	Introspected map[string]any
	Revoked      struct {
		Refresh      refusal
		AccessToken  map[string]any `json:"access_token"`
		RefreshToken map[string]any `json:"refresh_token"`
	}
	SignedOutAt string `json:"signed_out_at"`
}

type apiAnswer struct {
	Status int
	Body   map[string]any
}

type refusal struct {
	Status     int
	Error      string
	Challenges []struct {
		Scheme     string
		Parameters map[string]string
	}
}

func TestOpenIDClientSignsInAtTheDemoProvider(t *testing.T) {
	needNode(t)
	installPackages(t, openIDClientFolder)
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{API: func(issuer string) http.Handler {
		return demoapi.New(demoapi.Config{Issuer: issuer})
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := provider.Close(); err != nil {
			t.Error(err)
		}
	})
	var got seen
	line := run(t, openIDClientFolder, signInLimit, "node", "sign_in.mjs", provider.Issuer(), demoprovider.ClientID, "alice", "wonderland")
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	t.Run("it is signed in", func(t *testing.T) { got.wantSignedIn(t, provider.Issuer()) })
	t.Run("it uses the API", func(t *testing.T) { got.wantAPI(t) })
	t.Run("it refreshes, introspects and revokes", func(t *testing.T) { got.wantTokensEnd(t) })
}

func (s seen) wantSignedIn(t *testing.T, issuer string) {
	t.Helper()
	if want := []string{"Sign in", "Allow access"}; len(s.Pages) != 2 || !strings.HasPrefix(s.Pages[0], want[0]) || !strings.HasPrefix(s.Pages[1], want[1]) {
		t.Errorf("the pages were %q, want %q", s.Pages, want)
	}
	if s.MetadataIssuer != issuer {
		t.Errorf("the metadata's issuer is %s", s.MetadataIssuer)
	}
	if s.Token.Type != "bearer" || s.Token.ExpiresIn < 3000 || s.Token.Scope != "openid profile email offline_access" {
		t.Errorf("the token response was %+v", s.Token)
	}
	for claim, want := range map[string]any{"iss": issuer, "sub": "248289761001", "aud": demoprovider.ClientID} {
		if s.Claims[claim] != want {
			t.Errorf("claim %s is %v, want %v", claim, s.Claims[claim], want)
		}
	}
	for claim, want := range map[string]any{"sub": "248289761001", "name": "Ada Lovelace", "email": "ada@demo.example"} {
		if s.UserInfo[claim] != want {
			t.Errorf("UserInfo's %s is %v, want %v", claim, s.UserInfo[claim], want)
		}
	}
	if want := "http://127.0.0.1:53682/signed-out?state=s1"; s.SignedOutAt != want {
		t.Errorf("signed out at %s, want %s", s.SignedOutAt, want)
	}
}

func (s seen) wantAPI(t *testing.T) {
	t.Helper()
	if s.API.Added.Status != http.StatusCreated || s.API.Added.Body["text"] != "Written by openid-client" {
		t.Errorf("a new note: %+v", s.API.Added)
	}
	before, _ := s.API.Notes.Body["notes"].([]any)
	after, _ := s.API.NotesAfter.Body["notes"].([]any)
	if len(before) != 1 || len(after) != 2 {
		t.Errorf("%d notes before and %d after", len(before), len(after))
	}
	for when, answer := range map[string]apiAnswer{"before": s.API.Whoami, "after": s.Refreshed.Whoami} {
		if answer.Status != http.StatusOK || answer.Body["sub"] != "248289761001" || answer.Body["client_id"] != demoprovider.ClientID {
			t.Errorf("who called, %s the refresh: %+v", when, answer)
		}
	}
	s.API.Admin.wantChallenge(t, http.StatusForbidden, map[string]string{"error": "insufficient_scope", "scope": "admin"})
	s.API.Stranger.wantChallenge(t, http.StatusUnauthorized, map[string]string{"error": "invalid_token"})
}

// wantChallenge: one Bearer challenge (RFC 6750 §3) that has the parameters.
func (r refusal) wantChallenge(t *testing.T, status int, parameters map[string]string) {
	t.Helper()
	if r.Status != status || len(r.Challenges) != 1 || r.Challenges[0].Scheme != "bearer" {
		t.Fatalf("the refusal was %+v, want status %d and a Bearer challenge", r, status)
	}
	for name, want := range parameters {
		if got := r.Challenges[0].Parameters[name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func (s seen) wantTokensEnd(t *testing.T) {
	t.Helper()
	if !s.Refreshed.Rotated || s.Refreshed.Sub != "248289761001" {
		t.Errorf("the refresh: %+v", s.Refreshed)
	}
	for member, want := range map[string]any{"active": true, "client_id": demoprovider.ClientID, "username": "alice", "token_type": "Bearer"} {
		if s.Introspected[member] != want {
			t.Errorf("introspection: %s is %v, want %v", member, s.Introspected[member], want)
		}
	}
	if s.Revoked.Refresh.Status != http.StatusBadRequest || s.Revoked.Refresh.Error != "invalid_grant" {
		t.Errorf("a refresh after the revocation: %+v", s.Revoked.Refresh)
	}
	inactive := map[string]any{"active": false}
	if !maps.Equal(s.Revoked.AccessToken, inactive) || !maps.Equal(s.Revoked.RefreshToken, inactive) {
		t.Errorf("after the revocation, introspection says %v and %v", s.Revoked.AccessToken, s.Revoked.RefreshToken)
	}
}
