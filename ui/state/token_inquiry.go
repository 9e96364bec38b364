// What the person asked the provider about a token, and what became of it: introspection and the revocation of one
// token.

package state

import (
	"maps"
	"time"

	"proofkey/oauthflow"
)

// TokenInquiry is the last question. Its answer is about the access token of the session.
type TokenInquiry struct {
	Running       Action // "" if none runs
	Answer        *oauthflow.Introspection
	Problem       *oauthflow.Error
	problemFrame  frame
	AccessRevoked time.Time // zero: it was not
}

// BeginInquiry is for a question that has been sent.
func (c *Connection) BeginInquiry(a Action) {
	c.Inquiry.Running, c.Inquiry.Problem = a, nil
}

// Introspected shows the provider's answer, or why there is none.
func (c *Connection) Introspected(answer *oauthflow.Introspection, problem *oauthflow.Error) {
	c.Inquiry.Running, c.Inquiry.Answer, c.Inquiry.Problem, c.Inquiry.problemFrame = "", answer, problem, frameIntrospection
}

// Revoked shows that a token was revoked at that time, or why it was not. The session without a refresh token comes by
// an event.
func (c *Connection) Revoked(hint oauthflow.TokenHint, at time.Time, problem *oauthflow.Error) {
	c.Inquiry.Running, c.Inquiry.Problem, c.Inquiry.problemFrame = "", problem, frameRevocation
	if problem == nil && hint == oauthflow.HintAccessToken {
		c.Inquiry.AccessRevoked, c.Inquiry.Answer = at, nil
	}
}

func (c *Connection) tokenRevoked(s *oauthflow.Session) {
	if s != nil && c.Session != nil {
		c.Session = s
	}
}

// inquiryButton is a button of the Tokens tab that asks the provider.
func (c *Connection) inquiryButton(a Action) Button {
	b := button(a)
	b.Enabled = c.Inquiry.Running == "" && !c.Refreshing && !c.SigningOut
	if c.Inquiry.Running == a {
		b.Label = T("action.revoking")
		if a == ActionIntrospect {
			b.Label = T("action.introspecting")
		}
	}
	return b
}

// IntrospectionView is the provider's answer about the access token.
type IntrospectionView struct {
	Title Text
	Rows  []ClaimRow // none if the token is not active
}

func (c *Connection) introspectionView(now time.Time) *IntrospectionView {
	a := c.Inquiry.Answer
	if a == nil {
		return nil
	}
	v := &IntrospectionView{Title: T("tokens.introspection.inactive", "When", timeText(a.At, now))}
	if !a.Active {
		return v
	}
	v.Title = T("tokens.introspection.active", "When", timeText(a.At, now))
	members := maps.Clone(a.Members)
	delete(members, "active") // the title says it
	for _, row := range claimRows(c.veil().claims(members), c.Profile, now) {
		if meaning, known := introspectionMeaning(row.Name); known {
			row.Meaning = meaning
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// introspectionMeaning is for members that mean something else than the ID token's claim of the name, RFC 7662 §2.2.
func introspectionMeaning(name string) (meaning Text, known bool) {
	meaning, known = map[string]Text{
		"username": T("tokens.introspection.username"), "token_type": T("tokens.introspection.token_type"), "aud": T("tokens.introspection.aud"),
		"iss": T("tokens.introspection.iss"), "client_id": T("tokens.introspection.client_id"), "scope": T("tokens.introspection.scope"),
	}[name]
	return meaning, known
}
