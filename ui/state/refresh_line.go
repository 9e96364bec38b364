// The line of refreshes of a session in this run: when, whether the refresh token rotated, and what changed in the ID
// token, claim by claim.

package state

import (
	"reflect"
	"slices"
	"time"

	"proofkey/oauthflow"
)

// maxRefreshLine is how many refreshes are kept, newest last.
const maxRefreshLine = 50

// RefreshRecord is one refresh.
type RefreshRecord struct {
	At      time.Time
	Rotated bool
	Changes []ClaimChange // by name
}

// ClaimChange is a claim before and after a refresh; nil: it was not there.
type ClaimChange struct {
	Name          string
	Before, After any
}

// ChangeRow is a ClaimChange in the table.
type ChangeRow struct {
	Name          string
	Before, After Text
}

// RefreshRow is a refresh in the list.
type RefreshRow struct{ When, What Text }

// noteRefresh adds the refresh that made next of the session before.
func (c *Connection) noteRefresh(before, next *oauthflow.Session) {
	if next.Refreshes <= before.Refreshes {
		return
	}
	c.RefreshLine = appendBounded(c.RefreshLine, RefreshRecord{At: next.LastRefresh, Rotated: next.Rotates, Changes: claimChanges(before.Claims, next.Claims)}, maxRefreshLine)
}

func claimChanges(before, after map[string]any) []ClaimChange {
	all := map[string]any{}
	for _, claims := range []map[string]any{before, after} {
		for name := range claims {
			all[name] = nil
		}
	}
	names := orderedNames(all)
	names = slices.DeleteFunc(names, func(name string) bool { return reflect.DeepEqual(before[name], after[name]) })
	changes := make([]ClaimChange, len(names))
	for i, name := range names {
		changes[i] = ClaimChange{Name: name, Before: before[name], After: after[name]}
	}
	return changes
}

// changeRows are the changes of the last refresh, none if it was in an earlier run.
func (c *Connection) changeRows(now time.Time) []ChangeRow {
	if len(c.RefreshLine) == 0 {
		return nil
	}
	var rows []ChangeRow
	v := c.veil()
	for _, change := range c.RefreshLine[len(c.RefreshLine)-1].Changes {
		rows = append(rows, ChangeRow{Name: line(v.name(change.Name)), Before: changedValue(change.Name, v.value(change.Name, change.Before), now), After: changedValue(change.Name, v.value(change.Name, change.After), now)})
	}
	return rows
}

func changedValue(name string, value any, now time.Time) Text {
	if value == nil {
		return T("tokens.change.absent")
	}
	return claimValue(name, map[string]any{name: value}, now)
}

// refreshRows are the refreshes, newest first.
func (c *Connection) refreshRows(now time.Time) []RefreshRow {
	var rows []RefreshRow
	for _, r := range slices.Backward(c.RefreshLine) {
		what := T("tokens.line.kept")
		if r.Rotated {
			what = T("tokens.line.rotated")
		}
		rows = append(rows, RefreshRow{When: timeText(r.At, now), What: what})
	}
	return rows
}
