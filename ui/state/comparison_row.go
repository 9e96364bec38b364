// The rows of a comparison: what differs, by name and with both values.

package state

import (
	"strings"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

func comparedRows(v veil, found []report.Difference) []ComparedRow {
	rows := make([]ComparedRow, len(found))
	for i, d := range found {
		d.A, d.B = v.difference(d, d.A), v.difference(d, d.B)
		d.Name = v.mask(veiledPath, "", d.Name)
		rows[i] = ComparedRow{Name: differenceName(d), Values: [2]Text{differenceValue(d, d.A), differenceValue(d, d.B)}}
		rows[i].Copy = strings.Join([]string{string(d.Area), string(d.Step), d.Name, d.A, d.B}, "\t")
		if i == 0 || found[i-1].Area != d.Area {
			rows[i].Area = T("compare.area." + string(d.Area))
		}
	}
	return rows
}

func differenceName(d report.Difference) Text {
	switch {
	case d.Area == report.AreaOutcome:
		return T("compare.outcome")
	case d.Area == report.AreaStep:
		return T("step." + string(d.Step))
	case d.Area == report.AreaCheck || d.Area == report.AreaFailedCheck:
		return T("check." + d.Name)
	case d.Area == report.AreaError:
		return errorPartName(d.Name)
	case d.Event[0] >= 0 || d.Event[1] >= 0:
		return T("compare.in_step", "Step", stepTitle(d.Step), "Name", line(d.Name))
	}
	return Literal(line(d.Name))
}

// errorPartName is what a part of an error is called elsewhere in the window; what the provider said keeps the protocol's
// names.
func errorPartName(name string) Text {
	switch name {
	case "code":
		return T("fact.code")
	case "step":
		return T("compare.error_step")
	case "expected":
		return T("fact.we_expected")
	case "actual":
		return T("fact.we_saw")
	case "cause":
		return T("problem.details")
	}
	return Literal(line(name))
}

func differenceValue(d report.Difference, value string) Text {
	switch {
	case value == "" && d.Area == report.AreaStep:
		return T("compare.not_reached")
	case value == "":
		return T("compare.absent")
	case d.Area == report.AreaOutcome:
		return outcomeText(report.Outcome(value))
	case d.Area == report.AreaStep && value == report.StepCached:
		return T("compare.cached")
	case d.Area == report.AreaStep && value == report.StepByHand:
		return T("step_note.by_hand")
	case d.Area == report.AreaStep:
		return T("compare.reached")
	}
	if d.Area == report.AreaError && d.Name == "step" {
		return stepTitle(oauthflow.Step(value))
	}
	if isEvidence(d) {
		return evidence(Plain(value, maxEvidence), maxCompared)
	}
	return Literal(Plain(value, maxCompared))
}

// isEvidence reports a difference in what was judged, and not in a value.
func isEvidence(d report.Difference) bool {
	switch d.Area {
	case report.AreaCheck, report.AreaFailedCheck:
		return true
	case report.AreaError:
		return d.Name == "expected" || d.Name == "actual" || d.Name == "cause"
	}
	return false
}
