// A recorded message as it stands in RFC 9112.

package sample

import (
	"fmt"
	"net/http"
	"strings"

	"proofkey/oauthflow"
)

// Raw writes a request or an answer as HTTP/1.1 does: start line, header, body. Unless real, secrets are variables such
// as $ACCESS_TOKEN. Of a body that is no text only the length is said.
func Raw(c oauthflow.HTTPContent, real bool) string {
	h := hider{real}
	var b strings.Builder
	switch {
	case c.Method != "":
		h.writeRequestLine(&b, c)
	case c.Status != 0:
		fmt.Fprintf(&b, "%s %d %s\r\n", protocol(c), c.Status, http.StatusText(c.Status))
	default:
		return ""
	}
	for _, f := range c.Fields {
		fmt.Fprintf(&b, "%s: %s\r\n", f.Name, h.field(f))
	}
	b.WriteString("\r\n")
	switch missing := c.Size - len(c.Body); {
	case len(c.Body) > 0 && !isText(c.Body):
		fmt.Fprintf(&b, "[%d bytes that are no text]", c.Size)
	case missing > 0:
		fmt.Fprintf(&b, "%s[%d bytes were not kept]", h.body(c), missing)
	default:
		b.WriteString(h.body(c).String())
	}
	return b.String()
}

func protocol(c oauthflow.HTTPContent) string {
	if c.Proto == "" {
		return "HTTP/1.1"
	}
	return c.Proto
}

// writeRequestLine writes the line, and the host where no field says it.
func (h hider) writeRequestLine(b *strings.Builder, c oauthflow.HTTPContent) {
	target := c.URL
	if _, rest, ok := strings.Cut(target, "://"); ok {
		target = "/"
		if i := strings.IndexAny(rest, "/?"); i >= 0 {
			target = rest[i:]
		}
		if strings.HasPrefix(target, "?") {
			target = "/" + target
		}
	}
	target, _, _ = strings.Cut(target, "#")
	fmt.Fprintf(b, "%s %s %s\r\n", c.Method, h.url(target), protocol(c))
	for _, f := range c.Fields {
		if strings.EqualFold(f.Name, "Host") {
			return
		}
	}
	fmt.Fprintf(b, "Host: %s\r\n", hostOf(c.URL))
}
