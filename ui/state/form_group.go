// The fields of the fold Advanced and their headings.

package state

import (
	"slices"
)

// knownParameters are the parameters that have a field, in order.
func knownParameters() []FieldName {
	return []FieldName{FieldPrompt, FieldMaxAge, FieldLoginHint, FieldACRValues, FieldUILocales, FieldClaims, FieldAudience}
}

// advancedFields are the fields of the fold, group by group.
func advancedFields() []FieldName {
	return slices.Concat([]FieldName{FieldHost, FieldPort, FieldPath, FieldPostLogout}, knownParameters(),
		[]FieldName{FieldResources, FieldTenant, FieldIdentity, FieldAccount, FieldParameters, FieldPush, FieldTokenParameters, FieldDPoP, FieldClientSecret, FieldOrigins}, networkFields())
}

// networkFields are the fields of how this computer reaches the provider.
func networkFields() []FieldName {
	return []FieldName{FieldCAFile, FieldProxy, FieldProxyUser, FieldProxyPassword}
}

// groupOf is the heading that a field of the fold stands under.
func groupOf(name FieldName) Text {
	switch name {
	case FieldHost, FieldPort, FieldPath, FieldPostLogout:
		return T("form.group.redirect")
	case FieldTokenParameters, FieldDPoP, FieldClientSecret:
		return T("form.group.token")
	case FieldOrigins:
		return T("form.group.network")
	case FieldParameters, FieldResources, FieldTenant, FieldPush, FieldIdentity, FieldAccount:
		return T("form.group.authorization")
	}
	if slices.Contains(knownParameters(), name) {
		return T("form.group.authorization")
	}
	if slices.Contains(networkFields(), name) {
		return T("form.group.network")
	}
	return Text{}
}
