// "Copy as" in the Flow tab: a request of ours as something that can be run or read elsewhere.

package state

import "proofkey/oauthflow"

// CopyForm is a form of a request.
type CopyForm struct {
	Raw   bool // HTTP as it went over the wire; else a command of curl
	Real  bool // with its secrets; else with shell variables in their place
	Label Text
}

// copyForms are for the requests that this app sent. The redirect came to it, and the authorization request is a link.
func copyForms(e FlowEntry) []CopyForm {
	if e.HTTP == nil || e.HTTP.Request.IsZero() || e.Kind == FlowRedirect {
		return nil
	}
	return []CopyForm{
		{Label: T("copy_as.curl")},
		{Real: true, Label: T("copy_as.curl_real")},
		{Raw: true, Label: T("copy_as.raw")},
		{Raw: true, Real: true, Label: T("copy_as.raw_real")},
	}
}

// FlowRequest is the request of an entry, with its secrets.
func (c *Connection) FlowRequest(entry int) oauthflow.HTTPMessage {
	if entry < 0 || entry >= c.Flow.Len() || c.Flow.Entry(entry).HTTP == nil {
		return oauthflow.HTTPMessage{}
	}
	return c.Flow.Entry(entry).HTTP.Request
}
