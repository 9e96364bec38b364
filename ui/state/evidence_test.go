package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func evidenceIn(t *testing.T, text Text) string {
	t.Helper()
	s, _, ok := text.Evidence()
	if !ok {
		t.Fatalf("%+v is no evidence", text)
	}
	return s
}

func TestChecksAndErrorsAreShownAsEvidence(t *testing.T) {
	rows := checkRows([]oauthflow.Check{
		{ID: "RESP-05", Result: oauthflow.Passed, Expected: "no error", Actual: "none"},
		{ID: "IDT-11", Result: oauthflow.Skipped, Reason: "no acr_values were asked for"},
		{ID: "IDT-03", Result: oauthflow.Failed, Expected: "client", Actual: "missing"},
	})
	if evidenceIn(t, rows[0].Evidence[0]) != "none" || evidenceIn(t, rows[1].Evidence[0]) != "no acr_values were asked for" {
		t.Errorf("%+v", rows)
	}
	seen, ok := rows[2].Evidence[0].Values["Value"].(Text)
	if !ok || evidenceIn(t, seen) != "missing" {
		t.Errorf("%+v", rows[2].Evidence)
	}
	facts := facts(&oauthflow.Error{Step: oauthflow.StepVerify, Code: oauthflow.CodeIDTokenAudienceMismatch, Expected: "client", Actual: "missing"})
	if evidenceIn(t, facts[1].Words) != "missing" {
		t.Errorf("%+v", facts)
	}
}

// The algorithm of a token may be called none, which is no phrase then.
func TestAnAlgorithmThatIsCalledNoneIsAValue(t *testing.T) {
	row := checkRows([]oauthflow.Check{{ID: "JOSE-02", Result: oauthflow.Failed, Expected: "an algorithm other than none", Actual: "none"}})[0]
	seen, _ := row.Evidence[0].Values["Value"].(Text)
	if _, _, ok := seen.Evidence(); ok || english(t, seen) != "none" {
		t.Errorf("%+v", seen)
	}
	for _, f := range facts(&oauthflow.Error{Step: oauthflow.StepVerify, Code: oauthflow.CodeIDTokenAlgorithmNotAllowed, Expected: "an algorithm other than none", Actual: "none"}) {
		if _, _, ok := f.Words.Evidence(); ok && english(t, f.Words) == "none" {
			t.Errorf("%+v", f)
		}
	}
}

// DISP-01: what is shown of evidence is plain text, what is copied is whole.
func TestEvidenceIsShownAsPlainTextAndCopiedWhole(t *testing.T) {
	check := oauthflow.Check{ID: "IDT-02", Result: oauthflow.Passed, Actual: "a\u202Eb"}
	row := checkRows([]oauthflow.Check{check})[0]
	if got := evidenceIn(t, row.Evidence[0]); got != "a‹U+202E›b" {
		t.Errorf("shown %q", got)
	}
	if got := evidenceIn(t, row.Copy[4]); got != check.Actual {
		t.Errorf("copied %q", got)
	}
}

func TestPresenterModeMasksEvidenceWithinASentence(t *testing.T) {
	text := T("compare.failed", "Why", Evidence("open /home/PERSONAL/x"))
	if got := english(t, veil{true}.text(text)); strings.Contains(got, "PERSONAL") {
		t.Errorf("%q", got)
	}
	if got := english(t, veil{}.text(text)); !strings.Contains(got, "PERSONAL") {
		t.Errorf("%q", got)
	}
}
