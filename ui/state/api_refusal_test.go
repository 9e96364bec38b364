package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestWhatARefusalsErrorMeansIsSaidOnce(t *testing.T) {
	challenge := func(code, description string) []oauthflow.Challenge {
		return []oauthflow.Challenge{{Scheme: "Bearer", Parameters: map[string]string{"error": code, "error_description": description}}}
	}
	rows := []struct {
		name   string
		answer oauthflow.APIAnswer
		want   string
	}{
		{"no error", oauthflow.APIAnswer{Status: 401}, ""},
		{"a token that is not good", oauthflow.APIAnswer{Status: 401, SentToken: true, Challenges: challenge("invalid_token", "")}, "explain.invalid_token.fix"},
		{
			"a scope that a sign-in may bring",
			oauthflow.APIAnswer{Status: 403, StepUp: &oauthflow.StepUp{Missing: []string{"admin"}}, Challenges: challenge("insufficient_scope", "")},
			"explain.insufficient_scope.setting",
		},
		{"a request that is not right", oauthflow.APIAnswer{Status: 401, Challenges: challenge("invalid_request", "")}, ""},
		{
			"a vendor's own",
			oauthflow.APIAnswer{Status: 403, Challenges: challenge("access_denied", "AADSTS50105: not assigned")},
			"explain.entra_not_assigned.cause explain.entra_not_assigned.fix explain.entra_not_assigned.setting",
		},
		{"an error beside a success", oauthflow.APIAnswer{Status: 200, Challenges: challenge("invalid_token", "")}, ""},
	}
	for _, row := range rows {
		var got []string
		for _, text := range answered(row.answer).Explained {
			got = append(got, text.Key)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestAFailedRefreshIsExplainedWhereItIsTold(t *testing.T) {
	s, c := New(), signedIn()
	s.Add(c)
	e := failure(oauthflow.StepRefresh, oauthflow.CodeRefreshUnavailable)
	e.OAuthError = "temporarily_unavailable"
	c.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Err: e})
	told := map[string]*Problem{"Tokens": s.TokenCards(c, testNow()).Access.LastError}
	for _, b := range s.Banners() {
		told["the banner"] = b.Problem
	}
	for i := range c.Flow.Len() {
		told["the flow"] = c.FlowDetail(i, testNow(), false).Problem
	}
	for _, place := range []string{"Tokens", "the banner", "the flow"} {
		if p := told[place]; p == nil || len(p.Explained) == 0 || p.Explained[0].Words.Key != "explain.temporarily_unavailable.cause" {
			t.Errorf("%s has %+v", place, p)
		}
	}
}
