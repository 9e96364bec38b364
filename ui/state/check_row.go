// The Checks tab: the ledger of the sign-in, each check with its evidence.

package state

import (
	"strings"

	"proofkey/oauthflow"
)

// CheckRow is a check in the table.
type CheckRow struct {
	ID         string // row of the standards checklist
	Step       oauthflow.Step
	Result     oauthflow.Result
	Pill       Text // the result in a word
	Name       Text
	Evidence   []Text // what we saw, one or two sentences; a skipped check's is the reason
	Unverified Text   // the value comes from a token whose signature did not pass; zero otherwise
	Source     string // document and section
	Copy       []Text // the row as text, column by column
}

// CheckRows returns the ledger in the order of the flow. A step is scrolled to by its first row.
func (c *Connection) CheckRows() []CheckRow { return checkRows(c.veil().checks(c.Checks)) }

func checkRows(checks []oauthflow.Check) []CheckRow {
	rows := make([]CheckRow, 0, len(checks))
	for _, check := range checks {
		row := CheckRow{
			ID: check.ID, Step: stepOfCheck(check.ID), Result: check.Result, Pill: T("result." + string(check.Result)),
			Name: T("check." + check.ID), Evidence: evidenceOf(check), Source: line(check.Source), Copy: copyOfCheck(check),
		}
		if check.Unverified {
			row.Unverified = T("check_note.unverified")
		}
		rows = append(rows, row)
	}
	return rows
}

// evidenceOf is what was seen; of a failed check also what the rule asks for. A copy of the row has both.
func evidenceOf(c oauthflow.Check) []Text {
	expected, actual := Evidence(c.Expected), actualEvidence(judgesAlgorithm(c.ID), c.Actual, Evidence)
	switch {
	case c.Result == oauthflow.Skipped:
		return []Text{Evidence(c.Reason)}
	case c.Result == oauthflow.Failed:
		return []Text{T("check_note.seen", "Value", actual), T("check_note.expected", "Value", expected)}
	case actual.IsZero():
		return []Text{expected}
	}
	return []Text{actual}
}

func copyOfCheck(c oauthflow.Check) []Text {
	columns := []Text{Literal(c.ID), T("result." + string(c.Result)), T("check." + c.ID)}
	if c.Result == oauthflow.Skipped {
		return append(columns, copiedEvidence(c.Reason), Literal(c.Source))
	}
	return append(columns, copiedEvidence(c.Expected), actualEvidence(judgesAlgorithm(c.ID), c.Actual, copiedEvidence), Literal(c.Source))
}

// FirstCheckOf is the place of the first row of a step, or of the step before it that has one, so that a
// click on a step shows where its checks are.
func FirstCheckOf(rows []CheckRow, step oauthflow.Step) int {
	found := 0
	for i, row := range rows {
		at, want := stepIndex(row.Step), stepIndex(step)
		switch {
		case at == want:
			return i
		case at < want:
			found = i
		}
	}
	return found
}

// stepOfCheck tells the step by the chapter of the standards checklist that the row is in.
func stepOfCheck(id string) oauthflow.Step {
	chapter, _, _ := strings.Cut(id, "-")
	switch chapter {
	case "DISC", "RES", "API":
		return oauthflow.StepDiscover
	case "LOOP", "RESP":
		return oauthflow.StepRedirect
	case "DEV":
		if id == "DEV-07" || id == "DEV-08" {
			return oauthflow.StepRedirect
		}
		return oauthflow.StepAuthorizationRequest
	case "TRES":
		return oauthflow.StepTokenRequest
	case "RT":
		return oauthflow.StepRefresh
	case "STOR":
		return oauthflow.StepSignedIn
	case "UINF":
		return oauthflow.StepUserInfo
	}
	return oauthflow.StepVerify
}
