// The room "Inspect a token": paste a JWT, read it, and judge it by the keys of a connection.

package view

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type inspect struct {
	kit             *kit
	content         fyne.CanvasObject
	token           *widget.KeyEntry
	veiled          *veiledEntry
	by              *widget.Select
	ids             []string
	verify          *widget.Button
	button          state.Button
	verdict         *widget.Pill
	problem         *problemCard
	header, payload *jsonPanel
	found           *fyne.Container // what can be said of the token
	claims, checks  *widget.Table
}

const tokenRows = 5

func newInspect(k *kit) *inspect {
	i := &inspect{kit: k, verdict: widget.NewLargePill("", widget.Neutral), problem: newProblemCard(k), claims: k.table(claimColumns()...), checks: k.table(checkColumns()...)}
	i.token = k.entry(widget.NewTextArea(tokenRows), k.actions.InspectToken)
	i.veiled = newVeiledEntry(k, i.token, i.token)
	i.by = widget.NewSelect(nil, func(string) {
		if at := i.by.SelectedIndex(); at >= 0 && at < len(i.ids) {
			k.actions.InspectWith(i.ids[at])
		}
	})
	i.by.OnKey = k.key
	i.verify = k.action(state.ActionVerifyToken)
	var parts fyne.CanvasObject
	i.header, i.payload, parts = newJWTPanels(k)
	i.found = widget.NewColumn(12, parts, widget.NewTightCard(i.claims), widget.NewTightCard(i.checks))
	form := widget.NewTightCard(widget.NewColumn(0,
		widget.NewFormRow(Words(state.T("inspect.token")), i.veiled.content, Words(state.T("inspect.token_help"))),
		widget.NewFormRow(Words(state.T("inspect.by")), widget.NewFillRow(i.by, 200, i.by, i.verify), Words(state.T("inspect.by_help")))))
	header := widget.NewHeader(widget.NewTitle(Words(state.T("inspect.title"))), widget.NewSubLine(widget.Run{Text: Words(state.T("inspect.intro"))}))
	i.content = widget.NewPage(widget.PageParts{Header: header, Body: widget.NewPageScroll(form, widget.NewFlowRow(i.verdict), i.problem.content, i.found)})
	return i
}

func (i *inspect) object() fyne.CanvasObject { return i.content }

func (i *inspect) update(s *state.State, now time.Time) {
	v := s.InspectorView(now)
	i.button = v.Verify
	token := s.Inspector.Token.Reveal()
	if strings.TrimSpace(i.token.Text) == token {
		token = i.token.Text // with the space around it
	}
	i.veiled.fill(token, v.Masked, true)
	i.offer(v)
	setButton(i.verify, v.Verify)
	kind := kindOf(v.VerdictKind)
	i.verdict.Set(kind.Mark()+" "+Words(v.Verdict), kind)
	setVisible(i.verdict, !v.Verdict.IsZero())
	i.problem.set(v.Problem, nil)
	setVisible(i.found, v.Header != "")
	i.header.set(v.Header)
	i.payload.set(v.Payload)
	i.claims.SetRows(claimRows(v.Claims))
	i.checks.SetRows(checkRows(v.Checks))
}

// offer lists the connections, and shows the one that is picked.
func (i *inspect) offer(v state.InspectorView) {
	names := make([]string, len(v.Connections))
	i.ids = i.ids[:0]
	for at, c := range v.Connections {
		names[at] = Words(c.Label)
		i.ids = append(i.ids, c.Value)
	}
	i.by.Options = names
	if v.Chosen >= 0 && i.by.SelectedIndex() != v.Chosen {
		changed := i.by.OnChanged
		i.by.OnChanged = nil
		i.by.SetSelectedIndex(v.Chosen)
		i.by.OnChanged = changed
	}
}

func (i *inspect) primary() (state.Action, bool) { return primaryOf(i.button) }
func (i *inspect) escape() (state.Action, bool)  { return state.ActionBack, true }
func (i *inspect) masked()                       {}
func (i *inspect) first() fyne.Focusable         { return i.token }

func (i *inspect) selected() string {
	return firstNonEmpty(i.claims.SelectedText(), i.checks.SelectedText(), i.problem.selected())
}
