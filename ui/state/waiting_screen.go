// The screens before somebody is signed in: the invitation, and what to do while the browser is open.

package state

import (
	"strings"
	"time"

	"proofkey/oauthflow"
)

// SignedOutScreen invites to sign in.
type SignedOutScreen struct {
	Title, Body Text
	SignIn      Button
	Note        Text     // below the button; may be zero
	Ended       *Problem // why the last session ended by itself
	Watch       Button   // shows the flow; disabled while there is none
	Preview     Button   // shows what would be sent
	Doctor      Button   // examines a connection; Label is zero where nothing has to be set up
	Elsewhere   Button   // signs in on another device; not enabled where the provider has no such grant
}

// SignedOutScreen returns the screen of PhaseSignedOut.
func (c *Connection) SignedOutScreen() SignedOutScreen {
	s := SignedOutScreen{Title: T("signed_out.title"), Body: T("signed_out.body"), SignIn: primary(ActionSignIn), Preview: button(ActionPreview)}
	switch {
	case c.Demo:
		s.Note = T("signed_out.demo")
	case c.PrefetchProblem != nil:
		s.Note = T("signed_out.prefetch_failed", "Why", T("problem."+string(c.PrefetchProblem.Code)+".short"))
	}
	if !c.Demo {
		s.Doctor = button(ActionDoctor)
	}
	s.Ended, s.Watch = c.problemIn(frameEnded, c.Ended), c.watchButton()
	s.Elsewhere = button(ActionSignInElsewhere)
	s.Elsewhere.Enabled = c.CanSignInElsewhere()
	return s
}

// WaitingScreen is what a running sign-in shows.
type WaitingScreen struct {
	Title, Body Text
	Link        string // to be copied; "" until the request is ready
	LinkLabel   Text
	Buttons     []Button // copy, open again, paste; none until the request is ready
	Host        Text     // which host the browser is sent to, if it is not the issuer's (BROW-06)
	Listening   Text
	Left        Text   // of the time limit
	Extend      Button // Label is zero until the request is ready
	Soon        bool   // the time limit is close
	Strangers   Text   // requests that were not ours; zero if there were none
	StrangerLog []Text
	Hint        Text     // what to do about a stranger that was the browser itself; zero otherwise
	Problem     *Problem // no browser was opened
	Help        Button   // asks what the browser shows; not enabled until a while has passed
	Watch       Button   // shows the flow
}

// soonLimit is when the time limit is called close.
const soonLimit = time.Minute

// WaitingScreen returns the screen of a running sign-in; its clock ticks with now.
func (c *Connection) WaitingScreen(now time.Time) WaitingScreen {
	s := c.waitingScreen(now)
	s.Watch = c.watchButton()
	return s
}

func (c *Connection) watchButton() Button {
	b := button(ActionShowFlow)
	b.Label, b.Enabled = T("action.watch_flow"), c.HasFlow()
	return b
}

func (c *Connection) waitingScreen(now time.Time) WaitingScreen {
	provider := line(c.Profile.Name)
	switch {
	case c.Phase == PhaseJudging:
		return WaitingScreen{Title: T("judging.title"), Body: T("judging.body", "Provider", provider)}
	case c.Phase != PhaseWaiting && c.Elsewhere:
		return WaitingScreen{Title: T("working.title"), Body: T("working.body_elsewhere", "Provider", provider)}
	case c.Phase != PhaseWaiting && c.Profile.Endpoints.Given():
		return WaitingScreen{Title: T("working.title_by_hand"), Body: T("working.body_by_hand", "Provider", provider)}
	case c.Phase != PhaseWaiting:
		return WaitingScreen{Title: T("working.title"), Body: T("working.body", "Provider", provider)}
	}
	w := c.Waiting
	s := WaitingScreen{
		Title: T("waiting.title"), Body: T("waiting.body", "Provider", provider),
		Link: w.Link.Reveal(), LinkLabel: T("waiting.link"), Buttons: []Button{button(ActionCopyLink), button(ActionOpenAgain), button(ActionPasteRedirect)},
		Listening: T("waiting.listening", "Address", line(w.ListeningOn), "Time", timeText(w.Deadline, now)),
		Left:      T("waiting.left", "Clock", clockText(w.Deadline.Sub(now))), Extend: button(ActionExtendDeadline),
		Soon: w.Deadline.Sub(now) < soonLimit, Help: button(ActionBrowserHelp),
	}
	if !w.LinkExpires.IsZero() {
		s.LinkLabel = T("waiting.link_once", "Time", timeText(w.LinkExpires, now))
	}
	s.Help.Enabled = now.Sub(w.Since) >= helpAfter
	if w.Host != "" {
		s.Host = T("waiting.host", "Host", line(w.Host))
		if c.Profile.Endpoints.Given() {
			s.Host = T("waiting.host_by_hand", "Host", line(w.Host))
		}
	}
	if w.BrowserProblem != nil {
		if w.BrowserProblem.Step != oauthflow.StepAuthorizationRequest { // else the page that is open may still be finished
			s.Title, s.Body = T("waiting.title_no_browser"), T("waiting.body_no_browser", "Provider", provider)
		}
		s.Problem = c.problemIn(frameBrowser, w.BrowserProblem)
	}
	if v := c.veil(); v.down {
		s.Link = v.mask(veiledURL, "", oauthflow.MaskURL(s.Link))
	}
	s.Buttons[0].Enabled = c.Copies(MaskedPersonal)
	s.addStrangers(w, c.veil())
	return s
}

func (s *WaitingScreen) addStrangers(w Waiting, v veil) {
	if w.StrangerCount == 0 {
		return
	}
	s.Strangers = N("waiting.strangers", w.StrangerCount)
	for _, stranger := range w.Strangers {
		reason := T("stranger." + strangerReason(stranger.Reason))
		if stranger.Reason == "tls" {
			s.Hint = T("waiting.https_only")
		}
		request := line(strings.TrimSpace(stranger.Method + " " + v.mask(veiledPath, "", stranger.Path)))
		if request == "" {
			s.StrangerLog = append(s.StrangerLog, reason)
			continue
		}
		s.StrangerLog = append(s.StrangerLog, T("waiting.stranger", "Request", request, "Status", stranger.Status, "Reason", reason))
	}
}

// strangerReasons are the reasons of oauthflow.Stranger.
func strangerReasons() []string {
	return []string{"method", "path", "host", "too_long", "repeated_parameter", "state", "not_navigation", "pasted_url", "tls", "malformed"}
}

func strangerReason(reason string) string {
	for _, known := range strangerReasons() {
		if reason == known {
			return known
		}
	}
	return "other"
}
