// The parts of a sign-in that differ where the provider is OAuth only: no ID token is verified, and who signed in comes
// from a call of the provider's API (RFC 6749; there is no rule for its answer).

package oauthflow

import (
	"context"
	"net/http"
)

// OAuthOnly reports whether nobody was verified by an ID token: the provider issues none.
func (s Session) OAuthOnly() bool { return s.Claims == nil }

// withoutIDToken returns the ledger of a sign-in that has no ID token to verify; nil if there is one. One that comes
// although none is expected is verified like any other, unless the connection names no keys: then it is not used.
func (f *signInFlow) withoutIDToken() []Check {
	reason := f.Profile.OAuthOnly.reason()
	switch {
	case !f.Profile.OAuthOnly.Given():
		return nil
	case f.Profile.OAuthOnly.Identity == IdentityATProto:
		f.tokens.IDToken = Secret{} // it would not be proved by the account's documents
	case !f.tokens.IDToken.IsZero() && f.server.JWKSURI != "":
		return nil
	case !f.tokens.IDToken.IsZero():
		reason = "an ID token came although this provider is OAuth only; it is not used, since the connection names no keys to verify it with"
		f.tokens.IDToken = Secret{}
	}
	var checks []Check
	for _, r := range rules() {
		if r.step == StepVerify && r.id != "IDT-22" && r.id != "ATP-01" {
			checks = append(checks, skip(r.id, reason))
		}
	}
	return checks
}

// requestIdentity asks the API who signed in. Nothing of the answer is signed, and there is no subject to compare it with
// but that of AT Protocol.
func (c *Client) requestIdentity(ctx context.Context, tl *Timeline, s Session) (map[string]any, []Check, error) {
	source := c.Profile.OAuthOnly.identityURL(s)
	if source == "" {
		return nil, skipUserInfo(c.Profile.OAuthOnly.reason()), nil
	}
	if err := c.mayStillSend(ctx, tl, source, s); err != nil { // RES-09
		return nil, skipUserInfo("no answer came"), asError(ctx, err, StepUserInfo, CodeUserInfoUnreachable)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, source, nil)
	if err != nil {
		return nil, skipUserInfo("the request could not be made"), asError(ctx, err, StepUserInfo, CodeUserInfoUnreachable)
	}
	req.Header.Set("Accept", "application/json")
	got, err := c.sendAuthorized(ctx, exchange{step: StepUserInfo, tl: tl, limit: maxBody}, req, s)
	if err != nil {
		return nil, skipUserInfo("no answer came"), asError(ctx, err, StepUserInfo, CodeUserInfoUnreachable)
	}
	members, checks := judgeIdentity(got.answer, s.Subject)
	if failure := firstFailure(checks); failure != nil {
		return nil, checks, failure
	}
	return members, checks, nil
}

// judgeIdentity judges the form of the answer, and that it is about the subject where one was proved.
func judgeIdentity(a *answer, subject string) (map[string]any, []Check) {
	const expected = "status 200, application/json, an object with each member once"
	answered, err := strictObject(a.Body)
	good := a.Status == http.StatusOK && contentType(a.Header) == "application/json" && err == nil
	form := describeAnswer(a)
	if err != nil {
		form += ": " + err.Error()
	}
	checks := []Check{judge("UINF-04", good, expected, form), skip("UINF-02", noIDTokenReason+", so there is no subject to compare with")}
	if subject != "" && good {
		did, present, err := stringMember(answered, "did")
		checks[1] = judge("UINF-02", err == nil && did == subject, "did "+subject, "did "+describeMember(did, present, err))
		good = checks[1].Result == Passed
	}
	var members map[string]any
	if !good || decodeJSON(a.Body, &members) != nil {
		return nil, checks
	}
	return members, checks
}
