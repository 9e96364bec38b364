// Errors in words for people: what happened, what it means, what to do. The catalogue holds the words of each
// code as problem.<code>.title, .happened, .do and .short (a few words for the step strip).

package state

import (
	"errors"

	"proofkey/oauthflow"
)

// Problem is an error as the window shows it.
type Problem struct {
	Code     oauthflow.Code
	Title    Text // a full sentence without its stop
	Happened Text
	Do       Text
	Facts    []Fact
	Details  string // the technical cause, folded away; may be empty
}

// Fact is one line of a problem's evidence.
type Fact struct {
	Label Text
	Value string
	Mono  bool // a value of the protocol, in the monospace face
}

// ProblemOf puts an error into words. An error that is none of the flow's is the code unexpected.
func ProblemOf(err error) Problem {
	var e *oauthflow.Error
	if !errors.As(err, &e) {
		e = &oauthflow.Error{Code: oauthflow.CodeUnexpected, Err: err}
	}
	key := "problem." + string(e.Code)
	p := Problem{Code: e.Code, Title: T(key + ".title"), Happened: T(key + ".happened"), Do: T(key + ".do"), Facts: facts(e)}
	if e.Err != nil {
		p.Details = block(e.Err.Error())
	}
	return p
}

// Problem returns why the last sign-in failed, or nil.
func (c *Connection) Problem() *Problem {
	if c.Failure == nil {
		return nil
	}
	p := ProblemOf(c.Failure)
	return &p
}

// ProblemButtons are the next actions below a failed sign-in. Trying again is the filled one, unless the
// connection itself has to be mended.
func (c *Connection) ProblemButtons() []Button {
	switch {
	case c.Failure == nil:
		return nil
	case mendsConnection(c.Failure.Code):
		return []Button{primary(ActionEdit), button(ActionTryAgain)}
	}
	buttons := []Button{primary(ActionTryAgain)}
	if c.Failure.Code == oauthflow.CodeIDTokenSubjectChanged || c.Failure.Code == oauthflow.CodeAuthorizationDenied {
		buttons = append(buttons, button(ActionSignInAsOther))
	}
	return buttons
}

func mendsConnection(code oauthflow.Code) bool {
	switch code {
	case oauthflow.CodeConnectionInvalid, oauthflow.CodeIssuerNotAllowed, oauthflow.CodeMetadataIssuerMismatch,
		oauthflow.CodeParameterNotAllowed, oauthflow.CodeRequestTooLong, oauthflow.CodePortInUse:
		return true
	}
	return false
}
