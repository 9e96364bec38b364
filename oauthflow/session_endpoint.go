// Where the secrets of a session may go: to the hosts of its sign-in, RFC 6749 §10.4 and RFC 8414 §6.2
// (DISC-13, RT-16).

package oauthflow

import "context"

// endpoints are those that the session was made with.
func (s Session) endpoints() *ServerMetadata {
	return &ServerMetadata{Issuer: s.Issuer, TokenEndpoint: s.TokenEndpoint, JWKSURI: s.JWKSURI, RevocationEndpoint: s.RevocationEndpoint}
}

// recordedEndpoints returns what new metadata is compared with, nil without a session. It is read from the store, so
// that it outlives a restart and is the same for every copy of the app.
func (c *Client) recordedEndpoints(ctx context.Context) *ServerMetadata {
	if c.Store == nil {
		return nil
	}
	s, err := c.storedSession(ctx, StepDiscover)
	if err != nil {
		return nil // who needs the session finds out, and compares again
	}
	return s.endpoints()
}

// movedSince refuses metadata whose token endpoint or keys are not at the hosts of session s.
func (m *ServerMetadata) movedSince(s Session, step Step) *Error {
	if c := m.judgePlace(s.endpoints()); c.Result == Failed {
		return endpointMoved(step, c.Expected, c.Actual)
	}
	return nil
}

// revocationMovedSince refuses a revocation endpoint that is neither at the host of the session's nor at that of its
// token endpoint. A session of an earlier version, which knows of no keys either, does not know where it was.
func (m *ServerMetadata) revocationMovedSince(s Session) *Error {
	switch now := hostOf(m.RevocationEndpoint); now {
	case "", hostOf(s.TokenEndpoint), hostOf(s.RevocationEndpoint):
		return nil
	default:
		if s.JWKSURI == "" {
			return nil
		}
		return endpointMoved(StepRevocation, "the revocation endpoint at "+orText(hostOf(s.RevocationEndpoint), hostOf(s.TokenEndpoint)), "at "+now)
	}
}

func endpointMoved(step Step, expected, actual string) *Error {
	return &Error{Step: step, Code: CodeMetadataEndpointMoved, Spec: "RFC 6749 §10.4", Expected: expected, Actual: actual}
}

// servedBy returns s with the endpoints of m, which are at the same hosts.
func (s Session) servedBy(m *ServerMetadata) Session {
	if m.revocationMovedSince(s) == nil {
		s.RevocationEndpoint = m.RevocationEndpoint
	}
	s.TokenEndpoint, s.JWKSURI = m.TokenEndpoint, m.JWKSURI
	return s
}
