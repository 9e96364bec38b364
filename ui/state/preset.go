// The presets of the form of a new connection: which one was chosen, what it asks for, and what it fills in.

package state

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"proofkey/oauthflow"
	"proofkey/oauthflow/preset"
)

// The fields that presets brought.
const (
	FieldTenant      FieldName = "tenant"       // pinned, of a multi-tenant issuer
	FieldIdentityURL FieldName = "identity_url" // of a provider that is OAuth only
)

// anyMultiTenant is an issuer that a tenant is judged with alone.
const anyMultiTenant = "https://login.microsoftonline.com/common/v2.0"

// PresetForm is the part of the form that presets fill.
type PresetForm struct {
	All    []preset.Preset // none where a connection is edited
	Chosen string          // ID; "" for any other provider
	Inputs map[string]string
	More   bool // those that are not the usual ones are in sight
}

func newPresetForm() PresetForm {
	all, _ := preset.All() // the files are built in, and a test reads each
	return PresetForm{All: all}
}

// preset is the chosen one, nil if none is.
func (f Form) preset() *preset.Preset { return f.presetByID(f.Presets.Chosen) }

func (f Form) presetByID(id string) *preset.Preset {
	i := slices.IndexFunc(f.Presets.All, func(p preset.Preset) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &f.Presets.All[i]
}

// ChoosePreset begins the form anew with a preset, or with none for the ID "": how this computer reaches a provider stays.
// One that cannot work is not chosen.
func (f *Form) ChoosePreset(id string) {
	p := f.presetByID(id)
	if p == nil && id != "" || p != nil && p.Unusable != "" {
		return
	}
	fresh := NewForm()
	fresh.Presets = PresetForm{All: f.Presets.All, Chosen: id, More: f.Presets.More, Inputs: map[string]string{}}
	fresh.Settings, fresh.CAFile = f.Settings.ofComputer(), f.CAFile
	fresh.Advanced = fresh.Settings.given() // nothing that stays is folded away
	if p != nil {
		for _, input := range p.Inputs {
			fresh.Presets.Inputs[input.Name] = input.Default
		}
		fresh.Name, fresh.ClientID, fresh.Scopes, fresh.OAuthOnly, fresh.Endpoints = p.Name, p.ClientID, strings.Join(p.Scopes, " "), p.OAuthOnly, p.Endpoints
		fresh.Identity, fresh.DPoP = string(p.OAuthOnly.Identity), string(p.DPoP)
		fresh.Host, fresh.Port, fresh.Path = p.Redirect.Host, portsOf(p.Redirect.Default()), p.Redirect.Path
		fresh.fillFromInputs(p)
		fresh.followATProto()
	}
	*f = fresh
}

// SetPresetInput takes what the person has typed into an input of the preset.
func (f *Form) SetPresetInput(name, text string) {
	p := f.preset()
	if p == nil || f.Presets.Inputs[name] == text {
		return
	}
	f.Presets.Inputs = maps.Clone(f.Presets.Inputs)
	f.Presets.Inputs[name] = text
	f.Found, f.Problem, f.Search = nil, nil, nil
	f.fillFromInputs(p)
}

// fillFromInputs fills in what follows from the inputs: nothing as long as one of them cannot be used.
func (f *Form) fillFromInputs(p *preset.Preset) {
	network := f.Settings.ofComputer()
	f.Issuer, f.Origins, f.Parameters, f.Settings, f.proposed = "", "", "", network, proposal{}
	f.OAuthOnly.Account = p.OAuthOnly.Account
	c, err := p.Connection(f.Presets.Inputs)
	if err != nil {
		return
	}
	f.Issuer, f.Origins = c.Profile.Issuer+c.Address, strings.Join(c.Profile.APIOrigins, "\n")
	filled := EditForm(c.Profile)
	f.Parameters, f.Settings = filled.Parameters, filled.Settings
	f.Settings.CAFile, f.Settings.Proxy, f.Settings.ProxyUser, f.Settings.ProxyPassword = network.CAFile, network.Proxy, network.ProxyUser, network.ProxyPassword
}

// presetInputProblem is what is wrong with an input of the preset; zero as long as it is empty and nothing was tried.
func (f Form) presetInputProblem(i preset.Input) Text {
	typed := f.Presets.Inputs[i.Name]
	if strings.TrimSpace(typed) == "" && !f.Tried {
		return Text{}
	}
	_, err := i.Take(typed)
	switch {
	case err == nil:
		return f.addressProblem()
	case errors.Is(err, preset.ErrMissing):
		return T("form.missing")
	}
	return Known(err.Error())
}

// hidesForPreset reports whether a field is not offered: the secret that a preset asks for stands with the preset, and a
// tenant is pinned at a multi-tenant issuer alone.
func (f Form) hidesForPreset(name FieldName) bool {
	p := f.preset()
	switch name {
	case FieldClientSecret:
		return p != nil && p.Secret.Needed
	case FieldTenant:
		return !oauthflow.MultiTenant(strings.TrimSpace(f.Issuer))
	case FieldAccount:
		return !f.ofATProto()
	}
	return false
}

// tenant is the pinned one, where the issuer stands for many.
func (f Form) tenant() string {
	if f.hidesForPreset(FieldTenant) {
		return ""
	}
	return strings.TrimSpace(f.Tenant)
}
