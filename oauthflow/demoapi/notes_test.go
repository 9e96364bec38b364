package demoapi

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestNotesAreKeptPerPersonAndChange(t *testing.T) {
	f := newFixture(t)
	ada, grace := f.token(), f.token("sub", "248289761003")
	stamp := f.now.UTC().Format(time.RFC3339)
	want := fmt.Sprintf(`{"subject":"248289761001","notes":[{"id":1,"text":"Order analytical engine parts","created":%q}]}`, stamp)
	if w := f.call("GET", "/api/notes", ada, ""); w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) != want {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	f.now = f.now.Add(time.Minute)
	added := f.call("POST", "/api/notes", ada, `{"text":" Γράμμα <b>"} `)
	if answer := decode(t, added); added.Code != http.StatusCreated || answer["id"] != 2.0 || answer["text"] != "Γράμμα <b>" || answer["created"] == stamp {
		t.Fatalf("%d %v", added.Code, answer)
	}
	if notes := decode(t, f.call("GET", "/api/notes", ada, ""))["notes"].([]any); len(notes) != 2 {
		t.Errorf("%v", notes)
	}
	if notes := decode(t, f.call("GET", "/api/notes", grace, ""))["notes"].([]any); len(notes) != 1 {
		t.Errorf("another person sees them: %v", notes)
	}
}

func TestABadNoteIsRefused(t *testing.T) {
	f := newFixture(t)
	token := f.token()
	for name, body := range map[string]string{
		"no JSON":                  "x",
		"an array":                 `["a"]`,
		"an unknown member":        `{"text":"a","id":7}`,
		"no text":                  `{}`,
		"only white space":         `{"text":" \n "}`,
		"a long text":              `{"text":"` + strings.Repeat("é", maxNoteLength+1) + `"}`,
		"a long body":              `{"text":"` + strings.Repeat(" ", maxBodyBytes) + `a"}`,
		"something after the note": `{"text":"a"}{}`,
	} {
		if w := f.call("POST", "/api/notes", token, body); w.Code != http.StatusUnprocessableEntity || decode(t, w)["error_description"] == "" {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/api/notes", strings.NewReader("text=a"))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "text/plain")
	if w := f.serve(r); w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("another content type: %d", w.Code)
	}
	if notes := decode(t, f.call("GET", "/api/notes", token, ""))["notes"].([]any); len(notes) != 1 {
		t.Errorf("%v", notes)
	}
}

func TestNotesAreLimited(t *testing.T) {
	n := &notebook{now: time.Now}
	for range 2 * maxNotes {
		if _, err := n.add("one", "text"); err != nil {
			t.Fatal(err)
		}
	}
	notes, err := n.of("one")
	if err != nil || len(notes) != maxNotes || notes[maxNotes-1].ID != 2*maxNotes+1 {
		t.Errorf("%d %v", len(notes), err)
	}
	for i := range maxSubjects - 1 {
		if _, err := n.of(fmt.Sprint("subject ", i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := n.of("one too many"); err == nil || len(n.bySubject) != maxSubjects {
		t.Error("subjects without limit")
	}
}

func FuzzANoteIsJudged(f *testing.F) {
	f.Add(`{"text":"a note"}`)
	f.Add(`{"text":"\ud800"}`)
	f.Fuzz(func(t *testing.T, body string) {
		text, problem := readNote(strings.NewReader(body))
		if (text == "") == (problem == "") || len([]rune(text)) > maxNoteLength {
			t.Fatalf("%q %q", text, problem)
		}
	})
}
