package view

import (
	"io"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"proofkey/assets"
	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// shown is a window of a test with its state and what the person asked for.
type shown struct {
	t      testing.TB
	window fyne.Window
	main   *Main
	state  *state.State
	asked  *recorder
}

// look is how a window of a test looks.
type look struct {
	variant       widget.Variant
	scale         float32
	width, height float32
}

func designLook() look { return look{widget.AlwaysLight, 1, 1180, 760} }

func smallLook() look { return look{widget.AlwaysLight, 1.5, 900, 600} }

// open shows a state in a window. It is the only window of its test.
func open(t testing.TB, s *state.State, l look) *shown {
	t.Helper()
	if err := lang.AddTranslationsFS(assets.Languages, "lang"); err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(&widget.Theme{Variant: l.variant, TextScale: l.scale})
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	v := &shown{t: t, window: w, state: s, asked: &recorder{}}
	v.asked.changed = v.update
	v.asked.state = s
	v.main = NewMain(v.asked, w)
	w.SetContent(v.main.Content())
	w.Resize(fyne.NewSize(l.width, l.height))
	v.update()
	return v
}

// update shows the state as the controller would.
func (v *shown) update() { v.updateAt(0) }

func (v *shown) updateAt(seconds int) {
	v.main.Update(v.state, later(seconds))
	test.LaidOutObjects(v.main.Content())
	arrange(v.main.Content())
}

// texts are the texts in sight, in the order of drawing.
func (v *shown) texts() []string {
	var found []string
	for _, root := range append([]fyne.CanvasObject{v.window.Content()}, v.window.Canvas().Overlays().List()...) {
		test.LaidOutObjects(root)
		walk(root, func(o fyne.CanvasObject) {
			if text, ok := o.(*canvas.Text); ok && text.Text != "" {
				found = append(found, text.Text)
			}
		})
	}
	return found
}

func (v *shown) has(part string) bool {
	return strings.Contains(strings.Join(v.texts(), " "), part)
}

func (v *shown) mustHave(parts ...string) {
	v.t.Helper()
	for _, part := range parts {
		if !v.has(part) {
			v.t.Errorf("%q is not in sight: %q", part, v.texts())
		}
	}
}

func (v *shown) mustNotHave(parts ...string) {
	v.t.Helper()
	for _, part := range parts {
		if v.has(part) {
			v.t.Errorf("%q is in sight", part)
		}
	}
}

// tap taps the control that is called so.
func (v *shown) tap(label string) {
	v.t.Helper()
	for _, root := range append(v.window.Canvas().Overlays().List(), v.window.Content()) {
		var found fyne.Tappable
		walk(root, func(o fyne.CanvasObject) {
			if named, ok := o.(interface{ Text() string }); ok && found == nil && named.Text() == label {
				found, _ = o.(fyne.Tappable)
			}
		})
		if found != nil {
			found.Tapped(&fyne.PointEvent{})
			return
		}
	}
	v.t.Fatalf("nothing is called %q: %q", label, v.texts())
}

// press types keys where the focus is, else to the window.
func (v *shown) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		if f := v.window.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: key})
		} else {
			v.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
		}
	}
}

// walk calls seen for each object under one that is shown, as all its parents are.
func walk(o fyne.CanvasObject, seen func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	seen(o)
	var below []fyne.CanvasObject
	switch o := o.(type) {
	case fyne.Widget:
		below = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		below = o.Objects
	}
	for _, child := range below {
		walk(child, seen)
	}
}

// recorder is the Actions of a test: it notes what was asked for and changes the state as the controller does.
type recorder struct {
	calls   []string
	state   *state.State
	changed func()
}

func (r *recorder) note(call string, values ...string) {
	r.calls = append(r.calls, strings.Join(append([]string{call}, values...), " "))
}

func (r *recorder) edit(change func(c *state.Connection)) {
	change(r.state.Current())
	r.changed()
}

func (r *recorder) Select(id string) {
	r.note("select", id)
	r.state.Select(id)
	r.changed()
}

func (r *recorder) Show(room state.Room) {
	r.note("show", string(room))
	switch room {
	case state.RoomNewConnection:
		r.state.Form = state.NewForm()
	case state.RoomEditConnection:
		r.state.Form = state.EditForm(r.state.Current().Profile)
	}
	r.state.Show(room)
	r.changed()
}

func (r *recorder) ShowTab(tab state.Tab) {
	r.note("tab", string(tab))
	r.edit(func(c *state.Connection) { c.ShowTab(tab) })
}

func (r *recorder) EditCall(change func(*state.APICall)) {
	r.edit(func(c *state.Connection) { change(&c.API) })
}

func (r *recorder) EditForm(change func(*state.Form)) {
	change(&r.state.Form)
	r.changed()
}

func (r *recorder) RevealToken(kind state.TokenKind) string {
	r.note("reveal", string(kind))
	return r.state.Current().Token(kind).Reveal()
}

func (r *recorder) CloseWindow()             { r.note("close window") }
func (r *recorder) Quit()                    { r.note("quit") }
func (r *recorder) Duplicate()               { r.note("duplicate") }
func (r *recorder) Delete()                  { r.note("delete") }
func (r *recorder) Import(io.ReadCloser)     { r.note("import") }
func (r *recorder) Export(io.WriteCloser)    { r.note("export") }
func (r *recorder) SignIn()                  { r.note("sign in") }
func (r *recorder) SignInAsSomeoneElse()     { r.note("sign in as someone else") }
func (r *recorder) CancelSignIn()            { r.note("cancel sign-in") }
func (r *recorder) CopyLink()                { r.note("copy link") }
func (r *recorder) OpenAgain()               { r.note("open again") }
func (r *recorder) PasteRedirect(url string) { r.note("paste", url) }
func (r *recorder) ExtendDeadline()          { r.note("extend") }
func (r *recorder) DismissFailure()          { r.note("dismiss failure") }
func (r *recorder) ClearNotices()            { r.note("clear notices") }
func (r *recorder) Refresh()                 { r.note("refresh") }
func (r *recorder) SignOut(atProvider bool) {
	r.note("sign out", map[bool]string{true: "there", false: "here"}[atProvider])
}
func (r *recorder) CopyToken(kind state.TokenKind) { r.note("copy token", string(kind)) }
func (r *recorder) CopyClaims()                    { r.note("copy claims") }
func (r *recorder) Copy(text string)               { r.note("copy", text) }
func (r *recorder) CallAPI()                       { r.note("call") }
func (r *recorder) CancelCall()                    { r.note("cancel call") }
func (r *recorder) ConfirmOrigin()                 { r.note("confirm origin") }
func (r *recorder) RefuseOrigin()                  { r.note("refuse origin") }
func (r *recorder) StepUp(s oauthflow.StepUp)      { r.note("step up", s.Reason) }
func (r *recorder) CopyAnswer()                    { r.note("copy answer") }
func (r *recorder) SaveAnswer(io.WriteCloser)      { r.note("save answer") }
func (r *recorder) Discover()                      { r.note("discover") }
func (r *recorder) SaveForm(signIn bool) {
	r.note("save", map[bool]string{true: "and sign in", false: "only"}[signIn])
}
func (r *recorder) CancelForm()            { r.note("cancel form") }
func (r *recorder) SetTheme(t state.Theme) { r.note("theme", string(t)) }
func (r *recorder) SetTextSize(float32)    { r.note("text size") }
func (r *recorder) OpenDataFolder()        { r.note("open data folder") }

// last is what the person asked for last.
func (r *recorder) last() string {
	if len(r.calls) == 0 {
		return ""
	}
	return r.calls[len(r.calls)-1]
}

func (r *recorder) has(call string) bool { return slices.Contains(r.calls, call) }
