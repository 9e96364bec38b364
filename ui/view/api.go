// The API tab: a call of a protected resource with the access token, and its answer.

package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type api struct {
	kit      *kit
	scroll   *widget.Scroll
	method   *widget.Select
	url      *widget.KeyEntry
	veiled   struct{ url, headers, body *veiledEntry } // what stands in their place in presenter mode
	call     *widget.Button
	samples  *sampleRow
	allowed  *widget.Text
	fold     *fold
	headers  *widget.KeyEntry
	body     *widget.KeyEntry
	question *originQuestion
	problem  *problemCard
	answer   *apiAnswer
	shown    state.APIView
	running  bool
}

func newAPI(k *kit) *api {
	a := &api{kit: k, problem: newProblemCard(k), question: newOriginQuestion(k), answer: newAPIAnswer(k)}
	a.method = widget.NewSelect(state.APIMethods(), func(method string) {
		k.actions.EditCall(func(c *state.APICall) { c.Method = method })
	})
	a.method.OnKey = k.key
	a.url = k.entry(widget.NewMonoEntry(), func(text string) { k.actions.EditCall(func(c *state.APICall) { c.URL = text }) })
	a.url.SetPlaceHolder(Words(state.T("api.url")))
	a.call = k.button("", a.press)
	a.allowed = widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet})
	a.samples = newSampleRow(k, a.allowed)
	a.samples.onBody = func() { a.fold.setOpen(true) }
	a.buildRequest()
	a.veiled.url = newVeiledEntry(k, a.url, widget.Small(a.url))
	url := a.veiled.url.content
	a.scroll = widget.NewPageScroll(widget.NewFillRow(url, 240, a.method, url, a.call), a.samples.row, a.fold.content,
		a.question.content, a.problem.content, a.answer.content)
	return a
}

// buildRequest makes the folded part: headers and body.
func (a *api) buildRequest() {
	edit := a.kit.actions.EditCall
	a.headers = a.kit.entry(widget.NewTextArea(2), func(text string) { edit(func(c *state.APICall) { c.Headers = text }) })
	a.headers.SetPlaceHolder(Words(state.T("api.headers.placeholder")))
	a.body = a.kit.entry(widget.NewTextArea(4), func(text string) { edit(func(c *state.APICall) { c.Body = text }) })
	a.veiled.headers, a.veiled.body = newVeiledEntry(a.kit, a.headers, widget.Small(a.headers)), newVeiledEntry(a.kit, a.body, widget.Small(a.body))
	column := widget.NewColumn(0,
		widget.NewFormRow(Words(state.T("api.headers")), a.veiled.headers.content, Words(state.T("api.headers.help"))),
		widget.NewFormRow(Words(state.T("api.body")), a.veiled.body.content, Words(state.T("api.body.help"))))
	a.fold = newFold(a.kit, Words(state.T("api.request")), widget.NewTightCard(column))
}

// press calls, or ends the call that runs.
func (a *api) press() {
	if a.running {
		a.kit.do(state.ActionCancelCall)
	} else {
		a.kit.do(state.ActionCallAPI)
	}
}

func (a *api) object() fyne.CanvasObject { return a.scroll }

func (a *api) update(s *state.State, now time.Time) {
	c := s.Current()
	v := c.APIView(now)
	a.shown, a.running = v, c.API.Running
	method := c.API.Method
	if method == "" {
		method = state.APIMethods()[0]
	}
	if a.method.Selected != method {
		a.method.Selected = method // SetSelected would report it as the person's
		a.method.Refresh()
	}
	a.veiled.url.fill(c.API.URL, v.Masked.URL, false)
	a.veiled.headers.fill(c.API.Headers, v.Masked.Headers, false)
	a.veiled.body.fill(c.API.Body, v.Masked.Body, false)
	a.updateCall(v)
	a.samples.update(v.Samples)
	a.allowed.SetText(Words(v.Authorization))
	a.question.update(v.AskOrigin, v.AskExplained, v.AskButtons)
	a.problem.set(v.Problem, nil)
	a.answer.update(v.Answer, c.API.ShowHeaders)
}

func (a *api) updateCall(v state.APIView) {
	b := v.Call
	if a.running {
		b = state.Button{Action: state.ActionCancelCall, Label: state.T("action.cancel_call"), Enabled: true}
	}
	setButton(a.call, b)
}

func (a *api) primary() (state.Action, bool) {
	buttons := append([]state.Button{a.shown.Call}, a.shown.AskButtons...)
	if a.shown.Answer != nil && a.shown.Answer.StepUp != nil {
		buttons = append(buttons, *a.shown.Answer.StepUp)
	}
	if a.running {
		return "", false
	}
	return primaryOf(buttons...)
}

func (a *api) escape() (state.Action, bool) {
	switch {
	case a.running:
		return state.ActionCancelCall, true
	case len(a.shown.AskButtons) > 0:
		return state.ActionRefuseOrigin, true
	}
	return "", false
}

func (a *api) selected() string {
	return firstNonEmpty(a.answer.view.SelectedText(), a.problem.selected())
}
func (a *api) masked() {}
func (a *api) top()    { a.scroll.ScrollToTop() }
