// A preset and its inputs as a connection, and as the text to register.

package preset

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"proofkey/oauthflow"
)

// Connection is what a preset makes of its inputs.
type Connection struct {
	Profile oauthflow.Profile // without ID, and without client ID unless it is known; without issuer where there is an address
	Address string            // to be searched for; "": the issuer is known
	Calls   []Call
}

// Connection returns what the preset makes of its inputs. An input that cannot be used is the error, and the first of them
// is returned.
func (p Preset) Connection(typed map[string]string) (Connection, error) {
	values := map[string]string{}
	for _, i := range p.Inputs {
		value, err := i.Take(typed[i.Name])
		if err != nil {
			return Connection{}, err
		}
		values[i.Name] = value
	}
	c := Connection{Profile: oauthflow.Profile{
		Name: p.Name, Issuer: fill(p.Issuer, values), ClientID: p.ClientID, Scopes: slices.Clone(p.Scopes),
		Redirect: p.Redirect.Default(), Endpoints: p.Endpoints, OAuthOnly: p.OAuthOnly, DPoP: p.DPoP,
	}, Address: fill(p.Address, values)}
	if p.OAuthOnly.Identity == oauthflow.IdentityATProto {
		c.Profile.ClientID = oauthflow.ATProtoClientID(c.Profile.Redirect, c.Profile.Scopes)
	}
	c.Profile.AuthorizationParameters = p.parameters(values)
	c.Calls = p.calls(c.Profile.Issuer, values)
	for _, call := range c.Calls {
		if origin, err := oauthflow.OriginOf(call.URL); err == nil && !slices.Contains(c.Profile.APIOrigins, origin) {
			c.Profile.APIOrigins = append(c.Profile.APIOrigins, origin)
		}
	}
	return c, nil
}

// calls are those whose URL is known.
func (p Preset) calls(issuer string, values map[string]string) []Call {
	values = maps.Clone(values)
	values["issuer"] = strings.TrimRight(issuer, "/")
	var calls []Call
	for _, call := range p.Calls {
		if call.URL = fill(call.URL, values); call.URL != "" && !strings.Contains(call.URL, "{server}") {
			calls = append(calls, call)
		}
	}
	return calls
}

// parameters are those of the authorization request; one whose value is an input that was left empty is left out.
func (p Preset) parameters(values map[string]string) map[string]string {
	var filled map[string]string
	for name, text := range p.Parameters {
		value := fill(text, values)
		if value == "" && text != "" {
			continue
		}
		if filled == nil {
			filled = map[string]string{}
		}
		filled[name] = value
	}
	return filled
}

// Registration is the exact text to register for a redirect, one for each entry of the vendor's console; none if nothing
// is to be entered. Where the provider compares the port and the redirect has none, the ports are the preset's.
func (p Preset) Registration(r oauthflow.Redirect) []string {
	if p.Register == "" {
		return nil
	}
	ports := r.Candidates()
	if !p.Fits(r) {
		ports = p.Redirect.Default().Candidates()
	}
	var entries []string
	for _, port := range ports {
		text := strings.NewReplacer("{port}", strconv.Itoa(port), "{path}", cmp.Or(r.Path, p.Redirect.Path)).Replace(p.Register)
		if r.Host != "" && r.Host != p.Redirect.Host {
			text = strings.Replace(text, "//"+p.Redirect.Host, "//"+r.HostInURL(), 1)
		}
		if !slices.Contains(entries, text) {
			entries = append(entries, text)
		}
	}
	if p.Together != "" {
		return []string{strings.Join(entries, p.Together)}
	}
	return entries
}

// Fits reports whether a redirect is one that the provider can take: where it compares the port, there is one.
func (p Preset) Fits(r oauthflow.Redirect) bool {
	return p.Redirect.Rule == AnyPort || !slices.Contains(r.Candidates(), 0)
}
