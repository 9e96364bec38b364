// The form's fields with what is wrong with each, judged by oauthflow.Profile.Validate.

package state

import (
	"errors"
	"strconv"
	"strings"

	"proofkey/oauthflow"
)

// FieldName is a field of the form.
type FieldName string

// The fields in the order of the form. The first ones are always open, from FieldHost on they are folded away.
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
	FieldClientSecret FieldName = "client_secret"
)

// FieldNames returns the fields in order.
func FieldNames() []FieldName {
	return []FieldName{FieldIssuer, FieldTitle, FieldClientID, FieldScopes, FieldHost, FieldPort, FieldPath, FieldParameters, FieldOrigins, FieldClientSecret}
}

// Field is a field of the form for the view.
type Field struct {
	Name     FieldName
	Label    Text
	Help     Text
	Value    string
	Advanced bool // folded away
	Lines    bool // more than one line
	Problem  Text // what is wrong with it; zero if nothing, or if the person has not come to it yet
}

// Fields returns the fields. An empty field is called missing only after the person has tried to save.
func (f Form) Fields() []Field {
	fields := make([]Field, 0, len(FieldNames()))
	for _, name := range FieldNames() {
		field := Field{
			Name: name, Label: T("form." + string(name)), Help: T("form." + string(name) + ".help"), Value: f.value(name),
			Lines: name == FieldParameters || name == FieldOrigins,
		}
		switch name {
		case FieldIssuer, FieldTitle, FieldClientID, FieldScopes:
		default:
			field.Advanced = true
		}
		if f.Tried || strings.TrimSpace(field.Value) != "" {
			field.Problem = f.fieldProblem(name)
		}
		fields = append(fields, field)
	}
	return fields
}

// Set takes what the person has typed into a field.
func (f *Form) Set(name FieldName, text string) { *f.field(name) = text }

func (f Form) value(name FieldName) string { return *f.field(name) }

func (f *Form) field(name FieldName) *string {
	switch name {
	case FieldIssuer:
		return &f.Issuer
	case FieldTitle:
		return &f.Name
	case FieldClientID:
		return &f.ClientID
	case FieldScopes:
		return &f.Scopes
	case FieldHost:
		return &f.Host
	case FieldPort:
		return &f.Port
	case FieldPath:
		return &f.Path
	case FieldParameters:
		return &f.Parameters
	case FieldOrigins:
		return &f.Origins
	}
	return &f.ClientSecret
}

// fieldProblem judges one field in a profile whose other values are known to be good.
func (f Form) fieldProblem(name FieldName) Text {
	p, err := f.profileWithOnly(name)
	required := name == FieldIssuer || name == FieldClientID
	switch {
	case required && strings.TrimSpace(f.value(name)) == "":
		return T("form.missing")
	case errors.Is(err, errPort):
		return T("form.invalid.port")
	case err != nil:
		return T("form.invalid.parameters")
	}
	if err := p.Validate(); err != nil {
		return T("form.invalid", "Why", line(reasonOf(err)))
	}
	return Text{}
}

func (f Form) profileWithOnly(name FieldName) (oauthflow.Profile, error) {
	var err error
	p := oauthflow.Profile{
		Name: "x", Issuer: "https://example.com", ClientID: "x", Scopes: oauthflow.DefaultScopes(), Redirect: oauthflow.DefaultRedirect(),
	}
	switch name {
	case FieldIssuer:
		p.Issuer = strings.TrimSpace(f.Issuer)
	case FieldTitle:
		p.Name = strings.TrimSpace(f.Name)
	case FieldClientID:
		p.ClientID = strings.TrimSpace(f.ClientID)
	case FieldScopes:
		p.Scopes = strings.Fields(f.Scopes)
	case FieldHost:
		p.Redirect.Host = f.Host
	case FieldPort:
		p.Redirect.Port, err = f.port()
	case FieldPath:
		p.Redirect.Path = strings.TrimSpace(f.Path)
	case FieldParameters:
		p.AuthorizationParameters, err = f.parameters()
	case FieldOrigins:
		p.APIOrigins = strings.Fields(f.Origins)
	}
	return p, err
}

// reasonOf is the cause without the code in front of it.
func reasonOf(err error) string {
	var e *oauthflow.Error
	if errors.As(err, &e) && e.Err != nil {
		return e.Err.Error()
	}
	return err.Error()
}

var (
	errPort      = errors.New("the port is not a number from 0 to 65535")
	errParameter = errors.New("a line is not name=value, or names a parameter twice")
)

// port reads the port; empty is 0, a free one at each sign-in.
func (f Form) port() (int, error) {
	text := strings.TrimSpace(f.Port)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0, errPort
	}
	return int(n), nil
}

// parameters reads one name=value on a line.
func (f Form) parameters() (map[string]string, error) {
	var parameters map[string]string
	for text := range strings.Lines(f.Parameters) {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		name, value, ok := strings.Cut(text, "=")
		name = strings.TrimSpace(name)
		if _, twice := parameters[name]; !ok || name == "" || twice {
			return nil, errParameter
		}
		if parameters == nil {
			parameters = map[string]string{}
		}
		parameters[name] = strings.TrimSpace(value)
	}
	return parameters, nil
}
