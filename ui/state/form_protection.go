// The choices of the form that protect requests and tokens: pushed authorization requests (RFC 9126) and proofs of
// possession (RFC 9449).

package state

import "proofkey/oauthflow"

// FieldOption is a value that a field can have, and what it is called.
type FieldOption struct {
	Value string
	Label Text
}

// optionsOf returns the options of a field in order; nil for one that is typed.
func optionsOf(name FieldName) []FieldOption {
	var options []FieldOption
	switch name {
	case FieldPush:
		for _, use := range oauthflow.PushUses() {
			options = append(options, optionOf(name, string(use), "when_required"))
		}
	case FieldIdentity:
		for _, source := range oauthflow.IdentitySources() {
			options = append(options, optionOf(name, string(source), "by_call"))
		}
	case FieldDPoP:
		for _, use := range oauthflow.DPoPUses() {
			options = append(options, optionOf(name, string(use), "when_offered"))
		}
	}
	return options
}

// optionOf names a value; the default one is empty and has a name of its own.
func optionOf(name FieldName, value, ofDefault string) FieldOption {
	called := value
	if called == "" {
		called = ofDefault
	}
	return FieldOption{Value: value, Label: T("form." + string(name) + "." + called)}
}

// protects reports whether the connection asks for more than it does by itself.
func (f Form) protects() bool {
	return f.PushAuthorization != string(oauthflow.PushWhenRequired) || f.DPoP == string(oauthflow.DPoPRequired)
}
