// Queries, forms and URLs. A parameter that is not known becomes a marker, whatever it may be for.

package redaction

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// Parameters redacts a query or a form. What it returns is text to be read, not to be sent: markers stand in it as they
// are.
func (r *Redactor) Parameters(query string) string {
	pairs := splitQuery(query)
	challengeIsHash := false
	for _, p := range pairs {
		challengeIsHash = challengeIsHash || p.name == "code_challenge_method" && p.value == "S256"
	}
	var out []string
	for _, p := range pairs {
		if !p.given {
			out = append(out, r.bareParameter(p))
			continue
		}
		plain := r.parameter(p.name, p.value, challengeIsHash)
		if plain == p.value {
			plain = p.raw // as it was written
		}
		out = append(out, r.memberName(p.rawName)+"="+plain)
	}
	return strings.Join(out, "&")
}

// Parameter redacts the value of one parameter.
func (r *Redactor) Parameter(name, value string) string { return r.parameter(name, value, false) }

func (r *Redactor) parameter(name, value string, challengeIsHash bool) string {
	switch f := fieldOf(name); {
	case name == "code_challenge" && challengeIsHash: // the verifier's hash; with "plain" it is the verifier
		return value
	case name == "code_challenge":
		return r.Mark("code verifier", value)
	case f.kind == unknown:
		return r.masked("parameter", value)
	default:
		return r.value(f, value)
	}
}

// value redacts a string of a known field.
func (r *Redactor) value(f field, value string) string {
	switch f.kind {
	case keep:
		return r.kept(value)
	case text:
		return r.Text(value)
	case address:
		return r.URL(value)
	case secret:
		return r.Mark(f.label, value)
	case token:
		return r.Token(f.label, value)
	case person:
		return r.markPersonal(f.label, value)
	}
	return r.masked(f.label, value)
}

// kept lets a value of the protocol stay, but no JWT that stands in its place.
func (r *Redactor) kept(value string) string {
	if looksLikeJWT(value) {
		return r.Token(tokenLabel, value)
	}
	return value
}

// bareParameter is one without a value: its name may be a value itself.
func (r *Redactor) bareParameter(p parameter) string {
	if p.raw == "" || fieldOf(p.name).kind != unknown {
		return p.raw
	}
	return r.masked("parameter", p.name)
}

// parameter is a parameter as it was written, and what it means.
type parameter struct {
	rawName, raw string
	name, value  string
	given        bool // there is a value, if an empty one
}

func splitQuery(query string) []parameter {
	var all []parameter
	for _, pair := range strings.FieldsFunc(query, func(c rune) bool { return c == '&' || c == ';' }) { // some servers split at ; too
		p := parameter{}
		p.rawName, p.raw, p.given = strings.Cut(pair, "=")
		if !p.given {
			p.raw = pair
		}
		p.name, p.value = unescaped(p.rawName), unescaped(p.raw)
		all = append(all, p)
	}
	return all
}

func unescaped(s string) string {
	plain, err := url.QueryUnescape(s)
	if err != nil {
		return s
	}
	return plain
}

// URL redacts a URL: its user, its query and its fragment, and of its path what looks like no path.
func (r *Redactor) URL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return r.masked("URL", raw)
	}
	if u.Scheme == "" && u.Host == "" && !strings.HasPrefix(raw, "/") { // no URL, whatever it was to be
		return r.masked("URL", raw)
	}
	if u.Opaque != "" && u.Scheme != "urn" { // mailto: and the like
		return r.masked("URL", raw)
	}
	if u.Host != "" && PersonalURL(raw) {
		r.markPersonal("host", u.Host) // also of the header, and of an error
		return r.markPersonal("URL", raw)
	}
	rest, fragment, hasFragment := strings.Cut(raw, "#")
	rest, query, hasQuery := strings.Cut(rest, "?")
	if u.User != nil {
		rest = u.Scheme + "://" + r.Mark("user", u.User.String()) + AfterUser(rest)
	}
	out := r.path(rest)
	if hasQuery {
		out += "?" + r.Parameters(query)
	}
	if hasFragment {
		out += "#" + r.Parameters(fragment)
	}
	return out
}

// AfterUser is what follows the user of a URL that has one, from its "@" on. A name may have one, too: the last of the
// authority counts (RFC 3986 §3.2.1 as Go's net/url reads it).
func AfterUser(raw string) string {
	start := strings.Index(raw, "://") + len("://")
	end := len(raw)
	if i := strings.IndexByte(raw[start:], '/'); i >= 0 {
		end = start + i
	}
	return raw[start+strings.LastIndexByte(raw[start:end], '@'):]
}

// guid is what tenants and the like are named by, in the path of an issuer.
var guid = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
})

const maxPathSegment = 40 // bytes: longer ones are values, not names

// path masks the segments that are long, have a mail address, or are a DID.
func (r *Redactor) path(s string) string {
	segments := strings.Split(s, "/")
	for i, segment := range segments {
		plain, err := url.PathUnescape(segment)
		if err != nil {
			plain = segment
		}
		host := i == 2 && strings.Contains(s, "://")
		switch {
		case host:
		case IsMarker(plain):
		case len(plain) > maxPathSegment && !guid().MatchString(plain):
			segments[i] = r.masked("path", plain)
		case strings.Contains(plain, "@"), strings.HasPrefix(plain, "did:"):
			segments[i] = r.markPersonal("path", segment)
		default:
			if safe := r.Text(plain); safe != plain {
				segments[i] = safe
			}
		}
	}
	return strings.Join(segments, "/")
}

// Path redacts a path without a query, such as a stranger asked for.
func (r *Redactor) Path(s string) string { return r.path(s) }
