// Proofs of possession, RFC 9449: when they are used, and what a session is bound to.

package oauthflow

import (
	"slices"
	"strings"
)

// The schemes of access tokens (RFC 6750 §2.1, RFC 9449 §7.1). They are compared without case.
const (
	schemeBearer = "Bearer"
	schemeDPoP   = "DPoP"
)

// useDPoP reports whether a sign-in at this provider proves possession of a key, and the check that says why
// (DPOP-10); there is none where the question does not arise.
func (p Profile) useDPoP(m *ServerMetadata) (bool, []Check) {
	ours := strings.Join(dpopAlgorithms(), ", ")
	announced := plainServerText(strings.Join(m.DPoPAlgorithms, ", "))
	required := p.DPoP == DPoPRequired
	switch {
	case p.DPoP == DPoPOff, len(m.DPoPAlgorithms) == 0 && !required:
		return false, nil
	case len(m.DPoPAlgorithms) == 0:
		return true, []Check{skip("DPOP-10", "the provider announces no algorithms; "+ours+" is used all the same, since the connection requires it")}
	case slices.ContainsFunc(dpopAlgorithms(), func(alg string) bool { return slices.Contains(m.DPoPAlgorithms, alg) }):
		return true, []Check{judge("DPOP-10", true, ours, announced)}
	case required:
		return false, []Check{judge("DPOP-10", false, ours, announced)}
	}
	return false, []Check{skip("DPOP-10", "the provider takes "+announced+", none of which this app has: the tokens are bound to no key")}
}

// prepareKey makes the key of the sign-in, if one is to be used.
func (f *signInFlow) prepareKey() error {
	use, checks := f.Profile.useDPoP(f.server)
	if len(checks) > 0 {
		if err := f.judged(checks, nil); err != nil {
			return err
		}
	}
	if !use {
		return nil
	}
	var err error
	f.request.Key, err = newDPoPKey()
	return err
}

// proofs are those of a request without an access token; nil without a key.
func (r authorizationRequest) proofs() *proofs {
	if r.Key == nil {
		return nil
	}
	return &proofs{key: r.Key}
}

// Bound reports whether the access token is bound to the key of the session: without a proof it is worth nothing.
func (s Session) Bound() bool { return strings.EqualFold(s.TokenType, schemeDPoP) }

// Scheme is that of the access token in the Authorization header: Bearer, or DPoP if it is bound.
func (s Session) Scheme() string {
	if s.Bound() {
		return schemeDPoP
	}
	return schemeBearer
}

// proofs are those of a request with the session's key; nil if it has none. token is the access token that goes with
// the request, or zero (DPOP-11, RT-14).
func (s Session) proofs(step Step, token Secret) (*proofs, error) {
	if s.DPoPKey.IsZero() {
		if s.Bound() {
			return nil, &Error{Step: step, Code: CodeSessionUnreadable, Spec: "RFC 9449 §5", Expected: "the key of the session", Actual: "none"}
		}
		return nil, nil
	}
	key, err := openDPoPKey(s.DPoPKey)
	if err != nil {
		return nil, &Error{Step: step, Code: CodeSessionUnreadable, Spec: "RFC 9449 §5", Expected: "the key of the session", Actual: "it cannot be read", Err: err}
	}
	return &proofs{key: key, token: token}, nil
}

// mayUse refuses a session whose token is bound to no key where the connection requires that (TRES-04).
func (p Profile) mayUse(s Session, step Step) *Error {
	if p.DPoP != DPoPRequired || s.Bound() {
		return nil
	}
	return &Error{
		Step: step, Code: CodeTokenNotBound, Spec: "RFC 9449 §5", Expected: "a token that is bound to a key, which the connection requires",
		Actual: "token_type " + plainServerText(s.TokenType) + ", from a sign-in before that",
	}
}

// judgeBinding is the rule id, TRES-04 or RT-13: what was issued on a request with a proof.
func judgeBinding(id, kind string, required bool) Check {
	bound := strings.EqualFold(kind, schemeDPoP)
	if !bound && !required {
		return skip(id, "the provider issued a Bearer token although a proof was sent: it is bound to no key, which the connection accepts")
	}
	return judge(id, bound, "token_type DPoP", "token_type "+orText(plainServerText(kind), "missing"))
}
