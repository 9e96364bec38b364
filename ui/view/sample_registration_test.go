package view

import (
	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// offered is a form whose provider registers apps by itself.
func offered() *state.State {
	s := found()
	s.Form.ClientID = ""
	s.Form.Found.RegistrationEndpoint = s.Form.Found.Issuer + "/register"
	return s
}

// tokenWanted is one that wants an initial access token.
func tokenWanted() *state.State {
	s := offered()
	s.Form.Registered(nil, &oauthflow.Error{
		Step: oauthflow.StepRegistration, Code: oauthflow.CodeRegistrationToken, Spec: "RFC 7591 §3", Expected: "status 201", Actual: "status 401",
		OAuthError: "invalid_token", Description: "An initial access token is needed to register here.",
	})
	return s
}

// registered is one whose provider changed what was asked for.
func registered() *state.State {
	s := offered()
	s.Form.Registered(&oauthflow.Registration{
		Issuer: s.Form.Found.Issuer, ClientID: "registered-5f1c9a", AccessToken: oauthflow.NewSecret("registration-secret"), URI: s.Form.Found.Issuer + "/register/registered-5f1c9a",
		ClientSecret: oauthflow.NewSecret("client-secret-value"),
		Changed:      []oauthflow.RegistrationChange{{Member: "scope", Asked: "openid profile email", Registered: "openid"}},
	}, nil)
	return s
}
