// The README as it is shown: Fyne's Markdown without images, which it would fetch, without HTML, and with links
// to https only.

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

// safeSegments drops whatever image is left, and makes text of links that are not https.
func safeSegments(segments []widget.RichTextSegment) []widget.RichTextSegment {
	var safe []widget.RichTextSegment
	for _, segment := range segments {
		switch s := segment.(type) {
		case *widget.ImageSegment:
			continue
		case *widget.HyperlinkSegment:
			if s.URL == nil || s.URL.Scheme != "https" {
				segment = &widget.TextSegment{Text: s.Text, Style: widget.RichTextStyleInline}
			}
		case *widget.ParagraphSegment:
			s.Texts = safeSegments(s.Texts)
		case *widget.ListSegment:
			s.Items = safeSegments(s.Items)
		}
		safe = append(safe, segment)
	}
	return safe
}
