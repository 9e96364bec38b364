package view

import (
	"testing"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestAReportOffersNothingThatReachesTheProvider(t *testing.T) {
	for _, tab := range []state.Tab{state.TabIdentity, state.TabChecks, state.TabFlow, state.TabTokens} {
		v := open(t, onReport(tab)(), look{widget.AlwaysLight, 1, 1180, 1400})
		v.mustNotHave("Refresh now", "Revoke", "Introspect", "Sign out", "Reveal secrets", "Copy as", "Try again")
		for _, label := range []string{"Sign in", "Sign in as someone else", "Refresh", "Sign out", "Edit", "Duplicate", "Delete", "Export…", "Share report"} {
			if item := v.menuItem(label); !item.Disabled {
				t.Errorf("the menu offers %s", label)
			}
		}
		v.tap("Close report")
		if v.asked.last() != "close report" {
			t.Errorf("asked for %q", v.asked.last())
		}
	}
}

func TestADifferenceIsShownWhereItStands(t *testing.T) {
	s := comparedSignIns()
	s.PickDifference(-1)
	v := open(t, s, designLook())
	v.tap("Show in B")
	if len(v.asked.calls) != 0 {
		t.Errorf("nothing is selected and it asked for %q", v.asked.calls)
	}
	room := v.main.rooms[state.RoomCompare].(*compare)
	room.found.OnSelected(0)
	v.tap("Show in B")
	if v.asked.last() != "show compared 1" {
		t.Errorf("asked for %q", v.asked.last())
	}
	room.sides[0].SetSelectedIndex(0)
	if v.asked.last() != "compare with 0 demo" {
		t.Errorf("asked for %q", v.asked.last())
	}
}
