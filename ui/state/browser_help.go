// "What do you see in the browser?": the usual reasons why no redirect comes, and what to do about each. It is
// offered when the browser has been open for a while.

package state

import (
	"regexp"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// helpAfter is how long the window waits before it asks: most sign-ins are done by then.
const helpAfter = 30 * time.Second

// BrowserHelp is the dialog.
type BrowserHelp struct {
	Title, Body Text
	Cases       []BrowserCase
	CodeLabel   Text // above the field for an error code on the provider's page
	Placeholder Text
	Hide        bool     // what is typed: presenter mode masks it
	Buttons     []Button // the first is Esc
}

// BrowserCase is something that a person may see.
type BrowserCase struct{ Sees, Do Text }

// browserCases are the cases, the most frequent first: browser_help.<case>.sees and .do are their words.
func browserCases() []string {
	return []string{"nothing", "unreachable", "https_only", "redirect_refused", "client_refused", "admin_consent", "loading", "stays", "other_account"}
}

// BrowserHelp returns the dialog for this connection.
func (c *Connection) BrowserHelp() BrowserHelp {
	h := BrowserHelp{
		Title: T("browser_help.title"), Body: T("browser_help.body", "Provider", line(c.Profile.Name)),
		CodeLabel: T("browser_help.code"), Placeholder: T("browser_help.placeholder"), Hide: c.veil().down,
		Buttons: []Button{{Action: ActionKeep, Label: T("action.close"), Enabled: true}, button(ActionOpenAgain), button(ActionPasteRedirect)},
	}
	values := explanationValues(c.Profile)
	for _, name := range browserCases() {
		key := "browser_help." + name
		h.Cases = append(h.Cases, BrowserCase{Sees: T(key + ".sees"), Do: T(key+".do", values...)})
	}
	return h
}

// BrowserCode is what is known of an error code or a text that a page shows.
type BrowserCode struct {
	Typed               string
	Cause, Fix, Setting Text // Cause says so if nothing is known
}

// CodeHelp explains what the person typed; nil where that is nothing.
func (c *Connection) CodeHelp(typed string) *BrowserCode {
	typed = strings.TrimSpace(line(typed))
	if typed == "" {
		return nil
	}
	shown := typed
	if !isErrorCode(typed) {
		shown = c.veil().mask(veiledWords, "", typed)
	}
	if x := explain(&oauthflow.Error{Step: oauthflow.StepRedirect, OAuthError: typed, Description: typed}, c.Profile); x != nil {
		return &BrowserCode{Typed: shown, Cause: x.Cause, Fix: x.Fix, Setting: x.Setting}
	}
	return &BrowserCode{Typed: shown, Cause: T("browser_help.unknown")}
}

// isErrorCode reports a code and nothing else, which names nobody.
func isErrorCode(typed string) bool {
	for _, code := range []*regexp.Regexp{aadstsNumber(), bareNumber(), codeWord()} {
		if code.FindString(typed) == typed {
			return true
		}
	}
	return false
}
