// The Help room: shortcuts, the README, and the version.

package view

import (
	"runtime"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type help struct {
	kit     *kit
	content fyne.CanvasObject
	column  *fyne.Container
	table   *widget.Table
	version *widget.Text
	built   bool
}

func newHelp(k *kit) *help {
	v := state.New().HelpView()
	h := &help{kit: k, version: widget.NewQuiet(""), table: k.table(widget.Column{Min: 130, Style: widget.Mono}, widget.Column{Min: 180, Weight: 1})}
	rows := make([]widget.Row, len(v.Shortcuts))
	for i, shortcut := range v.Shortcuts {
		rows[i] = widget.Row{Cells: []widget.Cell{{Text: keyName(shortcut, runtime.GOOS)}, {Text: Words(shortcut.What)}}}
	}
	h.table.SetRows(rows)
	h.column = widget.NewColumn(12, widget.NewHeading(Words(v.ShortcutsLabel)), widget.NewTightCard(h.table), h.version)
	header := widget.NewHeader(widget.NewTitle(Words(v.Title)), widget.NewSubLine(widget.Run{Text: Words(v.Intro)}))
	h.content = widget.NewPage(widget.PageParts{Header: header, Body: widget.NewPageScroll(h.column)})
	return h
}

// keyName is the shortcut as it is written on the keys of the system.
func keyName(s state.Shortcut, goos string) string {
	key := s.Key
	if s.Shift {
		key = "Shift+" + key
	}
	switch {
	case !s.Ctrl:
		return key
	case goos == "darwin":
		return "Cmd+" + key
	}
	return "Ctrl+" + key
}

func (h *help) object() fyne.CanvasObject { return h.content }

func (h *help) update(s *state.State, _ time.Time) {
	v := s.HelpView()
	h.version.SetText(Words(v.Version))
	if h.built || v.Readme == "" {
		return
	}
	h.built = true
	readme := widget.NewCard(widget.NewColumn(8, newMarkdown(h.kit, v.Readme)...))
	h.column.Objects = []fyne.CanvasObject{h.column.Objects[0], h.column.Objects[1], widget.NewHeading(Words(v.ReadmeLabel)), readme, h.version}
}

func (h *help) primary() (state.Action, bool) { return "", false }
func (h *help) escape() (state.Action, bool)  { return state.ActionBack, true }
func (h *help) selected() string              { return h.table.SelectedText() }
func (h *help) masked()                       {}

func (h *help) first() fyne.Focusable { return nil }
