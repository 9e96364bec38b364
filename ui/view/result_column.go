// The column of results that tables of checks and of good practice begin with.

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

func pillText(r oauthflow.Result, word state.Text) string {
	return kindOf(r).Mark() + " " + Words(word)
}
