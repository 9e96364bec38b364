// What of the protocol's source is evidence, and what is not.

package phrase

// folders are those whose texts reach the window as evidence, or as the reason in a sentence.
func folders() []string {
	return []string{"oauthflow", "oauthflow/report", "oauthflow/preset", "oauthflow/sample", "oauthflow/vault", "ui", "ui/state"}
}

// allProse reports a folder whose sentences are all evidence. Of the others only errors and what is named as evidence is.
func allProse(folder string) bool { return folder == "oauthflow" || folder == "oauthflow/preset" }

// otherFiles have words that are no evidence.
func otherFiles() map[string]string {
	return map[string]string{
		"oauthflow/redirection_page.go": "pages of the browser",
		"oauthflow/rule.go":             "names of checks: the catalogue has them as check.<ID>",
		"oauthflow/mcp.go":              "a message of the protocol",
		"oauthflow/report/markdown.go":  "reports are in English",
		"ui/arguments.go":               "told in the terminal",
		"ui/display.go":                 "told in the terminal",
		"ui/demo.go":                    "told in the terminal",
	}
}

// otherFunctions make texts that are no evidence.
func otherFunctions() map[string]string {
	return map[string]string{
		"oauthflow.holderCommand": "commands to type",
		"oauthflow.lackingIn":     "members and values of the protocol",
	}
}

// evidence are the functions whose arguments at these places are evidence.
func evidence() map[string][]int {
	return map[string][]int{
		"judge": {2, 3}, "skip": {1}, "skipAll": {1}, "orText": {1}, "orElse": {1}, "registrationInvalid": {1, 2}, "endpointMoved": {1, 2},
		"judgeDate": {2}, "setUnusable": {1}, "skipUserInfo": {0}, "authorizationQueryError": {0}, "deviceExpired": {0},
	}
}

// isEvidence reports a field that is evidence.
func isEvidence(field string) bool {
	switch field {
	case "Expected", "Actual", "Reason", "Why", "problem", "reason":
		return true
	}
	return false
}

// passes reports a function that returns what it is given.
func passes(name string) bool { return name == "plainServerText" || name == "append" }

// describing reports a function that returns evidence.
func describing(name string) bool {
	switch name {
	case "describeText", "describeMember", "describeClaim", "memberPresence", "presence", "shown", "describeStatus", "evidenceOf", "Error":
		return true
	}
	return false
}

// noEvidence are functions whose arguments are none.
func noEvidence() []string {
	return []string{"Set", "Get", "Has", "MustCompile", "Cut", "Contains", "HasPrefix", "HasSuffix", "T", "N"}
}

// protocolValues are evidence that is the same in every language.
func protocolValues() map[string]bool {
	return map[string]bool{"S256": true, "application/json": true, "header": true}
}
