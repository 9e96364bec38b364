// The tiles of picture 11, and the panel that says what to register where.

package state

import (
	"proofkey/oauthflow/preset"
)

// PresetView is what the room of the form shows of presets. Shown is false where a connection is edited.
type PresetView struct {
	Shown    bool
	Usual    []PresetTile // and any other provider
	More     []PresetTile
	MoreText Text   // label of the fold
	Unusable []Text // which cannot work, and why
	Panel    *RegistrationPanel
}

// PresetTile is a provider to choose.
type PresetTile struct {
	ID, Name, Letter, Color string
	Needs                   Text
	Selected, Enabled       bool
}

// RegistrationPanel is what the chosen preset asks for, and what has to be registered at the provider.
type RegistrationPanel struct {
	Title      Text
	Inputs     []PresetInput
	Secret     Text     // why a client secret is needed; zero if none is
	Register   []string // the exact text, one for each entry there; none if nothing is to be entered
	Several    Text     // what several ports are for; zero if there is one, or any
	Fixed      Text     // that ports must be fixed, if they are not; zero otherwise
	Where      Text     // in the vendor's console
	Source     string   // URL of its documentation
	Watch      []Text
	Calls      []string // to try the access token at
	NotTried   Text
	Search     Button // of the address; its Label is zero where the issuer is known
	Searched   Text   // what came of it
	FromGoogle bool   // the file of Google's console can be imported
}

// PresetInput is something that the preset asks for.
type PresetInput struct {
	Name           string
	Label, Help    Text
	Value, Example string
	Masked         string // to be shown instead of Value in presenter mode; "" otherwise
	Problem        Text
}

// PresetView returns the tiles and the panel.
func (f Form) PresetView() PresetView {
	v := PresetView{Shown: f.ProfileID == "" && len(f.Presets.All) > 0, MoreText: T("preset.more")}
	if !v.Shown {
		return v
	}
	for _, p := range f.Presets.All {
		tile := PresetTile{
			ID: p.ID, Name: p.Name, Letter: p.Letter, Color: p.Color, Needs: Known(p.Needs), Selected: p.ID == f.Presets.Chosen, Enabled: p.Unusable == "",
		}
		if p.Usual() {
			v.Usual = append(v.Usual, tile)
		} else {
			v.More = append(v.More, tile)
		}
		if p.Unusable != "" {
			v.Unusable = append(v.Unusable, T("preset.unusable", "Name", p.Name, "Why", Known(p.Unusable)))
		}
	}
	v.Usual = append(v.Usual, PresetTile{Name: anyOther, Letter: "A", Color: "#64748B", Needs: T("preset.other.needs"), Selected: f.Presets.Chosen == "", Enabled: true})
	v.Panel = f.registrationPanel()
	return v
}

// anyOther is the name of the tile of a provider that no preset is of: the view shows words instead.
const anyOther = ""

// TileName is the name that a tile shows.
func (t PresetTile) TileName() Text {
	if t.Name == anyOther {
		return T("preset.other")
	}
	return Literal(t.Name)
}

func (f Form) registrationPanel() *RegistrationPanel {
	p := f.preset()
	if p == nil {
		return nil
	}
	panel := &RegistrationPanel{
		Title: T("preset.title", "Name", p.Name), Where: Known(p.Console.Where), Source: p.Console.URL, NotTried: T("preset.not_tried"),
		FromGoogle: p.ID == preset.GoogleID,
	}
	for _, i := range p.Inputs {
		input := PresetInput{Name: i.Name, Label: presetInputLabel(i.Name), Value: f.Presets.Inputs[i.Name], Example: i.Example, Problem: f.presetInputProblem(i)}
		if input.Help = T("preset.example", "Example", i.Example); i.Optional {
			input.Help = T("preset.example_optional", "Example", i.Example)
		}
		panel.Inputs = append(panel.Inputs, input)
	}
	if p.Secret.Needed {
		panel.Secret = Known(p.Secret.Why)
	}
	redirect, err := f.redirect()
	panel.Register = p.Registration(redirect)
	switch fits := p.Fits(redirect); {
	case err == nil && !fits:
		panel.Fixed = T("preset.port_needed", "Ports", portsOf(p.Redirect.Default()))
	case fits && p.Redirect.Rule != preset.AnyPort && len(redirect.Ports) > 1:
		panel.Several = T("preset.several_ports")
	}
	for _, quirk := range p.Quirks {
		panel.Watch = append(panel.Watch, Known(quirk))
	}
	if c, err := p.Connection(f.Presets.Inputs); err == nil {
		for _, call := range c.Calls {
			panel.Calls = append(panel.Calls, call.URL)
		}
	}
	f.searchPart(panel)
	return panel
}

// presetInputLabel names an input.
func presetInputLabel(name string) Text {
	switch name {
	case "tenant":
		return T("preset.input.tenant")
	case "domain":
		return T("preset.input.domain")
	case "audience":
		return T("preset.input.audience")
	case "server":
		return T("preset.input.server")
	case "host":
		return T("preset.input.host")
	case "instance":
		return T("preset.input.instance")
	case "realm":
		return T("preset.input.realm")
	case "region":
		return T("preset.input.region")
	case "pool":
		return T("preset.input.pool")
	case "slug":
		return T("preset.input.slug")
	case "account":
		return T("preset.input.account")
	case "environment":
		return T("preset.input.environment")
	}
	return T("preset.input.url")
}
