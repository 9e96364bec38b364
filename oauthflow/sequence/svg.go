// The diagram as an SVG that needs nothing else, and is readable on light and on dark.

package sequence

import (
	"fmt"
	"strings"
)

// svgStyle has the colours of the window's two themes. A program that knows no variables uses the attributes beside them.
// The selectors begin with svg, for ImageMagick takes those of a class alone and fails at their variables.
const svgStyle = `<style>
svg{--bg:#F7F8FA;--panel:#FFFFFF;--line:#C9CED8;--text:#1D2330;--quiet:#5B6270;--primary:#0B6E62;--failed:#B91C1C}
@media (prefers-color-scheme:dark){svg{--bg:#14171C;--panel:#1B1F26;--line:#3A4250;--text:#E7EAF0;--quiet:#98A1B0;--primary:#2CB6A3;--failed:#F87171}}
svg .bg{fill:var(--bg)}svg .box{fill:var(--panel);stroke:var(--line)}svg .life{stroke:var(--line)}
svg text{fill:var(--text)}svg .quiet{fill:var(--quiet)}svg text.failed{fill:var(--failed)}
svg .arrow{stroke:var(--primary)}svg .arrow.failed{stroke:var(--failed)}svg .head{fill:var(--primary)}svg .head.failed{fill:var(--failed)}
</style>`

// SVG returns the diagram as SVG.
func (d Diagram) SVG() string {
	l := d.layout("")
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d">`+"\n", l.width, l.height)
	b.WriteString("<title>Sequence diagram of the flow</title>\n" + svgStyle + "\n")
	for _, s := range l.shapes {
		b.WriteString(s.svg() + "\n")
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// svg is the shape as an element.
func (s shape) svg() string {
	p := s.paint()
	attributes := p.svg()
	switch s.kind {
	case shapeLine:
		return fmt.Sprintf(`<line x1="%d" y1="%d" x2="%d" y2="%d"%s/>`, s.x, s.y, s.x+s.w, s.y+s.h, attributes)
	case shapeBox:
		return fmt.Sprintf(`<rect x="%d" y="%d" width="%d" height="%d" rx="%d"%s/>`, s.x, s.y, s.w, s.h, s.radius, attributes)
	case shapeHead:
		return fmt.Sprintf(`<path d="M%d %dl%d -5v10z"%s/>`, s.x, s.y, s.w, attributes)
	}
	weight := ""
	if p.bold {
		weight = ` font-weight="600"`
	}
	return fmt.Sprintf(`<text x="%d" y="%d" font-family="system-ui, sans-serif" font-size="13" text-anchor="middle"%s%s>%s</text>`,
		s.x, s.y, weight, attributes, SVGText(s.text))
}

// svg is the paint as attributes, which the style sheet overrules where it is understood.
func (p paint) svg() string {
	text := fmt.Sprintf(` class="%s" fill="%s" stroke="%s"`, p.class, p.fill, p.stroke)
	if p.stroke != inkNone {
		text += fmt.Sprintf(` stroke-width="%g"`, p.weight)
	}
	if p.dash > 0 {
		text += fmt.Sprintf(` stroke-dasharray="%d %d"`, p.dash, p.gap)
	}
	return text
}

// SVGText escapes text of others for XML. Characters that XML 1.0 §2.2 does not allow become spaces.
func SVGText(s string) string {
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0xfffe || c == 0xffff {
			return ' '
		}
		return c
	}, s)
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace(s)
}
