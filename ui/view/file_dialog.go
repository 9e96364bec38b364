// Files that the person chooses: Export, Import, and Save of an API's answer. The dialog opens the file; the
// controller reads or writes it away from the UI thread and closes it.

package view

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"proofkey/ui/state"
)

func (m *Main) importFile() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			m.kit.actions.Import(failedFile{err})
		case r != nil:
			m.kit.actions.Import(r)
		}
	}, m.kit.window)
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
	d.SetFileName(name)
	m.showFiles(d)
}

// showFiles shows a dialog of files. Fyne has no key that closes it: Escape does, unless the name of a file to save
// is being typed.
func (m *Main) showFiles(d *dialog.FileDialog) {
	m.files = d
	d.SetOnClosed(func() { m.files = nil })
	d.Show()
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
