// The room "Inspect a token": any JWT, decoded as it is pasted, and judged by the keys and rules of a connection that
// the person picks.

package state

import (
	"slices"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// TokenInspector is what the room holds. The token is a secret like any other.
type TokenInspector struct {
	Token        oauthflow.Secret
	ConnectionID string // whose keys are asked; "" is the selected connection
	Running      bool
	Judged       bool // by the connection's keys
	Read         oauthflow.TokenInspection
	Problem      *oauthflow.Error
}

// InspectToken takes what is pasted and decodes it. The same token again changes nothing.
func (s *State) InspectToken(text string) {
	if text = strings.TrimSpace(text); !s.Inspector.Token.Equal(text) {
		s.inspect(text)
	}
}

func (s *State) inspect(token string) {
	s.Inspector = TokenInspector{Token: oauthflow.NewSecret(token), ConnectionID: s.Inspector.ConnectionID}
	if !s.Inspector.Token.IsZero() {
		s.Inspector.Read = oauthflow.InspectToken(s.Inspector.Token.Reveal())
	}
}

// InspectWith picks the connection; the token has to be verified anew.
func (s *State) InspectWith(connectionID string) {
	if connectionID != s.InspectedBy() {
		s.Inspector.ConnectionID = connectionID
		s.inspect(s.Inspector.Token.Reveal())
	}
}

// InspectedBy is the connection whose keys are asked.
func (s *State) InspectedBy() string {
	for _, id := range []string{s.Inspector.ConnectionID, s.Selected} {
		if c := s.Connection(id); c != nil && c.Saved == nil {
			return id
		}
	}
	for _, c := range s.Connections { // a report fetches no keys
		if c.Saved == nil {
			return c.Profile.ID
		}
	}
	return ""
}

// BeginInspection is for keys that are being fetched.
func (s *State) BeginInspection() { s.Inspector.Running, s.Inspector.Problem = true, nil }

// FinishInspection shows the judgement of token; another one may have been pasted meanwhile.
func (s *State) FinishInspection(token oauthflow.Secret, read oauthflow.TokenInspection, problem *oauthflow.Error) {
	if token != s.Inspector.Token {
		return
	}
	s.Inspector.Running, s.Inspector.Read, s.Inspector.Problem, s.Inspector.Judged = false, read, problem, problem == nil
}

// InspectorView is the room.
type InspectorView struct {
	Connections     []Option // Value is the connection's ID
	Chosen          int
	Verify          Button
	Verdict         Text // zero while nothing is pasted
	VerdictKind     oauthflow.Result
	Masked          string // stands for the token in presenter mode; "" otherwise
	Header, Payload string
	Claims          []ClaimRow
	Checks          []CheckRow
	Problem         *Problem
}

// InspectorView returns the room.
func (s *State) InspectorView(now time.Time) InspectorView {
	in := s.Inspector
	v := InspectorView{Verify: primary(ActionVerifyToken), Problem: problemPointer(frameOther, s.veil().failure(in.Problem))}
	for _, c := range s.Connections {
		if c.Saved != nil {
			continue
		}
		v.Connections = append(v.Connections, Option{Value: c.Profile.ID, Label: Literal(line(c.Profile.Name))})
	}
	v.Chosen = slices.IndexFunc(v.Connections, func(o Option) bool { return o.Value == s.InspectedBy() })
	v.Verify.Enabled = in.Read.Claims != nil && !in.Running && v.Chosen >= 0
	if in.Running {
		v.Verify.Label = T("action.verifying")
	}
	if in.Token.IsZero() {
		return v
	}
	v.Header, v.Payload = prettyPart(in.Token, 0, veil{}), prettyPart(in.Token, 1, s.veil())
	if s.veil().down {
		v.Masked = masked(in.Token)
	}
	if by := s.Connection(s.InspectedBy()); by != nil {
		v.Claims = claimRows(s.veil().claims(in.Read.Claims), by.Profile, now)
	}
	v.Checks = checkRows(s.veil().checks(in.Read.Checks))
	v.Verdict, v.VerdictKind = in.verdict()
	return v
}

// verdict says in a sentence how far the token can be believed.
func (in TokenInspector) verdict() (Text, oauthflow.Result) {
	failed := oauthflow.Count(in.Read.Checks, oauthflow.Failed)
	switch {
	case in.Read.Claims == nil:
		return T("inspect.unreadable"), oauthflow.Failed
	case !in.Judged:
		return T("inspect.not_judged"), oauthflow.Skipped
	case !in.Read.Verified:
		return T("inspect.not_signed"), oauthflow.Failed
	case failed > 0:
		return N("inspect.signed_but", failed), oauthflow.Failed
	}
	return T("inspect.good"), oauthflow.Passed
}
