// Package demoprovider is an OpenID provider for one computer: it listens on 127.0.0.1 alone, knows three demo
// people and three public clients (a native app, a single-page app and a web app), and keeps nothing in the clear. It shares no code with the client side of
// this project, so that two independent readings of the specifications check each other.
//
// Each endpoint has a file:
//
//	/.well-known/…      discovery.go               OpenID Connect Discovery 1.0 §3, RFC 8414 §2
//	/keys               json_web_key_set.go        RFC 7517 §5
//	/authorize          authorization_endpoint.go  RFC 6749 §4.1.1, OpenID Connect Core 1.0 §3.1.2
//	/par                pushed_authorization_endpoint.go RFC 9126
//	/interaction        interaction.go             which page is due, or the response
//	/select-account     select_account_page.go     OpenID Connect Core 1.0 §3.1.2.1 (prompt)
//	/sign-in            sign_in_page.go            OpenID Connect Core 1.0 §3.1.2.3
//	/consent            consent_page.go            OpenID Connect Core 1.0 §3.1.2.4
//	/token              token_endpoint.go          RFC 6749 §3.2
//	/device-authorization  device_authorization_endpoint.go  RFC 8628 §3.1
//	/device             device_page.go             RFC 8628 §3.3
//	/register           client_registration_endpoint.go  RFC 7591 §3
//	/register/{client}  client_configuration_endpoint.go  RFC 7592 §2
//	/userinfo           userinfo_endpoint.go       OpenID Connect Core 1.0 §5.3
//	/revoke             revocation_endpoint.go     RFC 7009
//	/introspect         introspection_endpoint.go  RFC 7662
//	/end-session        end_session_endpoint.go    OpenID Connect RP-Initiated Logout 1.0
//
// What must survive a restart is in state.go and is saved before an answer that depends on it is sent.
package demoprovider
