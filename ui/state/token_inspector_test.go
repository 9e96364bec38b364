package state

import (
	"testing"

	"proofkey/oauthflow"
)

func inspecting(t *testing.T, token string) (*State, InspectorView) {
	t.Helper()
	s := New()
	first, second := signedIn(), NewConnection(testProfile())
	second.Profile.ID, second.Profile.Name = "second", "Second"
	s.Connections, s.Selected = []*Connection{first, second}, first.Profile.ID
	s.InspectToken(token)
	return s, s.InspectorView(testNow())
}

func TestAPastedTokenIsDecodedAtOnceAndBelievedByNobody(t *testing.T) {
	token := jwt(`{"alg":"RS256"}`, `{"sub":"alice","exp":1795504324}`).Reveal()
	s, v := inspecting(t, "\n "+token+" ")
	if english(t, v.Verdict) != "Decoded, not verified: believe nothing of it yet" || v.VerdictKind != oauthflow.Skipped || !v.Verify.Enabled {
		t.Errorf("%q, %v", english(t, v.Verdict), v.Verify)
	}
	if len(v.Claims) != 2 || v.Claims[0].Name != "sub" || v.Header == "" || v.Payload == "" || len(v.Checks) != 4 || len(v.Connections) != 2 || v.Chosen != 0 {
		t.Errorf("%+v", v)
	}
	if s.InspectToken(""); !s.InspectorView(testNow()).Verdict.IsZero() {
		t.Error("a verdict on nothing")
	}
}

func TestVerdictsOnATokenFromElsewhere(t *testing.T) {
	token := jwt(`{"alg":"RS256"}`, `{"sub":"alice"}`).Reveal()
	passed, failed := oauthflow.Check{ID: "IDT-01", Result: oauthflow.Passed}, oauthflow.Check{ID: "IDT-03", Result: oauthflow.Failed}
	for name, row := range map[string]struct {
		verified bool
		checks   []oauthflow.Check
		want     string
		kind     oauthflow.Result
	}{
		"everything is right":     {true, []oauthflow.Check{passed}, "Signed by this connection’s provider, and every check passed that needs no request", oauthflow.Passed},
		"for somebody else":       {true, []oauthflow.Check{passed, failed}, "Signed by this connection’s provider, but 1 check failed", oauthflow.Failed},
		"signed by somebody else": {false, []oauthflow.Check{failed}, "Not signed by this connection’s provider", oauthflow.Failed},
	} {
		s, _ := inspecting(t, token)
		read := s.Inspector.Read
		read.Verified, read.Checks = row.verified, row.checks
		s.BeginInspection()
		if v := s.InspectorView(testNow()); v.Verify.Enabled || english(t, v.Verify.Label) != "Verifying…" {
			t.Errorf("%s: while it runs: %+v", name, v.Verify)
		}
		s.FinishInspection(s.Inspector.Token, read, nil)
		if v := s.InspectorView(testNow()); english(t, v.Verdict) != row.want || v.VerdictKind != row.kind {
			t.Errorf("%s: %q", name, english(t, v.Verdict))
		}
	}
	if _, v := inspecting(t, "opaque"); english(t, v.Verdict) != "This is no JWT that can be read" || v.Verify.Enabled {
		t.Errorf("opaque: %q", english(t, v.Verdict))
	}
}

func TestAJudgementIsOfTheTokenAndTheConnectionThatItWasMadeFor(t *testing.T) {
	s, _ := inspecting(t, jwt(`{}`, `{"sub":"alice"}`).Reveal())
	before := s.Inspector.Token
	s.BeginInspection()
	s.InspectToken(jwt(`{}`, `{"sub":"bob"}`).Reveal())
	s.FinishInspection(before, oauthflow.TokenInspection{Verified: true}, nil)
	if s.Inspector.Judged {
		t.Error("another token has the judgement")
	}
	s.FinishInspection(s.Inspector.Token, s.Inspector.Read, nil)
	s.InspectWith("second")
	if s.Inspector.Judged || s.InspectedBy() != "second" {
		t.Error("another connection has the judgement")
	}
	s.FinishInspection(s.Inspector.Token, s.Inspector.Read, &oauthflow.Error{Step: oauthflow.StepVerify, Code: oauthflow.CodeKeysUnreachable})
	if v := s.InspectorView(testNow()); v.Problem == nil || v.VerdictKind != oauthflow.Skipped {
		t.Errorf("without keys: %+v", v.Problem)
	}
	s.Connections = s.Connections[:1]
	if s.InspectedBy() != s.Selected {
		t.Error("a connection that is gone is still asked")
	}
}
