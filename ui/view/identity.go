// The Identity tab: who signed in, by the verified ID token, and what UserInfo adds.

package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type identity struct {
	scroll   *widget.Scroll
	avatar   *widget.Avatar
	name     *widget.Text
	line     *widget.Text
	restored *widget.Text
	badge    *widget.Pill
	claims   *widget.Table
	card     *widget.Card
	note     *widget.Text // why there is no ID token
	noteCard *widget.Card
	more     *userInfo
	person   [2]string // name and subject that the avatar shows
}

func newIdentity(k *kit) *identity {
	i := &identity{
		avatar: widget.NewPersonAvatar("", ""), name: widget.NewText("", widget.Style{Size: theme.SizeNameSubHeadingText, Bold: true}), line: widget.NewQuiet(""),
		restored: widget.NewQuiet(""), badge: widget.NewLargePill("", widget.Passed), claims: k.table(claimColumns()...), more: newUserInfo(k),
	}
	who := widget.NewColumn(0, i.name, i.line, i.restored)
	person := widget.NewCard(widget.NewSplitRow([]fyne.CanvasObject{i.avatar, who}, []fyne.CanvasObject{i.badge}))
	i.card, i.note = widget.NewTightCard(i.claims), widget.NewText("", widget.Style{})
	i.noteCard = widget.NewEdgeCard(i.note, widget.Caution)
	i.noteCard.Hide()
	i.scroll = widget.NewPageScroll(person, i.noteCard, i.card, i.more.content)
	return i
}

func claimColumns() []widget.Column {
	return []widget.Column{
		{Header: Words(state.T("column.claim")), Min: 110, Weight: 0.1, Style: widget.Mono},
		{Header: Words(state.T("column.value")), Min: 220, Weight: 1.7, Style: widget.Mono},
		{Header: Words(state.T("column.meaning")), Min: 170, Weight: 1.8, Style: widget.Subdued},
	}
}

func claimRows(claims []state.ClaimRow) []widget.Row {
	rows := make([]widget.Row, len(claims))
	for i, c := range claims {
		rows[i] = widget.Row{Cells: []widget.Cell{{Text: c.Name}, {Text: Words(c.Value)}, {Text: Words(c.Meaning)}}, Copy: c.Copy}
	}
	return rows
}

func (i *identity) object() fyne.CanvasObject { return i.scroll }

func (i *identity) update(s *state.State, now time.Time) {
	v := s.Current().Identity(now)
	if person := [2]string{v.Person.Name, v.Person.Subject}; i.person != person {
		i.person = person
		i.avatar.Set(person[0], person[1])
	}
	i.name.SetText(v.Person.Name)
	line := Words(state.T("identity.subject", "Subject", v.Person.Subject))
	if v.Person.Subject == "" {
		line = v.Person.Email
	} else if v.Person.Email != "" {
		line = v.Person.Email + " · " + line
	}
	i.line.SetText(line)
	setText(i.restored, v.Person.Restored)
	kind := widget.Caution
	if v.Person.Verified {
		kind = widget.Passed
	}
	i.badge.Set(kind.Mark()+" "+Words(v.Person.Badge), kind)
	i.note.SetText(Words(v.OAuthOnly))
	setVisible(i.noteCard, !v.OAuthOnly.IsZero())
	setVisible(i.card, v.OAuthOnly.IsZero())
	i.claims.SetRows(claimRows(v.Claims))
	i.more.update(v.UserInfo)
}

func (i *identity) primary() (state.Action, bool) { return "", false }
func (i *identity) escape() (state.Action, bool)  { return "", false }
func (i *identity) masked()                       {}

func (i *identity) selected() string {
	return firstNonEmpty(i.claims.SelectedText(), i.more.selected())
}

func (i *identity) top() {
	i.claims.Select(-1)
	i.more.claims.Select(-1)
	i.scroll.ScrollToTop()
}

// firstNonEmpty is the selection of the first table that has one.
func firstNonEmpty(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
