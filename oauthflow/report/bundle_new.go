// Making a bundle: the events of a connection, redacted part by part, and fitted into what Open reads.

package report

import (
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

// Options says what goes into a bundle.
type Options struct {
	Personal bool      // e-mail, names and other personal claims stay as they are
	At       time.Time // when it is saved; zero: now
}

// NewBundle makes the bundle of a connection's timeline; s is its present session, or nil. What it returns has been
// read again as Open reads, so that whatever is saved can be opened.
func NewBundle(app string, p oauthflow.Profile, s *oauthflow.Session, events []oauthflow.Event, o Options) (Bundle, error) {
	b := bundler{redaction.New(o.Personal)}
	b.Mark("client secret", p.ClientSecret.Reveal())
	b.Mark("proxy password", p.Network.ProxyPassword.Reveal())
	if _, err := b.bundle(p, s, events); err != nil { // what stands in fields is learned here
		return Bundle{}, err
	}
	b.Learned()
	made, err := b.bundle(p, s, events)
	if err != nil {
		return Bundle{}, err
	}
	made.Kind, made.Version, made.App, made.SavedAt, made.Personal = bundleKind, bundleVersion, app, o.At.Round(0), o.Personal
	if o.At.IsZero() {
		made.SavedAt = time.Now().Round(0)
	}
	if err := made.fit(); err != nil {
		return Bundle{}, err
	}
	data, err := made.Encode()
	if err != nil {
		return Bundle{}, err
	}
	return readBundle(data)
}

func (b bundler) bundle(p oauthflow.Profile, s *oauthflow.Session, events []oauthflow.Event) (Bundle, error) {
	connection, err := b.connection(p)
	if err != nil {
		return Bundle{}, err
	}
	made := Bundle{Connection: connection, Events: []BundleEvent{}, Checks: []oauthflow.Check{}, Steps: []BundleStep{}}
	seen := map[*oauthflow.HTTPExchange]bool{}
	for _, e := range events {
		event := e
		if event.HTTP != nil && seen[e.HTTP] {
			event.HTTP = nil
		}
		written := b.event(event)
		written.Shared = event.HTTP != e.HTTP
		made.Events, seen[e.HTTP] = append(made.Events, written), true
	}
	made.Session = b.session(s)
	last := lastSignIn(events)
	result := resultOf(last, s)
	made.Outcome, made.Error = result.outcome, b.err(result.err)
	made.Checks = append(made.Checks, b.Checks(result.checks)...)
	if s != nil && len(last) == 0 {
		made.Steps = append(made.Steps, stepTimes(s.Steps)...)
	}
	began := begunSteps(last)
	for _, step := range oauthflow.SignInSteps() {
		if t, ok := began[step]; ok {
			s := BundleStep{Step: step, StartedAt: t.StartedAt, Duration: Milliseconds(t.DurationMS)}
			for _, e := range last {
				if e.Kind == oauthflow.EventStepEnded && e.Step == step {
					s.Cached, s.ByHand = e.Cached, e.ByHand
				}
			}
			made.Steps = append(made.Steps, s)
		}
	}
	return made, nil
}

// result is how the last sign-in ended.
type result struct {
	outcome Outcome
	err     *oauthflow.Error
	checks  []oauthflow.Check
}

// resultOf reads it from the events of the last sign-in. Without any, the session is from an earlier start of the app.
func resultOf(last []oauthflow.Event, s *oauthflow.Session) result {
	if len(last) == 0 && s != nil {
		return result{outcome: SignedIn, checks: append(s.Checks[:len(s.Checks):len(s.Checks)], s.UserInfoChecks...)}
	}
	r := result{outcome: Cancelled, err: &oauthflow.Error{Code: oauthflow.CodeCancelled, Step: lastStep(last)}}
	for _, e := range last {
		switch e.Kind {
		case oauthflow.EventChecks:
			r.checks = e.Checks
		case oauthflow.EventSignedIn:
			r = result{outcome: SignedIn, checks: e.Session.Checks}
		case oauthflow.EventUserInfo:
			r.checks = append(r.checks[:len(r.checks):len(r.checks)], e.Checks...)
		case oauthflow.EventFailed:
			if r.outcome != SignedIn { // later ones are of a sign-out
				r.outcome, r.err = outcomeOf(e.Err.Code), e.Err
			}
		}
	}
	return r
}

func outcomeOf(c oauthflow.Code) Outcome {
	switch c {
	case oauthflow.CodeCancelled:
		return Cancelled
	case oauthflow.CodeTimedOut:
		return TimedOut
	}
	return Failed
}

// connection is the profile without its ID and its secrets. Its endpoints stay URLs that a connection may have.
func (b bundler) connection(p oauthflow.Profile) (json.RawMessage, error) {
	p.Name = b.Text(p.Name)
	p.AuthorizationParameters, p.TokenParameters = b.extraParameters(p.AuthorizationParameters), b.extraParameters(p.TokenParameters)
	p.Resources = b.resources(p.Resources)
	if b.Parameter("sub", p.OAuthOnly.Account) != p.OAuthOnly.Account {
		p.OAuthOnly.Account = "" // a connection cannot have a marker in its place
	}
	urls := []*string{&p.OAuthOnly.IdentityURL}
	for _, m := range p.Endpoints.Members() {
		urls = append(urls, m.URL)
	}
	for _, raw := range urls {
		if u, err := url.Parse(*raw); err == nil && u.RawQuery != "" {
			u.RawQuery = url.PathEscape(b.Parameters(u.RawQuery))
			*raw = u.String()
		}
	}
	if err := p.Validate(); err != nil {
		return nil, fmt.Errorf("the connection cannot be saved: %w", err)
	}
	return p.ConnectionFile()
}
