// A bundle as Markdown, fit for a ticket: outcome, checks, the sequence diagram, and the exchanges.

package report

import (
	"fmt"
	"strings"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/jsontree"
	"proofkey/oauthflow/sequence"
)

// Markdown returns the bundle as GitHub Flavored Markdown, redacted as the bundle is. Text of others stands in code
// spans and code blocks only, where it can be no markup.
func (b Bundle) Markdown() (string, error) {
	saved, err := b.Saved()
	if err != nil {
		return "", err
	}
	var out strings.Builder
	b.summary(&out, saved)
	b.checksTable(&out)
	out.WriteString("\n## Sequence\n\n```mermaid\n" + sequence.New(saved.Events).Mermaid() + "```\n")
	b.claimsBlock(&out)
	n := 0
	for _, e := range b.Events {
		if e.HTTP != nil {
			n++
			e.HTTP.markdown(&out, n, e.Step)
		}
	}
	return out.String(), nil
}

// Diagram returns the sequence diagram of the bundle; its messages have the index of their event in Events.
func (b Bundle) Diagram() (sequence.Diagram, error) {
	saved, err := b.Saved()
	if err != nil {
		return sequence.Diagram{}, err
	}
	return sequence.New(saved.Events), nil
}

func (b Bundle) summary(out *strings.Builder, saved Saved) {
	fmt.Fprintf(out, "# Sign-in: %s\n\n", strings.ReplaceAll(string(b.Outcome), "_", " "))
	out.WriteString("As saved, not verified. Secrets are markers: equal digits mean equal values.")
	if !b.Personal {
		out.WriteString(" Personal claims are masked, too.")
	}
	out.WriteString("\n\n| | |\n| --- | --- |\n")
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(out, "| %s | %s |\n", name, codeCell(value))
		}
	}
	line("Connection", saved.Profile.Name)
	line("Issuer", saved.Profile.Issuer)
	line("Client ID", saved.Profile.ClientID)
	line("Scopes", strings.Join(saved.Profile.Scopes, " "))
	line("Saved", b.SavedAt.Format(time.RFC3339)+" by "+b.App)
	if e := b.Error; e != nil {
		line("Error", string(e.Code))
		line("Step", string(e.Step))
		line("Expected", e.Expected)
		line("Actual", e.Actual)
		line("The provider's error", e.OAuthError)
		line("Its description", e.Description)
		line("Cause", e.Cause)
	}
	for _, s := range b.Steps {
		line("Step "+strings.ReplaceAll(codeText(string(s.Step)), "_", " "), s.Duration.Duration().String())
	}
	if b.Omitted > 0 {
		line("Events left out", fmt.Sprint(b.Omitted))
	}
}

func (b Bundle) checksTable(out *strings.Builder) {
	if len(b.Checks) == 0 {
		return
	}
	fmt.Fprintf(out, "\n## Checks: %d passed, %d failed, %d skipped\n\n", oauthflow.Count(b.Checks, oauthflow.Passed),
		oauthflow.Count(b.Checks, oauthflow.Failed), oauthflow.Count(b.Checks, oauthflow.Skipped))
	out.WriteString("| | Check | Expected | Actual | Source |\n| --- | --- | --- | --- | --- |\n")
	for _, c := range b.Checks {
		actual := c.Actual
		if c.Result == oauthflow.Skipped {
			actual = c.Reason
		}
		fmt.Fprintf(out, "| %s | %s | %s | %s | %s |\n", resultText(c.Result), codeCell(c.Name), codeCell(c.Expected), codeCell(actual), codeCell(c.Source))
	}
}

func resultText(r oauthflow.Result) string {
	switch r {
	case oauthflow.Passed:
		return "✓ passed"
	case oauthflow.Failed:
		return "✕ **failed**"
	}
	return "– skipped"
}

func (b Bundle) claimsBlock(out *strings.Builder) {
	if b.Session == nil || b.Session.IDToken.Claims == nil {
		return
	}
	out.WriteString("\n## Claims of the ID token\n\n" + codeBlock("json", indented(b.Session.IDToken.Claims)))
}

func (x *BundleExchange) markdown(out *strings.Builder, n int, step oauthflow.Step) {
	fmt.Fprintf(out, "\n## Request %d (%s): %s\n\n", n, strings.ReplaceAll(codeText(string(step)), "_", " "), codeSpan(x.Request.Method+" "+x.Request.URL))
	out.WriteString(codeBlock("http", x.Request.plain(x.Request.Method+" "+x.Request.URL)))
	if x.Answer.IsZero() {
		out.WriteString("\nNo answer came.\n")
		return
	}
	fmt.Fprintf(out, "\nAnswered %d after %s:\n\n", x.Answer.Status, x.Duration.Duration())
	out.WriteString(codeBlock("http", x.Answer.plain(fmt.Sprintf("%s %d", x.Answer.Proto, x.Answer.Status))))
}

// plain is the message as text under its first line.
func (m BundleMessage) plain(first string) string {
	var out strings.Builder
	out.WriteString(first + "\n")
	for _, f := range m.Fields {
		out.WriteString(f.Name + ": " + f.Value + "\n")
	}
	switch {
	case len(m.Body) > 0:
		out.WriteString("\n" + indented(m.Body))
	case m.Form != "":
		out.WriteString("\n" + strings.ReplaceAll(m.Form, "&", "\n&"))
	case m.text() != "":
		out.WriteString("\n" + m.text())
	case m.Dropped:
		out.WriteString("\n[the body was not kept]")
	}
	return out.String()
}

// indented is JSON for people, with the repetitions that it may have.
func indented(data []byte) string {
	v, err := jsontree.Parse(data, jsontree.Limits{Depth: maxBundleDepth, Values: maxBundleValues})
	if err != nil {
		return string(data)
	}
	return v.Indented()
}
