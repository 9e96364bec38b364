// The table of the rules that a sign-in is judged by: id, words, source, and the error code of a failure.

package oauthflow

type rule struct {
	id, name, source string
	step             Step
	code             Code
}

// rules returns the table in the order of the flow, which is the order of the ledger.
func rules() []rule {
	return []rule{
		// Metadata
		{"DISC-02", "Issuer is an allowed URL", "OpenID Discovery §3; RFC 8414 §2", StepDiscover, CodeIssuerNotAllowed},
		{"DISC-04", "Metadata is a JSON object", "OpenID Discovery §4.2; RFC 8414 §3.2", StepDiscover, CodeMetadataInvalid},
		{"DISC-05", "Metadata has the JSON content type", "OpenID Discovery §4.2", StepDiscover, CodeMetadataInvalid},
		{"DISC-09", "Metadata names no member twice", "RFC 8259 §4", StepDiscover, CodeMetadataInvalid},
		{"DISC-01", "Issuer in the metadata is the configured one", "OpenID Discovery §4.3; RFC 8414 §3.3", StepDiscover, CodeMetadataIssuerMismatch},
		{"DISC-06", "Needed endpoints are given", "OpenID Discovery §3; RFC 8414 §2", StepDiscover, CodeMetadataEndpointMissing},
		{"DISC-07", "Endpoints are allowed URLs", "RFC 6749 §3.1, §3.2; OAuth 2.1 §1.5", StepDiscover, CodeMetadataEndpointNotAllowed},
		{"DISC-10", "PKCE S256 sent, announced by the provider", "RFC 9700 §2.1.1; RFC 7636 §4", StepDiscover, CodePKCENotSupported},
		{"DISC-13", "Endpoints are where they were", "RFC 8414 §6.2", StepDiscover, CodeMetadataEndpointMoved},
		// Authorization request and response
		{"DPOP-10", "Proofs of possession: an algorithm in common", "RFC 9449 §5.1", StepAuthorizationRequest, CodeDPoPNotSupported},
		{"PAR-02", "Request is pushed where the provider requires it", "RFC 9126 §5", StepAuthorizationRequest, CodeMetadataEndpointMissing},
		{"PAR-06", "Pushed request is not refused", "RFC 9126 §2.3", StepAuthorizationRequest, CodePushedRequestRefused},
		{"PAR-03", "Pushed request is taken: status 201, request_uri and expires_in", "RFC 9126 §2.2", StepAuthorizationRequest, CodePushedRequestInvalid},
		{"PAR-04", "Browser gets client_id and request_uri only", "RFC 9126 §4", StepAuthorizationRequest, CodePushedRequestInvalid},
		{"RESP-04", "Redirect came to the exact loopback address and path", "RFC 8252 §8.10", StepRedirect, CodeResponseInvalid},
		{"LOOP-15", "No parameter of the redirect is repeated", "RFC 6749 §3.1", StepRedirect, CodeResponseInvalid},
		{"RESP-03", "State returned unchanged", "RFC 6749 §10.12", StepRedirect, CodeResponseInvalid},
		{"RESP-08", "Issuer of the response is given if announced (iss)", "RFC 9207 §2.4", StepRedirect, CodeResponseIssuerMissing},
		{"RESP-09", "Issuer of the response (iss)", "RFC 9207 §2.4", StepRedirect, CodeResponseIssuerMismatch},
		{"RESP-05", "The provider did not refuse", "RFC 6749 §4.1.2.1", StepRedirect, CodeAuthorizationError},
		{"RESP-02", "One authorization code and no error", "RFC 6749 §4.1.2", StepRedirect, CodeResponseInvalid},
		{"RESP-13", "No token in the redirect", "RFC 9700 §2.1.2", StepRedirect, CodeResponseInvalid},
		// Device authorization, in place of the two
		{"DEV-02", "Device authorization answer is complete", "RFC 8628 §3.2", StepAuthorizationRequest, CodeDeviceInvalid},
		{"DEV-14", "Code for the person can be seen and typed", "RFC 8628 §6.1", StepAuthorizationRequest, CodeDeviceInvalid},
		{"DEV-05", "Verification URI may be opened", "RFC 8628 §3.2, §3.3", StepAuthorizationRequest, CodeDeviceInvalid},
		{"DEV-03", "Polling interval", "RFC 8628 §3.2", StepAuthorizationRequest, CodeDeviceInvalid},
		{"DEV-07", "Provider asked no sooner than it allows", "RFC 8628 §3.5", StepRedirect, CodeUnexpected},
		{"DEV-08", "Confirmed on the other device", "RFC 8628 §3.5", StepRedirect, CodeDeviceRefused},
		// Token response
		{"TRES-01", "Token response is a JSON object with status 200", "RFC 6749 §5.1", StepTokenRequest, CodeTokenResponseInvalid},
		{"TRES-11", "Token response names no member twice", "RFC 8259 §4", StepTokenRequest, CodeTokenResponseInvalid},
		{"TRES-10", "Token response is not an error", "RFC 6749 §5.2", StepTokenRequest, CodeTokenError},
		{"TRES-02", "Access token fits a header", "RFC 6749 §5.1", StepTokenRequest, CodeAccessTokenInvalid},
		{"TRES-03", "Token type is understood", "RFC 6749 §7.1", StepTokenRequest, CodeTokenTypeNotSupported},
		{"TRES-04", "Tokens are bound to the key of this session", "RFC 9449 §5", StepTokenRequest, CodeTokenNotBound},
		{"TRES-05", "Lifetime of the access token", "RFC 6749 §5.1", StepTokenRequest, CodeTokenResponseInvalid},
		{"TRES-06", "Granted scope", "RFC 6749 §3.3, §5.1", StepTokenRequest, CodeTokenScopeInvalid},
		{"TRES-08", "ID token is present", "OIDC Core §3.1.3.3", StepTokenRequest, CodeIDTokenMissing},
		// Signature
		{"JOSE-19", "ID token is within the size limits", "RFC 8725 §3.10", StepVerify, CodeIDTokenMalformed},
		{"JOSE-15", "ID token is not encrypted", "RFC 7519 §7.2", StepVerify, CodeIDTokenEncrypted},
		{"JOSE-14", "ID token is a compact JWS", "RFC 7519 §7.2; RFC 7515 §7.1", StepVerify, CodeIDTokenMalformed},
		{"JOSE-16", "Header and claims name no member twice", "RFC 7515 §4; RFC 7519 §4", StepVerify, CodeIDTokenMalformed},
		{"JOSE-02", "Signed, not alg none", "RFC 8725 §3.2; RFC 7518 §3.6", StepVerify, CodeIDTokenAlgorithmNotAllowed},
		{"JOSE-03", "No shared-secret (HMAC) signature", "RFC 8725 §3.1", StepVerify, CodeIDTokenAlgorithmNotAllowed},
		{"JOSE-01", "Algorithm allowed", "RFC 8725 §3.1; OIDC Core §3.1.3.7 (7)", StepVerify, CodeIDTokenAlgorithmNotAllowed},
		{"JOSE-13", "No critical header that we do not understand", "RFC 7515 §4.1.11", StepVerify, CodeIDTokenHeaderNotUnderstood},
		{"JOSE-17", "Type of the token suits an ID token", "RFC 8725 §3.11", StepVerify, CodeIDTokenTypeNotAllowed},
		{"JOSE-05", "Signing key is one of the provider's", "RFC 7515 §4.1.4; OIDC Core §10.1", StepVerify, CodeIDTokenKeyNotFound},
		{"JOSE-20", "ID token signature", "OIDC Core §3.1.3.7 (6)", StepVerify, CodeIDTokenSignatureInvalid},
		// Claims
		{"IDT-01", "Issuer", "OIDC Core §3.1.3.7 (2)", StepVerify, CodeIDTokenIssuerMismatch},
		{"IDT-22", "Tenant of a multi-tenant issuer (tid)", "OIDC Core §3.1.3.7 (2); Microsoft identity platform, ID token claims", StepVerify, CodeIDTokenTenantMismatch},
		{"IDT-02", "Subject", "OIDC Core §2", StepVerify, CodeIDTokenSubjectInvalid},
		{"IDT-03", "Audience is this client", "OIDC Core §3.1.3.7 (3)", StepVerify, CodeIDTokenAudienceMismatch},
		{"IDT-04", "No other audience", "OIDC Core §3.1.3.7 (3)", StepVerify, CodeIDTokenAudienceUntrusted},
		{"IDT-05", "Authorized party (azp)", "OIDC Core §3.1.3.7 (4–5)", StepVerify, CodeIDTokenAuthorizedPartyMismatch},
		{"IDT-06", "Not expired", "OIDC Core §3.1.3.7 (9)", StepVerify, CodeIDTokenExpired},
		{"IDT-07", "Issue time is given", "OIDC Core §2", StepVerify, CodeIDTokenIssuedAtInvalid},
		{"IDT-08", "Issued just now", "OIDC Core §3.1.3.7 (10)", StepVerify, CodeIDTokenIssuedAtInvalid},
		{"IDT-09", "Already valid (nbf)", "RFC 7519 §4.1.5", StepVerify, CodeIDTokenNotYetValid},
		{"IDT-10", "Nonce", "OIDC Core §3.1.3.7 (11)", StepVerify, CodeIDTokenNonceMismatch},
		{"IDT-11", "Authentication context (acr)", "OIDC Core §3.1.3.7 (12)", StepVerify, CodeIDTokenACRNotMet},
		{"IDT-12", "Recent sign-in (max_age, auth_time)", "OIDC Core §3.1.3.7 (13)", StepVerify, CodeIDTokenAuthTimeInvalid},
		{"IDT-13", "Signed in anew (prompt=login)", "OIDC Core §3.1.2.1", StepVerify, CodeIDTokenAuthTimeInvalid},
		{"IDT-14", "Access token hash (at_hash)", "OIDC Core §3.1.3.8", StepVerify, CodeIDTokenATHashMismatch},
		{"IDT-17", "Same person as before", "OIDC Core §3.1.2.1", StepVerify, CodeIDTokenSubjectChanged},
		{"ATP-01", "Account (DID), its server and the provider belong together", "AT Protocol OAuth, Identity Authentication", StepVerify, CodeAccountMismatch},
		// Refresh
		{"RT-08", "Refreshed ID token: same issuer, subject and audience, new issue time", "OIDC Core §12.2", StepRefresh, CodeRefreshedIDTokenMismatch},
		{"RT-09", "Refreshed ID token: same auth_time and azp", "OIDC Core §12.2", StepRefresh, CodeRefreshedIDTokenMismatch},
		{"RT-10", "Refreshed ID token: nonce absent or the original", "OIDC Core §12.2", StepRefresh, CodeRefreshedIDTokenMismatch},
		{"JOSE-18", "Refreshed ID token: made for this purpose", "OIDC Back-Channel Logout §2.4", StepRefresh, CodeRefreshedIDTokenMismatch},
		{"RT-13", "Refreshed tokens stay bound to the key", "RFC 9449 §5", StepRefresh, CodeTokenNotBound},
		{"RT-12", "Refreshed scope is not wider", "RFC 6749 §6", StepRefresh, CodeTokenScopeInvalid},
		// Protected resource metadata, shown where a provider is looked for
		{"RES-07", "Metadata URL is at the API's own origin", "RFC 9728 §7.3, §7.7", StepDiscover, CodeMetadataEndpointNotAllowed},
		{"RES-06", "API's metadata is a JSON object", "RFC 9728 §3.2", StepDiscover, CodeMetadataInvalid},
		{"RES-05", "Resource in the API's metadata is the URL that was called", "RFC 9728 §3.3", StepDiscover, CodeMetadataIssuerMismatch},
		{"RES-08", "API names an authorization server that may be asked", "RFC 9728 §2, §7.6", StepDiscover, CodeMetadataEndpointNotAllowed},
		{"API-01", "API takes the access token in the header", "RFC 9728 §2; RFC 6750 §2.1", StepDiscover, CodeMetadataInvalid},
		// Storage
		{"STOR-01", "Tokens kept under the system keyring", "RFC 6749 §10.3; RFC 8252 §8.4", StepSignedIn, CodeSessionNotStored},
		// UserInfo, shown apart
		{"UINF-04", "UserInfo answer is JSON or a JWT, with status 200", "OIDC Core §5.3.2", StepUserInfo, CodeUserInfoFailed},
		{"UINF-05", "Signed UserInfo: signature, issuer and audience", "OIDC Core §5.3.2", StepUserInfo, CodeUserInfoFailed},
		{"UINF-02", "UserInfo is about the same subject", "OIDC Core §5.3.2", StepUserInfo, CodeUserInfoSubjectMismatch},
	}
}

// Rules returns a check for each rule, not judged, in the order of the flow: what there is to be checked.
func Rules() []Check {
	var all []Check
	for _, r := range rules() {
		all = append(all, Check{ID: r.id, Name: r.name, Source: r.source})
	}
	return all
}

// ruleByID returns the row of the table; an id that is not in it is a defect that a test finds.
func ruleByID(id string) rule {
	for _, r := range rules() {
		if r.id == id {
			return r
		}
	}
	return rule{id: id, name: id, step: StepVerify, code: CodeUnexpected}
}
