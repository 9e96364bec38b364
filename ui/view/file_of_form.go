// The CA file that the person chooses in the form of a connection: its path goes into the field, and the controller reads it.

package view

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"proofkey/ui/state"
)

// errNoFile is for what a portal may offer beside files of this computer.
var errNoFile = errors.New("this is no file of this computer")

// chooseCAFile asks for the file. The dialog lists what certificates are usually called, in the folder of the one that is
// named.
func (m *Main) chooseCAFile() {
	d := dialog.NewFileOpen(m.caFileChosen, m.kit.window)
	d.SetTitleText(Words(state.T("files.open")))
	if path := strings.TrimSpace(m.state.Form.Settings.CAFile); filepath.IsAbs(path) {
		if folder, err := storage.ListerForURI(storage.NewFileURI(filepath.Dir(path))); err == nil {
			d.SetLocation(folder)
		}
	}
	d.SetFilter(storage.NewExtensionFileFilter([]string{".pem", ".crt", ".cer"}))
	m.showFiles(d)
}

func (m *Main) caFileChosen(file fyne.URIReadCloser, err error) {
	path := ""
	switch {
	case err != nil:
	case file == nil: // the person has closed the dialog
		return
	default:
		_ = file.Close() // nothing was read: the controller does, away from the UI thread
		if path = file.URI().Path(); file.URI().Scheme() != "file" {
			err = errNoFile
		}
	}
	m.kit.actions.EditForm(func(f *state.Form) { f.ChooseCAFile(path, err) })
}
