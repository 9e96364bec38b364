// The families of keys of good practice, of explanations and of the help with the browser.

package state

import "proofkey/oauthflow"

func explainingKeys() []string {
	var keys []string
	for _, rule := range oauthflow.PracticeRules() {
		keys = append(keys, "practice_rule."+string(rule))
	}
	for _, result := range []oauthflow.Result{oauthflow.Passed, oauthflow.Failed, oauthflow.Skipped} {
		keys = append(keys, "practice_result."+string(result))
	}
	for _, f := range oauthflow.Findings() {
		keys = append(keys, "practice."+string(f))
		if (oauthflow.Practice{Finding: f}).Remedy() {
			keys = append(keys, "practice_do."+string(f))
		}
	}
	for _, x := range explanations() {
		keys = append(keys, "explain."+x.id+".cause", "explain."+x.id+".fix")
		if x.setting {
			keys = append(keys, "explain."+x.id+".setting")
		}
	}
	for _, name := range browserCases() {
		keys = append(keys, "browser_help."+name+".sees", "browser_help."+name+".do")
	}
	return keys
}
