// "Save all files" of a program: what became of it.

package state

import (
	"errors"
	"io/fs"
	"path/filepath"
)

// ProgramSaved says where the files of the program are, or why none was written.
func (s *State) ProgramSaved(folder string, err error) {
	var at *fs.PathError
	switch {
	case err == nil:
		s.Program.Saved = T("program.saved", "Folder", line(folder))
	case errors.Is(err, fs.ErrExist) && errors.As(err, &at):
		s.Program.Saved = T("program.exists", "File", line(filepath.Base(at.Path)), "Folder", line(folder))
	default:
		s.Program.Saved = T("program.not_saved", "Why", Evidence(err.Error()))
	}
}
