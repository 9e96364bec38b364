// The device access token request, RFC 8628 §3.4, sent again and again until there is an outcome, §3.5.

package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

const (
	deviceGrantType  = "urn:ietf:params:oauth:grant-type:device_code"
	maxDeviceBackOff = time.Minute // between polls while no answer comes
)

var errDeviceCodeExpired = errors.New("the time of the code ended before it was confirmed")

// devicePoll waits for the person. One request is sent per poll (DEV-11), never sooner than the interval after the
// last answer (DEV-07).
type devicePoll struct {
	*Client
	tl        *Timeline
	server    *ServerMetadata
	code      Secret
	proofs    *proofs             // of possession; nil: none are sent
	shown     DeviceAuthorization // as it stands, for the timeline
	expires   time.Time
	slowDowns int
	failures  int // polls without an answer since the last answer
}

// run returns the answer that ends the polling: tokens or an error that is final.
func (p *devicePoll) run(ctx context.Context) (*answer, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, p.expires.Sub(p.Now()), errDeviceCodeExpired)
	defer cancel()
	for {
		if err := p.pause(ctx, p.wait()); err != nil {
			return nil, p.ended(ctx, err)
		}
		if !p.Now().Before(p.expires) {
			return nil, p.ended(ctx, errDeviceCodeExpired)
		}
		a, err := p.ask(ctx)
		if err != nil && ctx.Err() != nil {
			return nil, p.ended(ctx, err)
		}
		if final := p.take(a, err); final {
			return a, nil
		}
		told := p.shown
		p.tl.Add(Event{Kind: EventPolled, Step: StepRedirect, Device: &told, Deadline: p.expires})
	}
}

// wait is how long to wait for the next poll: doubled with each one that got no answer (DEV-09).
func (p *devicePoll) wait() time.Duration {
	wait := p.shown.Interval
	for i := 0; i < p.failures && wait < maxDeviceBackOff; i++ {
		wait *= 2
	}
	return max(p.shown.Interval, min(wait, maxDeviceBackOff))
}

func (p *devicePoll) ask(ctx context.Context) (*answer, error) {
	form := p.Profile.tokenParameters()
	form.Set("grant_type", deviceGrantType)
	form.Set("device_code", p.code.Reveal())
	form.Set("client_id", p.Profile.ClientID)
	return p.postForm(ctx, exchange{step: StepTokenRequest, tl: p.tl, proofs: p.proofs}, p.server.TokenEndpoint, form) // TREQ-07
}

// take counts a poll and reports whether its answer is the outcome. An answer that is none of the token endpoint's, as a
// gateway gives it, counts as no answer.
func (p *devicePoll) take(a *answer, err error) (final bool) {
	p.shown.Polls++
	p.shown.LastAnswer = ""
	if err != nil || unavailable(a) {
		p.failures++
		return false
	}
	p.failures = 0
	switch name := oauthErrorOf(a); name {
	case "authorization_pending":
		p.shown.LastAnswer = name
		return false
	case "slow_down":
		p.shown.LastAnswer = name
		p.shown.Interval += deviceInterval
		p.slowDowns++
		return false
	}
	return true
}

func unavailable(a *answer) bool {
	return (a.Status >= 500 || a.Status == http.StatusTooManyRequests) && oauthErrorOf(a) == ""
}

// oauthErrorOf is the error member of an answer, "" if there is none.
func oauthErrorOf(a *answer) string {
	members, err := strictObject(a.Body)
	if err != nil {
		return ""
	}
	name, _, _ := stringMember(members, "error")
	return name
}

// ended says why the polling ended without an answer (DEV-10).
func (p *devicePoll) ended(ctx context.Context, err error) error {
	if errors.Is(err, errDeviceCodeExpired) || errors.Is(context.Cause(ctx), errDeviceCodeExpired) {
		return deviceExpired("no confirmation within " + p.polled())
	}
	return err
}

func deviceExpired(actual string) *Error {
	return &Error{
		Step: StepRedirect, Code: CodeDeviceCodeExpired, Spec: "RFC 8628 §3.5", Expected: "a confirmation before the code expires", Actual: actual, Err: errDeviceCodeExpired,
	}
}

// polled is how it was asked, as evidence.
func (p *devicePoll) polled() string {
	text := fmt.Sprintf("%d polls, at least %d s apart", p.shown.Polls, int64(p.shown.Interval.Seconds())-int64(p.slowDowns)*int64(deviceInterval.Seconds()))
	if p.slowDowns > 0 {
		text += fmt.Sprintf(", slowed down %d times to %d s", p.slowDowns, int64(p.shown.Interval.Seconds()))
	}
	return text
}

// judgePolling judges the outcome: how it was asked, and that the person said yes (DEV-07, DEV-08).
func (p *devicePoll) judgePolling(a *answer) ([]Check, error) {
	checks := []Check{judge("DEV-07", true, "never sooner than the interval; 5 s more after each slow_down", p.polled())}
	name := oauthErrorOf(a)
	if name == "" {
		return append(checks, judge("DEV-08", a.Status == http.StatusOK, "the person confirms", describeAnswer(a))), nil
	}
	members, _ := strictObject(a.Body)
	told := tokenError(members)
	told.Step, told.Spec, told.Expected = StepRedirect, "RFC 8628 §3.5", "the person confirms"
	switch name {
	case "access_denied":
		told.Code = CodeAuthorizationDenied
	case "expired_token":
		expired := deviceExpired("the provider says that the code has expired")
		expired.OAuthError, expired.Description, expired.ErrorURI = told.OAuthError, told.Description, told.ErrorURI
		told = expired
	default:
		told.Code = CodeDeviceRefused
	}
	return append(checks, judge("DEV-08", false, "the person confirms", plainServerText(name))), told
}

// pause waits; a test of a whole sign-in moves its clock instead.
func (c *Client) pause(ctx context.Context, d time.Duration) error {
	if c.pauseBy != nil {
		return c.pauseBy(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Pending reports an answer to a poll that says that there is no outcome yet, RFC 8628 §3.5: no failure.
func (x *HTTPExchange) Pending() bool {
	name := oauthErrorOf(&answer{Body: x.Answer.Reveal().Body})
	return x.Status >= 400 && (name == "authorization_pending" || name == "slow_down")
}
