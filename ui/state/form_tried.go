// The URLs that a search has tried, each with what came of it.

package state

import "proofkey/oauthflow"

// TriedRow is a URL of the list.
type TriedRow struct {
	Kind   oauthflow.Result // passed: used, or led on; skipped: nothing there; failed: refused, or no answer
	Asked  Text             // what it was asked for
	URL    string
	Result Text
}

func triedRows(tried []oauthflow.TriedURL) []TriedRow {
	rows := make([]TriedRow, 0, len(tried))
	for _, t := range tried {
		rows = append(rows, TriedRow{Kind: triedKind(t.Result), Asked: askedText(t.Kind), URL: line(t.URL), Result: triedText(t)})
	}
	return rows
}

func triedKind(r oauthflow.TriedResult) oauthflow.Result {
	switch r {
	case oauthflow.TriedUsed, oauthflow.TriedNamed:
		return oauthflow.Passed
	case oauthflow.TriedSilent, oauthflow.TriedAbsent:
		return oauthflow.Skipped
	}
	return oauthflow.Failed
}

func askedText(k oauthflow.TriedKind) Text {
	switch k {
	case oauthflow.TriedOpenID:
		return T("tried.openid")
	case oauthflow.TriedOAuth:
		return T("tried.oauth")
	case oauthflow.TriedResource:
		return T("tried.resource")
	case oauthflow.TriedHandleDNS:
		return T("tried.handle_dns")
	case oauthflow.TriedHandle:
		return T("tried.handle")
	case oauthflow.TriedDID:
		return T("tried.did")
	}
	return T("tried.api")
}

func triedText(t oauthflow.TriedURL) Text {
	switch t.Result {
	case oauthflow.TriedUsed:
		return T("tried.used", "Status", t.Status, "Took", durationText(t.Took))
	case oauthflow.TriedNamed:
		if t.Kind == oauthflow.TriedHandleDNS || t.Kind == oauthflow.TriedHandle {
			return T("tried.named_did")
		}
		return T("tried.named", "Status", t.Status)
	case oauthflow.TriedRefused:
		return T("tried.refused", "Check", T("check."+t.Check.ID), "Expected", Evidence(t.Check.Expected), "Actual", Evidence(t.Check.Actual))
	case oauthflow.TriedNotAsked:
		return T("tried.not_asked", "Check", T("check."+t.Check.ID), "Actual", Evidence(t.Check.Actual))
	case oauthflow.TriedUnreachable:
		return T("tried.unreachable", "What", T("problem."+string(t.Err.Code)+".short"), "Why", whyUnreachable(t.Err))
	}
	switch {
	case t.Kind == oauthflow.TriedHandleDNS:
		return T("tried.no_record")
	case t.Location != "":
		return T("tried.redirect", "Status", t.Status, "Location", line(t.Location))
	case t.Result == oauthflow.TriedSilent:
		return T("tried.silent", "Status", t.Status)
	}
	return T("tried.absent", "Status", t.Status)
}

// whyUnreachable is the technical cause, or else what was seen.
func whyUnreachable(e *oauthflow.Error) Text {
	if e.Err != nil {
		return Evidence(e.Err.Error())
	}
	return Evidence(e.Actual + ", " + e.Expected)
}

// FormView is the room of the form, as it may be in sight: a URL may name somebody.
func (s *State) FormView() FormView {
	v, veil := s.Form.FormView(), s.veil()
	if !veil.down {
		return v
	}
	if v.Problem != nil {
		v.Problem = problemPointer(frameForm, veil.failure(s.Form.Problem))
	}
	if v.Resource != nil {
		v.Resource.Resource = veil.mask(veiledURL, "", v.Resource.Resource)
	}
	if v.Found == nil {
		return v
	}
	for i := range v.Found.Tried {
		row := &v.Found.Tried[i]
		row.URL = veil.mask(veiledURL, "", row.URL)
		if s.Form.Search.Tried[i].Kind == oauthflow.TriedHandle { // the host is the handle
			row.URL = hiddenValue
		}
		if row.Kind != oauthflow.Passed {
			row.Result = T("tried.masked")
		}
	}
	for _, note := range v.Found.Notes {
		if account, ok := note.Values["Account"].(string); ok {
			note.Values["Account"] = veil.mask(veiledField, "sub", account)
		}
		if resource, ok := note.Values["Resource"].(string); ok {
			note.Values["Resource"] = veil.mask(veiledURL, "", resource)
		}
	}
	return v
}
