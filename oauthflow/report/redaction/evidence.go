// The evidence of checks and errors: text of ours with values in it. Which values is known by the rule.

package redaction

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"proofkey/oauthflow"
)

func sorted(s []string) []string { slices.Sort(s); return s }

func equalFold(a, b string) bool { return strings.EqualFold(a, b) }

// Checks redacts the evidence of checks.
func (r *Redactor) Checks(checks []oauthflow.Check) []oauthflow.Check {
	out := make([]oauthflow.Check, 0, len(checks))
	for _, c := range checks {
		c.Name, c.Source, c.Reason = r.Text(c.Name), r.Text(c.Source), r.Text(c.Reason)
		c.Expected, c.Actual = r.evidence(c.ID, c.Expected), r.evidence(c.ID, c.Actual)
		out = append(out, c)
	}
	return out
}

// Practice redacts the values of the verdicts on good practice.
func (r *Redactor) Practice(list []oauthflow.Practice) []oauthflow.Practice {
	var out []oauthflow.Practice
	for _, p := range list {
		values := maps.Clone(p.Values)
		for name, value := range values {
			if name == "State" {
				values[name] = r.shortened("state", value)
			} else {
				values[name] = r.Text(value)
			}
		}
		out = append(out, oauthflow.Practice{Finding: p.Finding, Values: values})
	}
	return out
}

// Error redacts an error; its cause is Cause.
func (r *Redactor) Error(e oauthflow.Error) oauthflow.Error {
	rule := ruleOf(e.Code)
	e.Expected, e.Actual = r.evidence(rule, e.Expected), r.evidence(rule, e.Actual)
	e.OAuthError, e.Description, e.ErrorURI = r.Text(e.OAuthError), r.Text(e.Description), r.Text(r.URL(e.ErrorURI))
	e.Spec = r.Text(e.Spec)
	return e
}

// ruleOf finds the rule whose evidence an error repeats.
func ruleOf(c oauthflow.Code) string {
	switch c {
	case oauthflow.CodeResponseInvalid:
		return "RESP-03"
	case oauthflow.CodeIDTokenNonceMismatch:
		return "IDT-10"
	case oauthflow.CodeIDTokenSubjectInvalid:
		return "IDT-02"
	case oauthflow.CodeIDTokenSubjectChanged:
		return "IDT-17"
	case oauthflow.CodeUserInfoSubjectMismatch:
		return "UINF-02"
	case oauthflow.CodeAccountMismatch:
		return "ATP-01"
	case oauthflow.CodeRefreshedIDTokenMismatch:
		return "RT-08"
	}
	return ""
}

// evidence redacts expected or actual of the rule.
func (r *Redactor) evidence(rule, s string) string {
	switch rule {
	case "RESP-03":
		return r.shortened("state", s)
	case "IDT-10", "RT-10":
		return r.shortened("nonce", s)
	case "IDT-02", "IDT-17":
		if isPhrase(s) {
			return s
		}
		return r.markPersonal("sub", s)
	case "UINF-02":
		for _, name := range []string{"sub ", "did "} { // did: of an AT Protocol account
			if rest, ok := strings.CutPrefix(s, name); ok && !isPhrase(rest) {
				return name + r.markPersonal("sub", rest)
			}
		}
	case "ATP-01":
		s = accounts().ReplaceAllStringFunc(s, func(did string) string { return r.markPersonal("sub", did) })
	case "RT-08":
		s = subjects().ReplaceAllStringFunc(s, r.subject)
	}
	return r.Text(s)
}

// accounts are the DIDs and the handles that evidence repeats.
var accounts = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9_-]|at://[a-z0-9.-]*[a-z0-9]`)
})

// shortened turns six characters and an ellipsis into the marker of the whole value, if that was seen.
func (r *Redactor) shortened(label, s string) string {
	if !strings.HasSuffix(s, shortenedEnd) {
		return r.Text(s)
	}
	if m, ok := r.short[s]; ok {
		return m
	}
	return r.masked(label, s)
}

// isPhrase tells our own words from a subject.
func isPhrase(s string) bool {
	return slices.Contains([]string{
		"", "missing", "an empty string", "empty", "not a string", "1 to 255 ASCII characters",
	}, s)
}

// subjects are the values in "sub "a" instead of "b"".
var subjects = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\bsub ("(\\.|[^"\\])*"|[^\s;]+)( instead of ("(\\.|[^"\\])*"|[^\s;]+))?`)
})

func (r *Redactor) subject(s string) string {
	rest := strings.TrimPrefix(s, "sub ")
	first, second, more := strings.Cut(rest, " instead of ")
	if rest == "and" { // of "iss, sub and aud as before"
		return s
	}
	out := "sub " + r.oneSubject(first)
	if more {
		out += " instead of " + r.oneSubject(second)
	}
	return out
}

func (r *Redactor) oneSubject(s string) string {
	if s == "missing" {
		return s
	}
	return r.markPersonal("sub", strings.Trim(s, `"`))
}
