// The challenges of WWW-Authenticate, RFC 9110 §11.3 and §11.6.1 (API-03, API-04).

package oauthflow

import "strings"

// Challenge is one challenge of an answer.
type Challenge struct {
	Scheme     string            // as written; compare without case
	Token68    string            // such as Negotiate has it, else empty
	Parameters map[string]string // by lower-case name
}

// maxChallenges is more than any server has.
const maxChallenges = 32

// ParseChallenges reads all values of the header. A challenge that breaks the grammar, or that names a
// parameter twice, is left out whole; the others still count. It never fails.
func ParseChallenges(values []string) []Challenge {
	var all []Challenge
	for _, value := range values {
		p := challengeParser{rest: value}
		for p.next() && len(all)+len(p.found) < maxChallenges {
		}
		all = append(all, p.complete()...)
	}
	return all[:min(len(all), maxChallenges)]
}

// challengeParser reads one header value from left to right.
type challengeParser struct {
	rest    string
	found   []Challenge
	current *Challenge // nil: what follows belongs to no challenge that counts
}

func (p *challengeParser) complete() []Challenge {
	p.close()
	return p.found
}

func (p *challengeParser) close() {
	if p.current != nil {
		p.found = append(p.found, *p.current)
	}
	p.current = nil
}

// next reads one element of the comma-separated list; false at the end. An element is the beginning of
// a challenge, with its token68 or first parameter, or a further parameter of the current one.
func (p *challengeParser) next() bool {
	p.rest = strings.TrimLeft(p.rest, ", \t")
	if p.rest == "" {
		return false
	}
	name := p.token()
	afterSpace := p.space()
	switch {
	case name == "":
		p.drop()
	case p.accept('='):
		p.value(name)
	case p.atEnd():
		p.begin(name)
	case afterSpace:
		p.begin(name)
		p.first()
	default:
		p.drop()
	}
	return true
}

func (p *challengeParser) begin(scheme string) {
	p.close()
	p.current = &Challenge{Scheme: scheme, Parameters: map[string]string{}}
}

// first reads what follows a scheme and a space: a token68 up to the comma, else a parameter.
func (p *challengeParser) first() {
	if token, rest, ok := cutToken68(p.rest); ok {
		p.current.Token68, p.rest = token, rest
		return
	}
	name := p.token()
	p.space()
	if name == "" || !p.accept('=') {
		p.drop()
		return
	}
	p.value(name)
}

// value reads a parameter's value, after its equals sign.
func (p *challengeParser) value(name string) {
	p.space()
	value, ok := p.token(), true
	if value == "" {
		value, ok = p.quoted()
	}
	p.space()
	name = strings.ToLower(name)
	if !ok || !p.atEnd() || p.current == nil || p.current.Token68 != "" {
		p.drop()
		return
	}
	if _, twice := p.current.Parameters[name]; twice {
		p.drop()
		return
	}
	p.current.Parameters[name] = value
}

// drop leaves out the current challenge and skips to the next comma outside of quotes.
func (p *challengeParser) drop() {
	p.current = nil
	for p.rest != "" && !p.atEnd() {
		if p.rest[0] != '"' {
			p.rest = p.rest[1:]
		} else if _, ok := p.quoted(); !ok {
			p.rest = ""
		}
	}
}

func (p *challengeParser) token() string {
	end := strings.IndexFunc(p.rest, func(r rune) bool { return !isTokenRune(r) })
	if end < 0 {
		end = len(p.rest)
	}
	token := p.rest[:end]
	p.rest = p.rest[end:]
	return token
}

func (p *challengeParser) space() bool {
	before := len(p.rest)
	p.rest = strings.TrimLeft(p.rest, " \t")
	return len(p.rest) < before
}

func (p *challengeParser) accept(b byte) bool {
	if p.rest == "" || p.rest[0] != b {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *challengeParser) atEnd() bool { return p.rest == "" || p.rest[0] == ',' }

// quoted reads a quoted-string with its escapes. One that does not end is not one, and all of it is consumed.
func (p *challengeParser) quoted() (string, bool) {
	if !p.accept('"') {
		return "", false
	}
	var b strings.Builder
	for i := 0; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '"':
			p.rest = p.rest[i+1:]
			return b.String(), true
		case c == '\\' && i+1 < len(p.rest) && !notInHeader(rune(p.rest[i+1])):
			i++
			b.WriteByte(p.rest[i])
		case c == '\\' || notInHeader(rune(c)):
			p.rest = ""
			return "", false
		default:
			b.WriteByte(c)
		}
	}
	p.rest = ""
	return "", false
}

// cutToken68 reads a token68 that is followed by a comma or the end.
func cutToken68(s string) (token, rest string, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._~+/", r))
	})
	if end == 0 || s == "" {
		return "", s, false
	}
	if end < 0 {
		return s, "", true
	}
	padded := s[end:]
	after := strings.TrimLeft(padded, "=")
	token = s[:len(s)-len(after)]
	after = strings.TrimLeft(after, " \t")
	if after != "" && after[0] != ',' {
		return "", s, false
	}
	return token, after, true
}
