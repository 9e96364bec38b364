// Presenter mode: what it masks in evidence and messages.

package state

import (
	"strings"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
	"proofkey/oauthflow/report/redaction"
)

// checks masks the evidence of checks.
func (v veil) checks(checks []oauthflow.Check) []oauthflow.Check {
	if !v.down {
		return checks
	}
	masked := make([]oauthflow.Check, len(checks))
	for i, c := range checks {
		c.Expected, c.Actual = v.mask(veiledEvidence, c.ID, c.Expected), v.mask(veiledEvidence, c.ID, c.Actual)
		masked[i] = c
	}
	return masked
}

// failure masks what an error repeats of values and texts from elsewhere.
func (v veil) failure(e *oauthflow.Error) *oauthflow.Error {
	if !v.down || e == nil {
		return e
	}
	masked, rule := *e, redaction.RuleOf(e.Code)
	masked.Expected, masked.Actual = v.mask(veiledEvidence, rule, e.Expected), v.mask(veiledEvidence, rule, e.Actual)
	masked.Description, masked.ErrorURI, masked.Err = v.mask(veiledWords, "", e.Description), v.mask(veiledURL, "", e.ErrorURI), nil
	if codeWord().FindString(e.OAuthError) != e.OAuthError { // what is no code is free text
		masked.OAuthError = v.mask(veiledWords, "", e.OAuthError)
	}
	return &masked
}

// difference masks a value of a comparison.
func (v veil) difference(d report.Difference, value string) string {
	switch d.Area {
	case report.AreaOutcome, report.AreaStep:
		return value
	case report.AreaCheck, report.AreaFailedCheck:
		return v.mask(veiledEvidence, d.Name, value)
	case report.AreaClaim:
		return v.member(d.Name, value)
	case report.AreaConnection:
		if parameter, ok := strings.CutPrefix(d.Name, "authorization_parameters."); ok {
			return v.member(parameter, value)
		}
		return value
	case report.AreaRequest, report.AreaAnswer, report.AreaMetadata:
		return v.messagePart(d.Name, value)
	}
	if d.Name == "code" {
		return value
	}
	return v.mask(veiledWords, "", value)
}

// messagePart masks a part of a message by its name in a comparison, such as "header Content-Type".
func (v veil) messagePart(part, value string) string {
	switch kind, name, _ := strings.Cut(part, " "); kind {
	case "status":
		return value
	case "request":
		method, target, _ := strings.Cut(value, " ")
		return strings.TrimSpace(method + " " + v.mask(veiledURL, "", target))
	case "header":
		return v.mask(veiledHeader, name, value)
	case "parameter", "member":
		return v.member(name, value)
	}
	return v.mask(veiledWords, "", value)
}
