// What a message says: a phrase from a closed list, and its values.

package sequence

import (
	"strings"
	"sync"
)

// Phrase is what a message says. Text is the phrase in English; a window may put it into words of its own.
type Phrase string

// The phrases. What stands behind each are its values, in order.
const (
	PhraseSignIn               Phrase = "sign_in"
	PhraseOpenRequest          Phrase = "open_request"
	PhraseAuthorizationRequest Phrase = "authorization_request"
	PhraseConsent              Phrase = "consent"
	PhraseRedirect             Phrase = "redirect"
	PhraseDeviceCode           Phrase = "device_code"
	PhraseConfirm              Phrase = "confirm" // on another device
	PhraseRequest              Phrase = "request" // method, path with the names of its parameters
	PhraseAnswer               Phrase = "answer"  // status, bytes
	PhraseNoAnswer             Phrase = "no_answer"
	PhraseIgnored              Phrase = "ignored" // method and path, reason
	PhraseChecks               Phrase = "checks"  // passed, failed, skipped
	PhraseCached               Phrase = "cached"
	PhraseByHand               Phrase = "by_hand"
	PhraseShared               Phrase = "shared"  // a fetch that another flow made
	PhraseStopped              Phrase = "stopped" // step
	PhraseContinue             Phrase = "continue"
	PhraseSignedIn             Phrase = "signed_in"
	PhraseRefreshed            Phrase = "refreshed"
	PhraseSignedOut            Phrase = "signed_out"     // code, "" if there was no error
	PhraseFailed               Phrase = "failed"         // code
	PhraseBrowserFailed        Phrase = "browser_failed" // code
	PhraseNotice               Phrase = "notice"         // code
	PhraseUserInfo             Phrase = "userinfo"       // code
)

// phrases are the phrases in English, with {0} to {2} for their values.
var phrases = sync.OnceValue(func() map[Phrase]string {
	return map[Phrase]string{
		PhraseSignIn: "sign in", PhraseOpenRequest: "open the authorization request", PhraseAuthorizationRequest: "authorization request",
		PhraseConsent: "sign-in and consent", PhraseRedirect: "redirect to Proofkey", PhraseDeviceCode: "the code for another device", PhraseConfirm: "the code, sign-in and consent",
		PhraseRequest: "{0} {1}", PhraseAnswer: "{0}, {1} bytes",
		PhraseNoAnswer: "no answer", PhraseIgnored: "ignored: {0} ({1})", PhraseChecks: "checks: {0} passed, {1} failed, {2} skipped",
		PhraseCached: "metadata from the cache", PhraseByHand: "endpoints entered by hand", PhraseShared: "uses that same answer",
		PhraseStopped: "stopped before {0}", PhraseContinue: "continue", PhraseSignedIn: "signed in", PhraseRefreshed: "tokens renewed",
		PhraseSignedOut: "signed out: {0}", PhraseFailed: "failed: {0}", PhraseBrowserFailed: "the browser did not open: {0}", PhraseNotice: "notice: {0}",
		PhraseUserInfo: "UserInfo not used: {0}",
	}
})

// english is the phrase with its values. One that is missing at the end takes its colon with it.
func (p Phrase) english(values [3]string) string {
	text := strings.NewReplacer("{0}", values[0], "{1}", values[1], "{2}", values[2]).Replace(phrases()[p])
	return strings.TrimSuffix(text, ": ")
}
