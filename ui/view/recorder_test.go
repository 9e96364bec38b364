package view

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

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

func (r *recorder) InspectToken(text string) { r.state.InspectToken(text); r.changed() }
func (r *recorder) InspectWith(id string)    { r.state.InspectWith(id); r.changed() }
func (r *recorder) VerifyToken()             { r.note("verify token") }
func (r *recorder) ShareReport()             { r.note("share") }
func (r *recorder) MakeReport(f state.ShareFormat, personal bool) {
	r.note("make report", string(f), fmt.Sprint(personal))
}

func (r *recorder) CopyRequest(entry int, form state.CopyForm) {
	r.note("copy request", fmt.Sprint(entry, form.Raw, form.Real))
}
func (r *recorder) CopyDiagram() { r.note("copy diagram") }
func (r *recorder) SaveDiagram(format state.ShareFormat, _ io.WriteCloser) {
	r.note("save diagram", string(format))
}
func (r *recorder) OpenReport(io.ReadCloser) { r.note("open report") }
func (r *recorder) CloseReport()             { r.note("close report") }
func (r *recorder) Compare()                 { r.note("compare") }
func (r *recorder) CompareWith(side int, id string) {
	r.note("compare with", fmt.Sprint(side), id)
}

func (r *recorder) PickDifference(row int) {
	r.note("difference", fmt.Sprint(row))
	r.state.PickDifference(row)
	r.changed()
}

func (r *recorder) ShowCompared(side int)               { r.note("show compared", fmt.Sprint(side)) }
func (r *recorder) CopyReport()                         { r.note("copy report") }
func (r *recorder) TakeAsCode()                         { r.note("take as code") }
func (r *recorder) WriteProgram(kind state.ProgramKind) { r.note("write program", string(kind)) }
func (r *recorder) CopyProgramFile()                    { r.note("copy program") }
func (r *recorder) SaveProgramFile(io.WriteCloser)      { r.note("save program") }
func (r *recorder) SaveProgramFiles(folder string, err error) {
	r.note("save program files", folder, fmt.Sprint(err))
}

func (r *recorder) ShowProgramFile(i int) {
	r.note("program file", strconv.Itoa(i))
	r.state.ShowProgramFile(i)
	r.changed()
}
func (r *recorder) SaveReport(io.WriteCloser)        { r.note("save report") }
func (r *recorder) Introspect()                      { r.note("introspect") }
func (r *recorder) RevokeToken(kind state.TokenKind) { r.note("revoke " + string(kind)) }
func (r *recorder) RevealToken(kind state.TokenKind) string {
	r.note("reveal", string(kind))
	return r.state.Current().Token(kind).Reveal()
}

func (r *recorder) Reveal(what state.Masked) {
	r.note("show", string(what))
	r.state.Reveal(what)
	r.changed()
}

func (r *recorder) Mask() { r.state.Mask(); r.changed() }

func (r *recorder) TogglePresenter() {
	r.note("presenter mode")
	r.state.Present(!r.state.Presenting())
	r.changed()
}

func (r *recorder) CloseWindow()          { r.note("close window") }
func (r *recorder) Quit()                 { r.note("quit") }
func (r *recorder) Duplicate()            { r.note("duplicate") }
func (r *recorder) Delete()               { r.note("delete") }
func (r *recorder) Import(io.ReadCloser)  { r.note("import") }
func (r *recorder) Export(io.WriteCloser) { r.note("export") }
func (r *recorder) SignIn()               { r.note("sign in") }
func (r *recorder) SignInAsSomeoneElse()  { r.note("sign in as someone else") }
func (r *recorder) PreviewRequest() {
	r.note("preview")
	r.edit((*state.Connection).Preview)
}

func (r *recorder) SetStepByStep(on bool) {
	r.note("step by step", strconv.FormatBool(on))
	r.state.StepByStep = on
	r.changed()
}

func (r *recorder) ContinueSignIn() {
	r.note("continue")
	r.edit(func(c *state.Connection) { c.WentOn() })
}

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

func (r *recorder) SelectFlowEntry(i int) {
	r.note("flow entry", strconv.Itoa(i))
	r.edit(func(c *state.Connection) { c.Flow.Select(i) })
}

func (r *recorder) ShowStep(step oauthflow.Step) {
	r.note("step", string(step))
	r.edit(func(c *state.Connection) { c.ShowStep(step) })
}

func (r *recorder) LeaveFlow() {
	r.note("leave flow")
	r.edit((*state.Connection).LeaveFlow)
}

func (r *recorder) ShowDiagram(on bool) { r.state.Diagram = on; r.changed() }

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
func (r *recorder) DiscoverAt(issuer string)       { r.note("discover at", issuer) }
func (r *recorder) CancelDiscovery()               { r.note("cancel discovery") }
func (r *recorder) SaveForm(signIn bool) {
	r.note("save", map[bool]string{true: "and sign in", false: "only"}[signIn])
}
func (r *recorder) CancelForm()            { r.note("cancel form") }
func (r *recorder) OpenDoctor()            { r.note("doctor") }
func (r *recorder) Examine()               { r.note("examine") }
func (r *recorder) StopExamination()       { r.note("stop examination") }
func (r *recorder) CopyExamination()       { r.note("copy examination") }
func (r *recorder) SetTheme(t state.Theme) { r.note("theme", string(t)) }
func (r *recorder) SetLanguage(string)     { r.note("language") }
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
