// Judging good practice by what was sent and received. Nothing is asked of the flow's own variables: the evidence is
// in the recorded requests and answers, in the authorization URL and in the ledger.

package oauthflow

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/oauth2"
)

const leastVerifier = 43 // characters, RFC 7636 §4.1

// judgeGoodPractice judges the last sign-in among the events; checks is its ledger.
func judgeGoodPractice(events []Event, checks []Check) []Practice {
	r := recordOf(events, checks)
	if r.device {
		return r.deviceGoodPractice()
	}
	return []Practice{
		r.pkce(), r.freshVerifier(), r.stateValidated(), r.verifierConfined(), r.codeFlow(),
		seen("refresh_no_session"), r.tokensStored(), r.requestsProtected(), r.idTokenValidated(), r.errorsContained(),
	}
}

// GoodPractice returns the verdicts on the sign-in of the session, that on refreshing as it stands now. There are none
// in a session of an earlier version.
func (s Session) GoodPractice() []Practice {
	list := slices.Clone(s.Practice)
	for i := range list {
		if list[i].Rule() == PracticeRefresh {
			list[i] = s.refreshPractice()
		}
	}
	return list
}

func (s Session) refreshPractice() Practice {
	switch {
	case s.Refreshes > 0:
		return seen("refresh_used", "Count", strconv.Itoa(s.Refreshes))
	case s.CanRefresh():
		return seen("refresh_ready")
	case slices.Contains(s.RequestedScope, "offline_access"):
		return seen("refresh_not_granted")
	}
	return seen("refresh_not_asked")
}

// pkce recomputes the challenge from the verifier that was sent.
func (r *signInRecord) pkce() Practice {
	method, challenge := r.request.Get("code_challenge_method"), r.request.Get("code_challenge")
	announced := r.check("DISC-10")
	switch {
	case announced.Result == Failed:
		return seen("s256_refused", "Announced", announced.Actual)
	case r.request == nil:
		return seen("s256_not_asked")
	case method != "S256" || challenge == "":
		return seen("s256_missing", "Method", orNone(plainServerText(method)))
	case r.token == nil:
		return seen("s256_not_redeemed")
	case oauth2.S256ChallengeFromVerifier(r.token.Get("code_verifier")) != challenge:
		return seen("s256_differs")
	case announced.Result == Skipped:
		return seen("s256_not_announced")
	}
	return seen("s256_sent")
}

func (r *signInRecord) freshVerifier() Practice {
	if r.token == nil {
		return seen("verifier_not_sent")
	}
	verifier := r.token.Get("code_verifier")
	switch {
	case verifier == "":
		return seen("verifier_missing")
	case len(verifier) < leastVerifier:
		return seen("verifier_short", "Length", strconv.Itoa(len(verifier)))
	case strings.ContainsFunc(verifier, func(c rune) bool { return !isUnreserved(c) }):
		return seen("verifier_characters")
	case slices.Contains(r.earlier, verifier):
		return seen("verifier_repeated")
	case len(r.earlier) == 0:
		return seen("verifier_first", "Length", strconv.Itoa(len(verifier)))
	}
	return seen("verifier_fresh", "Length", strconv.Itoa(len(verifier)), "Count", strconv.Itoa(len(r.earlier)))
}

// isUnreserved is for the characters of a verifier, RFC 7636 §4.1.
func isUnreserved(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("-._~", c)
}

// stateValidated compares what was sent with what came; a redirect that was pasted is in the ledger only.
func (r *signInRecord) stateValidated() Practice {
	sent, compared := r.request.Get("state"), r.check("RESP-03").Result
	switch {
	case r.request != nil && sent == "":
		return seen("state_missing")
	case r.redirect == nil && compared == "":
		return seen("state_not_returned")
	case r.redirect != nil && r.answered.Get("state") != sent, compared != Passed:
		return seen("state_differs")
	}
	return seen("state_compared", "State", Shorten(sent))
}

// verifierConfined searches every recorded request and answer.
func (r *signInRecord) verifierConfined() Practice {
	verifier := r.token.Get("code_verifier")
	if verifier == "" {
		return seen("verifier_unused")
	}
	if strings.Contains(r.target, verifier) {
		return seen("verifier_elsewhere", "Where", placeOf(http.MethodGet, r.target, verifier))
	}
	gone := false
	for _, x := range r.exchanges {
		request, answer := x.Request.Reveal(), x.Answer.Reveal()
		gone = gone || request.Dropped || answer.Dropped || request.Size > len(request.Body)
		if x == r.redeemed {
			request.Body = nil // the one place where it belongs
		}
		if holds(request, verifier) || holds(answer, verifier) {
			return seen("verifier_elsewhere", "Where", placeOf(x.Method, request.URL, verifier))
		}
	}
	if gone {
		return seen("verifier_bodies_gone")
	}
	return seen("verifier_confined", "Count", strconv.Itoa(len(r.exchanges)))
}

// placeOf names a request without its query, and without the secret even if that is in the path.
func placeOf(method, address, secret string) string {
	place, _, _ := strings.Cut(MaskURL(address), "?")
	if secret != "" {
		place = strings.ReplaceAll(place, secret, secretText)
	}
	return strings.TrimSpace(method + " " + place)
}

// holds looks for text in everything that went over the wire.
func holds(m HTTPContent, text string) bool {
	return strings.Contains(m.URL, text) || strings.Contains(string(m.Body), text) ||
		slices.ContainsFunc(m.Fields, func(f HTTPField) bool { return strings.Contains(f.Value, text) })
}

func (r *signInRecord) codeFlow() Practice {
	kind, token := r.request.Get("response_type"), r.check("RESP-13")
	switch {
	case r.request == nil:
		return seen("code_not_asked")
	case kind != "code":
		return seen("other_response_type", "Type", orNone(plainServerText(kind)))
	case token.Result == Failed:
		return seen("token_in_redirect", "Names", token.Actual)
	case token.Result == "":
		return seen("code_not_returned")
	}
	return seen("code_only")
}

func orNone(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
