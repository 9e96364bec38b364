// The form in presenter mode: extra parameters may name somebody.

package state

import "strings"

// FormFields returns the fields of the form, as they may be in sight.
func (s *State) FormFields() []Field {
	fields := s.Form.Fields()
	for i := range fields {
		if f := &fields[i]; f.Name == FieldParameters && strings.TrimSpace(f.Value) != "" {
			f.Masked = s.veil().parameters(f.Value)
		}
	}
	return fields
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
