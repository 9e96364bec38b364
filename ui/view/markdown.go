// The README as it is shown: Fyne's Markdown without images, which it would fetch, and without HTML. Links are
// text with their address: Fyne's own would open whatever a link names, and on the UI thread.

package view

import (
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func newMarkdown(text string) *widget.RichText {
	rich := widget.NewRichTextFromMarkdown(withoutImages(text))
	rich.Segments = safeSegments(rich.Segments)
	rich.Wrapping = fyne.TextWrapWord
	return rich
}

// withoutImages takes images and HTML out of Markdown, before it is parsed.
func withoutImages(text string) string {
	for _, pattern := range []string{`(?s)<!--.*?-->`, `\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)`, `!\[[^\]]*\]\([^)]*\)`, `!\[[^\]]*\]\[[^\]]*\]`, `</?[A-Za-z][^>]*>`} {
		text = regexp.MustCompile(pattern).ReplaceAllString(text, "")
	}
	return strings.TrimSpace(text)
}

// safeSegments drops whatever image is left, and makes text of links.
func safeSegments(segments []widget.RichTextSegment) []widget.RichTextSegment {
	var safe []widget.RichTextSegment
	for _, segment := range segments {
		switch s := segment.(type) {
		case *widget.ImageSegment:
			continue
		case *widget.HyperlinkSegment:
			segment = &widget.TextSegment{Text: linkText(s), Style: widget.RichTextStyleInline}
		case *widget.ParagraphSegment:
			s.Texts = safeSegments(s.Texts)
		case *widget.ListSegment:
			s.Items = safeSegments(s.Items)
		}
		safe = append(safe, segment)
	}
	return safe
}

// linkText is the text of a link with its address, unless that is on this computer or the text itself.
func linkText(s *widget.HyperlinkSegment) string {
	if s.URL == nil || s.URL.Scheme != "https" || s.URL.String() == s.Text {
		return s.Text
	}
	return s.Text + " (" + s.URL.String() + ")"
}
