// What the views ask for to register this app at a provider.

package view

// RegistrationActions register this app for the form of a connection, and delete that.
type RegistrationActions interface {
	RegisterClient()
	CancelRegistration()
	DeleteRegistration()     // of the form's client, after the view has asked
	DeleteWithRegistration() // the selected connection and its registration, after the view has asked
}
