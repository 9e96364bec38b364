// The Tokens tab: the three tokens with their lifetimes, where they rest, and what the last refresh changed.

package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type tokens struct {
	scroll  *widget.Scroll
	access  *accessToken
	refresh *refreshToken
	id      *idToken
	button  state.Button
}

func newTokens(k *kit) *tokens {
	t := &tokens{access: newAccessToken(k), refresh: newRefreshToken(k), id: newIDToken(k)}
	t.scroll = widget.NewPageScroll(t.access.content, t.refresh.content, t.id.content)
	return t
}

func (t *tokens) object() fyne.CanvasObject { return t.scroll }

func (t *tokens) update(s *state.State, now time.Time) {
	v := s.TokenCards(s.Current(), now)
	t.access.update(v.Access)
	t.refresh.update(v.Refresh)
	t.id.update(v.ID)
	t.button = v.Refresh.Refresh
}

func (t *tokens) primary() (state.Action, bool) { return primaryOf(t.button) }
func (t *tokens) escape() (state.Action, bool)  { return "", false }
func (t *tokens) selected() string              { return t.access.problem.selected() }
func (t *tokens) top()                          { t.scroll.ScrollToTop() }

func (t *tokens) masked() {
	t.access.secret.mask()
	t.refresh.secret.mask()
	t.id.secret.mask()
}

// accessToken is the panel of the access token.
type accessToken struct {
	content  *widget.Card
	head     *tokenHead
	lifetime *widget.Text
	clock    *widget.Text
	bar      *widget.ExpiryBar
	secret   *secretLine
	scopes   *widget.Text
	notGiven *widget.Text
	problem  *problemCard

	decoded            *fold
	header, payload    *jsonPanel
	addressed, revoked *widget.Text
	introspect, revoke *widget.Button
	introspection      *introspection
	asked              *problemCard
}

func newAccessToken(k *kit) *accessToken {
	a := &accessToken{
		lifetime: caption(widget.Whole), clock: widget.NewText("", widget.Style{Bold: true, Fit: widget.Whole}), bar: widget.NewExpiryBar(),
		scopes: caption(widget.Wrap), notGiven: caption(widget.Wrap), problem: newProblemCard(k),
	}
	a.head = newTokenHead(Words(state.T("tokens.access_token")), a.lifetime, a.clock, a.bar)
	a.secret = newSecretLine(k, state.AccessToken)
	a.introspect, a.revoke = k.action(state.ActionIntrospect), k.action(state.ActionRevokeAccess)
	a.addressed, a.revoked = caption(widget.Wrap), caption(widget.Wrap)
	var parts fyne.CanvasObject
	a.header, a.payload, parts = newJWTPanels(k)
	a.decoded = newFold(k, Words(state.T("tokens.decode")), widget.NewColumn(8, a.addressed, parts))
	a.introspection, a.asked = newIntrospection(k), newProblemCard(k)
	row := widget.NewSplitRow([]fyne.CanvasObject{a.introspect, a.revoke, a.secret.show, a.secret.copy}, []fyne.CanvasObject{a.scopes})
	a.content = widget.NewCard(widget.NewColumn(10, a.head.row, a.secret.line, row, a.notGiven, a.revoked, a.asked.content, a.introspection.content, a.decoded.content, a.problem.content))
	return a
}

func (a *accessToken) update(v state.AccessTokenCard) {
	a.head.update(v.Badges)
	a.lifetime.SetText(Words(v.Lifetime))
	setText(a.clock, v.Clock)
	setVisible(a.bar, v.Known)
	a.bar.Set(float32(v.Left), lifeKind(v))
	a.secret.update(v.Masked, v.Secret)
	setText(a.scopes, v.Scopes)
	setText(a.notGiven, v.NotGiven)
	a.problem.set(v.LastError, nil)
	offer(a.introspect, v.Introspect)
	offer(a.revoke, v.Revoke)
	setText(a.revoked, v.Revoked)
	setText(a.addressed, v.Addressed)
	setVisible(a.decoded.content, v.Header != "")
	a.header.set(v.Header)
	a.payload.set(v.Payload)
	a.introspection.set(v.Introspection)
	a.asked.set(v.Problem, nil)
}

// nearEnd is the share of a lifetime below which its bar warns.
const nearEnd = 0.1

func lifeKind(v state.AccessTokenCard) widget.Kind {
	switch {
	case v.Clock.IsZero():
		return widget.Failed
	case v.Left < nearEnd:
		return widget.Caution
	}
	return widget.Passed
}

// refreshToken is the panel of the refresh token.
type refreshToken struct {
	content *widget.Card
	head    *tokenHead
	used    *widget.Text
	secret  *secretLine
	refresh *widget.Button
	explain *widget.Text
	why, do *widget.Text // there is no refresh token
	revoke  *widget.Button
	line    *fold
	rows    *widget.FactList
}

func newRefreshToken(k *kit) *refreshToken {
	r := &refreshToken{used: caption(widget.Whole), explain: caption(widget.Wrap), why: caption(widget.Wrap), do: caption(widget.Wrap), refresh: k.action(state.ActionRefresh)}
	r.head = newTokenHead(Words(state.T("tokens.refresh_token")), r.used)
	r.secret = newSecretLine(k, state.RefreshToken)
	r.revoke, r.rows = k.action(state.ActionRevokeRefresh), widget.NewFactList()
	r.rows.OnKey = k.key
	r.line = newFold(k, Words(state.T("tokens.line")), r.rows)
	row := widget.NewSplitRow([]fyne.CanvasObject{r.refresh, r.revoke, r.secret.show, r.secret.copy}, []fyne.CanvasObject{r.explain})
	r.content = widget.NewCard(widget.NewColumn(10, r.head.row, r.secret.line, row, r.why, r.do, r.line.content))
	return r
}

func (r *refreshToken) update(v state.RefreshTokenCard) {
	r.head.update(v.Badges)
	setText(r.used, v.Used)
	r.secret.update(v.Masked, v.Secret)
	offer(r.refresh, v.Refresh)
	offer(r.revoke, v.Revoke)
	setVisible(r.line.content, len(v.Line) > 0)
	facts := make([]widget.Fact, len(v.Line))
	for i, row := range v.Line {
		facts[i] = widget.Fact{Label: Words(row.When), Value: Words(row.What)}
	}
	r.rows.SetFacts(facts...)
	explain, why := v.Explain, state.Text{}
	if !v.Present {
		explain, why = why, explain
	}
	setText(r.explain, explain)
	setText(r.why, why)
	setText(r.do, v.Do)
}

// idToken is the panel of the ID token.
type idToken struct {
	content         *widget.Card
	head            *tokenHead
	changed, names  *widget.Text
	header, payload *jsonPanel
	secret          *secretLine
	changes         *widget.Table
	none            *widget.Text
	some            fyne.CanvasObject // what there is of a token
}

func newIDToken(k *kit) *idToken {
	i := &idToken{changed: caption(widget.Whole), names: widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Mono: true})}
	i.head = newTokenHead(Words(state.T("tokens.id_token")), i.changed, i.names)
	i.secret = newSecretLine(k, state.IDToken)
	var parts fyne.CanvasObject
	i.header, i.payload, parts = newJWTPanels(k)
	i.changes = k.table(changeColumns()...)
	i.none = widget.NewText("", widget.Style{})
	i.none.Hide()
	i.some = widget.NewColumn(10, parts, i.secret.line, widget.NewFlowRow(i.secret.show, i.secret.copy))
	i.content = widget.NewCard(widget.NewColumn(10, i.head.row, i.none, i.changes, i.some))
	return i
}

func (i *idToken) update(v state.IDTokenCard) {
	setText(i.none, v.None)
	setVisible(i.some, v.None.IsZero())
	i.head.update(v.Badges)
	setText(i.changed, v.Changed)
	setLiteral(i.names, v.ChangedNames)
	i.secret.update(v.Masked, v.Secret)
	setVisible(i.changes, len(v.Changes) > 0)
	i.changes.SetRows(changeRows(v.Changes))
	i.header.set(v.Header)
	i.payload.set(v.Payload)
}

func caption(fit widget.Fit) *widget.Text {
	return widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet, Fit: fit})
}
