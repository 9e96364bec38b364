// Errors in words for people: what happened, what it means, what to do. The catalogue holds the words of each
// code as problem.<code>.title, .happened, .do and .short (a few words for the step strip).

package state

import (
	"errors"

	"proofkey/oauthflow"
)

// Problem is an error as the window shows it.
type Problem struct {
	Code      oauthflow.Code
	Title     Text // a full sentence without its stop
	Happened  Text
	Do        Text
	Explained []Fact // what the provider's error means: cause, fix and setting; nil if it is not one that we know
	Facts     []Fact
	Details   Text // the technical cause, folded away; may be zero
}

// Fact is one line of a problem's evidence.
type Fact struct {
	Label Text
	Value string
	Words Text // instead of Value: words of ours
	Mono  bool // a value of the protocol, in the monospace face
}

// frame is the half of the sentence that says what the error means for the person, by where it happened. The
// title of most codes is the other half: "You were not signed in: the ID token belongs to another sign-in".
type frame string

const (
	frameSignIn        frame = "sign_in"
	frameForm          frame = "form" // discovery for the form of a connection
	frameBrowser       frame = "browser"
	frameRefresh       frame = "refresh"
	frameEnded         frame = "ended"
	frameUserInfo      frame = "userinfo"
	frameSignOut       frame = "sign_out"
	frameAPI           frame = "api"
	frameIntrospection frame = "introspection"
	frameRevocation    frame = "revocation" // of one token
	frameRegistration  frame = "registration"
	frameOther         frame = "other"
)

func frames() []frame {
	return []frame{frameSignIn, frameForm, frameBrowser, frameRefresh, frameEnded, frameUserInfo, frameSignOut, frameAPI, frameIntrospection, frameRevocation, frameRegistration, frameOther}
}

// ProblemOf puts an error into words. An error that is none of the flow's is the code unexpected.
func ProblemOf(err error) Problem {
	e := asFlowError(err)
	return problemIn(frameOf(e.Step), e)
}

func asFlowError(err error) *oauthflow.Error {
	var e *oauthflow.Error
	if !errors.As(err, &e) {
		return &oauthflow.Error{Code: oauthflow.CodeUnexpected, Err: err}
	}
	return e
}

func problemIn(f frame, e *oauthflow.Error) Problem {
	key := "problem." + string(e.Code)
	p := Problem{
		Code: e.Code, Title: T(key + ".title"), Happened: T(key + ".happened"), Do: T(key + ".do"), Facts: facts(e),
	}
	if !standsAlone(e.Code) {
		p.Title = T("problem.frame."+string(f), "What", p.Title)
		p.Happened = T("problem.happened_and_outcome", "Happened", p.Happened, "Outcome", outcomeOf(f, e.Step))
	}
	if e.Err != nil {
		p.Details = evidenceBlock(e.Err.Error())
	}
	return p
}

// outcomeOf says what became of the session and of the tokens.
func outcomeOf(f frame, step oauthflow.Step) Text {
	if f == frameSignIn && (step == oauthflow.StepTokenRequest || step == oauthflow.StepVerify) {
		return T("problem.outcome.tokens_discarded") // TRES-12, TRES-13
	}
	return T("problem.outcome." + string(f))
}

func frameOf(step oauthflow.Step) frame {
	switch step {
	case oauthflow.StepRefresh:
		return frameRefresh
	case oauthflow.StepUserInfo:
		return frameUserInfo
	case oauthflow.StepRevocation, oauthflow.StepEndSession:
		return frameSignOut
	case oauthflow.StepIntrospection:
		return frameIntrospection
	case oauthflow.StepAPI:
		return frameAPI
	case oauthflow.StepRegistration:
		return frameRegistration
	}
	if stepIndex(step) >= 0 {
		return frameSignIn
	}
	return frameOther
}

// standsAlone are the codes whose title is the whole sentence.
func standsAlone(code oauthflow.Code) bool {
	switch code {
	case oauthflow.CodeCancelled, oauthflow.CodeConnectionInvalid, oauthflow.CodeSessionUnreadable, oauthflow.CodeNotSignedIn,
		oauthflow.CodeSessionEnded, oauthflow.CodeRefreshedIDTokenMismatch, oauthflow.CodeDemoNotStarted,
		oauthflow.CodeAPIIssuerChanged, oauthflow.CodePortPassedOver, oauthflow.CodeLoopbackAddressMissing, oauthflow.CodeMetadataDiffers, oauthflow.CodeRegistrationNotDeleted:
		return true
	}
	return false
}

// Problem returns why the last sign-in failed, or nil.
func (c *Connection) Problem() *Problem { return c.problemIn(frameSignIn, c.Failure) }

// problemIn adds what is known of the provider: what its error means, and its clock.
func (c *Connection) problemIn(f frame, e *oauthflow.Error) *Problem {
	p := problemPointer(f, c.veil().failure(e))
	if p == nil {
		return nil
	}
	if x := explain(e, c.Profile); x != nil {
		p.Explained = []Fact{{Label: T("fact.cause"), Words: x.Cause}, {Label: T("fact.fix"), Words: x.Fix}}
		if !x.Setting.IsZero() {
			p.Explained = append(p.Explained, Fact{Label: T("fact.setting"), Words: x.Setting})
		}
	}
	if fact, ok := c.clockFact(e.Code); ok {
		p.Facts = append(p.Facts, fact)
	}
	return p
}

func problemPointer(f frame, e *oauthflow.Error) *Problem {
	if e == nil {
		return nil
	}
	p := problemIn(f, e)
	return &p
}

// ProblemButtons are the next actions below a failed sign-in. Trying again is the filled one, unless the
// connection itself has to be mended.
func (c *Connection) ProblemButtons() []Button {
	switch {
	case c.Failure == nil || c.Saved != nil:
		return nil
	case mendsConnection(c.Failure.Code):
		return []Button{primary(ActionEdit), button(ActionTryAgain), button(ActionDoctor)}
	}
	buttons := []Button{primary(ActionTryAgain)}
	if c.Failure.Code == oauthflow.CodeIDTokenSubjectChanged || c.Failure.Code == oauthflow.CodeAuthorizationDenied {
		buttons = append(buttons, button(ActionSignInAsOther))
	}
	return append(buttons, button(ActionDoctor))
}

func mendsConnection(code oauthflow.Code) bool {
	switch code {
	case oauthflow.CodeConnectionInvalid, oauthflow.CodeIssuerNotAllowed, oauthflow.CodeMetadataIssuerMismatch,
		oauthflow.CodeParameterNotAllowed, oauthflow.CodeRequestTooLong, oauthflow.CodePortInUse, oauthflow.CodePortReserved,
		oauthflow.CodeCAFileUnusable, oauthflow.CodeProxyUnauthenticated:
		return true
	}
	return false
}
