// Good practice, below the ledger of the Checks tab: ten rules for a public client, each with its verdict on this
// sign-in. The catalogue holds the words of each finding as practice.<finding>, and what to change as practice_do.<finding>.

package state

import (
	"strconv"

	"proofkey/oauthflow"
)

// PracticeRow is a rule in the table.
type PracticeRow struct {
	Rule     oauthflow.PracticeRule
	Result   oauthflow.Result // passed: kept; failed: not kept; skipped: not seen
	Pill     Text
	Name     Text
	Evidence Text
	Do       Text // what to change at the provider or in the connection; zero if nothing
	Source   string
}

// PracticeView is the part of the Checks tab.
type PracticeView struct {
	Title Text
	Rows  []PracticeRow
	Note  Text // why there are no rows; zero if there are
}

// PracticeView returns the verdicts on the present or last sign-in. Its title is zero where there was none.
func (c *Connection) PracticeView() PracticeView {
	rows := practiceRows(c.Practice)
	switch {
	case len(rows) > 0:
		return PracticeView{Title: T("practice.title"), Rows: rows}
	case c.Saved != nil && c.SignedIn():
		return PracticeView{Title: T("practice.title"), Note: T("saved.no_practice")}
	case c.SignedIn() && len(c.Checks) > 0:
		return PracticeView{Title: T("practice.title"), Note: T("practice.not_kept_then")}
	}
	return PracticeView{}
}

func practiceRows(list []oauthflow.Practice) []PracticeRow {
	var rows []PracticeRow
	for _, p := range list {
		if !p.Complete() {
			continue // of another version
		}
		row := PracticeRow{
			Rule: p.Rule(), Result: p.Result(), Pill: T("practice_result." + string(p.Result())), Name: T("practice_rule." + string(p.Rule())),
			Evidence: T("practice."+string(p.Finding), practiceValues(p)...), Source: p.Rule().Source(),
		}
		if p.Remedy() {
			row.Do = T("practice_do." + string(p.Finding))
		}
		rows = append(rows, row)
	}
	return rows
}

// practiceValues are the values of the evidence's words: a number selects the plural form, a check has its name.
func practiceValues(p oauthflow.Practice) []any {
	var pairs []any
	for name, value := range p.Values {
		n, err := strconv.Atoi(value)
		switch {
		case name == "Check":
			pairs = append(pairs, name, T("check."+value))
		case name == "Count" && err == nil:
			pairs = append(pairs, name, n)
		default:
			pairs = append(pairs, name, line(value))
		}
	}
	return pairs
}
