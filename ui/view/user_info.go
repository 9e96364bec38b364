// What the UserInfo endpoint adds to the ID token, or why there is nothing from it.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type userInfo struct {
	content *fyne.Container
	title   *widget.Text
	same    *widget.Text
	problem *problemCard
	claims  *widget.Table
	card    *widget.Card
	checks  *widget.Table
	ledger  *widget.Card
}

func newUserInfo(k *kit) *userInfo {
	u := &userInfo{
		title: widget.NewHeading(""), same: widget.NewQuiet(Words(state.T("identity.userinfo_same"))),
		problem: newProblemCard(k), claims: k.table(claimColumns()...), checks: k.table(checkColumns()...),
	}
	u.card, u.ledger = widget.NewTightCard(u.claims), widget.NewTightCard(u.checks)
	u.content = widget.NewColumn(12, u.title, u.same, u.problem.content, u.ledger, u.card)
	return u
}

func (u *userInfo) update(v state.UserInfo) {
	setVisible(u.content, v.Same || v.Problem != nil || len(v.Claims) > 0 || len(v.Checks) > 0)
	setVisible(u.same, v.Same)
	u.title.SetText(Words(v.Title))
	u.problem.set(v.Problem, nil)
	setVisible(u.ledger, len(v.Checks) > 0)
	u.checks.SetRows(checkRows(v.Checks))
	setVisible(u.card, len(v.Claims) > 0)
	u.claims.SetRows(claimRows(v.Claims))
}

func (u *userInfo) selected() string {
	return firstNonEmpty(u.claims.SelectedText(), u.checks.SelectedText(), u.problem.selected())
}
