// Which preset a connection is of, by its issuer: for what is known of its provider after it was made.

package preset

import (
	"net/url"
	"regexp"
	"strings"

	"proofkey/oauthflow"
)

// Recognise returns the preset that an issuer is of, and the inputs that stand in it. A preset whose issuer is an input
// alone fits anything, and is found by its default only.
func Recognise(presets []Preset, issuer string) (Preset, map[string]string, bool) {
	for _, p := range presets {
		if p.Unusable != "" {
			continue
		}
		if values, ok := p.inputsIn(issuer); ok {
			return p, values, true
		}
	}
	return Preset{}, nil, false
}

func (p Preset) inputsIn(issuer string) (map[string]string, bool) {
	if len(p.Inputs) == 1 && p.Issuer == "{"+p.Inputs[0].Name+"}" {
		value, err := p.Inputs[0].Take(p.Inputs[0].Default)
		return map[string]string{p.Inputs[0].Name: value}, err == nil && value == issuer
	}
	pattern := regexp.QuoteMeta(p.Issuer)
	pattern = strings.NewReplacer(`\[`, "(?:", `\]`, ")?").Replace(pattern)
	for _, i := range p.Inputs {
		part := "[^/]+"
		if i.Kind == Base {
			part = "https?://.+"
		}
		pattern = strings.Replace(pattern, `\{`+i.Name+`\}`, "(?P<"+i.Name+">"+part+")", 1)
	}
	template, err := regexp.Compile("^" + pattern + "$")
	if err != nil {
		return nil, false
	}
	found := template.FindStringSubmatch(issuer)
	if found == nil {
		return nil, false
	}
	values := map[string]string{}
	for n, name := range template.SubexpNames() {
		if name != "" {
			values[name] = found[n]
		}
	}
	return values, p.allTaken(values)
}

// allTaken reports whether each input that stands in the issuer is one that the preset takes. The others are not known.
func (p Preset) allTaken(values map[string]string) bool {
	for _, i := range p.Inputs {
		value, stands := values[i.Name]
		if !stands {
			values[i.Name] = ""
			continue
		}
		if _, err := i.Take(value); err != nil || i.Kind == Host && domainOf(value) != domainOf(i.Example) {
			return false // a domain of its own may be anybody's
		}
	}
	return true
}

// domainOf is the vendor's domain: the last two labels of a host.
func domainOf(host string) string {
	labels := strings.Split(host, ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

// CallsAt returns the calls of a connection with this issuer, as far as their URLs follow from it; none if no preset is
// of it.
func CallsAt(presets []Preset, issuer string) []Call {
	p, values, ok := Recognise(presets, issuer)
	if !ok {
		return nil
	}
	return p.calls(issuer, values)
}

// CallsOfAccount returns the calls at the server of an AT Protocol account (a DID), which differ from account to account.
func CallsOfAccount(presets []Preset, server, account string) []Call {
	for _, p := range presets {
		if p.OAuthOnly.Identity == oauthflow.IdentityATProto {
			return p.calls("", map[string]string{"server": server, "account": url.QueryEscape(account)})
		}
	}
	return nil
}
