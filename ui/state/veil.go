// What presenter mode masks, by the kind of each field: the tables are those of redacted reports.

package state

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

// veil masks while it is down.
type veil struct{ down bool }

// veiledKind says what a value is.
type veiledKind int

const (
	veiledField    veiledKind = iota // a claim, a member or a parameter, by its name
	veiledHeader                     // a field of an HTTP message, by its name
	veiledEvidence                   // of a check, by its rule
	veiledWords                      // free text from elsewhere, which may name somebody
	veiledPerson                     // who somebody is
	veiledURL
	veiledPath // of a URL
)

// mask is the value as it may be shown. All that presenter mode masks goes through it.
func (v veil) mask(kind veiledKind, name, value string) string {
	if !v.down || value == "" {
		return value
	}
	switch kind {
	case veiledField:
		return maskSort(redaction.SortOf(name), name, value)
	case veiledHeader:
		return maskSort(redaction.SortOfHeader(name), name, value)
	case veiledEvidence:
		if !redaction.PersonalEvidence(name) {
			return value
		}
	case veiledURL:
		return maskAddress(value)
	case veiledPath:
		return maskPath(value)
	}
	return hiddenValue
}

func maskSort(sort redaction.Sort, name, value string) string {
	switch {
	case sort == redaction.Open:
		return value
	case sort == redaction.Address:
		return maskAddress(value)
	case sort == redaction.Secret && isShortened(name):
		return oauthflow.Shorten(value) // as it is always shown
	case strings.EqualFold(name, "WWW-Authenticate"):
		return maskChallenge(value)
	}
	return hiddenValue
}

// maskAddress masks what a URL says beyond where it leads.
func maskAddress(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Opaque != "" || u.Scheme == "" && u.Host == "" && !strings.HasPrefix(raw, "/") {
		return hiddenValue
	}
	rest, fragment, hasFragment := strings.Cut(raw, "#")
	rest, query, hasQuery := strings.Cut(rest, "?")
	if u.User != nil {
		rest = u.Scheme + "://" + hiddenValue + redaction.AfterUser(rest)
	}
	out := maskPath(rest)
	if hasQuery {
		out += "?" + maskQuery(query)
	}
	if hasFragment {
		out += "#" + maskQuery(fragment)
	}
	return out
}

// maskPath masks the segments that are values, and a host that is one. Scheme and host may stand before the path, or the
// host alone.
func maskPath(path string) string {
	segments := strings.Split(path, "/")
	host, whole := 0, strings.Contains(path, "://")
	if whole {
		host = 2
	}
	for i, segment := range segments {
		plain, err := url.PathUnescape(segment)
		value := (i != host || !whole) && (err != nil || redaction.PersonalSegment(plain))
		if value || i == host && segment != "" && redaction.PersonalURL(path) {
			segments[i] = hiddenValue
		}
	}
	return strings.Join(segments, "/")
}

// maskChallenge masks the free text of challenges (RFC 6750 §3). What breaks the grammar is masked whole.
func maskChallenge(value string) string {
	open := []string{"realm", "error", "error_uri", "scope", "acr_values", "max_age", "algs", "resource_metadata"}
	var all []string
	for _, c := range oauthflow.ParseChallenges([]string{value}) {
		var parameters []string
		for _, name := range slices.Sorted(maps.Keys(c.Parameters)) {
			v := c.Parameters[name]
			if !slices.Contains(open, name) {
				v = hiddenValue
			}
			parameters = append(parameters, veil{true}.name(name)+`="`+v+`"`)
		}
		all = append(all, strings.TrimSpace(c.Scheme+" "+strings.Join(parameters, ", ")))
	}
	if len(all) == 0 {
		return hiddenValue
	}
	return strings.Join(all, ", ")
}

// member masks a value that is personal or secret by the name of one of the members around it.
func (v veil) member(path, value string) string {
	for name := range strings.SplitSeq(path, ".") {
		name, _, _ = strings.Cut(name, "[")
		if masked := v.mask(veiledField, name, value); masked != value {
			return masked
		}
	}
	return value
}

// text masks the values of a sentence that come from the system, such as a path with the name of its owner.
func (v veil) text(t Text) Text {
	if !v.down || len(t.Values) == 0 || t.Key == KeyKnown { // which is a sentence of ours
		return t
	}
	masked := Text{Key: t.Key, Values: map[string]any{}}
	for name, value := range t.Values {
		switch x := value.(type) {
		case string:
			value = v.mask(veiledWords, name, x)
		case Text:
			if _, _, ok := x.Evidence(); ok {
				value = v.evidenceMasked(name, x)
			}
		}
		masked.Values[name] = value
	}
	return masked
}
