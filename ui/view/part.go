// The small parts that screens are made of: they are brought up to date in place, so that focus, scroll
// position and typed text stay.

package view

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// buttonRow is a row of buttons. Labels and states change in place, and an action keeps its button.
type buttonRow struct {
	kit     *kit
	row     *fyne.Container
	shown   []state.Button
	buttons []*widget.Button
}

func newButtonRow(k *kit, row *fyne.Container) *buttonRow { return &buttonRow{kit: k, row: row} }

// set shows the buttons, with other objects of the row behind them.
func (r *buttonRow) set(buttons []state.Button, behind ...fyne.CanvasObject) {
	if !sameActions(r.shown, buttons) || len(r.row.Objects) != len(buttons)+len(behind) {
		r.exchange(buttons)
		r.row.Objects = nil
		for _, b := range r.buttons {
			r.row.Objects = append(r.row.Objects, b)
		}
		r.row.Objects = append(r.row.Objects, behind...)
		defer r.row.Refresh()
	}
	r.shown = slices.Clone(buttons)
	for i, b := range buttons {
		setButton(r.buttons[i], b)
	}
}

// exchange makes the buttons that are new and drops those that are gone.
func (r *buttonRow) exchange(buttons []state.Button) {
	next := make([]*widget.Button, len(buttons))
	for i, b := range buttons {
		if at := slices.IndexFunc(r.shown, func(was state.Button) bool { return was.Action == b.Action }); at >= 0 {
			next[i] = r.buttons[at]
			continue
		}
		next[i] = r.kit.action(b.Action)
	}
	r.buttons = next
}

func sameActions(a, b []state.Button) bool {
	return slices.EqualFunc(a, b, func(x, y state.Button) bool { return x.Action == y.Action })
}

func setButton(button *widget.Button, b state.Button) {
	button.SetText(Words(b.Label))
	button.SetPrimary(b.Primary)
	if button.Disabled() == b.Enabled {
		button.SetEnabled(b.Enabled)
	}
}

// offer is setButton for one that is not there in every case.
func offer(button *widget.Button, b state.Button) {
	setVisible(button, b.Action != "")
	if b.Action != "" {
		setButton(button, b)
	}
}

// watchLink leads to the flow from a screen without tabs.
type watchLink struct {
	row  *fyne.Container
	link *widget.LinkButton
}

func newWatchLink(k *kit) *watchLink {
	l := &watchLink{link: k.link("", func() { k.do(state.ActionShowFlow) })}
	l.row = widget.NewCentredRow(l.link)
	return l
}

// set shows the link, or hides it where there is no flow yet.
func (l *watchLink) set(b state.Button) {
	l.link.SetText(Words(b.Label))
	setVisible(l.link, b.Enabled)
	setVisible(l.row, b.Enabled)
}

// primaryOf is the filled button among some, if it can be pressed.
func primaryOf(buttons ...state.Button) (state.Action, bool) {
	for _, b := range buttons {
		if b.Primary && b.Enabled {
			return b.Action, true
		}
	}
	return "", false
}

// setText shows a text, or hides its object where there is none.
func setText(o *widget.Text, t state.Text) { setLiteral(o, Words(t)) }

func setLiteral(o *widget.Text, text string) {
	o.SetText(text)
	setVisible(o, text != "")
}

func setVisible(o fyne.CanvasObject, visible bool) {
	switch {
	case o.Visible() == visible:
	case visible:
		o.Show()
	default:
		o.Hide()
	}
}

// stackLayout gives the shown object of a stack all of its room.
type stackLayout struct{}

// Layout implements fyne.Layout.
func (stackLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			o.Resize(size)
		}
	}
}

// MinSize implements fyne.Layout.
func (stackLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	for _, o := range objects {
		if o.Visible() {
			return o.MinSize()
		}
	}
	return fyne.Size{}
}

// newStack makes a stack for swap.
func newStack() *fyne.Container { return container.New(stackLayout{}) }

// swap shows one object in a stack; it says whether that changed anything. The others stay there, hidden, since Fyne
// tells a change of the theme only to what the window holds.
func swap(stack *fyne.Container, o fyne.CanvasObject) bool {
	held, before := false, false
	for _, other := range stack.Objects {
		if other == o {
			held, before = true, o.Visible()
		} else {
			setVisible(other, false)
		}
	}
	if before {
		return false
	}
	if !held {
		stack.Objects = append(stack.Objects, o)
	}
	setVisible(o, true)
	stack.Refresh()
	return true
}

// kindOf is the colour of a result.
func kindOf(r oauthflow.Result) widget.Kind {
	switch r {
	case oauthflow.Passed:
		return widget.Passed
	case oauthflow.Failed:
		return widget.Failed
	}
	return widget.Neutral
}

// kindOfDot is the colour of a dot.
func kindOfDot(d state.Dot) widget.Kind {
	switch d {
	case state.DotPassed:
		return widget.Passed
	case state.DotCaution:
		return widget.Caution
	case state.DotFailed:
		return widget.Failed
	}
	return widget.Neutral
}

// sentences puts one sentence behind another. In Japanese no space stands between them.
func sentences(a, b string) string {
	if a == "" || b == "" || strings.HasSuffix(a, "。") {
		return a + b
	}
	return a + " " + b
}
