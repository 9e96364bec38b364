// The form's fields with what is wrong with each, judged by oauthflow.Profile.Validate.

package state

import (
	"slices"
	"strings"
)

// FieldName is a field of the form.
type FieldName string

// The fields in the order of the form. Those of endpoints are named like the members of oauthflow.Endpoints.
const (
	FieldIssuer       FieldName = "issuer"
	FieldTitle        FieldName = "name"
	FieldClientID     FieldName = "client_id"
	FieldScopes       FieldName = "scopes"
	FieldHost         FieldName = "host"
	FieldPort         FieldName = "port"
	FieldPath         FieldName = "path"
	FieldParameters   FieldName = "parameters"
	FieldOrigins      FieldName = "origins"
	FieldPostLogout   FieldName = "post_logout_path"
	FieldPush         FieldName = "push_authorization"
	FieldDPoP         FieldName = "dpop"
	FieldClientSecret FieldName = "client_secret"
)

// FieldNames returns the fields in order.
func FieldNames() []FieldName {
	return slices.Concat([]FieldName{FieldIssuer, FieldTitle, FieldClientID, FieldScopes}, advancedFields(), []FieldName{FieldIdentityURL}, endpointFields())
}

// Fold is a part of the form that is folded away until it is opened.
type Fold string

// The folds.
const (
	FoldAdvanced Fold = "advanced"
	FoldByHand   Fold = "by_hand"
)

func foldOf(name FieldName) Fold {
	switch name {
	case FieldIssuer, FieldTitle, FieldClientID, FieldScopes:
		return ""
	}
	if name == FieldIdentityURL || slices.Contains(endpointFields(), name) {
		return FoldByHand
	}
	return FoldAdvanced
}

// Field is a field of the form for the view.
type Field struct {
	Name     FieldName
	Label    Text
	Help     Text
	Value    string
	Masked   string        // to be shown instead of Value in presenter mode; "" otherwise
	Fold     Fold          // that it is in; "" if it is always in sight
	ReadOnly bool          // it is shown, and cannot be changed
	Hidden   bool          // it is not offered for this connection
	Lines    bool          // more than one line
	Options  []FieldOption // of which one is chosen; nil: it is typed
	Veiled   bool          // presenter mode may mask it
	Secret   Masked        // what reveals it, if it is masked until then
	Choose   Button        // asks for a file that is named in it; zero if none is
	Seen     []Text        // what was found in that file, line by line
	SeenKind Dot
	Group    Text // the heading that it stands under; zero if it has none
	Problem  Text // what is wrong with it; zero if nothing, or if the person has not come to it yet
}

// Fields returns the fields. An empty field is called missing only after the person has tried to save.
func (f Form) Fields() []Field {
	fields := make([]Field, 0, len(FieldNames()))
	for _, name := range FieldNames() {
		field := Field{
			Name: name, Label: T("form." + string(name)), Help: T("form." + string(name) + ".help"), Value: f.value(name),
			Lines: hasLines(name), Veiled: hasLines(name) || isVeiled(name), Group: groupOf(name), Fold: foldOf(name), Options: optionsOf(name), Secret: secretOf(name),
		}
		if f.Tried || strings.TrimSpace(field.Value) != "" {
			field.Problem = f.fieldProblem(name)
		}
		if name == FieldIssuer && !f.Tried && f.searchable() {
			field.Problem = Text{} // it can be searched, and need not be an issuer yet
		}
		if name == FieldCAFile {
			f.asOfCAFile(&field)
		}
		field.Hidden = f.hidesForPreset(name)
		if f.ofDemo() {
			field.asOfDemo()
		}
		fields = append(fields, field)
	}
	return fields
}

// secretOf is what reveals a field that is masked.
func secretOf(name FieldName) Masked {
	switch name {
	case FieldClientSecret:
		return MaskedClientSecret
	case FieldProxyPassword:
		return MaskedProxyPassword
	}
	return MaskedNothing
}

func hasLines(name FieldName) bool {
	switch name {
	case FieldParameters, FieldOrigins, FieldTokenParameters, FieldResources, FieldClaims:
		return true
	}
	return false
}

// Set takes what the person has typed into a field.
func (f *Form) Set(name FieldName, text string) {
	*f.field(name) = text
	if name == FieldCAFile {
		f.caFileNotOpened = nil
	}
	if name != FieldClientID {
		f.followATProto()
	}
}

func (f Form) value(name FieldName) string { return *f.field(name) }

func (f *Form) field(name FieldName) *string {
	own := map[FieldName]*string{
		FieldIssuer: &f.Issuer, FieldTitle: &f.Name, FieldClientID: &f.ClientID, FieldScopes: &f.Scopes,
		FieldHost: &f.Host, FieldPort: &f.Port, FieldPath: &f.Path, FieldPostLogout: &f.PostLogoutPath,
		FieldParameters: &f.Parameters, FieldOrigins: &f.Origins, FieldPush: &f.PushAuthorization, FieldDPoP: &f.DPoP,
		FieldTenant: &f.Tenant, FieldIdentityURL: &f.OAuthOnly.IdentityURL, FieldClientSecret: &f.ClientSecret,
		FieldIdentity: &f.Identity, FieldAccount: &f.OAuthOnly.Account,
	}
	if field := own[name]; field != nil {
		return field
	}
	if setting := f.Settings.field(name); setting != nil {
		return setting
	}
	return endpointIn(&f.Endpoints, name).URL
}
