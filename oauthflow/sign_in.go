// A sign-in with the authorization code flow of a native app, RFC 8252 and OpenID Connect Core §3.1:
// discover, ask in the browser, take the redirect, redeem the code, verify the ID token, keep the session.

package oauthflow

import (
	"context"
	"time"
)

// SignIn runs one sign-in and tells it on the timeline. It returns when everything it started has ended:
// the listener, the browser's opener and the UserInfo request, which follows EventSignedIn by itself.
// The session is stored before it is returned. Errors are *Error; the context's end is cancelled.
func (c *Client) SignIn(ctx context.Context, tl *Timeline, o SignInOptions) (*Session, error) {
	f := &signInFlow{Client: c, tl: tl, options: o, now: StepDiscover}
	return f.run(ctx, f.untilSignedIn)
}

// signInFlow is one sign-in on its way.
type signInFlow struct {
	*Client
	tl      *Timeline
	options SignInOptions

	now      Step
	steps    []StepTime
	checks   []Check // the ledger
	server   *ServerMetadata
	endpoint *redirectionEndpoint
	request  authorizationRequest
	pushed   pushedRequest // zero: the parameters go through the browser
	link     Secret        // the authorization URL
	code     Secret
	tenant   string // that the ID token must be of: pinned, or named by the response; "": any
	tokens   tokenResponse
	subject  string    // that is proved without an ID token; "": there is none
	tokensAt time.Time // when they arrived
	stopKeys func()    // ends the fetch of keys ahead of time and waits for it
	opening  func()    // ends what was started beside the wait, such as the browser's opener, and waits for it
	former   []Secret  // links and references that were replaced

	accountServer string // of the subject, with IdentityATProto
}

// run goes the way of one grant, from discovery to the stored session, and tells its end.
func (f *signInFlow) run(ctx context.Context, untilSignedIn func(context.Context) (*Session, error)) (*Session, error) {
	session, err := untilSignedIn(ctx)
	var practice []Practice
	if err != nil {
		practice = judgeGoodPractice(f.tl.Events(), f.checks) // by secrets that end here
	}
	f.wipe()
	if f.endpoint != nil {
		f.endpoint.answer(pageFor(err))
	}
	if err != nil {
		failure := asError(ctx, err, f.now, CodeUnexpected)
		f.tl.Add(Event{Kind: EventChecks, Checks: f.checks})
		f.tl.Add(Event{Kind: EventFailed, Step: f.now, Err: failure, Practice: practice})
		f.cleanUp(ctx)
		f.dropTokens(ctx)
		return nil, failure
	}
	f.tl.Add(Event{Kind: EventSignedIn, Step: StepSignedIn, Session: session})
	f.FollowUserInfo(ctx, f.tl, f.server, *session)
	f.cleanUp(ctx)
	return session, nil
}

func (f *signInFlow) untilSignedIn(ctx context.Context) (*Session, error) {
	if err := f.step(ctx, StepDiscover, func() (err error) { return f.discoverServer(ctx) }); err != nil {
		return nil, err
	}
	if err := f.step(ctx, StepAuthorizationRequest, func() (err error) { f.link, err = f.authorizationURL(ctx); return err }); err != nil {
		return nil, err
	}
	if err := f.step(ctx, StepRedirect, func() (err error) { f.code, err = f.redirect(ctx); return err }); err != nil {
		return nil, err
	}
	if err := f.step(ctx, StepTokenRequest, func() error { return f.redeem(ctx) }); err != nil {
		return nil, err
	}
	var token *idToken
	if err := f.step(ctx, StepVerify, func() (err error) { token, err = f.verify(ctx); return err }); err != nil {
		return nil, err
	}
	var session Session
	err := f.step(ctx, StepSignedIn, func() (err error) { session, err = f.keep(ctx, token); return err })
	return &session, err
}

// step tells the beginning and the end of a step on the timeline and keeps its time, in which no stop counts.
func (f *signInFlow) step(ctx context.Context, s Step, run func() error) error {
	f.now = s
	if err := f.stop(ctx, s); err != nil {
		return err
	}
	began := f.Now()
	f.steps = append(f.steps, StepTime{Step: s, StartedAt: began})
	f.tl.Add(Event{At: began, Kind: EventStepBegan, Step: s})
	if err := run(); err != nil {
		return err
	}
	last := &f.steps[len(f.steps)-1]
	ended := f.Now()
	last.Duration = ended.Sub(began)
	f.tl.Add(Event{At: ended, Kind: EventStepEnded, Step: s, Duration: last.Duration, Cached: last.Cached, ByHand: last.ByHand})
	return nil
}

// judged adds to the ledger; the error is the first failed check's unless the caller has a better one.
func (f *signInFlow) judged(checks []Check, err error) error {
	f.checks = append(f.checks, checks...)
	f.tl.Add(Event{Kind: EventChecks, Step: f.now, Checks: f.checks[:len(f.checks):len(f.checks)]})
	if err != nil {
		return err
	}
	if failure := firstFailure(checks); failure != nil {
		return failure
	}
	return nil
}

func (f *signInFlow) discoverServer(ctx context.Context) error {
	server, checks, cached, err := f.discover(ctx, f.tl)
	f.server = server
	last := &f.steps[len(f.steps)-1]
	last.ByHand = f.Profile.Endpoints.Given()
	last.Cached = cached && !last.ByHand
	if err == nil {
		err = f.Profile.Validate() // an older version may have kept it
	}
	if err == nil {
		err = f.Profile.registrationUsable(f.Now())
	}
	if err == nil {
		f.stopKeys = f.fetchKeysAhead(ctx, f.tl, server)
	}
	return f.judged(checks, err)
}

// authorizationURL binds the listener before the request is built from its address (LOOP-04).
func (f *signInFlow) authorizationURL(ctx context.Context) (Secret, error) {
	var err error
	if f.endpoint, err = listenRedirect(ctx, f.Profile.Redirect, f.tl, f.Language); err != nil {
		return Secret{}, err
	}
	if f.request, err = newAuthorizationRequest(f.Profile, f.options, f.endpoint.URI(), f.Now()); err != nil {
		return Secret{}, err
	}
	if err = f.prepareKey(); err != nil {
		return Secret{}, err
	}
	f.endpoint.expect(f.request.State)
	return f.authorizationLink(ctx)
}

func (f *signInFlow) redeem(ctx context.Context) error {
	tokens, checks, err := f.requestTokens(ctx, f.tl, f.server, f.request, f.code)
	f.tokens, f.tokensAt = tokens, f.Now()
	return f.judged(checks, err)
}

func (f *signInFlow) verify(ctx context.Context) (*idToken, error) {
	if checks := f.withoutIDToken(); checks != nil {
		proof, err := f.proveSubject(ctx)
		return &idToken{Subject: f.subject}, f.judged(append(checks, proof...), err)
	}
	token, checks, err := f.validateIDToken(ctx, f.tl, f.server, f.tokens.IDToken, idTokenExpectation{
		Issuer: f.server.Issuer, ClientID: f.Profile.ClientID, Nonce: f.request.Nonce, NoNonce: f.request.noNonce, AccessToken: f.tokens.AccessToken,
		MaxAge: f.request.MaxAge, ACRValues: f.request.acrValues(), AuthTimeRequired: f.request.Claims.AuthTime, PromptLogin: f.request.promptsFor("login"),
		StartedAt: f.request.StartedAt, Subject: f.request.Subject, Fresh: true,
		IssuerTemplate: f.server.IssuerTemplate, Tenant: orText(f.tenant, f.Profile.Tenant),
	})
	return token, f.judged(checks, err)
}

// SignInLimit is how long a sign-in waits for the redirect unless it is extended (LOOP-22).
func SignInLimit() time.Duration { return signInLimit }
