// The README as it is shown: Fyne's Markdown without images, which it would fetch, and without HTML. Links are
// text with their address: Fyne's own would open whatever a link names, and on the UI thread.

package view

import (
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"proofkey/ui/widget"
)

// newMarkdown is the text as texts of our own, tables and blocks of code: Fyne's break no line between Japanese characters,
// and its tables and blocks scroll sideways, and so keep the wheel from the page.
func newMarkdown(k *kit, text string) []fyne.CanvasObject {
	m := &markdown{kit: k}
	for _, segment := range safeSegments(fynewidget.NewRichTextFromMarkdown(withoutImages(text)).Segments) {
		m.add(segment)
	}
	m.endText()
	return m.parts
}

// markdown is what has been made of a text so far.
type markdown struct {
	kit   *kit
	parts []fyne.CanvasObject
	runs  []widget.Run // of the paragraph that has begun
	size  fyne.ThemeSizeName
}

func (m *markdown) add(segment fynewidget.RichTextSegment) {
	switch s := segment.(type) {
	case *fynewidget.TextSegment:
		m.addText(s)
		return
	case *fynewidget.ParagraphSegment:
		for _, piece := range s.Texts {
			m.add(piece)
		}
		return
	}
	m.endText()
	switch s := segment.(type) {
	case *fynewidget.ListSegment:
		m.addList(s)
	case *fynewidget.TableSegment:
		m.parts = append(m.parts, markdownTable(m.kit, s))
	case *fynewidget.CodeBlockSegment:
		code := widget.NewText(strings.TrimRight(s.Text, "\n"), widget.Style{Size: theme.SizeNameCaptionText, Mono: true})
		m.parts = append(m.parts, widget.NewTightCard(code))
	default: // a rule, say
		m.parts = append(m.parts, fynewidget.NewRichText(segment))
	}
}

// addText adds a piece of a paragraph or of a heading, or ends it.
func (m *markdown) addText(s *fynewidget.TextSegment) {
	if s.Text != "" {
		m.size = s.Style.SizeName
		m.runs = append(m.runs, widget.Run{Text: s.Text, Bold: s.Style.TextStyle.Bold, Italic: s.Style.TextStyle.Italic, Mono: s.Style.TextStyle.Monospace})
	}
	if !s.Style.Inline {
		m.endText()
	}
}

// endText makes a text of the pieces that there are.
func (m *markdown) endText() {
	if len(m.runs) > 0 {
		text := widget.NewText("", widget.Style{Size: m.size})
		text.SetRuns(m.runs...)
		m.parts, m.runs = append(m.parts, text), nil
	}
}

// addList adds the items close below each other, with what stands below the first text of one.
func (m *markdown) addList(s *fynewidget.ListSegment) {
	list := &markdown{kit: m.kit}
	number := s.StartNumber()
	for _, item := range s.Items {
		first := len(list.parts)
		list.add(item)
		list.endText()
		if _, nested := item.(*fynewidget.ListSegment); nested || len(list.parts) == first {
			continue
		}
		mark := "•"
		if s.Ordered {
			mark = strconv.Itoa(number) + "."
			number++
		}
		if text, ok := list.parts[first].(*widget.Text); ok {
			list.parts[first] = widget.NewListItem(mark, text)
		}
	}
	m.parts = append(m.parts, widget.NewColumn(4, list.parts...))
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
