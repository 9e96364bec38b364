package view

import (
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// verdicts are those of a sign-in at a provider that announces nothing and gave no refresh token.
func verdicts() []oauthflow.Practice {
	of := func(f oauthflow.Finding, pairs ...string) oauthflow.Practice {
		p := oauthflow.Practice{Finding: f, Values: map[string]string{}}
		for i := 0; i+1 < len(pairs); i += 2 {
			p.Values[pairs[i]] = pairs[i+1]
		}
		return p
	}
	return []oauthflow.Practice{
		of("s256_not_announced"), of("verifier_first", "Length", "43"), of("state_compared", "State", "kq3x7a…"), of("verifier_confined", "Count", "5"),
		of("code_only"), of("refresh_not_granted"), of("tokens_sealed"), of("requests_protected", "Encrypted", "0", "Local", "6"),
		of("id_token_validated", "Count", "21"), of("answer_fixed", "Count", "0"),
	}
}

// wellPractised is the Checks tab with a short ledger, so that good practice is in sight.
func wellPractised() *state.State {
	s := onTab(state.TabChecks)
	c := s.Current()
	c.Checks = ledger()[:2]
	return s
}

// refusedByEntra has an error of the provider that is explained, and a clock that is far off.
func refusedByEntra() *state.State {
	s := sample()
	s.Select("keycloak")
	c := s.Current()
	c.Profile.Name = "Entra"
	c.Phase = state.PhaseWaiting
	c.Clock = &oauthflow.ClockOffset{Ahead: 7 * time.Minute, Within: 520 * time.Millisecond, At: later(-5)}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Step: oauthflow.StepTokenRequest, Err: &oauthflow.Error{
		Step: oauthflow.StepTokenRequest, Code: oauthflow.CodeTokenError, Spec: "RFC 6749 §5.2", OAuthError: "invalid_client",
		Description: "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
	}})
	return s
}

// waitingLong is the waiting screen after 30 s.
func waitingLong() *state.State {
	s := waitingForBrowser()
	s.Current().Waiting.Since = later(-30)
	return s
}
