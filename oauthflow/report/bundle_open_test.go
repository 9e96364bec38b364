package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// smallBundle is a bundle with one exchange, encoded.
func smallBundle(t testing.TB) string {
	t.Helper()
	p := oauthflow.Profile{ID: "1", Name: "Small", Issuer: "https://op.example", ClientID: "client", Scopes: []string{"openid"}, Redirect: oauthflow.DefaultRedirect()}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	events := []oauthflow.Event{
		{At: at, Kind: oauthflow.EventStepBegan, Step: oauthflow.StepDiscover},
		{At: at, Kind: oauthflow.EventHTTP, Step: oauthflow.StepDiscover, HTTP: &oauthflow.HTTPExchange{
			StartedAt: at, Duration: time.Millisecond,
			Request: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Method: "GET", URL: "https://op.example/.well-known/openid-configuration"}),
			Answer:  oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Status: 200, Body: []byte(`{"issuer":"https://op.example","issuer":"twice"}`)}),
		}},
		{At: at, Kind: oauthflow.EventFailed, Step: oauthflow.StepDiscover, Err: &oauthflow.Error{Code: oauthflow.CodeMetadataInvalid, Err: errors.New("why")}},
	}
	b, err := report.NewBundle("Proofkey 1.0", p, nil, events, report.Options{At: at})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestABundleOfAnotherMakeIsRefused(t *testing.T) {
	good := smallBundle(t)
	if _, err := report.Open(strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	replaced := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("%s is not in the bundle", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	rows := []struct{ name, file, want string }{
		{"nothing", "", "no bundle of a session"},
		{"a report of the command line", `{"version":1,"app":"Proofkey"}`, "no bundle of a session"},
		{"a later version", replaced(`"version": 2`, `"version": 3`), "version 3, this app reads versions 1 to 2"},
		{"no version", replaced(`"version": 2,`, ``), "version null"},
		{"a version that is text", replaced(`"version": 2`, `"version": "2"`), "version \"2\""},
		{"an unknown member", replaced(`"personal": false`, `"personal": false, "x": 1`), `unknown field "x"`},
		{"an unknown member of an event", replaced(`"kind": "step_began"`, `"kind": "step_began", "run": "rm"`), `unknown field "run"`},
		{"a member twice", replaced(`"personal": false`, `"personal": false, "Personal": true`), "twice: Personal"},
		{"a member of the wrong type", replaced(`"personal": false`, `"personal": "no"`), "cannot be read"},
		{"an unknown kind of event", replaced(`"kind": "step_began"`, `"kind": "began"`), "event 1"},
		{"an event without its exchange", replaced(`"kind": "step_began"`, `"kind": "http"`), "missing"},
		{"an unknown outcome", replaced(`"outcome": "failed"`, `"outcome": "fine"`), "outcome"},
		{"an unknown result", replaced(`"checks": []`, `"checks": [{"id":"X","result":"ok"}]`), "check X"},
		{"an unknown check", replaced(`"checks": []`, `"checks": [{"id":"{{.X}}","result":"passed"}]`), "the check {{.X}} is unknown"},
		{"an unknown step of an event", replaced(`"step": "discover"`, `"step": "{{range 9}}x{{end}}"`), "step"},
		{"a stop before no step", replaced(`"kind": "step_began"`, `"kind": "stopped", "step": "api"`), "step"},
		{"a name that the decoder takes for another", replaced(`"personal": false`, `"personal": false, "ver\u017fion": 99`), "unknown member"},
		{"very many lines of a header", replaced(`"status": 200`, `"status": 200, "fields": [`+strings.Repeat(`{"name":"x","value":"y"},`, 1000)+`{"name":"x","value":"y"}]`), "header lines"},
		{"an unknown code", replaced(`"code": "metadata_invalid"`, `"code": "{{.X}}"`), `code "{{.X}}" is unknown`},
		{"a step that shares an exchange", replaced(`"kind": "step_began"`, `"kind": "step_began", "shared": true`), "has no exchange"},
		{"an exchange that is there and shared", replaced(`"kind": "http"`, `"kind": "http", "shared": true`), "missing"},
		{"an unknown finding", replaced(`"kind": "step_began"`, `"kind": "step_began", "practice": [{"finding":"fine"}]`), `finding "fine"`},
		{"a finding about an unknown check", replaced(`"kind": "step_began"`, `"kind": "step_began", "practice": [{"finding":"id_token_failed","values":{"Check":"X"}}]`), "check X"},
		{"a member of a later version", strings.Replace(replaced(`"version": 2`, `"version": 1`), `"kind": "step_began"`, `"kind": "step_began", "practice": [{"finding":"code_only"}]`, 1), "later version"},
		{"very many checks", replaced(`"checks": []`, `"checks": [`+strings.Repeat(`{"id":"IDT-01","result":"passed"},`, 1000)+`{"id":"IDT-01","result":"passed"}]`), "more than 1000 checks"},
		{"a connection that cannot be used", replaced(`"issuer": "https://op.example"`, `"issuer": "javascript:alert(1)"`), "connection"},
		{"two documents", good + "{}", "no bundle"},
		{"bytes that are not UTF-8", replaced("Small", "\xff"), "UTF-8"},
		{"deep nesting", replaced(`"version": 2`, `"version": `+strings.Repeat("[", 5000)), "too deep"},
		{"very many values", replaced(`"version": 2`, `"version": [`+strings.Repeat("1,", 2_000_001)+"1]"), "too many"},
		{"more than 32 MiB", strings.Repeat(" ", 32<<20) + good, "larger than 32 MiB"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, err := report.Open(strings.NewReader(row.file))
			if err == nil || !strings.Contains(err.Error(), row.want) || len(err.Error()) > 400 {
				t.Errorf("the error is %v, want %q", err, row.want)
			}
		})
	}
}

// What an earlier version of the app saved is still read, and says that it is of that version.
func TestABundleOfVersion1IsOpened(t *testing.T) {
	b, err := report.Open(strings.NewReader(strings.Replace(smallBundle(t), `"version": 2`, `"version": 1`, 1)))
	if err != nil || b.Version != 1 {
		t.Errorf("version %d, %v", b.Version, err)
	}
}

// DISP-01
func TestTextOfAnOpenedBundleIsPlain(t *testing.T) {
	file := strings.Replace(smallBundle(t), "Proofkey 1.0", `Proof\u202ekey\u0000\u001b[31m`, 1)
	file = strings.Replace(file, `"why"`, `"\u2066why"`, 1)
	b, err := report.Open(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Proof‹U+202E›key‹U+0000›‹U+001B›[31m"; b.App != want || b.Error.Cause != "‹U+2066›why" {
		t.Errorf("the app is %q, the cause %q", b.App, b.Error.Cause)
	}
}

// A provider's repeated member is what a check failed of, so it is still there.
func TestABodyMayRepeatAMember(t *testing.T) {
	b, err := report.Open(strings.NewReader(smallBundle(t)))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(b.Events[1].HTTP.Answer.Body); got != `{"issuer":"https://op.example","issuer":"twice"}` {
		t.Errorf("the body is %s", got)
	}
}

func TestAbsurdDurationsAreBounded(t *testing.T) {
	for text, want := range map[string]time.Duration{"1.5": 1500 * time.Microsecond, "-1": 0, "1e300": 100 * 365 * 24 * time.Hour} {
		var d report.Milliseconds
		if err := json.Unmarshal([]byte(text), &d); err != nil || d.Duration() != want {
			t.Errorf("%s is %s, %v", text, d.Duration(), err)
		}
	}
}

// FuzzOpen: what opens can be shown and exported, and is the same after it was saved and opened again.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(smallBundle(f)))
	f.Add([]byte(`{"kind":"proofkey-session","version":1}`))
	f.Add([]byte(strings.Replace(smallBundle(f), `"version": 2`, `"version": 1`, 1)))
	f.Add([]byte(strings.Replace(smallBundle(f), "Small", `<b>\u202e|`, 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := report.Open(bytes.NewReader(data))
		if err != nil {
			return
		}
		saved, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := report.Open(bytes.NewReader(saved))
		if err != nil || !reflect.DeepEqual(again, b) {
			t.Errorf("saved and opened again it is another one: %v", err)
		}
		if _, err := b.Saved(); err != nil {
			t.Error(err)
		}
		if _, err := b.HAR(); err != nil {
			t.Error(err)
		}
		if _, err := b.Markdown(); err != nil {
			t.Error(err)
		}
		if found := differences(t, b, again); len(found) != 0 {
			t.Errorf("compared with itself: %+v", found)
		}
	})
}
