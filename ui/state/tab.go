// The tabs of a connection and their badges.

package state

import "proofkey/oauthflow"

// TabView is a tab's head.
type TabView struct {
	Tab       Tab
	Name      Text
	Badge     Text             // may be zero
	BadgeKind oauthflow.Result // colour of the badge
	Selected  bool
	Empty     Text // what the tab says when it has nothing to show; zero if it has something
}

// TabViews returns the tabs in order.
func (c *Connection) TabViews() []TabView {
	views := make([]TabView, 0, len(Tabs()))
	for _, tab := range Tabs() {
		if tab == TabAPI && c.Saved != nil { // the last one
			continue
		}
		v := TabView{Tab: tab, Name: T("tab." + string(tab)), Selected: tab == c.Tab, Empty: c.emptyTab(tab)}
		if tab == TabChecks {
			v.Badge, v.BadgeKind = c.checksBadge()
			if c.Saved != nil && v.BadgeKind == oauthflow.Passed {
				v.BadgeKind = "" // not by this app
			}
		}
		views = append(views, v)
	}
	return views
}

func (c *Connection) emptyTab(tab Tab) Text {
	switch {
	case c.Saved != nil:
		return c.savedEmpty(tab)
	case tab == TabFlow && c.Flow.Len() == 0:
		return T("empty.flow")
	case tab == TabFlow:
		return Text{}
	case tab == TabChecks && len(c.Checks) == 0 && c.Failure == nil:
		return T("empty.checks")
	case tab != TabChecks && c.Session == nil:
		return T("empty.signed_out")
	}
	return Text{}
}

// checksBadge counts the ledger: "20 passed, 1 skipped", "1 failed".
func (c *Connection) checksBadge() (Text, oauthflow.Result) {
	passed := oauthflow.Count(c.Checks, oauthflow.Passed)
	failed := oauthflow.Count(c.Checks, oauthflow.Failed)
	skipped := oauthflow.Count(c.Checks, oauthflow.Skipped)
	switch {
	case len(c.Checks) == 0:
		return Text{}, ""
	case failed > 0:
		return N("badge.failed", failed), oauthflow.Failed
	case skipped > 0:
		return T("badge.passed_skipped", "Passed", N("badge.passed", passed), "Skipped", N("badge.skipped", skipped)), oauthflow.Passed
	}
	return N("badge.passed", passed), oauthflow.Passed
}
