// Good practice beyond the request: how tokens rest, which addresses were asked, how the ID token and errors were taken.

package oauthflow

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// tokensStored: what is never written cannot be read from a file either (STOR-01).
func (r *signInRecord) tokensStored() Practice {
	switch r.check("STOR-01").Result {
	case Passed:
		return seen("tokens_sealed")
	case Skipped:
		return seen("tokens_in_memory")
	case Failed:
		return seen("tokens_not_written")
	}
	return seen("tokens_none")
}

// requestsProtected looks at the addresses that were really asked, the browser's among them.
func (r *signInRecord) requestsProtected() Practice {
	asked := []string{}
	if r.target != "" {
		asked = append(asked, r.target)
	}
	for _, x := range r.exchanges {
		asked = append(asked, x.Request.Reveal().URL)
	}
	encrypted, local := 0, 0
	for _, address := range asked {
		u, err := url.Parse(address)
		switch {
		case err == nil && u.Scheme == "https":
			encrypted++
		case err == nil && u.Scheme == "http" && IsThisComputer(u.Hostname()):
			local++
		default:
			return seen("request_plain", "Where", placeOf("", address, ""))
		}
	}
	if len(asked) == 0 {
		return seen("requests_none")
	}
	return seen("requests_protected", "Encrypted", strconv.Itoa(encrypted), "Local", strconv.Itoa(local))
}

// idTokenValidated wants the signature among the rules that passed: without it the others prove nothing.
func (r *signInRecord) idTokenValidated() Practice {
	passed := 0
	for _, c := range r.checks {
		switch {
		case ruleByID(c.ID).step != StepVerify:
		case c.Result == Failed:
			return seen("id_token_failed", "Check", c.ID)
		case c.Result == Passed:
			passed++
		}
	}
	if r.check("JOSE-20").Result != Passed {
		return seen("id_token_none")
	}
	return seen("id_token_validated", "Count", strconv.Itoa(passed))
}

// errorsContained looks at what the browser got from us: an empty answer that leads to a page of fixed words.
func (r *signInRecord) errorsContained() Practice {
	if r.redirect == nil {
		return seen("answer_none")
	}
	answer := r.redirect.Answer.Reveal()
	fixed := answer.Status == http.StatusSeeOther && len(answer.Body) == 0 && slices.Contains(answer.Fields, HTTPField{"Location", donePath})
	for _, values := range r.answered {
		for _, value := range values {
			fixed = fixed && !(len(value) > 3 && holds(answer, value)) // shorter ones, such as "1", stand in any header
		}
	}
	if !fixed {
		return seen("answer_tells")
	}
	return seen("answer_fixed", "Count", strconv.Itoa(r.strangers))
}
