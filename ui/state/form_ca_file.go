// The CA file of the form: what was read of it, as soon as it is named.

package state

import (
	"slices"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// certificatesShown is how many certificates of a file are named; the bundle of a system has more than a hundred.
const certificatesShown = 3

// CAFileSeen is what was read of a CA file, or why it cannot be used.
type CAFileSeen struct {
	Path         string
	Certificates []oauthflow.CACertificate
	Err          error
	At           time.Time // zero: it is being read
}

// CAFileToRead returns the CA file that is typed if it has not been looked at yet, and from then on waits for SawCAFile;
// "" if there is nothing to read.
func (f *Form) CAFileToRead() string {
	path := strings.TrimSpace(f.Settings.CAFile)
	if path == f.CAFile.Path {
		return ""
	}
	f.CAFile = CAFileSeen{Path: path}
	if !f.fieldProblem(FieldCAFile).IsZero() {
		return ""
	}
	return path
}

// SawCAFile takes what was read, unless another file is named by now.
func (f *Form) SawCAFile(seen CAFileSeen) {
	if seen.Path == f.CAFile.Path {
		f.CAFile = seen
	}
}

// ChooseCAFile takes the file that the person has chosen; err says why it could not be opened, and its path is not known
// then.
func (f *Form) ChooseCAFile(path string, err error) {
	if err == nil {
		f.Settings.CAFile, f.CAFile = path, CAFileSeen{} // the same file may hold something else by now
	}
	f.caFileNotOpened = err
}

// asOfCAFile shows what was read. What is wrong with the path itself goes before.
func (f Form) asOfCAFile(field *Field) {
	field.Choose = button(ActionChooseCAFile)
	seen := f.CAFile
	switch {
	case f.caFileNotOpened != nil:
		field.Problem = T("form.ca_file.not_opened", "Why", Evidence(f.caFileNotOpened.Error()))
	case !field.Problem.IsZero() || seen.At.IsZero() || seen.Path != strings.TrimSpace(field.Value):
	case seen.Err != nil:
		field.Problem = T("form.ca_file.unusable", "Why", Evidence(faultSentence(causeOf(seen.Err))))
	default:
		field.Seen, field.SeenKind = seen.texts()
	}
}

// causeOf is the cause of an error of the flow: its code and step say nothing more at the field.
func causeOf(err error) error {
	if e := asFlowError(err); e.Err != nil {
		return e.Err
	}
	return err
}

// texts names the certificates that end first. One that has ended vouches for nothing.
func (s CAFileSeen) texts() ([]Text, Dot) {
	texts, kind := []Text{N("form.ca_file.seen", len(s.Certificates))}, DotPassed
	byEnd := slices.SortedStableFunc(slices.Values(s.Certificates), func(a, b oauthflow.CACertificate) int { return a.Until.Compare(b.Until) })
	for i, c := range byEnd {
		name, until := line(c.Name), dateText(c.Until, s.At)
		text := T("form.ca_file.certificate", "Name", name, "Until", until)
		if c.Until.Before(s.At) {
			text, kind = T("form.ca_file.ended", "Name", name, "Until", until), DotCaution
		}
		if i < certificatesShown {
			texts = append(texts, text)
		}
	}
	if more := len(s.Certificates) - certificatesShown; more > 0 {
		texts = append(texts, N("form.ca_file.more", more))
	}
	return texts, kind
}
