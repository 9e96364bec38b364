// "Save all files": the files of a program in a folder that the person chose.

package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"proofkey/oauthflow/sample"
)

// SaveProgramFiles writes all files of the program into the folder. Nothing that is there is written over. err is why no
// folder could be opened.
func (c *Controller) SaveProgramFiles(folder string, err error) {
	id, kind := c.state.Program.ConnectionID, c.state.Program.Kind
	var files []sample.File
	for _, file := range c.state.Program.Files {
		files = append(files, file.File)
	}
	if len(files) == 0 {
		return
	}
	c.background(c.ctx, func(context.Context) {
		if err == nil {
			err = newFiles(folder, files)
		}
		c.post(func() {
			if p := c.state.Program; p.ConnectionID == id && p.Kind == kind {
				c.change(func() { c.state.ProgramSaved(folder, err) })
			}
		})
	})
}

// newFiles writes files that are not there yet, all of them or none.
func newFiles(folder string, files []sample.File) error {
	for _, file := range files { // before anything is written
		path := filepath.Join(folder, file.Name)
		if _, err := os.Lstat(path); err == nil {
			return &os.PathError{Op: "create", Path: path, Err: os.ErrExist}
		}
	}
	var written []string
	for _, file := range files {
		path := filepath.Join(folder, file.Name)
		if err := newFile(path, file.Content); err != nil {
			for _, path := range written {
				err = errors.Join(err, os.Remove(path))
			}
			return err
		}
		written = append(written, path)
	}
	return nil
}

// newFile writes a file that is not there yet. One that cannot be written to its end is taken away.
func newFile(path, content string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // no secret is in it
	if err != nil {
		return err
	}
	_, err = file.WriteString(content)
	if err = errors.Join(err, file.Close()); err != nil {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}
