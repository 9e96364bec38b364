// Files that the person chooses: Export, Import, reports, and Save of an API's answer. The dialog opens the file; the
// controller reads or writes it away from the UI thread and closes it.

package view

import (
	"io"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	fynewidget "fyne.io/fyne/v2/widget"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func (m *Main) importFile() { m.openFile(m.kit.actions.Import) }

func (m *Main) openReport() { m.openFile(m.kit.actions.OpenReport) }

// openFile asks for a file and hands it over.
func (m *Main) openFile(open func(io.ReadCloser)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			open(failedFile{err})
		case r != nil:
			open(r)
		}
	}, m.kit.window)
	d.SetTitleText(Words(state.T("files.open")))
	d.SetFilter(storage.NewExtensionFileFilter([]string{".json"}))
	m.showFiles(d)
}

func (m *Main) export() {
	if c := m.state.Current(); c != nil {
		m.saveFile(fileName(c)+".json", m.kit.actions.Export)
	}
}

// saveAnswer saves the body of the API's answer.
func (m *Main) saveAnswer() {
	if c := m.state.Current(); c != nil && c.API.Answer != nil {
		m.saveFile("answer.json", m.kit.actions.SaveAnswer)
	}
}

// saveReport saves the report as it is shown.
func (m *Main) saveReport() {
	if c := m.state.Connection(m.state.Share.ConnectionID); c != nil && m.state.Share.Bytes != nil {
		m.saveFile(fileName(c)+state.ShareFileEnding(m.state.Share.Format), m.kit.actions.SaveReport)
	}
}

// saveDiagram saves the diagram of the flow.
func (m *Main) saveDiagram(format state.ShareFormat) {
	if c := m.state.Current(); c != nil {
		m.saveFile(fileName(c)+state.ShareFileEnding(format), func(file io.WriteCloser) { m.kit.actions.SaveDiagram(format, file) })
	}
}

// saveProgram saves the file of the program that is shown, under the name that the others know it by.
func (m *Main) saveProgram() {
	if file := m.state.Program.ShownFile(); file != nil {
		m.saveFile(file.Name, m.kit.actions.SaveProgramFile)
	}
}

// saveFile asks where to save and hands the file over.
func (m *Main) saveFile(name string, save func(io.WriteCloser)) {
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			save(failedFile{err})
		case w != nil:
			save(w)
		}
	}, m.kit.window)
	d.SetTitleText(Words(state.T("files.save")))
	d.SetFileName(name)
	m.showFiles(d)
}

// showFiles shows a dialog of files. Fyne has no key that closes it: Escape does, also in the name of a file to save.
// Where the system has a dialog of its own, Fyne shows none.
func (m *Main) showFiles(d *dialog.FileDialog) {
	d.SetOnClosed(func() { m.files = nil })
	d.Show()
	surface := m.kit.window.Canvas()
	popUp := popUpIn(surface.Overlays().Top())
	if popUp == nil {
		return
	}
	m.files = d
	translateFiles(popUp.Content, surface)
	if name := replaceEntry(popUp.Content, m.kit.key); name != nil {
		surface.Focus(name)
	}
}

// popUpIn is what an overlay of the window shows, nil if it is no pop-up: Fyne exports the field, but not its type.
func popUpIn(overlay fyne.CanvasObject) *fynewidget.PopUp {
	if overlay == nil {
		return nil
	}
	content := reflect.Indirect(reflect.ValueOf(overlay)).FieldByName("Content")
	if !content.IsValid() {
		return nil
	}
	popUp, _ := content.Interface().(*fynewidget.PopUp)
	return popUp
}

// replaceEntry puts an entry that leaves Escape to onKey in the place of the one of a dialog of files, whose dialog
// goes on reading and writing its own; nil if there is none.
func replaceEntry(o fyne.CanvasObject, onKey func(*fyne.KeyEvent)) *widget.KeyEntry {
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			if entry := replaceEntry(child, onKey); entry != nil {
				return entry
			}
		}
	case *container.Scroll:
		if old, ok := o.Content.(*fynewidget.Entry); ok {
			entry := mirrorEntry(old)
			entry.OnKey = onKey
			o.Content = entry
			o.Refresh()
			return entry
		}
	}
	return nil
}

// mirrorEntry makes an entry that always has the text of another one.
func mirrorEntry(other *fynewidget.Entry) *widget.KeyEntry {
	entry := widget.NewKeyEntry()
	entry.SetPlaceHolder(other.PlaceHolder)
	entry.SetText(other.Text)
	changed := other.OnChanged
	other.OnChanged = func(text string) {
		changed(text)
		if entry.Text != text {
			entry.SetText(text)
		}
	}
	entry.OnChanged = func(text string) {
		if other.Text != text {
			other.SetText(text)
		}
	}
	entry.OnSubmitted = other.OnSubmitted
	return entry
}

// fileName is the connection's name without what a file name cannot hold.
func fileName(c *state.Connection) string {
	name := []rune(c.Profile.Name)
	for i, r := range name {
		if r < ' ' || r == '/' || r == '\\' || r == ':' || r == '*' || r == '?' || r == '"' || r == '<' || r == '>' || r == '|' {
			name[i] = '-'
		}
	}
	if len(name) == 0 {
		return "connection"
	}
	return string(name[:min(len(name), 80)])
}

// failedFile is a file that could not be opened: whoever reads or writes it is told why.
type failedFile struct{ err error }

func (f failedFile) Read([]byte) (int, error)  { return 0, f.err }
func (f failedFile) Write([]byte) (int, error) { return 0, f.err }
func (f failedFile) Close() error              { return nil }
