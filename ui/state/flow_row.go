// The list of the Flow tab: a line for each entry of the flow.

package state

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// FlowRow is a line of the list.
type FlowRow struct {
	When   Text // the time of day, or how long after the beginning of the sign-in: "+6.213"
	Title  Text
	Note   Text // method and path, or what it is about; may be zero
	Status Text // may be zero
	Kind   oauthflow.Result
	Took   Text // may be zero
}

// FlowRow returns a line; the clock of an entry that runs ticks with now.
func (c *Connection) FlowRow(i int, now time.Time) FlowRow {
	e := c.Flow.Entry(i)
	r := FlowRow{When: e.when(now), Title: c.FlowTitle(i), Note: c.flowNote(e, now), Status: e.status(), Kind: e.Result}
	switch {
	case e.Running:
		r.Took = clockText(c.momentOf(now).Sub(e.At))
	case e.Timed:
		r.Took = durationText(e.Duration)
	}
	return r
}

// FlowTitle is the title of a line.
func (c *Connection) FlowTitle(i int) Text {
	e := c.Flow.Entry(i)
	title := T("flow.title." + string(e.Kind))
	if e.Kind == FlowStop {
		return T("flow.title.stop", "Step", T("step."+string(e.Before)))
	}
	if e.Nth > 1 {
		return T("flow.title_again", "Title", title, "N", e.Nth)
	}
	return title
}

// when is the time of day of what begins or stands alone, else the time since the beginning.
func (e FlowEntry) when(now time.Time) Text {
	if e.Since.IsZero() {
		return timeOfDayText(e.At, now)
	}
	return T("flow.since", "Seconds", decimalText(max(0, e.At.Sub(e.Since)).Seconds(), 3))
}

func (e FlowEntry) status() Text {
	switch {
	case e.HTTP != nil && e.HTTP.Status == 0:
		return T("flow.no_answer")
	case e.HTTP != nil:
		return Literal(fmt.Sprint(e.HTTP.Status))
	case e.Stranger != nil && e.Stranger.Status > 0:
		return Literal(fmt.Sprint(e.Stranger.Status))
	case e.Err != nil && e.Result == oauthflow.Failed:
		return T("result.failed")
	case e.Kind == FlowVerify && len(e.Checks) > 0 && !e.Running:
		return N("flow.checks", len(e.Checks))
	}
	return Text{}
}

func (c *Connection) flowNote(e FlowEntry, now time.Time) Text {
	switch {
	case e.HTTP != nil:
		return Literal(line(e.HTTP.Method + " " + c.veil().mask(veiledPath, "", c.shortURL(e.HTTP.URL))))
	case e.Stranger != nil:
		return strangerNote(*e.Stranger, c.veil())
	case e.Err != nil:
		return T("problem." + string(e.Err.Code) + ".short")
	}
	switch e.Kind {
	case FlowSignIn:
		return c.signInNote(e)
	case FlowAuthorizationRequest:
		return T("flow.note.browser")
	case FlowDeviceCode:
		return T("flow.note.elsewhere")
	case FlowVerify:
		return T("flow.note.id_token")
	case FlowDeadline:
		return T("flow.note.until", "Time", timeOfDayText(e.Deadline, now))
	}
	return Text{}
}

func (c *Connection) signInNote(e FlowEntry) Text {
	switch {
	case e.Running:
		return T("flow.note.running")
	case e.Result == oauthflow.Passed:
		return T("flow.note.signed_in")
	case e.Result == oauthflow.Skipped:
		return T("flow.note.cancelled")
	}
	return T("flow.note.not_signed_in")
}

func strangerNote(s oauthflow.Stranger, v veil) Text {
	if request := strings.TrimSpace(s.Method + " " + v.mask(veiledPath, "", s.Path)); request != "" {
		return Literal(line(request))
	}
	return T("stranger." + strangerReason(s.Reason))
}

// shortURL is the path of a URL without its query, with the host where it is not the issuer's.
func (c *Connection) shortURL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw // masked already
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if issuer, err := url.Parse(c.Profile.Issuer); err == nil && issuer.Host == u.Host {
		return path
	}
	return u.Host + path
}
