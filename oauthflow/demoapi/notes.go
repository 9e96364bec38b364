// Notes: a small resource that changes. They live in memory, per subject.

package demoapi

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	maxNotes      = 100 // per subject; the oldest makes room
	maxSubjects   = 100
	maxNoteLength = 1000 // characters
	firstNote     = "Order analytical engine parts"
)

// note is one note as the API shows it.
type note struct {
	ID      int    `json:"id"`
	Text    string `json:"text"`
	Created string `json:"created"` // RFC 3339, UTC, whole seconds
}

// notebook holds everybody's notes.
type notebook struct {
	now func() time.Time

	mu        sync.Mutex
	bySubject map[string][]note
}

var errFull = errors.New("too many people have notes")

// of returns a subject's notes. Everybody begins with one, so that the first answer shows what a note is.
func (n *notebook) of(subject string) ([]note, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.open(subject); err != nil {
		return nil, err
	}
	return slices.Clone(n.bySubject[subject]), nil
}

func (n *notebook) add(subject, text string) (note, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.open(subject); err != nil {
		return note{}, err
	}
	notes := n.bySubject[subject]
	added := note{ID: notes[len(notes)-1].ID + 1, Text: text, Created: n.stamp()}
	notes = append(notes, added)
	n.bySubject[subject] = notes[max(0, len(notes)-maxNotes):]
	return added, nil
}

func (n *notebook) open(subject string) error {
	if n.bySubject == nil {
		n.bySubject = map[string][]note{}
	}
	if _, ok := n.bySubject[subject]; ok {
		return nil
	}
	if len(n.bySubject) >= maxSubjects {
		return errFull
	}
	n.bySubject[subject] = []note{{ID: 1, Text: firstNote, Created: n.stamp()}}
	return nil
}

func (n *notebook) stamp() string { return n.now().UTC().Format(time.RFC3339) }

func (a *API) listNotes(w http.ResponseWriter, _ *http.Request, token accessToken) {
	notes, err := a.notes.of(token.Subject)
	if err != nil {
		writeProblem(w, http.StatusInsufficientStorage, "There is no room for more people's notes.")
		return
	}
	writeJSON(w, http.StatusOK, struct {
		Subject string `json:"subject"`
		Notes   []note `json:"notes"`
	}{token.Subject, notes})
}

func (a *API) addNote(w http.ResponseWriter, r *http.Request, token accessToken) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		writeProblem(w, http.StatusUnsupportedMediaType, "The body must be application/json.")
		return
	}
	text, problem := readNote(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	if problem != "" {
		writeProblem(w, http.StatusUnprocessableEntity, problem)
		return
	}
	added, err := a.notes.add(token.Subject, text)
	if err != nil {
		writeProblem(w, http.StatusInsufficientStorage, "There is no room for more people's notes.")
		return
	}
	writeJSON(w, http.StatusCreated, added)
}

// readNote reads {"text": "…"} and says what is wrong with it.
func readNote(body io.Reader) (text, problem string) {
	var posted struct {
		Text string `json:"text"`
	}
	decoder := json.NewDecoder(body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&posted); err != nil {
		return "", `The body must be a JSON object such as {"text": "a note"}, of at most 16 KiB.`
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return "", "Something follows the JSON object."
	}
	text = strings.TrimSpace(posted.Text)
	switch {
	case text == "":
		return "", "The note has no text."
	case utf8.RuneCountInString(text) > maxNoteLength:
		return "", "The note is longer than 1000 characters."
	}
	return text, ""
}

func writeProblem(w http.ResponseWriter, status int, text string) {
	writeJSON(w, status, map[string]string{"error": "bad_note", "error_description": text})
}
