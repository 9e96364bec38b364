// The settings of the form that are parameters or resources of a request (OpenID Connect Core §3.1.2.1, RFC 8707), and how
// this computer reaches the provider.

package state

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"proofkey/oauthflow"
)

// FormSettings are what has been typed. The parameters of the authorization request that most providers know have
// fields of their own here; a profile holds them in one map with the others.
type FormSettings struct {
	Prompt, MaxAge, LoginHint, ACRValues, UILocales, Claims, Audience string

	Resources       string // one on a line
	TokenParameters string // name=value, one on a line

	CAFile, Proxy, ProxyUser, ProxyPassword string // of this computer only
}

// The fields of the settings. Those of parameters are named like the parameter.
const (
	FieldPrompt          FieldName = "prompt"
	FieldMaxAge          FieldName = "max_age"
	FieldLoginHint       FieldName = "login_hint"
	FieldACRValues       FieldName = "acr_values"
	FieldUILocales       FieldName = "ui_locales"
	FieldClaims          FieldName = "claims"
	FieldAudience        FieldName = "audience"
	FieldResources       FieldName = "resources"
	FieldTokenParameters FieldName = "token_parameters"
	FieldCAFile          FieldName = "ca_file"
	FieldProxy           FieldName = "proxy"
	FieldProxyUser       FieldName = "proxy_user"
	FieldProxyPassword   FieldName = "proxy_password"
)

func (s *FormSettings) field(name FieldName) *string {
	switch name {
	case FieldPrompt:
		return &s.Prompt
	case FieldMaxAge:
		return &s.MaxAge
	case FieldLoginHint:
		return &s.LoginHint
	case FieldACRValues:
		return &s.ACRValues
	case FieldUILocales:
		return &s.UILocales
	case FieldClaims:
		return &s.Claims
	case FieldAudience:
		return &s.Audience
	case FieldResources:
		return &s.Resources
	case FieldTokenParameters:
		return &s.TokenParameters
	case FieldCAFile:
		return &s.CAFile
	case FieldProxy:
		return &s.Proxy
	case FieldProxyUser:
		return &s.ProxyUser
	case FieldProxyPassword:
		return &s.ProxyPassword
	}
	return nil
}

// fill takes the settings of a profile and returns the parameters that have no field. An empty one says that a
// parameter is not to be sent, as of prompt (AUTHZ-10), which no field can say.
func (s *FormSettings) fill(p oauthflow.Profile) map[string]string {
	others := maps.Clone(p.AuthorizationParameters)
	for _, name := range knownParameters() {
		if value := strings.TrimSpace(others[string(name)]); value != "" {
			*s.field(name) = value
			delete(others, string(name))
		}
	}
	s.Resources, s.TokenParameters = strings.Join(p.Resources, "\n"), parameterLines(p.TokenParameters)
	n := p.Network
	s.CAFile, s.Proxy, s.ProxyUser, s.ProxyPassword = n.CAFile, n.Proxy, n.ProxyUser, n.ProxyPassword.Reveal()
	return others
}

// parameterLines writes one name=value on a line.
func parameterLines(parameters map[string]string) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		lines = append(lines, name+"="+parameters[name])
	}
	return strings.Join(lines, "\n")
}

// parameter is what is sent of a field; claims in the shortest form.
func (s FormSettings) parameter(name FieldName) string {
	value := strings.TrimSpace(*s.field(name))
	var compact bytes.Buffer
	if name == FieldClaims && json.Compact(&compact, []byte(value)) == nil {
		return compact.String()
	}
	return value
}

// authorizationParameters are those of the fields and the others. A name that stands in both is an error.
func (f Form) authorizationParameters() (map[string]string, error) {
	parameters, err := f.parameters()
	for _, name := range knownParameters() {
		if value := f.Settings.parameter(name); value != "" {
			if parameters == nil {
				parameters = map[string]string{}
			}
			parameters[string(name)] = value
		}
	}
	return parameters, err
}

// ofComputer are the settings that do not depend on the provider.
func (s FormSettings) ofComputer() FormSettings {
	return FormSettings{CAFile: s.CAFile, Proxy: s.Proxy, ProxyUser: s.ProxyUser, ProxyPassword: s.ProxyPassword}
}

// network is how the provider is reached.
func (s FormSettings) network() oauthflow.Network {
	return oauthflow.Network{
		CAFile: strings.TrimSpace(s.CAFile), Proxy: strings.TrimSpace(s.Proxy), ProxyUser: strings.TrimSpace(s.ProxyUser), ProxyPassword: oauthflow.NewSecret(s.ProxyPassword),
	}
}

// networkWith is how the provider would be reached with one typed field of the proxy's credentials. What is wrong with
// another field is said there.
func (s FormSettings) networkWith(name FieldName) oauthflow.Network {
	n := s.network()
	switch {
	case strings.HasPrefix(n.Proxy, "socks5:"):
		n.Proxy = "socks5://example.com"
	case name == FieldProxyPassword || n.Proxy != "" && n.Proxy != oauthflow.ProxyDirect:
		n.Proxy = "http://example.com"
	}
	if name == FieldProxyUser {
		return oauthflow.Network{Proxy: n.Proxy, ProxyUser: n.ProxyUser}
	}
	if n.ProxyUser != "" {
		n.ProxyUser = "x"
	}
	return oauthflow.Network{Proxy: n.Proxy, ProxyUser: n.ProxyUser, ProxyPassword: n.ProxyPassword}
}

// Network is what Discover asks the provider by.
func (f Form) Network() oauthflow.Network { return f.Settings.network() }

// only puts one typed setting into a profile; false if the field is none of these.
func (s FormSettings) only(p *oauthflow.Profile, name FieldName) (bool, error) {
	switch name {
	case FieldResources:
		p.Resources = strings.Fields(s.Resources)
	case FieldTokenParameters:
		var err error
		p.TokenParameters, err = readParameters(s.TokenParameters)
		return true, err
	case FieldCAFile:
		p.Network.CAFile = strings.TrimSpace(s.CAFile)
	case FieldProxy:
		p.Network.Proxy = strings.TrimSpace(s.Proxy)
	case FieldProxyUser, FieldProxyPassword:
		p.Network = s.networkWith(name)
	default:
		if !slices.Contains(knownParameters(), name) {
			return false, nil
		}
		p.AuthorizationParameters = map[string]string{string(name): s.parameter(name)}
	}
	return true, nil
}

// given reports whether a setting of the fold has a value.
func (s FormSettings) given() bool { return s != FormSettings{} }
