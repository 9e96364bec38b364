// What a bundle may say: the window shows words of ours for the codes, checks and findings in it, so an unknown one is
// refused.

package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"proofkey/oauthflow"
)

func (b Bundle) validate() error {
	if _, err := oauthflow.ParseConnectionFile(b.Connection); err != nil {
		return fmt.Errorf("the bundle's connection cannot be used: %w", err)
	}
	if len(b.Events) > maxBundleEvents {
		return fmt.Errorf("the bundle has %d events, this app reads %d", len(b.Events), maxBundleEvents)
	}
	if !slices.Contains([]Outcome{SignedIn, Failed, Cancelled, TimedOut}, b.Outcome) {
		return errors.New("the bundle's outcome is unknown")
	}
	v := validator{version: b.Version, checks: map[string]bool{}}
	for _, c := range oauthflow.Rules() {
		v.checks[c.ID] = true
	}
	if err := cmp.Or(v.ledger(b.Checks), v.session(b.Session), v.error(b.Error)); err != nil {
		return err
	}
	if err := v.steps(b.Steps); err != nil {
		return err
	}
	for i, e := range b.Events {
		if err := v.event(e); err != nil {
			return fmt.Errorf("event %d of the bundle: %w", i+1, err)
		}
	}
	return nil
}

// validator knows the version, and the names that there are.
type validator struct {
	version int
	checks  map[string]bool
}

func (v validator) event(e BundleEvent) error {
	missing, err := lacksOf(e)
	if err != nil {
		return err
	}
	switch {
	case e.Kind == oauthflow.EventStopped && !slices.Contains(oauthflow.SignInSteps(), e.Step):
		return errors.New("it stopped before no step of a sign-in")
	case (e.Shared || e.Kind == oauthflow.EventStopped) && v.version < 2:
		return errOfLaterVersion
	case e.Shared && e.Kind != oauthflow.EventHTTP:
		return fmt.Errorf("the kind %s has no exchange", e.Kind)
	case missing:
		return fmt.Errorf("what belongs to the kind %s is missing", e.Kind)
	}
	if x := e.HTTP; x != nil && max(len(x.Request.Fields), len(x.Answer.Fields)) > maxBundleRows {
		return fmt.Errorf("a message has more than %d header lines", maxBundleRows)
	}
	return cmp.Or(v.step(e.Step), v.ledger(e.Checks), v.session(e.Session), v.error(e.Error), v.practice(e.Practice))
}

// lacksOf reports whether what belongs to the kind of an event is missing.
func lacksOf(e BundleEvent) (missing bool, err error) {
	switch e.Kind {
	case oauthflow.EventStepBegan, oauthflow.EventStopped, oauthflow.EventStepEnded, oauthflow.EventRequestReady, oauthflow.EventDeviceCode, oauthflow.EventPolled, oauthflow.EventDeadline, oauthflow.EventChecks, oauthflow.EventSessionEnded:
	case oauthflow.EventHTTP:
		missing = (e.HTTP == nil) != e.Shared
	case oauthflow.EventStranger:
		missing = e.Stranger == nil
	case oauthflow.EventSignedIn, oauthflow.EventUserInfo, oauthflow.EventRefreshed, oauthflow.EventTokenRevoked:
		missing = e.Session == nil
	case oauthflow.EventBrowserFailed, oauthflow.EventNotice, oauthflow.EventFailed:
		missing = e.Error == nil
	default:
		return false, fmt.Errorf("the kind %q is unknown", oauthflow.PlainText(string(e.Kind), 40))
	}
	return missing, nil
}

func (v validator) session(s *BundleSession) error {
	switch {
	case s == nil:
		return nil
	case v.version < 2 && !s.RevokedAt.IsZero():
		return errOfLaterVersion
	}
	return cmp.Or(v.claims(s), v.ledger(s.Checks), v.ledger(s.UserInfoChecks), v.practice(s.Practice), v.steps(s.Steps))
}

func (v validator) ledger(checks []oauthflow.Check) error {
	if len(checks) > maxBundleRows {
		return fmt.Errorf("there are more than %d checks in one place", maxBundleRows)
	}
	for _, c := range checks {
		if !slices.Contains([]oauthflow.Result{oauthflow.Passed, oauthflow.Failed, oauthflow.Skipped}, c.Result) {
			return fmt.Errorf("the result of check %s is unknown", oauthflow.PlainText(c.ID, 20))
		}
		if !v.checks[c.ID] {
			return fmt.Errorf("the check %s is unknown", oauthflow.PlainText(c.ID, 20))
		}
	}
	return nil
}

// step is known, or none.
func (v validator) step(s oauthflow.Step) error {
	if s != "" && !slices.Contains(oauthflow.Steps(), s) {
		return fmt.Errorf("the step %q is unknown", oauthflow.PlainText(string(s), 40))
	}
	return nil
}

func (v validator) steps(list []BundleStep) error {
	if len(list) > maxBundleRows {
		return fmt.Errorf("there are more than %d steps in one place", maxBundleRows)
	}
	for _, s := range list {
		if err := v.step(s.Step); err != nil {
			return err
		}
	}
	return nil
}

func (v validator) error(e *BundleError) error {
	if e == nil {
		return nil
	}
	if err := v.step(e.Step); err != nil {
		return err
	}
	if !slices.Contains(oauthflow.Codes(), e.Code) {
		return fmt.Errorf("the error code %q is unknown", oauthflow.PlainText(string(e.Code), 40))
	}
	return nil
}

var errOfLaterVersion = errors.New("a member is of a later version than the bundle")

func (v validator) practice(list []oauthflow.Practice) error {
	switch {
	case len(list) > 0 && v.version < 2:
		return errOfLaterVersion
	case len(list) > maxBundleRows:
		return fmt.Errorf("there are more than %d verdicts in one place", maxBundleRows)
	}
	for _, p := range list {
		if !p.Complete() {
			return fmt.Errorf("the finding %q is unknown or lacks a value", oauthflow.PlainText(string(p.Finding), 40))
		}
		if id, ok := p.Values["Check"]; ok && !v.checks[id] {
			return fmt.Errorf("the check %s is unknown", oauthflow.PlainText(id, 20))
		}
	}
	return nil
}
