// The events of a bundle, redacted.

package report

import (
	"cmp"

	"proofkey/oauthflow"
)

func (b bundler) event(e oauthflow.Event) BundleEvent {
	out := BundleEvent{
		At: e.At.Round(0), Kind: e.Kind, Step: e.Step, Duration: inMilliseconds(e.Duration), Cached: e.Cached, ByHand: e.ByHand,
		HTTP: b.exchange(e.Step, e.HTTP), Link: b.URL(cmp.Or(e.Link.Reveal(), e.Request.Reveal().URL)), Host: e.Host, ListeningOn: e.ListeningOn, Deadline: e.Deadline.Round(0),
		Session: b.session(e.Session), Error: b.err(e.Err),
	}
	if s := e.Stranger; s != nil {
		out.Stranger = &BundleStranger{Method: b.Text(s.Method), Path: b.Path(s.Path), Status: s.Status, Reason: s.Reason}
	}
	if e.Checks != nil {
		out.Checks = b.Checks(e.Checks)
	}
	out.Practice = b.Practice(e.Practice)
	return out
}

func (b bundler) err(e *oauthflow.Error) *BundleError {
	if e == nil {
		return nil
	}
	safe := b.Error(*e)
	out := &BundleError{
		Code: safe.Code, Step: safe.Step, Spec: safe.Spec, Expected: safe.Expected, Actual: safe.Actual,
		OAuthError: safe.OAuthError, Description: safe.Description, ErrorURI: safe.ErrorURI,
	}
	if e.Err != nil {
		out.Cause = b.Text(e.Err.Error())
	}
	return out
}

func (b bundler) exchange(step oauthflow.Step, x *oauthflow.HTTPExchange) *BundleExchange {
	if x == nil {
		return nil
	}
	out := &BundleExchange{
		StartedAt: x.StartedAt.Round(0), Duration: inMilliseconds(x.Duration), Connect: inMilliseconds(x.Connect),
		FirstByte: inMilliseconds(x.FirstByte), Reused: x.Reused,
		Request: b.message(step, x.Request.Reveal()), Answer: b.message(step, x.Answer.Reveal()),
	}
	if x.Request.IsZero() { // a timeline that kept no messages
		out.Request = BundleMessage{Method: x.Method, URL: b.URL(x.URL)}
	}
	if x.Answer.IsZero() && x.Status != 0 {
		out.Answer = BundleMessage{Status: x.Status, Size: x.Bytes}
	}
	return out
}

func (b bundler) message(step oauthflow.Step, c oauthflow.HTTPContent) BundleMessage {
	body := b.Body(step, c)
	out := BundleMessage{
		Method: c.Method, URL: b.URL(c.URL), Proto: c.Proto, Status: c.Status,
		Body: body.JSON, Form: body.Form, LeftOut: body.LeftOut, Size: c.Size, Dropped: c.Dropped,
	}
	for _, f := range b.Fields(c.Fields) {
		out.Fields = append(out.Fields, BundleField(f))
	}
	return out
}
