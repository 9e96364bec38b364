// The folder that the person chooses for all files of a program. The controller writes into it.

package view

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"proofkey/ui/state"
)

// errNoFolder is for what a portal may offer beside folders of this computer.
var errNoFolder = errors.New("this is no folder of this computer")

// saveProgramFiles asks for the folder.
func (m *Main) saveProgramFiles() {
	if len(m.state.Program.Files) == 0 {
		return
	}
	d := dialog.NewFolderOpen(m.folderChosen, m.kit.window)
	d.SetTitleText(Words(state.T("program.folder")))
	d.SetConfirmText(Words(state.T("program.save_here")))
	m.showFiles(d)
}

func (m *Main) folderChosen(folder fyne.ListableURI, err error) {
	switch {
	case err != nil:
		m.kit.actions.SaveProgramFiles("", err)
	case folder == nil: // the person has closed the dialog
	case folder.Scheme() != "file":
		m.kit.actions.SaveProgramFiles("", errNoFolder)
	default:
		m.kit.actions.SaveProgramFiles(folder.Path(), nil)
	}
}
