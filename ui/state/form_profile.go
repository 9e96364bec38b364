// The form as a connection: the profile it makes, what registering it needs, and what saving it ends.

package state

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"proofkey/oauthflow"
)

// Usable reports whether the form can be saved.
func (f Form) Usable() bool {
	for _, name := range FieldNames() {
		if !f.fieldProblem(name).IsZero() {
			return false
		}
	}
	return true
}

// Profile returns the profile that the form makes, with a new ID for a new connection, or an error of code
// connection_invalid if the form is not usable.
func (f Form) Profile() (oauthflow.Profile, *oauthflow.Error) {
	redirect, portErr := f.redirect()
	parameters, parametersErr := f.authorizationParameters()
	tokenParameters, tokenErr := readParameters(f.Settings.TokenParameters)
	if err := errors.Join(portErr, parametersErr, tokenErr); err != nil {
		return oauthflow.Profile{}, &oauthflow.Error{Code: oauthflow.CodeConnectionInvalid, Err: err}
	}
	p := oauthflow.Profile{
		ID: f.ProfileID, Name: strings.TrimSpace(f.Name), Issuer: strings.TrimSpace(f.Issuer), ClientID: strings.TrimSpace(f.ClientID),
		Scopes: strings.Fields(f.Scopes), Redirect: redirect,
		AuthorizationParameters: parameters, APIOrigins: strings.Fields(f.Origins), ClientSecret: oauthflow.NewSecret(f.ClientSecret),
		TokenParameters: tokenParameters, Resources: strings.Fields(f.Settings.Resources), Endpoints: f.endpoints(), Network: f.Network(), MCP: f.MCP && f.resource() != "",
		PostLogoutPath: strings.TrimSpace(f.PostLogoutPath), PushAuthorization: oauthflow.PushUse(f.PushAuthorization), DPoP: oauthflow.DPoPUse(f.DPoP), OAuthOnly: f.oauthOnly(), Tenant: f.tenant(),
	}
	p.Registration = f.madeFor(p.Issuer, p.ClientID)
	if p.ID == "" {
		p.ID = oauthflow.NewProfileID()
	}
	if p.Name == "" {
		p.Name = hostOf(p.Issuer)
	}
	if err := p.Validate(); err != nil {
		return p, asFlowError(err)
	}
	return p, nil
}

func hostOf(issuer string) string {
	if u, err := url.Parse(issuer); err == nil && u.Host != "" {
		return u.Host
	}
	return issuer
}

// EndsSession reports whether saving the form ends the session of the connection that it edits: a session
// belongs to one client at one provider.
func (f Form) EndsSession(c *Connection) bool {
	typed := oauthflow.Profile{
		Issuer: strings.TrimSpace(f.Issuer), ClientID: strings.TrimSpace(f.ClientID), Endpoints: f.endpoints(), OAuthOnly: f.oauthOnly(), Tenant: f.tenant(),
		MCP: f.MCP && f.resource() != "", Resources: strings.Fields(f.Settings.Resources),
	}
	return c != nil && c.Session != nil && !typed.SameClient(c.Profile)
}

// RedirectURI is what has to be registered at the provider, and what to know about it; several stand with spaces between.
func (f Form) RedirectURI() (uri string, note Text) {
	r, err := f.redirect()
	if err != nil {
		r.Port, r.Ports = 0, nil
	}
	uri = strings.Join(r.URIs(), " ")
	switch {
	case len(r.Ports) > 0:
		return uri, T("form.redirect_uri.several_ports")
	case r.Port != 0:
		return uri, T("form.redirect_uri.fixed_port", "Port", r.Port)
	case r.Host == "localhost":
		return uri, T("form.redirect_uri.localhost")
	}
	return uri, T("form.redirect_uri.any_port")
}

// FormView is what the room of the form shows beside the fields.
type FormView struct {
	Title, Subtitle Text
	Discover        Button // Label is zero where nothing is to be discovered
	Found           *Found
	Resource        *ResourceView // nil where no protected resource is named
	Registration    RegistrationView
	Problem         *Problem
	RedirectURI     string
	RedirectNote    Text
	Advanced        Text // label of the folded part
	ByHand          Text // the same for the endpoints by hand; zero where they are not offered
	Buttons         []Button
}

// FormView returns the room.
func (f Form) FormView() FormView {
	v := FormView{Title: T("form.title_new"), Subtitle: T("form.subtitle_new"), Discover: button(ActionDiscover), Found: f.found(), Resource: f.resourceView(), Advanced: T("form.advanced"), ByHand: T("form.by_hand")}
	v.Discover.Enabled = f.searchable()
	if f.Discovering {
		v.Discover = button(ActionCancelDiscovery)
	}
	if !f.fieldsSayIt() {
		v.Problem = problemPointer(frameForm, f.Problem)
	}
	v.RedirectURI, v.RedirectNote = f.RedirectURI()
	v.Buttons = []Button{button(ActionCancelForm), button(ActionSave), primary(ActionSaveAndSignIn)}
	if f.ProfileID != "" {
		v.Title, v.Subtitle = T("form.title_edit"), T("form.subtitle_edit")
		v.Buttons = []Button{button(ActionCancelForm), button(ActionSaveAndSignIn), primary(ActionSave)}
	}
	if f.Imported {
		v.Subtitle, v.Buttons = T("form.subtitle_imported"), []Button{button(ActionCancelForm), primary(ActionSave)}
	}
	if f.ofDemo() {
		v.Subtitle, v.Advanced, v.Discover, v.ByHand = T("form.subtitle_demo"), T("form.advanced_demo"), Button{}, Text{}
		v.RedirectNote = f.redirectNoteOfDemo()
	}
	if v.Registration = f.registrationView(); len(v.Registration.Buttons) > 0 && v.Registration.Buttons[0].Primary {
		v.Buttons[len(v.Buttons)-1].Primary = false // registering is the next thing to do
	}
	if v.Discover.Enabled && !f.Discovering && f.Found == nil && f.Presets.Chosen == "" && !f.endpoints().Given() && strings.TrimSpace(f.ClientID) == "" { // the next thing to do, as only the issuer is typed
		v.Discover.Primary, v.Buttons[len(v.Buttons)-1].Primary = true, false
	}
	if f.searchComesFirst() {
		v.Buttons[len(v.Buttons)-1].Primary = false // searching is, in the panel of the preset
	}
	return v
}

// fieldsSayIt reports whether what cannot be used is said at its field, and a card about it would be too much.
func (f Form) fieldsSayIt() bool {
	wrong := func(field Field) bool { return !field.Problem.IsZero() }
	return f.Problem != nil && f.Problem.Code == oauthflow.CodeConnectionInvalid && slices.ContainsFunc(f.Fields(), wrong)
}
