// URLs, queries and forms with markers in them, read again.

package report

import (
	"net/url"
	"strings"
)

func queryOf(raw string) string {
	_, query, _ := strings.Cut(raw, "?")
	query, _, _ = strings.Cut(query, "#")
	return query
}

// pairsOf reads a redacted query or form: markers stand in it as they are.
func pairsOf(query string) []harPair {
	pairs := []harPair{}
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		pairs = append(pairs, harPair{unescaped(name), unescaped(value)})
	}
	return pairs
}

func unescaped(s string) string {
	plain, err := url.QueryUnescape(s)
	if err != nil || strings.HasPrefix(s, "[") { // a marker
		return s
	}
	return plain
}

// absoluteURL escapes the markers in a URL, so that it is one.
func absoluteURL(raw string) string {
	base, query, hasQuery := strings.Cut(raw, "?")
	u, err := url.Parse(base)
	if err != nil || !u.IsAbs() {
		u = &url.URL{Scheme: "about", Opaque: "blank"}
	}
	if !hasQuery {
		return u.String()
	}
	query, _, _ = strings.Cut(query, "#")
	var pairs []string
	for _, p := range pairsOf(query) {
		pairs = append(pairs, url.QueryEscape(p.Name)+"="+url.QueryEscape(p.Value))
	}
	return u.String() + "?" + strings.Join(pairs, "&")
}
