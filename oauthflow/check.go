// The checks of a sign-in: one entry per row of the standards checklist, in the order of the flow.

package oauthflow

import "slices"

// Result is the outcome of a check.
type Result string

// The outcomes of a check.
const (
	Passed  Result = "passed"
	Failed  Result = "failed"
	Skipped Result = "skipped"
)

// Check is one judged rule with its evidence. Expected and Actual never hold a secret.
type Check struct {
	ID         string `json:"id"`       // row of the standards checklist, such as "IDT-06"
	Name       string `json:"name"`     // what is checked, in words
	Source     string `json:"source"`   // document and section of the rule
	Expected   string `json:"expected"` // what the rule asks for, with this sign-in's values
	Actual     string `json:"actual"`   // what was seen
	Reason     string `json:"reason"`   // why it was skipped; empty otherwise
	Result     Result `json:"result"`
	Unverified bool   `json:"unverified,omitempty"` // Actual comes from a token whose signature did not pass
}

// judge makes the check of the rule id from the outcome and its evidence.
func judge(id string, ok bool, expected, actual string) Check {
	c := newCheck(id)
	c.Expected, c.Actual, c.Result = expected, actual, Failed
	if ok {
		c.Result = Passed
	}
	return c
}

// skip makes the check of the rule id that could not or need not run.
func skip(id, reason string) Check {
	c := newCheck(id)
	c.Reason, c.Result = reason, Skipped
	return c
}

func newCheck(id string) Check {
	r := ruleByID(id)
	return Check{ID: id, Name: r.name, Source: r.source}
}

// firstFailure turns the first failed check into the error of its rule; nil if none failed.
func firstFailure(checks []Check) *Error {
	c := firstFailed(checks)
	if c == nil {
		return nil
	}
	r := ruleByID(c.ID)
	return &Error{Step: r.step, Code: r.code, Spec: c.Source, Expected: c.Expected, Actual: c.Actual}
}

// firstFailed returns the first check that failed, nil if none did.
func firstFailed(checks []Check) *Check {
	i := slices.IndexFunc(checks, func(c Check) bool { return c.Result == Failed })
	if i < 0 {
		return nil
	}
	return &checks[i]
}

// Count returns how many of the checks have the result.
func Count(checks []Check, result Result) int {
	n := 0
	for _, c := range checks {
		if c.Result == result {
			n++
		}
	}
	return n
}
