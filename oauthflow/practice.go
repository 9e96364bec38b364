// Good practice of a public client, RFC 9700 and RFC 8252 §8: the ten rules and what can be found of each. The words
// of a finding are the window's.

package oauthflow

import "slices"

// PracticeRule is one of the ten rules.
type PracticeRule string

// The rules, in the order in which they are shown; PracticeRules returns them.
const (
	PracticePKCE      PracticeRule = "pkce_s256"
	PracticeVerifier  PracticeRule = "fresh_verifier"
	PracticeState     PracticeRule = "state_validated"
	PracticeConfined  PracticeRule = "verifier_confined"
	PracticeCodeFlow  PracticeRule = "code_flow"
	PracticeRefresh   PracticeRule = "refresh_used"
	PracticeStorage   PracticeRule = "tokens_stored"
	PracticeTransport PracticeRule = "requests_protected"
	PracticeIDToken   PracticeRule = "id_token_validated"
	PracticeErrors    PracticeRule = "errors_contained"
)

// PracticeRules returns the ten rules in order.
func PracticeRules() []PracticeRule {
	return []PracticeRule{
		PracticePKCE, PracticeVerifier, PracticeState, PracticeConfined, PracticeCodeFlow,
		PracticeRefresh, PracticeStorage, PracticeTransport, PracticeIDToken, PracticeErrors,
	}
}

// Source is where the rule is written.
func (r PracticeRule) Source() string {
	switch r {
	case PracticePKCE:
		return "RFC 9700 §2.1.1"
	case PracticeVerifier:
		return "RFC 7636 §4.1, §7.1"
	case PracticeState:
		return "RFC 6749 §10.12"
	case PracticeConfined:
		return "RFC 7636 §1, §4.5"
	case PracticeCodeFlow:
		return "RFC 9700 §2.1.2"
	case PracticeRefresh:
		return "RFC 6749 §1.5, §6"
	case PracticeStorage:
		return "RFC 6749 §10.3"
	case PracticeTransport:
		return "RFC 9700 §2.6; RFC 8252 §7.3"
	case PracticeIDToken:
		return "OIDC Core §3.1.3.7"
	case PracticeErrors:
		return "CWE-209"
	}
	return ""
}

// Finding is a stable name of what was seen of a rule. The rule and the verdict follow from it.
type Finding string

// finding is a row of the table of findings.
type finding struct {
	name    Finding
	rule    PracticeRule
	result  Result // passed: kept; failed: not kept; skipped: not seen, or it does not apply
	remedy  bool   // there is something to change, at the provider or in the connection
	pattern []string
}

// findings is the closed list. pattern names the values that a finding comes with.
func findings() []finding {
	return []finding{
		{name: "s256_sent", rule: PracticePKCE, result: Passed},
		{name: "s256_not_announced", rule: PracticePKCE, result: Passed, remedy: true},
		{name: "s256_refused", rule: PracticePKCE, result: Failed, remedy: true, pattern: []string{"Announced"}},
		{name: "s256_missing", rule: PracticePKCE, result: Failed, pattern: []string{"Method"}},
		{name: "s256_differs", rule: PracticePKCE, result: Failed},
		{name: "s256_not_redeemed", rule: PracticePKCE, result: Skipped},
		{name: "s256_not_asked", rule: PracticePKCE, result: Skipped},
		{name: "s256_device", rule: PracticePKCE, result: Skipped},

		{name: "verifier_first", rule: PracticeVerifier, result: Passed, pattern: []string{"Length"}},
		{name: "verifier_fresh", rule: PracticeVerifier, result: Passed, pattern: []string{"Length", "Count"}},
		{name: "verifier_short", rule: PracticeVerifier, result: Failed, pattern: []string{"Length"}},
		{name: "verifier_characters", rule: PracticeVerifier, result: Failed},
		{name: "verifier_repeated", rule: PracticeVerifier, result: Failed},
		{name: "verifier_missing", rule: PracticeVerifier, result: Failed},
		{name: "verifier_not_sent", rule: PracticeVerifier, result: Skipped},
		{name: "verifier_device", rule: PracticeVerifier, result: Skipped},

		{name: "state_compared", rule: PracticeState, result: Passed, pattern: []string{"State"}},
		{name: "state_missing", rule: PracticeState, result: Failed},
		{name: "state_differs", rule: PracticeState, result: Failed},
		{name: "state_not_returned", rule: PracticeState, result: Skipped},
		{name: "state_device", rule: PracticeState, result: Skipped},

		{name: "verifier_confined", rule: PracticeConfined, result: Passed, pattern: []string{"Count"}},
		{name: "verifier_elsewhere", rule: PracticeConfined, result: Failed, pattern: []string{"Where"}},
		{name: "verifier_bodies_gone", rule: PracticeConfined, result: Skipped},
		{name: "verifier_unused", rule: PracticeConfined, result: Skipped},
		{name: "confined_device", rule: PracticeConfined, result: Skipped},

		{name: "code_only", rule: PracticeCodeFlow, result: Passed},
		{name: "other_response_type", rule: PracticeCodeFlow, result: Failed, pattern: []string{"Type"}},
		{name: "token_in_redirect", rule: PracticeCodeFlow, result: Failed, remedy: true, pattern: []string{"Names"}},
		{name: "code_not_returned", rule: PracticeCodeFlow, result: Skipped},
		{name: "code_not_asked", rule: PracticeCodeFlow, result: Skipped},
		{name: "code_device", rule: PracticeCodeFlow, result: Skipped},

		{name: "refresh_used", rule: PracticeRefresh, result: Passed, pattern: []string{"Count"}},
		{name: "refresh_ready", rule: PracticeRefresh, result: Skipped},
		{name: "refresh_not_asked", rule: PracticeRefresh, result: Skipped, remedy: true},
		{name: "refresh_not_granted", rule: PracticeRefresh, result: Failed, remedy: true},
		{name: "refresh_no_session", rule: PracticeRefresh, result: Skipped},

		{name: "tokens_sealed", rule: PracticeStorage, result: Passed},
		{name: "tokens_in_memory", rule: PracticeStorage, result: Passed},
		{name: "tokens_not_written", rule: PracticeStorage, result: Failed},
		{name: "tokens_none", rule: PracticeStorage, result: Skipped},

		{name: "requests_protected", rule: PracticeTransport, result: Passed, pattern: []string{"Encrypted", "Local"}},
		{name: "request_plain", rule: PracticeTransport, result: Failed, remedy: true, pattern: []string{"Where"}},
		{name: "requests_none", rule: PracticeTransport, result: Skipped},

		{name: "id_token_validated", rule: PracticeIDToken, result: Passed, pattern: []string{"Count"}},
		{name: "id_token_failed", rule: PracticeIDToken, result: Failed, remedy: true, pattern: []string{"Check"}},
		{name: "id_token_none", rule: PracticeIDToken, result: Skipped},

		{name: "answer_fixed", rule: PracticeErrors, result: Passed, pattern: []string{"Count"}},
		{name: "answer_tells", rule: PracticeErrors, result: Failed},
		{name: "answer_none", rule: PracticeErrors, result: Skipped},
		{name: "answer_device", rule: PracticeErrors, result: Skipped},
	}
}

// Findings returns the closed list of findings.
func Findings() []Finding {
	var names []Finding
	for _, f := range findings() {
		names = append(names, f.name)
	}
	return names
}

// Practice is the verdict on a rule with its evidence. Values never hold a secret.
type Practice struct {
	Finding Finding           `json:"finding"`
	Values  map[string]string `json:"values,omitempty"`
}

// seen makes the verdict of a finding from pairs of a value's name and the value.
func seen(name Finding, pairs ...string) Practice {
	p := Practice{Finding: name}
	for i := 0; i+1 < len(pairs); i += 2 {
		if p.Values == nil {
			p.Values = map[string]string{}
		}
		p.Values[pairs[i]] = pairs[i+1]
	}
	return p
}

func (p Practice) row() finding {
	all := findings()
	if i := slices.IndexFunc(all, func(f finding) bool { return f.name == p.Finding }); i >= 0 {
		return all[i]
	}
	return finding{}
}

// Rule is the rule that the finding is about; empty for one that this version does not know.
func (p Practice) Rule() PracticeRule { return p.row().rule }

// Result is Passed for a rule that was kept, Failed for one that was not, Skipped for one of which nothing was seen.
func (p Practice) Result() Result { return p.row().result }

// Remedy reports whether there is something to change at the provider or in the connection.
func (p Practice) Remedy() bool { return p.row().remedy }

// Complete reports whether the verdict has the values that its words need: a stored one may be another version's.
func (p Practice) Complete() bool {
	row := p.row()
	return row.rule != "" && !slices.ContainsFunc(row.pattern, func(name string) bool { return p.Values[name] == "" })
}
