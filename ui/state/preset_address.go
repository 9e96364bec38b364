// Presets that are found by an address: what is searched for, and what the panel says of it.

package state

import (
	"strings"

	"proofkey/oauthflow"
)

// address is what the chosen preset is found by; "" where its issuer is known, or an input cannot be used.
func (f Form) address() string {
	p := f.preset()
	if p == nil || p.Address == "" {
		return ""
	}
	c, err := p.Connection(f.Presets.Inputs)
	if err != nil {
		return ""
	}
	return c.Address
}

// byAddress reports whether the chosen preset is one that is found by an address.
func (f Form) byAddress() bool {
	p := f.preset()
	return p != nil && p.Address != ""
}

// SeekAddress puts the address of the preset where a search reads it: a search before may have left the issuer there.
func (f *Form) SeekAddress() {
	if address := f.address(); address != "" {
		f.Issuer = address
	}
}

// awaitsSearch reports whether what is typed is the address, and no search has found anything yet.
func (f Form) awaitsSearch() bool {
	return f.byAddress() && f.Found == nil && strings.TrimSpace(f.Issuer) == f.address()
}

// searchComesFirst reports whether searching is the next thing to do.
func (f Form) searchComesFirst() bool { return f.byAddress() && f.Found == nil }

// beforeSearch is what is wrong with a field that the search will fill in; said is false for the others.
func (f Form) beforeSearch(name FieldName) (said bool, text Text) {
	switch {
	case !f.awaitsSearch():
	case name == FieldIssuer:
		if fault := f.addressProblem(); !fault.IsZero() {
			return true, fault
		}
		return true, T("form.search_first")
	case name == FieldScopes:
		return true, Text{}
	}
	return false, Text{}
}

// searchable reports whether what is typed can be searched for.
func (f Form) searchable() bool { return f.searchFault(f.Issuer) == nil }

func (f Form) searchFault(typed string) error {
	if f.ofATProto() {
		return oauthflow.JudgeAccount(typed)
	}
	return oauthflow.JudgePasted(typed)
}

// addressProblem is what is wrong with the address of the chosen preset; zero if it can be searched for, or is not there.
func (f Form) addressProblem() Text {
	address := f.address()
	if address == "" {
		return Text{}
	}
	if err := f.searchFault(address); err != nil {
		return T("form.invalid", "Why", Evidence(faultSentence(err)))
	}
	return Text{}
}

// searchPart fills the panel of a preset that is found by an address.
func (f Form) searchPart(panel *RegistrationPanel) {
	if !f.byAddress() {
		return
	}
	panel.Search = button(ActionDiscover)
	panel.Search.Primary, panel.Search.Enabled = f.searchComesFirst(), f.address() != "" && f.addressProblem().IsZero()
	switch {
	case f.Discovering:
		panel.Search = button(ActionCancelDiscovery)
		panel.Searched = T("preset.search")
	case f.Found != nil:
		panel.Searched = T("preset.searched")
	case f.Search != nil && f.Search.Choices() == nil:
		panel.Searched = T("preset.search_failed")
	default:
		panel.Searched = T("preset.search")
	}
}
