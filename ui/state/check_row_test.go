package state

import (
	"slices"
	"testing"

	"proofkey/oauthflow"
)

func TestTheEvidenceOfAChecksResult(t *testing.T) {
	rows := []struct {
		name  string
		check oauthflow.Check
		want  []string
	}{
		{"passed, and the value is what the rule asks for", oauthflow.Check{Result: oauthflow.Passed, Expected: "kq3…", Actual: "kq3…"}, []string{"kq3…"}},
		{"passed by a rule that is not a value", oauthflow.Check{Result: oauthflow.Passed, Expected: "seconds, 0 or more", Actual: "3600 s"}, []string{"3600 s"}},
		{"failed", oauthflow.Check{Result: oauthflow.Failed, Expected: "a", Actual: "b"}, []string{"We saw: b", "The rule asks for: a"}},
		{"skipped", oauthflow.Check{Result: oauthflow.Skipped, Reason: "not asked for"}, []string{"not asked for"}},
		{"a value with a direction mark", oauthflow.Check{Result: oauthflow.Passed, Actual: "a\u202Eb"}, []string{"a‹U+202E›b"}},
	}
	for _, row := range rows {
		row.check.ID = "IDT-01"
		var got []string
		for _, text := range checkRows([]oauthflow.Check{row.check})[0].Evidence {
			got = append(got, english(t, text))
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestACheckRowHasItsNameAndSource(t *testing.T) {
	row := checkRows([]oauthflow.Check{{ID: "IDT-10", Result: oauthflow.Failed, Source: "OIDC Core §3.1.3.7 (11)", Unverified: true}})[0]
	if english(t, row.Name) != "Nonce" || english(t, row.Pill) != "failed" || row.Source != "OIDC Core §3.1.3.7 (11)" ||
		english(t, row.Unverified) != "From a token whose signature was not verified" || row.Step != oauthflow.StepVerify {
		t.Errorf("%+v", row)
	}
}

// The step of each rule is what its chapter says.
func TestEveryRuleHasTheStepOfItsChapter(t *testing.T) {
	want := map[string]oauthflow.Step{
		"DISC-01": oauthflow.StepDiscover, "RESP-03": oauthflow.StepRedirect, "LOOP-15": oauthflow.StepRedirect, "TRES-01": oauthflow.StepTokenRequest,
		"JOSE-20": oauthflow.StepVerify, "IDT-06": oauthflow.StepVerify, "RT-08": oauthflow.StepRefresh, "STOR-01": oauthflow.StepSignedIn, "UINF-02": oauthflow.StepUserInfo,
	}
	for id, step := range want {
		if got := stepOfCheck(id); got != step {
			t.Errorf("%s is of the step %s, want %s", id, got, step)
		}
	}
}

func TestAClickOnAStepFindsItsChecks(t *testing.T) {
	var checks []oauthflow.Check
	for _, id := range []string{"DISC-01", "DISC-02", "RESP-03", "TRES-01", "JOSE-20", "STOR-01"} {
		checks = append(checks, oauthflow.Check{ID: id})
	}
	rows := checkRows(checks)
	for step, want := range map[oauthflow.Step]int{
		oauthflow.StepDiscover: 0, oauthflow.StepAuthorizationRequest: 1, oauthflow.StepRedirect: 2, oauthflow.StepTokenRequest: 3,
		oauthflow.StepVerify: 4, oauthflow.StepSignedIn: 5,
	} {
		if got := FirstCheckOf(rows, step); got != want {
			t.Errorf("%s shows row %d, want %d", step, got, want)
		}
	}
	if got := FirstCheckOf(nil, oauthflow.StepVerify); got != 0 {
		t.Errorf("without rows it is %d", got)
	}
}
