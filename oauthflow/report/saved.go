// A bundle as a timeline again, for the views that show one.

package report

import (
	"encoding/base64"
	"encoding/json"
	"errors"

	"proofkey/oauthflow"
)

// Saved is a bundle in the form in which the window shows a connection: as saved, and not verified here. Every secret
// in it is a marker, so nothing in it can be used.
type Saved struct {
	Profile oauthflow.Profile // with a new ID
	Session *oauthflow.Session
	Events  []oauthflow.Event
}

// Saved returns the bundle as a timeline. A JWT is one again, with the base64url of its marker as its signature.
func (b Bundle) Saved() (Saved, error) {
	p, err := oauthflow.ParseConnectionFile(b.Connection)
	if err != nil {
		return Saved{}, err
	}
	s := Saved{Profile: p, Session: b.Session.session()}
	last := map[oauthflow.Step]*oauthflow.HTTPExchange{}
	for _, e := range b.Events {
		event := e.event()
		if e.Shared {
			if event.HTTP = last[e.Step]; event.HTTP == nil {
				continue // it was omitted
			}
		}
		if event.HTTP != nil {
			last[e.Step] = event.HTTP
		}
		s.Events = append(s.Events, event)
	}
	return s, nil
}

func (e BundleEvent) event() oauthflow.Event {
	out := oauthflow.Event{
		At: e.At, Kind: e.Kind, Step: e.Step, Duration: e.Duration.Duration(), Cached: e.Cached, ByHand: e.ByHand,
		HTTP: e.HTTP.exchange(), Link: oauthflow.NewSecret(e.Link), Host: e.Host, ListeningOn: e.ListeningOn, Deadline: e.Deadline,
		Checks: e.Checks, Practice: e.Practice, Session: e.Session.session(), Err: e.Error.error(),
	}
	if e.Link != "" {
		out.Request = oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Method: "GET", URL: e.Link})
	}
	if s := e.Stranger; s != nil {
		out.Stranger = &oauthflow.Stranger{Method: s.Method, Path: s.Path, Status: s.Status, Reason: s.Reason}
	}
	return out
}

func (x *BundleExchange) exchange() *oauthflow.HTTPExchange {
	if x == nil {
		return nil
	}
	out := &oauthflow.HTTPExchange{
		Method: x.Request.Method, URL: x.Request.URL, Status: x.Answer.Status, Bytes: x.Answer.Size, StartedAt: x.StartedAt,
		Duration: x.Duration.Duration(), Connect: x.Connect.Duration(), FirstByte: x.FirstByte.Duration(), Reused: x.Reused,
		Request: oauthflow.NewHTTPMessage(x.Request.content()),
	}
	if !x.Answer.IsZero() {
		out.Answer = oauthflow.NewHTTPMessage(x.Answer.content())
	}
	return out
}

// content has the reason of a body that was left out in its place. Its size is that of what is there: the redacted
// body is not a part of what went over the wire.
func (m BundleMessage) content() oauthflow.HTTPContent {
	out := oauthflow.HTTPContent{
		Method: m.Method, URL: m.URL, Proto: m.Proto, Status: m.Status, Body: []byte(m.text()), Dropped: m.Dropped,
	}
	if m.Dropped {
		out.Size = m.Size
	}
	for _, f := range m.Fields {
		out.Fields = append(out.Fields, oauthflow.HTTPField(f))
	}
	return out
}

// text is the body as text.
func (m BundleMessage) text() string {
	switch {
	case len(m.Body) > 0:
		return string(m.Body)
	case m.Form != "":
		return m.Form
	case m.LeftOut != "":
		return "[left out: " + m.LeftOut + "]"
	}
	return ""
}

func (e *BundleError) error() *oauthflow.Error {
	if e == nil {
		return nil
	}
	out := &oauthflow.Error{
		Step: e.Step, Code: e.Code, Spec: e.Spec, Expected: e.Expected, Actual: e.Actual,
		OAuthError: e.OAuthError, Description: e.Description, ErrorURI: e.ErrorURI,
	}
	if e.Cause != "" {
		out.Err = errors.New(e.Cause)
	}
	return out
}

func (s *BundleSession) session() *oauthflow.Session {
	if s == nil {
		return nil
	}
	out := &oauthflow.Session{
		Issuer: s.Issuer, ClientID: s.ClientID, Subject: s.Subject,
		TokenEndpoint: s.TokenEndpoint, JWKSURI: s.JWKSURI, RevocationEndpoint: s.Revocation,
		AccessToken: s.AccessToken.secret(), RefreshToken: s.RefreshToken.secret(), IDToken: s.IDToken.secret(), TokenType: s.TokenType,
		Scope: s.Scope, GrantedScope: s.GrantedScope, RequestedScope: s.RequestedScope, IssuedAt: s.IssuedAt, ExpiresAt: s.ExpiresAt,
		Claims: s.Claims, UserInfo: s.UserInfo, Algorithm: s.Algorithm, KeyID: s.KeyID, Nonce: oauthflow.NewSecret(s.Nonce), VerifiedAt: s.VerifiedAt,
		Checks: s.Checks, UserInfoChecks: s.UserInfoChecks, Practice: s.Practice, SignedInAt: s.SignedInAt,
		Refreshes: s.Refreshes, LastRefresh: s.LastRefresh, Rotates: s.Rotates, ChangedClaims: s.ChangedClaims, RefreshTokenRevokedAt: s.RevokedAt,
	}
	for _, t := range s.Steps {
		out.Steps = append(out.Steps, oauthflow.StepTime{Step: t.Step, StartedAt: t.StartedAt, Duration: t.Duration.Duration(), Cached: t.Cached, ByHand: t.ByHand})
	}
	return out
}

func (t BundleToken) secret() oauthflow.Secret {
	if t.Header == nil || t.Claims == nil {
		return oauthflow.NewSecret(t.Marker)
	}
	part := func(data json.RawMessage) string { return base64.RawURLEncoding.EncodeToString(data) }
	return oauthflow.NewSecret(part(t.Header) + "." + part(t.Claims) + "." + part(json.RawMessage(t.Marker)))
}
