// The room "Take away as code": the kind of program, what it needs to run, and its files.

package view

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// programRows is how many rows of a file are in sight.
const programRows = 22

type program struct {
	kit      *kit
	content  fyne.CanvasObject
	intro    *widget.Text
	kind     *widget.Choice
	client   *widget.Text
	hidden   *widget.Text
	redirect *programLine
	install  *programLine
	run      *programLine
	api      *programLine
	failed   *problemCard
	question *originQuestion
	saved    *widget.Text
	preview  *widget.Card
	names    []string
	files    *fyne.Container // holds file
	file     *widget.Choice
	copy     *widget.Button
	save     *widget.Button
	saveAll  *widget.Button
	view     *widget.TextView
	shown    state.Document
	button   state.Button
}

// programLine is a row with something to copy.
type programLine struct {
	row   *widget.FormRow
	line  *widget.ValueLine
	copy  *widget.Button
	value string
}

func newProgramLine(k *kit, label string) *programLine {
	l := &programLine{line: widget.NewValueLine("")}
	l.copy = k.button(Words(state.T("action.copy")), func() { k.actions.Copy(l.value) })
	l.row = widget.NewFormRow(label, widget.NewFillRow(l.line, 200, l.line, l.copy), "")
	return l
}

func (l *programLine) set(v state.ProgramLine) {
	l.value = v.Value
	l.line.SetText(v.Value)
	l.row.SetHint(Words(v.Note))
	setVisible(l.row, v.Value != "")
}

func newProgram(k *kit) *program {
	p := &program{
		kit: k, intro: widget.NewSubLine(), client: widget.NewText("", widget.Style{}), failed: newProblemCard(k),
		hidden:   widget.NewQuiet(""),
		saved:    widget.NewQuiet(""),
		question: newOriginQuestion(k),
		redirect: newProgramLine(k, Words(state.T("program.redirect"))), install: newProgramLine(k, Words(state.T("program.install"))),
		run: newProgramLine(k, Words(state.T("program.run"))), api: newProgramLine(k, Words(state.T("program.api"))),
		files: widget.NewFlowRow(), view: widget.NewTextView(programRows),
	}
	p.view.OnKey = k.key
	p.kind = k.choice(labelsOf(state.New().ProgramView().Kinds), func(i int) { k.actions.WriteProgram(state.ProgramKinds()[i]) })
	p.saveAll = k.action(state.ActionSaveProgramFiles)
	p.save, p.copy = k.action(state.ActionSaveProgram), k.button(Words(state.T("action.copy")), k.actions.CopyProgramFile)
	form := widget.NewTightCard(widget.NewColumn(0,
		widget.NewFormRow(Words(state.T("program.kind")), p.kind, ""),
		widget.NewFormRow(Words(state.T("program.client")), p.client, ""),
		p.redirect.row, p.install.row, p.run.row, p.api.row))
	head := widget.NewPaddedColumn(0, widget.Insets{Top: 10, Right: 14, Bottom: 10, Left: 14}, widget.NewSplitRow([]fyne.CanvasObject{p.files}, []fyne.CanvasObject{p.copy, p.save, p.saveAll}))
	p.preview = widget.NewBareCard(widget.NewColumn(0, head, widget.NewLine(), p.view))
	header := widget.NewHeader(widget.NewTitle(Words(state.T("program.title"))), p.intro)
	p.content = widget.NewPage(widget.PageParts{Header: header, Body: widget.NewPageScroll(form, p.question.content, p.failed.content, p.hidden, p.saved, p.preview)})
	return p
}

func (p *program) object() fyne.CanvasObject { return p.content }

func (p *program) update(s *state.State, _ time.Time) {
	v := s.ProgramView()
	p.button = v.SaveAll
	p.intro.SetRuns(widget.Run{Text: Words(v.Subtitle)})
	p.kind.Choose(v.Kind)
	p.client.SetText(Words(v.Client))
	p.redirect.set(v.Redirect)
	p.install.set(v.Install)
	p.run.set(v.Run)
	p.api.set(v.API)
	p.failed.set(v.Failed, nil)
	setVisible(p.preview, v.Failed == nil)
	p.question.update(v.AskOrigin, v.AskExplained, v.AskButtons)
	p.offer(v)
	setButton(p.save, v.Save)
	setButton(p.saveAll, v.SaveAll)
	setText(p.saved, v.Saved)
	p.copy.SetEnabled(v.Save.Enabled && v.Hidden.IsZero())
	setText(p.hidden, v.Hidden)
	setVisible(p.view, v.Hidden.IsZero())
	if document, ok := v.Document.(*widget.Document); ok && v.Document != p.shown {
		p.shown = v.Document
		p.view.SetDocument(document)
	}
}

// offer lists the files. The list of the program before stays until the next one is written.
func (p *program) offer(v state.ProgramView) {
	if len(v.Files) == 0 {
		return
	}
	if !slices.Equal(p.names, v.Files) {
		p.names = v.Files
		p.file = p.kit.choice(v.Files, p.kit.actions.ShowProgramFile)
		p.files.Objects = []fyne.CanvasObject{p.file}
		p.files.Refresh()
	}
	p.file.Choose(v.File)
}

func (p *program) primary() (state.Action, bool) { return primaryOf(p.button) }
func (p *program) escape() (state.Action, bool)  { return state.ActionBack, true }
func (p *program) masked()                       {}
func (p *program) first() fyne.Focusable         { return nil }

func (p *program) selected() string {
	return firstNonEmpty(p.view.SelectedText(), p.failed.selected())
}
