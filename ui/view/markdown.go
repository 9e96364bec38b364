// The README as it is shown: Fyne's Markdown without images, which it would fetch, and without HTML. Links are
// text with their address: Fyne's own would open whatever a link names, and on the UI thread.

package view

import (
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"proofkey/ui/widget"
)

// newMarkdown is the text as rich texts, tables and blocks of code. The two latter are our own and wrap: Fyne's scroll
// sideways, and so keep the wheel from the page.
func newMarkdown(k *kit, text string) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	var run []fynewidget.RichTextSegment
	flush := func() {
		if len(run) > 0 {
			rich := fynewidget.NewRichText(run...)
			rich.Wrapping = fyne.TextWrapWord
			parts, run = append(parts, rich), nil
		}
	}
	for _, segment := range safeSegments(fynewidget.NewRichTextFromMarkdown(withoutImages(text)).Segments) {
		switch s := segment.(type) {
		case *fynewidget.TableSegment:
			flush()
			parts = append(parts, markdownTable(k, s))
		case *fynewidget.CodeBlockSegment:
			flush()
			code := widget.NewText(strings.TrimRight(s.Text, "\n"), widget.Style{Size: theme.SizeNameCaptionText, Mono: true})
			parts = append(parts, widget.NewTightCard(code))
		default:
			run = append(run, segment)
		}
	}
	flush()
	return parts
}

func markdownTable(k *kit, s *fynewidget.TableSegment) fyne.CanvasObject {
	columns := make([]widget.Column, len(s.Headers))
	for i, header := range s.Headers {
		columns[i] = widget.Column{Header: cellText(header), Min: 150, Weight: 1 + float32(min(i, 1))}
	}
	table := k.table(columns...)
	rows := make([]widget.Row, len(s.Rows))
	for i, row := range s.Rows {
		for _, cell := range row {
			rows[i].Cells = append(rows[i].Cells, widget.Cell{Text: cellText(cell)})
		}
	}
	table.SetRows(rows)
	return table
}

// cellText is a cell without its styles.
func cellText(cell []fynewidget.RichTextSegment) string {
	var text strings.Builder
	for _, segment := range safeSegments(cell) {
		text.WriteString(segment.Textual())
	}
	return text.String()
}

// withoutImages takes images and HTML out of Markdown, before it is parsed.
func withoutImages(text string) string {
	for _, pattern := range []string{`(?s)<!--.*?-->`, `\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)`, `!\[[^\]]*\]\([^)]*\)`, `!\[[^\]]*\]\[[^\]]*\]`, `</?[A-Za-z][^>]*>`} {
		text = regexp.MustCompile(pattern).ReplaceAllString(text, "")
	}
	return strings.TrimSpace(text)
}

// safeSegments drops whatever image is left, and makes text of links.
func safeSegments(segments []fynewidget.RichTextSegment) []fynewidget.RichTextSegment {
	var safe []fynewidget.RichTextSegment
	for _, segment := range segments {
		switch s := segment.(type) {
		case *fynewidget.ImageSegment:
			continue
		case *fynewidget.HyperlinkSegment:
			segment = &fynewidget.TextSegment{Text: linkText(s), Style: fynewidget.RichTextStyleInline}
		case *fynewidget.ParagraphSegment:
			s.Texts = safeSegments(s.Texts)
		case *fynewidget.ListSegment:
			s.Items = safeSegments(s.Items)
		}
		safe = append(safe, segment)
	}
	return safe
}

// linkText is the text of a link with its address, unless that is on this computer or the text itself.
func linkText(s *fynewidget.HyperlinkSegment) string {
	if s.URL == nil || s.URL.Scheme != "https" || s.URL.String() == s.Text {
		return s.Text
	}
	return s.Text + " (" + s.URL.String() + ")"
}
