// The UserInfo request and its judgement, OpenID Connect Core §5.3.

package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// FollowUserInfo asks for the person's claims after a sign-in, within 15 s, and tells EventUserInfo.
// They are kept beside the ID token's claims and never replace them (UINF-08). Whatever happens, the
// sign-in stands (UINF-07). The result is stored if the stored session is still this sign-in's.
func (c *Client) FollowUserInfo(ctx context.Context, tl *Timeline, m *ServerMetadata, s Session) {
	limited, cancel := context.WithTimeout(ctx, userInfoLimit)
	defer cancel()
	claims, checks, err := c.requestUserInfo(limited, tl, m, s)
	if err != nil && ctx.Err() == nil && limited.Err() != nil {
		err = &Error{Step: StepUserInfo, Code: CodeUserInfoUnreachable, Expected: fmt.Sprintf("an answer within %s", userInfoLimit), Actual: "none", Err: context.Cause(limited)}
	}
	s.UserInfo, s.UserInfoChecks = claims, checks
	stored, storeErr := c.storeUserInfo(ctx, s)
	if stored != nil {
		s = *stored
	}
	tl.Add(Event{Kind: EventUserInfo, Step: StepUserInfo, Session: &s, Checks: checks, Err: asError(ctx, err, StepUserInfo, CodeUserInfoUnreachable)})
	if storeErr != nil {
		tl.Add(Event{Kind: EventNotice, Step: StepUserInfo, Err: asError(ctx, storeErr, StepUserInfo, CodeSessionNotStored)})
	}
}

// storeUserInfo writes the UserInfo of s into the stored session of the same sign-in, whose tokens may
// have been refreshed since, and returns what it wrote; nil if another session is stored by now.
func (c *Client) storeUserInfo(ctx context.Context, s Session) (*Session, error) {
	unlock, err := c.Store.Lock(ctx, c.Profile.ID)
	if err != nil {
		return nil, err
	}
	defer unlock()
	stored, err := c.storedSession(ctx, StepUserInfo)
	if errors.Is(err, &Error{Code: CodeNotSignedIn}) {
		return nil, nil
	}
	if err != nil || stored.Subject != s.Subject || !stored.SignedInAt.Equal(s.SignedInAt) {
		return nil, err
	}
	stored.UserInfo, stored.UserInfoChecks = s.UserInfo, s.UserInfoChecks
	return &stored, c.Store.Save(ctx, c.Profile.ID, stored)
}

// requestUserInfo returns the claims only if no check failed. A provider without a UserInfo endpoint
// is no error: the checks say why they did not run.
func (c *Client) requestUserInfo(ctx context.Context, tl *Timeline, m *ServerMetadata, s Session) (map[string]any, []Check, error) {
	if c.Profile.OAuthOnly.Given() && s.OAuthOnly() {
		return c.requestIdentity(ctx, tl, s)
	}
	if m.UserInfoEndpoint == "" {
		reason := "the provider announces no UserInfo endpoint"
		if why := m.Unusable["userinfo_endpoint"]; why != "" {
			reason = "the provider's UserInfo endpoint is not used: " + why
		}
		return nil, skipUserInfo(reason), nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, m.UserInfoEndpoint, nil)
	if err != nil {
		return nil, skipUserInfo("the request could not be made"), asError(ctx, err, StepUserInfo, CodeUserInfoUnreachable)
	}
	req.Header.Set("Accept", "application/json, application/jwt")
	got, err := c.sendAuthorized(ctx, exchange{step: StepUserInfo, tl: tl, limit: maxBody}, req, s) // UINF-01, UINF-06
	if err != nil {
		return nil, skipUserInfo("no answer came"), asError(ctx, err, StepUserInfo, CodeUserInfoUnreachable)
	}
	body, checks, err := c.readUserInfo(ctx, tl, m, got)
	claims, checks := judgeUserInfo(body, checks, s.Subject)
	if failure := firstFailure(checks); failure != nil {
		failure.Err = err
		return nil, checks, failure
	}
	return claims, checks, nil
}

func skipUserInfo(reason string) []Check {
	return skipAll(nil, reason, "UINF-04", "UINF-05", "UINF-02")
}

// readUserInfo returns the JSON of an answer, nil if a check of its form or of its signature failed. The error tells why
// the signature could not be judged.
func (c *Client) readUserInfo(ctx context.Context, tl *Timeline, m *ServerMetadata, got authorized) ([]byte, []Check, error) {
	const expected = "status 200, application/json or application/jwt, an object with each member once"
	a := got.answer
	if isSignedUserInfo(a) {
		body, signed, err := c.openSignedUserInfo(ctx, tl, m, got)
		return body, []Check{judge("UINF-04", true, expected, describeAnswer(a)), signed}, err
	}
	form := describeAnswer(a)
	_, err := strictObject(a.Body)
	isJSON := a.Status == http.StatusOK && contentType(a.Header) == "application/json"
	if isJSON && err != nil {
		form += ": " + err.Error()
	}
	checks := []Check{judge("UINF-04", isJSON && err == nil, expected, form), skip("UINF-05", "the answer is not signed")}
	if !isJSON || err != nil {
		return nil, checks, nil
	}
	return a.Body, checks, nil
}

// judgeUserInfo adds the check of the subject to those of the answer, and returns the claims if it passed. body is nil
// if the answer is not to be read.
func judgeUserInfo(body []byte, checks []Check, subject string) (map[string]any, []Check) {
	members, err := strictObject(body)
	if body == nil || err != nil {
		return nil, append(checks, skip("UINF-02", "the answer cannot be read"))
	}
	sub, present, err := stringMember(members, "sub")
	same := err == nil && present && sub == subject
	checks = append(checks, judge("UINF-02", same, "sub "+plainServerText(subject), "sub "+describeMember(sub, present, err)))
	var claims map[string]any
	if !same || decodeJSON(body, &claims) != nil {
		return nil, checks
	}
	return claims, checks
}
