// The form in presenter mode: parameters, hints and what is of this computer may name somebody.

package state

import "strings"

// isVeiled reports whether presenter mode masks the field, beside those with lines.
func isVeiled(name FieldName) bool {
	switch name {
	case FieldIssuer, FieldLoginHint, FieldAccount, FieldAudience, FieldCAFile, FieldProxy, FieldProxyUser:
		return true
	}
	return false
}

// FormFields returns the fields of the form, as they may be in sight.
func (s *State) FormFields() []Field {
	fields := s.Form.Fields()
	for i := range fields {
		if f := &fields[i]; f.Veiled && strings.TrimSpace(f.Value) != "" {
			f.Masked = s.veil().formField(f.Name, f.Value)
		}
		f := &fields[i]
		if f.Name == FieldIssuer && s.Form.ofATProto() {
			f.Masked = s.veil().account(f.Value)
		}
		if f.Masked != "" || f.Name == FieldCAFile {
			f.Problem = s.veil().text(f.Problem) // which repeats the value
		}
		if s.veil().down && len(f.Seen) > 0 {
			f.Seen = f.Seen[:1] // how many; whose they are may name the person's company
		}
	}
	return fields
}

// formField is the masked value of a field; "" where nothing of it is masked.
func (v veil) formField(name FieldName, value string) string {
	masked := value
	switch name {
	case FieldParameters, FieldTokenParameters:
		return v.parameters(value)
	case FieldIssuer, FieldOrigins:
		return ""
	case FieldResources:
		masked = strings.Join(strings.Fields(value), " · ")
		for _, resource := range strings.Fields(value) {
			masked = strings.Replace(masked, resource, v.mask(veiledURL, "", resource), 1)
		}
		value = strings.Join(strings.Fields(value), " · ")
	case FieldCAFile, FieldProxy, FieldProxyUser:
		masked = v.mask(veiledWords, "", value)
	case FieldAccount:
		masked = v.mask(veiledField, "sub", value)
	default:
		masked = v.mask(veiledField, string(name), value)
	}
	if masked == value {
		return ""
	}
	return line(masked)
}

// parameters masks lines of name=value; "" where nothing of them is masked.
func (v veil) parameters(lines string) string {
	var masked []string
	changed := false
	for pair := range strings.Lines(lines) {
		name, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
		shown := v.mask(veiledField, name, value)
		changed = changed || shown != value || v.name(name) != name
		masked = append(masked, line(v.name(name)+"="+shown))
	}
	if !changed {
		return ""
	}
	return strings.Join(masked, " · ")
}

// PresetView returns the tiles and the panel, as they may be in sight: a handle names somebody.
func (s *State) PresetView() PresetView {
	v := s.Form.PresetView()
	if v.Panel == nil {
		return v
	}
	for i := range v.Panel.Inputs {
		input := &v.Panel.Inputs[i]
		if input.Name == "account" {
			if input.Masked = s.veil().account(input.Value); input.Masked != "" {
				input.Problem = s.veil().text(input.Problem)
			}
		}
	}
	return v
}

// account is the masked handle or DID; "" where nothing is masked, as of the URL of a server.
func (v veil) account(typed string) string {
	if !v.down || strings.TrimSpace(typed) == "" || strings.Contains(typed, "://") && !strings.HasPrefix(strings.TrimSpace(typed), "at://") {
		return ""
	}
	return line(v.mask(veiledField, "handle", typed))
}
