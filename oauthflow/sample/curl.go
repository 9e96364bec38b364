// A recorded request as a command of curl.

package sample

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"proofkey/oauthflow"
)

// Curl writes the request as a command for a POSIX shell, and "" for an answer. Unless real, secrets are variables such
// as $ACCESS_TOKEN; the command does as the request did once they are set.
func Curl(c oauthflow.HTTPContent, real bool) string {
	if c.Method == "" {
		return ""
	}
	command := &curlCommand{hider: hider{real}, content: c}
	command.addTarget()
	command.addFields()
	command.addBody()
	return command.String()
}

// curlCommand is put together in the order in which it is written.
type curlCommand struct {
	hider
	content   oauthflow.HTTPContent
	before    string   // what is piped into curl
	arguments []string // options and their values, quoted
}

func (c *curlCommand) add(option string, values ...text) {
	for _, v := range values {
		option += " " + v.quoted()
	}
	c.arguments = append(c.arguments, option)
}

func (c *curlCommand) String() string {
	var b strings.Builder
	if missing := c.content.Size - len(c.content.Body); c.content.Dropped || missing > 0 {
		fmt.Fprintf(&b, "# %d bytes of the body were not kept: without them this is another request.\n", missing)
	}
	if slices.ContainsFunc(c.content.Fields, func(f oauthflow.HTTPField) bool { return strings.EqualFold(f.Name, "DPoP") }) {
		b.WriteString("# The DPoP header is a proof for this one request, and is taken once. To send it again, make a new proof with the key (RFC 9449).\n")
	}
	b.WriteString(c.before + "curl " + strings.Join(c.arguments, " \\\n  "))
	return b.String()
}

// addTarget adds method and URL. A secret in the query is encoded by curl, as it may hold any character.
func (c *curlCommand) addTarget() {
	method, hasBody := c.content.Method, len(c.content.Body) > 0
	whole, _, _ := strings.Cut(c.content.URL, "#")
	address, query, _ := strings.Cut(whole, "?")
	hidden := c.form(query).hidesSecret()
	if !hidden {
		address = whole
	}
	asForm := hidden && !hasBody && (method == http.MethodGet || method == http.MethodHead)
	switch {
	case method == http.MethodHead:
		c.add("--head")
	case method == http.MethodGet && !hasBody, method == http.MethodPost && hasBody:
	default:
		c.add("--request", literal(method))
	}
	if strings.ContainsAny(address, "[]{}") {
		c.add("--globoff")
	}
	if strings.Contains(address+"/", "/./") || strings.Contains(address+"/", "/../") {
		c.add("--path-as-is")
	}
	if asForm {
		c.add("--get")
	}
	c.add("--url", c.url(address))
	switch {
	case asForm:
		c.addForm(query)
	case hidden:
		c.addQuery(query)
	}
}

// addQuery is for a request with a body of its own; curl has it since 7.87.
func (c *curlCommand) addQuery(query string) {
	for _, p := range parameters(query) {
		if c.hides(p) {
			c.add("--url-query", text{{p.name + "=", variableFor(plainName(p.name))}})
		} else {
			c.add("--url-query", literal("+"+p.String())) // + : encoded already
		}
	}
}

// addForm adds parameters, which curl joins with &: those without a secret as they were written.
func (c *curlCommand) addForm(form string) {
	var plain []string
	flush := func() {
		if len(plain) > 0 {
			c.add("--data-raw", literal(strings.Join(plain, "&")).orTokens(c.real))
		}
		plain = nil
	}
	for _, p := range parameters(form) {
		if !c.hides(p) {
			plain = append(plain, p.String())
			continue
		}
		flush()
		c.add("--data-urlencode", text{{p.name + "=", variableFor(plainName(p.name))}})
	}
	flush()
}

func (t text) orTokens(real bool) text {
	if real {
		return t
	}
	return t.withoutTokens()
}

// addFields adds the header but for what curl writes itself.
func (c *curlCommand) addFields() {
	hasType := false
	for _, f := range c.content.Fields {
		name := strings.ToLower(f.Name)
		hasType = hasType || name == "content-type"
		switch {
		case strings.HasPrefix(name, ":"), name == "content-length", name == "connection", name == "transfer-encoding":
		case name == "host" && f.Value == hostOf(c.content.URL):
		case name == "accept-encoding":
			if strings.Contains(f.Value, "gzip") {
				c.add("--compressed")
			}
		case f.Value == "":
			c.add("--header", literal(f.Name+";"))
		default:
			c.add("--header", append(literal(f.Name+": "), c.field(f)...))
		}
	}
	if !hasType && len(c.content.Body) > 0 {
		c.add("--header", literal("Content-Type:")) // curl would say that it is a form
	}
}

func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Host
}

func (c *curlCommand) addBody() {
	body := c.body(c.content)
	switch {
	case len(c.content.Body) == 0:
	case !isText(c.content.Body):
		c.before = "printf " + octal(c.content.Body) + " | "
		c.add("--data-binary", literal("@-"))
	case body.hidesSecret() && contentType(c.content) == formType:
		c.addForm(string(c.content.Body))
	default:
		c.add("--data-raw", body)
	}
}

// isText reports whether a shell takes the bytes as they are in an argument, and a person can read them.
func isText(body []byte) bool {
	if !utf8.Valid(body) {
		return false
	}
	for _, c := range body {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
			return false
		}
	}
	return true
}

// octal writes bytes as a format of printf.
func octal(body []byte) string {
	var b strings.Builder
	for _, c := range body {
		fmt.Fprintf(&b, `\%03o`, c)
	}
	return "'" + b.String() + "'"
}
