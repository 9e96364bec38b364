// The column of results that tables of checks, of good practice and of the sign-in doctor begin with.

package view

import (
	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// fitResults makes the first column of a table wide enough for each result; family is that of their words.
func fitResults(t *widget.Table, family string) {
	var pills []string
	for _, r := range []oauthflow.Result{oauthflow.Passed, oauthflow.Failed, oauthflow.Skipped} {
		pills = append(pills, pillText(r, state.T(family+string(r))))
	}
	t.FitPills(0, pills...)
}

// fitVerdicts does the same for the verdicts of the sign-in doctor.
func fitVerdicts(t *widget.Table) {
	var pills []string
	for _, word := range []state.Text{state.T("doctor_verdict.good"), state.T("doctor_verdict.caution"), state.T("doctor_verdict.bad"), state.T("doctor_verdict.none")} {
		pills = append(pills, widget.Passed.Mark()+" "+Words(word)) // the widest of the marks
	}
	t.FitPills(0, pills...)
}

func pillText(r oauthflow.Result, word state.Text) string {
	return kindOf(r).Mark() + " " + Words(word)
}
