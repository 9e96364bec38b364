// Registering this app from the form of a connection, RFC 7591: what is offered, what came of it, and its deletion.

package state

import (
	"strings"

	"proofkey/oauthflow"
)

// FormRegistration is what the form knows of a registration. The zero value is none.
type FormRegistration struct {
	Made         oauthflow.Registration // of the client ID in the form
	Unsaved      bool                   // it is not kept with a connection yet
	Busy         bool                   // the provider is being asked
	AsksToken    bool                   // the provider wants an initial access token
	InitialToken string                 // that the person has pasted
	Deleted      bool                   // it was there, and is deleted at the provider
	Problem      *oauthflow.Error
}

// RegistrationView is the panel. Its Title is zero where there is nothing to offer.
type RegistrationView struct {
	Title, Body Text
	Changes     []Text // what the provider made of what was asked
	AsksToken   bool   // a field for the initial access token is shown
	TokenLabel  Text
	Problem     *Problem
	Buttons     []Button
}

// BeginRegistration shows that the provider is being asked, to register or to delete.
func (f *Form) BeginRegistration() { f.Registration.Busy, f.Registration.Problem = true, nil }

// EndRegistration shows that it is not asked any more.
func (f *Form) EndRegistration() { f.Registration.Busy = false }

// Registered takes the client that the provider made, or why it made none.
func (f *Form) Registered(made *oauthflow.Registration, problem *oauthflow.Error) {
	f.Registration.Busy, f.Registration.Problem = false, problem
	if problem != nil {
		f.Registration.AsksToken = f.Registration.AsksToken || problem.Code == oauthflow.CodeRegistrationToken
	}
	if made == nil {
		return
	}
	f.Registration = FormRegistration{Made: *made, Unsaved: true}
	f.ClientID, f.ClientSecret = made.ClientID, made.ClientSecret.Reveal()
	f.Advanced = f.Advanced || f.ClientSecret != ""
}

// RegistrationDeleted empties what belonged to the client, or tells why it is still there.
func (f *Form) RegistrationDeleted(problem *oauthflow.Error) {
	if f.Registration.Busy, f.Registration.Problem = false, problem; problem != nil {
		return
	}
	f.Registration = FormRegistration{Deleted: true}
	f.ClientID, f.ClientSecret = "", ""
}

// madeFor is the registration where it is that of the issuer and the client in the form (REG-07).
func (f Form) madeFor(issuer, clientID string) oauthflow.Registration {
	if f.Registration.Made.Of(issuer, clientID) {
		return f.Registration.Made
	}
	return oauthflow.Registration{}
}

// RegistrationRequest is what registering with the form's settings asks for; false where it cannot.
func (f Form) RegistrationRequest() (oauthflow.RegistrationRequest, bool) {
	redirect, err := f.redirect()
	r := oauthflow.RegistrationRequest{
		Metadata: f.Found, Redirect: redirect, PostLogoutPath: strings.TrimSpace(f.PostLogoutPath), Scopes: strings.Fields(f.Scopes),
		InitialAccessToken: oauthflow.NewSecret(strings.TrimSpace(f.Registration.InitialToken)),
	}
	return r, err == nil && f.offersRegistration() && !f.Registration.Busy && f.registrable()
}

// offersRegistration reports whether the provider that was found registers apps.
func (f Form) offersRegistration() bool {
	return f.Found != nil && f.Found.RegistrationEndpoint != "" && f.Found.Issuer == strings.TrimSpace(f.Issuer) && !f.ofDemo()
}

// registrable reports whether what would be registered can be used.
func (f Form) registrable() bool {
	for _, name := range []FieldName{FieldScopes, FieldHost, FieldPort, FieldPath} {
		if !f.fieldProblem(name).IsZero() {
			return false
		}
	}
	return true
}

// registrationView returns the panel.
func (f Form) registrationView() RegistrationView {
	made := f.Registration.Made
	if made.Of(strings.TrimSpace(f.Issuer), strings.TrimSpace(f.ClientID)) {
		return f.madeView()
	}
	v := RegistrationView{Problem: problemPointer(frameRegistration, f.Registration.Problem)}
	if f.Registration.Deleted {
		v.Title, v.Body = T("registration.deleted"), T("registration.deleted_body")
	}
	if !f.offersRegistration() {
		return v
	}
	if v.Title.IsZero() {
		v.Title, v.Body = T("registration.offered"), T("registration.offered_body")
	}
	v.AsksToken, v.TokenLabel = f.Registration.AsksToken, T("registration.token")
	register := button(ActionRegisterClient)
	register.Primary = strings.TrimSpace(f.ClientID) == ""
	register.Enabled = f.registrable() && !f.Registration.Busy
	v.Buttons = []Button{register}
	if f.Registration.Busy {
		v.Buttons[0].Label = T("action.registering")
		v.Buttons = append(v.Buttons, button(ActionCancelRegistration))
	}
	return v
}

// madeView is the panel of a client that is registered.
func (f Form) madeView() RegistrationView {
	r := f.Registration
	v := RegistrationView{Title: T("registration.made"), Body: T("registration.made_body", "ClientID", line(r.Made.ClientID)), Problem: problemPointer(frameRegistration, r.Problem)}
	if r.Unsaved {
		v.Body = T("registration.unsaved_body", "ClientID", line(r.Made.ClientID))
	}
	for _, c := range r.Made.Changed {
		v.Changes = append(v.Changes, T("registration.changed", "Member", line(c.Member), "Asked", line(c.Asked), "Registered", line(c.Registered)))
	}
	if !r.Made.ClientSecret.IsZero() {
		v.Changes = append(v.Changes, T("registration.secret"))
	}
	if !r.Made.Deletable() {
		v.Changes = append(v.Changes, T("registration.not_deletable"))
		return v
	}
	remove := button(ActionDeleteRegistration)
	remove.Enabled = !r.Busy
	if r.Busy {
		remove.Label = T("action.deleting_registration")
	}
	v.Buttons = []Button{remove}
	return v
}

// DeleteRegistrationQuestion is asked before a registration is deleted.
func (f Form) DeleteRegistrationQuestion() Question {
	return Question{
		Title: T("question.delete_registration.title"), Body: T("question.delete_registration.body", "ClientID", line(f.Registration.Made.ClientID)),
		Buttons: []Button{button(ActionKeep), primary(ActionDeleteRegistration)},
	}
}
