package redaction

import "testing"

func TestNothingOfTheUserIsLeftInAURL(t *testing.T) {
	rows := map[string]string{
		"https://ada:hunter2@host.example/x":              "@host.example/x",
		"https://ada@corp.example:hunter2@host.example/x": "@host.example/x",
		"https://ada@host.example/x@y":                    "@host.example/x@y",
		"https://ada@host.example":                        "@host.example",
	}
	for raw, want := range rows {
		if got := AfterUser(raw); got != want {
			t.Errorf("of %s is left %s, want %s", raw, got, want)
		}
	}
}
