// Package interop holds tests against software that nobody here wrote: the client of package oauthflow signs in at the
// example server of zitadel/oidc, panva's openid-client signs in at the demo provider, and the schema of har-validator is
// applied to an export. It is a module of its own, so that the app requires none of it.
package interop
