package oauthflow

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// API-06, API-07, API-08, STEP-01, STEP-05
func TestStepUp(t *testing.T) {
	age := func(n int) *int { return &n }
	session := Session{Scope: []string{"openid", "notes"}, GrantedScope: []string{"openid", "notes"}, RequestedScope: []string{"openid", "offline_access", "notes", "more"}}
	client := &Client{Profile: Profile{Scopes: []string{"openid", "offline_access", "notes"}}, Now: time.Now}
	tests := map[string]struct {
		status int
		header string
		want   *StepUp
	}{
		"a scope that is missing": {
			403, `Bearer error="insufficient_scope", scope="notes admin"`,
			&StepUp{Reason: "insufficient_scope", Scopes: []string{"openid", "offline_access", "notes", "admin"}, Missing: []string{"admin"}},
		},
		"a scope that is granted already": {
			403, `Bearer error="insufficient_scope", scope="notes"`,
			&StepUp{Reason: "insufficient_scope", Scopes: []string{"openid", "offline_access", "notes"}},
		},
		"no scope named": {
			403, `Bearer error="insufficient_scope"`,
			&StepUp{Reason: "insufficient_scope", Scopes: []string{"openid", "offline_access", "notes"}},
		},
		"words that are no scopes": {
			403, "Bearer error=\"insufficient_scope\", scope=\"a\\\"b \u202eevil ok\"",
			&StepUp{Reason: "insufficient_scope", Scopes: []string{"openid", "offline_access", "notes", "ok"}, Missing: []string{"ok"}},
		},
		"more scopes than can be shown": {
			403, `Bearer error="insufficient_scope", scope="` + strings.Repeat("s ", 300) + `"`,
			&StepUp{Reason: "insufficient_scope", Scopes: []string{"openid", "offline_access", "notes"}},
		},
		"a fresh sign-in": {
			401, `bearer error="insufficient_user_authentication", max_age=60, acr_values="gold silver"`,
			&StepUp{Reason: "insufficient_user_authentication", Scopes: []string{"more"}, ACRValues: []string{"gold", "silver"}, MaxAge: age(60)},
		},
		"a sign-in of this moment": {
			401, `Bearer error="insufficient_user_authentication", max_age="0"`,
			&StepUp{Reason: "insufficient_user_authentication", Scopes: []string{"more"}, MaxAge: age(0)},
		},
		"a fresh sign-in with a scope": {
			401, `Bearer error="insufficient_user_authentication", scope="admin"`,
			&StepUp{Reason: "insufficient_user_authentication", Scopes: []string{"more", "admin"}, Missing: []string{"admin"}},
		},
		"values of another challenge": {
			401, `Other max_age=5, acr_values=x, Bearer error="insufficient_user_authentication", Other acr_values=y`,
			&StepUp{Reason: "insufficient_user_authentication", Scopes: []string{"more"}},
		},
		"values too long to be shown": {
			401, `Bearer error="insufficient_user_authentication", acr_values="` + strings.Repeat("a", 301) + `"`,
			&StepUp{Reason: "insufficient_user_authentication", Scopes: []string{"more"}},
		},
		"insufficient_scope with 401":               {401, `Bearer error="insufficient_scope", scope="admin"`, nil},
		"insufficient_user_authentication with 403": {403, `Bearer error="insufficient_user_authentication"`, nil},
		"invalid_token":                             {401, `Bearer error="invalid_token"`, nil},
		"invalid_request":                           {400, `Bearer error="invalid_request"`, nil},
		"no error":                                  {401, `Bearer realm="api"`, nil},
		"another scheme":                            {403, `Basic error="insufficient_scope"`, nil},
		"no challenge":                              {403, ``, nil},
		"success":                                   {200, `Bearer error="insufficient_scope", scope="admin"`, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := client.stepUpFor(test.status, ParseChallenges([]string{test.header}), session)
			if (got == nil) != (test.want == nil) {
				t.Fatalf("got %+v, want %+v", got, test.want)
			}
			if got == nil {
				return
			}
			sameAge := (got.MaxAge == nil) == (test.want.MaxAge == nil) && (got.MaxAge == nil || *got.MaxAge == *test.want.MaxAge)
			if got.Reason != test.want.Reason || !slices.Equal(got.Scopes, test.want.Scopes) || !slices.Equal(got.Missing, test.want.Missing) ||
				!slices.Equal(got.ACRValues, test.want.ACRValues) || !sameAge {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

// STEP-05
func TestMaxAge(t *testing.T) {
	for value, want := range map[string]int{
		"0": 0, "60": 60, "007": 7, "-1": -1, "abc": -1, "": -1, "1.5": -1, "1e3": -1, "+5": -1, "3153600001": -1,
		"1000000000000000000000000000000": -1, " 5": -1,
	} {
		got := -1
		if age := maxAge(value); age != nil {
			got = *age
		}
		if got != want {
			t.Errorf("max_age %q is read as %d, want %d (-1: ignored)", value, got, want)
		}
	}
}
