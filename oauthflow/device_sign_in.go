// A sign-in with the device grant, RFC 8628: discover, ask for a code, let the person confirm it on another device, ask
// for the tokens until they are there, verify the ID token, keep the session.

package oauthflow

import (
	"context"
	"maps"
	"slices"
)

// SignInElsewhere runs one sign-in that the person confirms on another device, and tells it on the timeline as SignIn
// does. There is no browser, no listener and no redirect of ours. Of the options it takes Scopes, Subject and Limit.
func (c *Client) SignInElsewhere(ctx context.Context, tl *Timeline, o SignInOptions) (*Session, error) {
	f := &deviceFlow{signInFlow: &signInFlow{Client: c, tl: tl, options: o, now: StepDiscover}}
	return f.run(ctx, f.untilSignedIn)
}

// deviceFlow is one sign-in on another device on its way.
type deviceFlow struct {
	*signInFlow
	device  deviceAuthorization
	outcome *answer
}

func (f *deviceFlow) untilSignedIn(ctx context.Context) (*Session, error) {
	defer f.wipeDevice()
	var token *idToken
	var session Session
	for _, s := range []struct {
		step Step
		run  func() error
	}{
		{StepDiscover, func() error { return f.discoverServer(ctx) }},
		{StepAuthorizationRequest, func() error { return f.requestCode(ctx) }},
		{StepRedirect, func() error { return f.waitForPerson(ctx) }},
		{StepTokenRequest, f.takeTokens},
		{StepVerify, func() (err error) { token, err = f.verify(ctx); return err }},
		{StepSignedIn, func() (err error) { session, err = f.keep(ctx, token); return err }},
	} {
		if err := f.step(ctx, s.step, s.run); err != nil {
			return nil, err
		}
	}
	return &session, nil
}

// requestCode asks for the codes and shows the one for the person. There is no nonce and no code challenge to send.
func (f *deviceFlow) requestCode(ctx context.Context) error {
	f.withoutCode("DISC-10", "the device grant has no authorization code that PKCE would protect (RFC 8628 §3.1)")
	f.request = authorizationRequest{
		ClientID: f.Profile.ClientID, Scopes: union(f.Profile.Scopes, f.options.Scopes), Subject: f.options.Subject, Resources: f.Profile.Resources,
		StartedAt: f.Now(), noNonce: noNonceOfDevice, extra: maps.Clone(f.Profile.AuthorizationParameters),
	}
	if err := f.request.takeFromConnection(); err != nil {
		return err
	}
	if err := f.prepareKey(); err != nil {
		return err
	}
	device, checks, err := f.requestDeviceCode(ctx, f.tl, f.server, f.request)
	f.device, f.code = device, device.deviceCode
	return f.judged(checks, err)
}

// withoutCode replaces a check of the code flow that passed, but says nothing here.
func (f *deviceFlow) withoutCode(id, reason string) {
	f.checks = slices.Clone(f.checks) // the cache has them too
	for i, c := range f.checks {
		if c.ID == id && c.Result != Failed {
			f.checks[i] = skip(id, reason)
		}
	}
}

// waitForPerson polls until the person has decided, the code expires, or the sign-in is cancelled.
func (f *deviceFlow) waitForPerson(ctx context.Context) error {
	expires := f.Now().Add(f.device.expiresIn)
	shown := f.device.DeviceAuthorization
	f.tl.Add(Event{Kind: EventDeviceCode, Step: StepRedirect, Device: &shown, Deadline: expires})
	if f.options.Limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, f.options.Limit, ErrDeadline)
		defer cancel()
	}
	poll := devicePoll{Client: f.Client, tl: f.tl, server: f.server, code: f.code, proofs: f.request.proofs(), shown: shown, expires: expires}
	outcome, err := poll.run(ctx)
	if err != nil {
		return asError(ctx, err, StepRedirect, CodeUnexpected)
	}
	f.outcome = outcome
	checks := skipAll(nil, "there is no redirect: it was confirmed on another device (RFC 8628 §3.3)", "RESP-04", "RESP-03", "RESP-09")
	polled, err := poll.judgePolling(outcome)
	if err != nil {
		f.tokens = issuedTokens(outcome, f.Profile.OAuthOnly) // to be revoked, should an error stand beside some (TRES-10, TRES-13)
	}
	return f.judged(append(checks, polled...), err)
}

// takeTokens judges the answer that ended the polling as that of any token request (DEV-12).
func (f *deviceFlow) takeTokens() error {
	tokens, checks, err := judgeTokenResponse(f.outcome, f.expectedTokens(f.request))
	if err != nil {
		tokens = issuedTokens(f.outcome, f.Profile.OAuthOnly)
	}
	f.tokens, f.tokensAt = tokens, f.Now()
	return f.judged(checks, err)
}

// wipeDevice ends the codes with the sign-in, on the timeline too (STOR-08).
func (f *deviceFlow) wipeDevice() {
	f.device.UserCode.wipe()
	f.device.VerificationURIComplete.wipe()
}
