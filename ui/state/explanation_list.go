// The table of explanations: vendors' own errors as they document them, then those of the specifications.

package state

import (
	"slices"

	"proofkey/oauthflow"
)

// explanations returns the table in the order in which it is searched.
func explanations() []explained {
	return slices.Concat(entraExplanations(), vendorExplanations(), oauthExplanations(), openIDExplanations())
}

// entraExplanations: learn.microsoft.com/entra/identity-platform/reference-error-codes. The 9002xxx of single-page
// applications are missing there; they are in Microsoft's answers to questions.
func entraExplanations() []explained {
	entra := func(id string, setting bool, numbers ...string) explained {
		return explained{id: "entra_" + id, setting: setting, numbers: numbers}
	}
	return []explained{
		entra("redirect", true, "50011"),
		entra("consent", true, "65001"),
		entra("consent_declined", false, "65004"),
		entra("admin_consent", true, "90094", "90095"),
		entra("public_client", true, "7000218"),
		entra("secret_not_wanted", true, "700025"),
		entra("secret_wrong", true, "7000215"),
		entra("secret_expired", true, "7000222"),
		entra("app_not_found", true, "700016", "700011"),
		entra("app_disabled", true, "70001", "7000112"),
		entra("tenant_not_found", true, "90002"),
		entra("account_not_in_tenant", true, "50020", "50034", "51004", "16000", "16003"),
		entra("not_signed_in", false, "50058"),
		entra("not_assigned", true, "50105"),
		entra("single_tenant", true, "50194"),
		entra("conditional_access", true, "53003", "530032"),
		entra("device", true, "53000", "53001"),
		entra("second_factor", false, "50072", "50074", "50076", "50079"),
		entra("scope", true, "70011", "28002", "700023"),
		entra("resource", true, "500011", "650056", "650057"),
		entra("id_token_response", true, "700054"),
		entra("single_page", true, "9002325", "9002327"),
		entra("code_used", false, "54005"),
		entra("grant_expired", true, "70008", "700082", "50173", "70043"),
		entra("code_of_other_tenant", true, "700005"),
		entra("pkce", false, "501481", "50147", "501491"),
	}
}

// vendorExplanations: Google's "OAuth 2.0 for mobile & desktop apps" and its list of error codes, Okta's and Auth0's
// support articles, Keycloak's sources.
func vendorExplanations() []explained {
	return []explained{
		{id: "google_access_denied", setting: true, codes: []string{"access_denied"}, host: "accounts.google.com"},
		{id: "google_secret_missing", setting: true, phrases: []string{"client_secret is missing"}},
		{id: "google_deleted_client", setting: true, codes: []string{"deleted_client"}},
		{id: "google_org_internal", setting: true, codes: []string{"org_internal"}},
		{id: "google_admin_policy", setting: true, codes: []string{"admin_policy_enforced"}},
		{id: "google_user_agent", codes: []string{"disallowed_useragent"}},
		{id: "google_redirect", setting: true, codes: []string{"redirect_uri_mismatch"}},
		{id: "okta_not_assigned", setting: true, phrases: []string{"User is not assigned to the client application"}},
		{id: "okta_policy", setting: true, phrases: []string{"Policy evaluation failed for this request"}},
		{id: "okta_scope", setting: true, phrases: []string{"One or more scopes are not configured for the authorization server"}},
		{id: "okta_redirect", setting: true, phrases: []string{"must be a Login redirect URI in the client app settings"}},
		{id: "auth0_redirect", setting: true, phrases: []string{"Callback URL mismatch", "is not in the list of allowed callback URLs"}},
		{id: "keycloak_redirect", setting: true, phrases: []string{"Invalid parameter: redirect_uri"}},
		{id: "keycloak_standard_flow", setting: true, phrases: []string{"Standard flow is disabled for the client"}},
		{id: "keycloak_client", setting: true, phrases: []string{"Invalid client or Invalid client credentials"}},
	}
}

// oauthExplanations: RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7009 §2.2.1, RFC 9470 §3, RFC 9449 §5 and §8.
func oauthExplanations() []explained {
	return []explained{
		{id: "refresh_token_refused", codes: []string{"invalid_grant"}, step: oauthflow.StepRefresh},
		specified("invalid_request", true), specified("unauthorized_client", true), specified("access_denied", false),
		specified("unsupported_response_type", true), specified("invalid_scope", true), specified("server_error", false),
		specified("temporarily_unavailable", false), specified("invalid_client", true), specified("invalid_grant", true),
		specified("unsupported_grant_type", true), specified("invalid_token", false), specified("insufficient_scope", true),
		specified("use_dpop_nonce", false), specified("invalid_dpop_proof", false), specified("unsupported_token_type", false), specified("insufficient_user_authentication", false),
	}
}

// openIDExplanations: OpenID Connect Core §3.1.2.6, and Unmet Authentication Requirements 1.0.
func openIDExplanations() []explained {
	return []explained{
		specified("interaction_required", true), specified("login_required", true), specified("account_selection_required", true),
		specified("consent_required", true), specified("invalid_request_uri", true), specified("invalid_request_object", true),
		specified("request_not_supported", true), specified("request_uri_not_supported", true), specified("registration_not_supported", true),
		specified("unmet_authentication_requirements", true),
	}
}

// specified is a row for an error code of a specification.
func specified(code string, setting bool) explained {
	return explained{id: code, setting: setting, codes: []string{code}}
}
