// Explanations: what a provider's error means, what to do, and in which setting. The catalogue holds the words of each
// as explain.<id>.cause, .fix and, where there is one, .setting.

package state

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"proofkey/oauthflow"
)

// Explanation is what an error of the provider means. It never changes what the app does: vendors change their texts.
type Explanation struct {
	ID                  string
	Cause, Fix, Setting Text // Setting is zero where no setting is to blame
}

// explained is a row of the table: which errors an explanation is for.
type explained struct {
	id      string
	setting bool
	numbers []string       // of Microsoft Entra ID: AADSTS50011
	phrases []string       // of an error description
	codes   []string       // of the parameter error
	host    string         // of the issuer, for codes that mean something else there
	step    oauthflow.Step // at which the code means this; empty: any
}

var (
	aadstsNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)AADSTS(\d{5,8})`) })
	bareNumber   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{5,8}$`) })
	codeWord     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[a-z]+(?:_[a-z]+)+`) })
)

// explain finds the explanation of an error; nil if there is none. The first row that fits wins: vendors' own stand
// before those of the specifications.
func explain(e *oauthflow.Error, p oauthflow.Profile) *Explanation {
	if e == nil || e.OAuthError == "" {
		return nil
	}
	list := explanations()
	if i := slices.IndexFunc(list, func(x explained) bool { return x.fits(e, p) }); i >= 0 {
		return explanationOf(list[i], p)
	}
	return nil
}

func explanationOf(x explained, p oauthflow.Profile) *Explanation {
	key, values := "explain."+x.id, explanationValues(p)
	found := &Explanation{ID: x.id, Cause: T(key+".cause", values...), Fix: T(key+".fix", values...)}
	if x.setting {
		found.Setting = T(key+".setting", values...)
	}
	return found
}

func (x explained) fits(e *oauthflow.Error, p oauthflow.Profile) bool {
	if x.step != "" && x.step != e.Step || x.host != "" && x.host != hostOfIssuer(p) {
		return false
	}
	description := strings.ToLower(e.Description)
	return shares(x.numbers, numbersIn(e.Description)) || shares(x.codes, codeWord().FindAllString(strings.ToLower(e.OAuthError), -1)) ||
		slices.ContainsFunc(x.phrases, func(phrase string) bool { return strings.Contains(description, strings.ToLower(phrase)) })
}

func shares(list, other []string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return slices.Contains(other, s) })
}

// numbersIn are Entra's numbers in a text; a text that is nothing but a number is one, too.
func numbersIn(text string) []string {
	text = strings.TrimSpace(text)
	if bareNumber().MatchString(text) {
		return []string{text}
	}
	var numbers []string
	for _, m := range aadstsNumber().FindAllStringSubmatch(text, -1) {
		numbers = append(numbers, m[1])
	}
	return numbers
}

// explanationValues are the values that the words may name.
func explanationValues(p oauthflow.Profile) []any {
	return []any{
		"RedirectURI", line(redirectURIOf(p)), "ClientID", line(p.ClientID), "Issuer", line(p.Issuer),
		"Scopes", line(strings.Join(p.Scopes, " ")), "Provider", line(p.Name),
	}
}

// redirectURIOf is what has to be registered: without a port where each sign-in has another one.
func redirectURIOf(p oauthflow.Profile) string {
	r, d := p.Redirect, oauthflow.DefaultRedirect()
	if r.Host == "" {
		r.Host = d.Host
	}
	if r.Path == "" {
		r.Path = d.Path
	}
	return strings.Join(r.URIs(), " ")
}

func hostOfIssuer(p oauthflow.Profile) string {
	u, err := url.Parse(p.Issuer)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
