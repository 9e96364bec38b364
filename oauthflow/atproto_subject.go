// Who signed in at an AT Protocol server: the sub of the token answer is a DID, which the server proves nothing of. Its own
// documents have to name the server as the one that may speak for it (AT Protocol OAuth, "Identity Authentication").

package oauthflow

import (
	"context"
	"net/http"
)

// proveSubject is ATP-01: it resolves the DID independently of the server that named it. The Subject is empty where the
// connection is of another kind.
func (f *signInFlow) proveSubject(ctx context.Context) ([]Check, error) {
	if f.Profile.OAuthOnly.Identity != IdentityATProto {
		return nil, nil
	}
	check, err := f.resolveSubject(ctx, f.tokens.Subject)
	if err != nil {
		return []Check{skip("ATP-01", "the account could not be looked up")}, asError(ctx, err, StepVerify, CodeAccountUnreachable)
	}
	if check.Result == Passed {
		f.subject = f.tokens.Subject
	}
	return []Check{check}, nil
}

func (f *signInFlow) resolveSubject(ctx context.Context, did string) (Check, error) {
	source, err := didDocumentURL(did)
	local := isPrivateHost(f.server.Issuer)
	switch expected := orText(f.request.Subject, f.Profile.OAuthOnly.Account); {
	case err != nil:
		return judge("ATP-01", false, "sub, a DID of the account", describeText(did)+": "+err.Error()), nil
	case expected != "" && did != expected:
		return judge("ATP-01", false, "the account "+expected, did), nil
	case isLocalDID(did) && !local:
		return judge("ATP-01", false, "an account that is not on this computer, as the provider is not", did), nil
	}
	a, err := f.lookUp(ctx, source, maxDIDDocument)
	if err != nil {
		return Check{}, err
	}
	account, check := judgeAccountDocument(a, accountWish{DID: did, Local: local})
	if check.Result == Failed {
		return check, nil
	}
	if a, err = f.lookUp(ctx, protectedResourceURL(account.Server), maxDIDDocument); err != nil {
		return Check{}, err
	}
	f.accountServer = account.Server
	return judgeServerOfAccount(a, account.Server, f.server.Issuer), nil
}

// lookUp asks one URL. A server that is out of order is no answer: it may be another one the next time.
func (f *signInFlow) lookUp(ctx context.Context, source string, limit int64) (*answer, error) {
	req, err := http.NewRequest(http.MethodGet, source, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json, application/did+ld+json")
	a, err := f.send(ctx, exchange{step: StepVerify, tl: f.tl, limit: limit}, req)
	if err == nil && (a.Status >= 500 || a.Status == http.StatusTooManyRequests) {
		return nil, &Error{Step: StepVerify, Code: CodeAccountUnreachable, Spec: "AT Protocol OAuth, Identity Authentication", Expected: "status 200", Actual: describeAnswer(a)}
	}
	return a, err
}

// judgeSubjectAgain judges the sub of a refreshed token answer, which need not name it again. If it passes, the evidence of
// the sign-in stays in the ledger, which says more.
func judgeSubjectAgain(named, subject string) Check {
	return judge("ATP-01", named == "" || named == subject, subject+", or none", describeText(named))
}

// identityURL is what says who signed in: the connection's, or the account's own server's.
func (o OAuthOnly) identityURL(s Session) string {
	if o.Identity == IdentityATProto && s.AccountServer != "" {
		return atprotoURL(s.AccountServer, "com.atproto.server.getSession", nil)
	}
	return o.IdentityURL
}
