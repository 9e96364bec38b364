// Presenter mode's mask over names: a name of a member, a parameter or a header may be a value itself.

package state

import (
	"strings"

	"proofkey/oauthflow/report/redaction"
)

// name masks a name that is a value.
func (v veil) name(name string) string {
	if v.down && redaction.PersonalName(name) {
		return hiddenValue
	}
	return name
}

// maskQuery knows ";" as a separator too, as some servers do.
func maskQuery(query string) string {
	if before, after, ok := strings.Cut(query, ";"); ok {
		return maskQuery(before) + ";" + maskQuery(after)
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, value, given := strings.Cut(pair, "=")
		switch plain := unescape(value); {
		case !given && pair != "":
			pairs[i] = hiddenValue // its name may be a value
		case !given:
		default:
			shown, masked := veil{true}.name(unescape(name)), veil{true}.mask(veiledField, unescape(name), plain)
			if shown == unescape(name) {
				shown = name
			}
			if masked == plain {
				masked = value
			}
			pairs[i] = shown + "=" + masked
		}
	}
	return strings.Join(pairs, "&")
}

// queryNames masks the names of a query that are values. One that is cut may have been.
func (v veil) queryNames(names string) string {
	if !v.down {
		return names
	}
	list := strings.Split(names, "&")
	for i, name := range list {
		if strings.HasSuffix(name, "…") || v.name(unescape(name)) != unescape(name) {
			list[i] = hiddenValue
		}
	}
	return strings.Join(list, "&")
}
