package report_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// hostileMarkup is text that would be markup, a mention, a link or the end of a block in Markdown.
const hostileMarkup = "x` | @team [a](javascript:1) <img src=x> ```\n~~~ \n# end"

func hostileBundle(t *testing.T) report.Bundle {
	t.Helper()
	p := oauthflow.Profile{ID: "1", Name: "N`|<b>", Issuer: "https://op.example", ClientID: "a|`<b>", Scopes: []string{"openid"}, Redirect: oauthflow.DefaultRedirect()}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	check := oauthflow.Check{ID: "RESP-05", Name: hostileMarkup, Expected: hostileMarkup, Actual: hostileMarkup, Source: hostileMarkup, Result: oauthflow.Failed}
	b, err := report.NewBundle("Proofkey 1.0", p, nil, []oauthflow.Event{
		{At: at, Kind: oauthflow.EventStepBegan, Step: oauthflow.StepDiscover},
		{At: at, Kind: oauthflow.EventHTTP, Step: oauthflow.StepDiscover, HTTP: &oauthflow.HTTPExchange{
			Method: hostileMarkup, URL: "https://op.example/``?code=1", Status: 200,
			Request: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{
				Method: hostileMarkup, URL: "https://op.example/```?code=1", Fields: []oauthflow.HTTPField{{Name: "Accept", Value: hostileMarkup}},
			}),
			Answer: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{
				Status: 200, Proto: hostileMarkup, Fields: []oauthflow.HTTPField{{Name: "Server", Value: hostileMarkup}}, Body: []byte(`{"issuer":"` + "````" + `"}`),
			}),
		}},
		{At: at, Kind: oauthflow.EventChecks, Checks: []oauthflow.Check{check}},
		{At: at, Kind: oauthflow.EventFailed, Step: oauthflow.StepDiscover, Err: &oauthflow.Error{
			Code: oauthflow.CodeAuthorizationError, Expected: hostileMarkup, Actual: hostileMarkup, Description: hostileMarkup, Err: errors.New(hostileMarkup),
		}},
	}, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Outside of code there is nothing but our own words.
func TestHostileTextIsNoMarkdown(t *testing.T) {
	markdown, err := hostileBundle(t).Markdown()
	if err != nil {
		t.Fatal(err)
	}
	fence := ""
	for _, line := range strings.Split(markdown, "\n") {
		run := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(run) >= 3:
			fence = run
			continue
		case fence != "":
			if len(run) >= len(fence) && strings.Trim(line, "` ") == "" {
				fence = ""
			}
			continue
		}
		if strings.Count(line, "`")%2 != 0 {
			t.Errorf("backticks are not in pairs: %s", line)
		}
		plain := ""
		for i, part := range strings.Split(line, "`") {
			if i%2 == 0 {
				plain += part
			}
		}
		if strings.ContainsAny(plain, "@<>[]") {
			t.Errorf("outside of code there is %s", plain)
		}
		if cells := strings.Count(line, "|"); strings.HasPrefix(line, "|") && cells != 3 && cells != 6 {
			t.Errorf("%d bars in %s", cells, line)
		}
	}
	if fence != "" {
		t.Errorf("a block is not closed in\n%s", markdown)
	}
}

func TestMarkdownSaysWhatATicketNeeds(t *testing.T) {
	markdown, err := hostileBundle(t).Markdown()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# Sign-in: failed\n", "| Error | `authorization_error` |", "## Checks: 0 passed, 1 failed, 0 skipped", "✕ **failed**",
		"```mermaid\nsequenceDiagram\n", "?code=[code ", "Answered 200 after",
	} {
		if !strings.Contains(markdown, want) {
			t.Errorf("%q is not in\n%s", want, markdown)
		}
	}
}
