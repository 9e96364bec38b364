// The end of a sign-in: its secrets, which live in memory only, end with it (STOR-08), and so does all that it started.
// What was sent and received is kept as a message for the Flow tab, in memory too.

package oauthflow

import "context"

// wipe empties what the sign-in was judged by, in every place that has a copy, such as the timeline's link. The
// session keeps a nonce of its own, for its refreshes (RT-10).
func (f *signInFlow) wipe() {
	for _, s := range append(f.former, f.link, f.code, f.pushed.RequestURI, f.request.State, f.request.Nonce, f.request.Verifier) {
		s.wipe()
	}
}

// dropTokens revokes and wipes the tokens of a sign-in that failed (TRES-13).
func (f *signInFlow) dropTokens(ctx context.Context) {
	if !f.tokens.AccessToken.IsZero() || !f.tokens.RefreshToken.IsZero() {
		f.revokeQuietly(ctx, f.tl, f.server, f.tokens)
	}
	for _, s := range []Secret{f.tokens.AccessToken, f.tokens.RefreshToken, f.tokens.IDToken} {
		s.wipe()
	}
	if f.request.Key != nil {
		f.request.Key.sealed.wipe()
	}
}

// cleanUp ends what still runs: the fetch of keys, the opener and the listener.
func (f *signInFlow) cleanUp(ctx context.Context) {
	if f.stopKeys != nil {
		f.stopKeys()
	}
	if f.opening != nil {
		f.opening()
	}
	if f.endpoint != nil {
		f.endpoint.close(ctx)
	}
}

func pageFor(err error) page {
	if err != nil {
		return pageNotSignedIn
	}
	return pageSignedIn
}
