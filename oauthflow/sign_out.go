// Signing out: the session is deleted here, then revoked (RFC 7009), then ended at the provider
// (RP-Initiated Logout) if the person wants that.

package oauthflow

import (
	"cmp"
	"context"
	"errors"
	"time"
)

// SignOutOptions says how far a sign-out goes.
type SignOutOptions struct {
	AtProvider bool          // also end the person's session in the browser
	Return     time.Duration // how long the browser may take to come back from there, 0: returnLimit
}

// lockLimit is how long a sign-out waits for a refresh, which then finds no session to replace.
const lockLimit = 5 * time.Second

// SignOut deletes the stored session before anything is asked of the network (REV-06, LOGO-05), so a
// provider that fails keeps nobody signed in: what it did not confirm is an EventNotice. The timeline ends
// with EventSessionEnded. An error means that the session could not be deleted, or that ctx ended before.
func (c *Client) SignOut(ctx context.Context, tl *Timeline, o SignOutOptions) error {
	s, err := c.removeSession(ctx, tl)
	if ctx.Err() != nil && err != nil {
		return asError(ctx, err, StepRevocation, CodeStorageUnavailable)
	}
	if s != nil {
		c.signOutAtProvider(ctx, tl, *s, o)
	}
	if err != nil {
		failure := asError(ctx, err, StepRevocation, CodeStorageUnavailable)
		tl.Add(Event{Kind: EventFailed, Step: StepRevocation, Err: failure})
		return failure
	}
	tl.Add(Event{Kind: EventSessionEnded, Step: StepRevocation})
	return nil
}

// removeSession returns the session that was stored, nil if there was none that can be read. It deletes
// also what cannot be read, and also when the lock cannot be had.
func (c *Client) removeSession(ctx context.Context, tl *Timeline) (*Session, error) {
	limited, cancel := context.WithTimeout(ctx, lockLimit)
	defer cancel()
	unlock, err := c.Store.Lock(limited, c.Profile.ID)
	if ctx.Err() != nil {
		if err == nil {
			unlock()
		}
		return nil, context.Cause(ctx)
	}
	if err == nil {
		defer unlock()
	}
	s, err := c.storedSession(ctx, StepRevocation)
	if err != nil && !errors.Is(err, &Error{Code: CodeNotSignedIn}) {
		c.notice(ctx, tl, StepRevocation, err)
	}
	if deleted := c.Store.Delete(ctx, c.Profile.ID); deleted != nil {
		return sessionIf(err == nil, s), deleted
	}
	if unsaved := c.refreshes.unsavedAfter(s); unsaved != nil {
		s = *unsaved // the provider knows these tokens
	}
	c.refreshes.keepUnsaved(nil)
	return sessionIf(err == nil, s), nil
}

func sessionIf(there bool, s Session) *Session {
	if !there {
		return nil
	}
	return &s
}

// signOutAtProvider revokes before it ends the session in the browser (LOGO-07) and reports what was
// not confirmed (REV-05).
func (c *Client) signOutAtProvider(ctx context.Context, tl *Timeline, s Session, o SignOutOptions) {
	limited, cancel := context.WithTimeout(ctx, revokeLimit)
	m, _, _, err := c.discover(limited, tl)
	cancel()
	if err != nil {
		c.notice(ctx, tl, StepRevocation, &Error{Step: StepRevocation, Code: CodeRevocationFailed, Expected: "the provider's metadata", Actual: "unusable", Err: err})
		return
	}
	if moved := m.movedSince(s, StepRevocation); moved != nil {
		c.notice(ctx, tl, StepRevocation, moved)
		return
	}
	if err := c.revokeAtRecorded(ctx, tl, m, s); err != nil {
		c.notice(ctx, tl, StepRevocation, err)
	}
	if !o.AtProvider || ctx.Err() != nil {
		return
	}
	if err := c.endSession(ctx, tl, m, endingSession{s.IDToken, cmp.Or(o.Return, returnLimit)}); err != nil {
		c.notice(ctx, tl, StepEndSession, err)
	}
}

// revokeAtRecorded revokes the session's tokens, at no host but its own (RT-16).
func (c *Client) revokeAtRecorded(ctx context.Context, tl *Timeline, m *ServerMetadata, s Session) error {
	if moved := m.revocationMovedSince(s); moved != nil {
		return moved
	}
	return c.revokeAll(ctx, tl, m, revocationsOf(s.RefreshToken, s.AccessToken))
}

func (c *Client) notice(ctx context.Context, tl *Timeline, step Step, err error) {
	tl.Add(Event{Kind: EventNotice, Step: step, Err: asError(ctx, err, step, CodeUnexpected)})
}
