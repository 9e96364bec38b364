// The diagram as an SVG that needs nothing else, and is readable on light and on dark.

package sequence

import (
	"fmt"
	"strings"
)

const (
	column = 240 // pixels from one participant to the next
	margin = 110
	row    = 38
	top    = 64
	shown  = 64 // characters of a text beside its arrow
)

// svgStyle has the colours of the window's two themes.
const svgStyle = `<style>
svg{--bg:#F7F8FA;--panel:#FFFFFF;--line:#C9CED8;--text:#1D2330;--quiet:#5B6270;--primary:#0B6E62;--failed:#B91C1C}
@media (prefers-color-scheme:dark){svg{--bg:#14171C;--panel:#1B1F26;--line:#3A4250;--text:#E7EAF0;--quiet:#98A1B0;--primary:#2CB6A3;--failed:#F87171}}
.bg{fill:var(--bg)}.box{fill:var(--panel);stroke:var(--line)}.life{stroke:var(--line)}
text{font:13px system-ui,sans-serif;fill:var(--text);text-anchor:middle}
.name{font-weight:600}.quiet{fill:var(--quiet)}.failed{fill:var(--failed)}
.arrow{stroke:var(--primary);stroke-width:1.5;fill:none}.arrow.failed{stroke:var(--failed)}
.head{fill:var(--primary)}.head.failed{fill:var(--failed)}
.answer{stroke-dasharray:6 4}.unseen{stroke-dasharray:2 4}
</style>`

// SVG returns the diagram as SVG.
func (d Diagram) SVG() string {
	width := 2*margin + column*(len(Participants())-1)
	height := top + row*(len(d.Messages)+1) + 20
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d">`+"\n", width, height)
	b.WriteString("<title>Sequence diagram of the flow</title>\n" + svgStyle + "\n")
	fmt.Fprintf(&b, `<rect class="bg" width="%d" height="%d"/>`+"\n", width, height)
	for _, p := range Participants() {
		x := p.x()
		fmt.Fprintf(&b, `<line class="life" x1="%d" y1="%d" x2="%[1]d" y2="%[3]d"/>`, x, top-14, height-16)
		fmt.Fprintf(&b, `<rect class="box" x="%d" y="14" width="120" height="36" rx="6"/><text class="name" x="%d" y="37">%s</text>`+"\n", x-60, x, p)
	}
	for i, m := range d.Messages {
		m.svg(&b, top+row*(i+1))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (p Participant) x() int { return margin + column*int(p) }

func (m Message) svg(b *strings.Builder, y int) {
	class := map[Kind]string{Answer: " answer", Unseen: " unseen"}[m.Kind]
	failed := ""
	if m.Failed {
		failed = " failed"
	}
	text := shortened(m.marked())
	if m.Kind == Note {
		w := 7*len([]rune(text)) + 24
		fmt.Fprintf(b, `<rect class="box" x="%d" y="%d" width="%d" height="24" rx="4"/><text class="quiet%s" x="%d" y="%d">%s</text>`+"\n",
			m.From.x()-w/2, y-20, w, failed, m.From.x(), y-4, SVGText(text))
		return
	}
	from, to := m.From.x(), m.To.x()
	tip := 8
	if to > from {
		tip = -8
	}
	fmt.Fprintf(b, `<text class="label%s" x="%d" y="%d">%s</text>`, failed, (from+to)/2, y-6, SVGText(text))
	fmt.Fprintf(b, `<line class="arrow%s%s" x1="%d" y1="%d" x2="%d" y2="%[4]d"/>`, class, failed, from, y, to)
	fmt.Fprintf(b, `<path class="head%s" d="M%d %dl%d -5v10z"/>`+"\n", failed, to, y, tip)
}

func shortened(s string) string {
	if r := []rune(s); len(r) > shown {
		return string(r[:shown-1]) + "…"
	}
	return s
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
