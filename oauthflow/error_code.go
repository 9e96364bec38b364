// The codes of the flow's errors: a closed list of stable names.

package oauthflow

// Code is a stable kind of error (standards checklist DISP-05).
type Code string

// The closed list of codes; Codes returns it.
const (
	CodeCancelled         Code = "cancelled"
	CodeTimedOut          Code = "timed_out"
	CodeUnexpected        Code = "unexpected"
	CodeConnectionInvalid Code = "connection_invalid"

	CodeDemoNotStarted             Code = "demo_provider_not_started"
	CodeIssuerNotAllowed           Code = "issuer_not_allowed"
	CodeMetadataUnreachable        Code = "metadata_unreachable"
	CodeMetadataInvalid            Code = "metadata_invalid"
	CodeMetadataIssuerMismatch     Code = "metadata_issuer_mismatch"
	CodeMetadataEndpointMissing    Code = "metadata_endpoint_missing"
	CodeMetadataEndpointNotAllowed Code = "metadata_endpoint_not_allowed"
	CodeMetadataEndpointMoved      Code = "metadata_endpoint_moved"
	CodeMetadataDiffers            Code = "metadata_documents_differ"
	CodePKCENotSupported           Code = "pkce_s256_not_supported"
	CodeKeysUnreachable            Code = "keys_unreachable"

	CodeParameterNotAllowed Code = "parameter_not_allowed"
	CodeRequestTooLong      Code = "request_too_long"
	CodePortInUse           Code = "port_in_use"
	CodeListenerFailed      Code = "listener_failed"

	CodePortReserved           Code = "port_reserved"
	CodePortPassedOver         Code = "port_passed_over"
	CodeLoopbackAddressMissing Code = "loopback_address_missing"
	CodeCAFileUnusable         Code = "ca_file_unusable"
	CodeProxyUnauthenticated   Code = "proxy_authentication_failed"

	CodeURLNotAllowed    Code = "url_not_allowed"
	CodeBrowserNotOpened Code = "browser_not_opened"

	CodePushedRequestUnreachable Code = "pushed_request_unreachable"
	CodePushedRequestRefused     Code = "pushed_request_refused"
	CodePushedRequestInvalid     Code = "pushed_request_invalid"
	CodeDPoPNotSupported         Code = "dpop_not_supported"

	CodeResponseInvalid        Code = "response_invalid"
	CodeResponseIssuerMissing  Code = "response_issuer_missing"
	CodeResponseIssuerMismatch Code = "response_issuer_mismatch"
	CodeAuthorizationDenied    Code = "authorization_denied"
	CodeAuthorizationError     Code = "authorization_error"

	CodeDeviceUnsupported Code = "device_authorization_unsupported"
	CodeDeviceUnreachable Code = "device_authorization_unreachable"
	CodeDeviceInvalid     Code = "device_authorization_invalid"
	CodeDeviceRefused     Code = "device_authorization_refused"
	CodeDeviceCodeExpired Code = "device_code_expired"

	CodeTokenUnreachable      Code = "token_endpoint_unreachable"
	CodeTokenRedirected       Code = "token_endpoint_redirected"
	CodeResponseTooLarge      Code = "response_too_large"
	CodeTokenResponseInvalid  Code = "token_response_invalid"
	CodeTokenError            Code = "token_error"
	CodeAccessTokenInvalid    Code = "access_token_invalid"
	CodeTokenTypeNotSupported Code = "token_type_not_supported"
	CodeTokenNotBound         Code = "token_not_bound"
	CodeTokenScopeInvalid     Code = "token_scope_invalid"
	CodeIDTokenMissing        Code = "id_token_missing"

	CodeIDTokenMalformed               Code = "id_token_malformed"
	CodeIDTokenEncrypted               Code = "id_token_encrypted"
	CodeIDTokenAlgorithmNotAllowed     Code = "id_token_algorithm_not_allowed"
	CodeIDTokenHeaderNotUnderstood     Code = "id_token_header_not_understood"
	CodeIDTokenTypeNotAllowed          Code = "id_token_type_not_allowed"
	CodeIDTokenKeyNotFound             Code = "id_token_key_not_found"
	CodeIDTokenSignatureInvalid        Code = "id_token_signature_invalid"
	CodeIDTokenIssuerMismatch          Code = "id_token_issuer_mismatch"
	CodeIDTokenTenantMismatch          Code = "id_token_tenant_mismatch"
	CodeIDTokenSubjectInvalid          Code = "id_token_subject_invalid"
	CodeIDTokenAudienceMismatch        Code = "id_token_audience_mismatch"
	CodeIDTokenAudienceUntrusted       Code = "id_token_audience_untrusted"
	CodeIDTokenAuthorizedPartyMismatch Code = "id_token_authorized_party_mismatch"
	CodeIDTokenExpired                 Code = "id_token_expired"
	CodeIDTokenIssuedAtInvalid         Code = "id_token_issued_at_invalid"
	CodeIDTokenNotYetValid             Code = "id_token_not_yet_valid"
	CodeIDTokenNonceMismatch           Code = "id_token_nonce_mismatch"
	CodeIDTokenACRNotMet               Code = "id_token_acr_not_met"
	CodeIDTokenAuthTimeInvalid         Code = "id_token_auth_time_invalid"
	CodeIDTokenATHashMismatch          Code = "id_token_at_hash_mismatch"
	CodeIDTokenSubjectChanged          Code = "id_token_subject_changed"

	CodeAccountNotUsable   Code = "account_not_usable"
	CodeAccountUnreachable Code = "account_unreachable"
	CodeAccountMismatch    Code = "account_mismatch"

	CodeSessionNotStored        Code = "session_not_stored"
	CodeSessionUnreadable       Code = "session_unreadable"
	CodeNotSignedIn             Code = "not_signed_in"
	CodeStorageUnavailable      Code = "storage_unavailable"
	CodeUserInfoFailed          Code = "userinfo_failed"
	CodeUserInfoUnreachable     Code = "userinfo_unreachable"
	CodeUserInfoSubjectMismatch Code = "userinfo_subject_mismatch"

	CodeRefreshTokenMissing      Code = "refresh_token_missing"
	CodeRefreshUnavailable       Code = "refresh_unavailable"
	CodeSessionEnded             Code = "session_ended"
	CodeRefreshedIDTokenMismatch Code = "refreshed_id_token_mismatch"
	CodeRevocationFailed         Code = "revocation_failed"
	CodeRevocationUnsupported    Code = "revocation_unsupported"
	CodeIntrospectionFailed      Code = "introspection_failed"
	CodeIntrospectionRefused     Code = "introspection_refused"
	CodeIntrospectionUnsupported Code = "introspection_unsupported"
	CodeEndSessionUnsupported    Code = "end_session_unsupported"
	CodeEndSessionFailed         Code = "end_session_failed"
	CodeEndSessionNotReturned    Code = "end_session_not_returned"

	CodeRegistrationUnsupported Code = "registration_unsupported"
	CodeRegistrationUnreachable Code = "registration_unreachable"
	CodeRegistrationToken       Code = "registration_token_refused"
	CodeRegistrationRefused     Code = "registration_refused"
	CodeRegistrationInvalid     Code = "registration_invalid"
	CodeRegistrationUnfit       Code = "registration_unfit"
	CodeRegistrationExpired     Code = "registration_expired"
	CodeRegistrationNotDeleted  Code = "registration_not_deleted"

	CodeAPIURLNotAllowed      Code = "api_url_not_allowed"
	CodeAPIOriginNotConfirmed Code = "api_origin_not_confirmed"
	CodeAPIIssuerChanged      Code = "api_issuer_changed"
	CodeAPIRequestInvalid     Code = "api_request_invalid"
	CodeAPIUnreachable        Code = "api_unreachable"
)

// Codes returns the closed list, in the order of the flow.
func Codes() []Code {
	return []Code{
		CodeCancelled, CodeTimedOut, CodeUnexpected, CodeConnectionInvalid,
		CodeDemoNotStarted, CodeIssuerNotAllowed, CodeMetadataUnreachable, CodeMetadataInvalid, CodeMetadataIssuerMismatch,
		CodeMetadataEndpointMissing, CodeMetadataEndpointNotAllowed, CodeMetadataEndpointMoved, CodeMetadataDiffers, CodePKCENotSupported, CodeKeysUnreachable,
		CodeParameterNotAllowed, CodeRequestTooLong, CodePortInUse, CodeListenerFailed, CodeURLNotAllowed, CodeBrowserNotOpened,
		CodePushedRequestUnreachable, CodePushedRequestRefused, CodePushedRequestInvalid, CodeDPoPNotSupported,
		CodePortReserved, CodePortPassedOver, CodeLoopbackAddressMissing, CodeCAFileUnusable, CodeProxyUnauthenticated,
		CodeResponseInvalid, CodeResponseIssuerMissing, CodeResponseIssuerMismatch, CodeAuthorizationDenied, CodeAuthorizationError,
		CodeDeviceUnsupported, CodeDeviceUnreachable, CodeDeviceInvalid, CodeDeviceRefused, CodeDeviceCodeExpired,
		CodeTokenUnreachable, CodeTokenRedirected, CodeResponseTooLarge, CodeTokenResponseInvalid, CodeTokenError,
		CodeAccessTokenInvalid, CodeTokenTypeNotSupported, CodeTokenNotBound, CodeTokenScopeInvalid, CodeIDTokenMissing,
		CodeIDTokenMalformed, CodeIDTokenEncrypted, CodeIDTokenAlgorithmNotAllowed, CodeIDTokenHeaderNotUnderstood, CodeIDTokenTypeNotAllowed,
		CodeIDTokenKeyNotFound, CodeIDTokenSignatureInvalid, CodeIDTokenIssuerMismatch, CodeIDTokenTenantMismatch, CodeIDTokenSubjectInvalid,
		CodeIDTokenAudienceMismatch, CodeIDTokenAudienceUntrusted, CodeIDTokenAuthorizedPartyMismatch, CodeIDTokenExpired,
		CodeIDTokenIssuedAtInvalid, CodeIDTokenNotYetValid, CodeIDTokenNonceMismatch, CodeIDTokenACRNotMet, CodeIDTokenAuthTimeInvalid,
		CodeIDTokenATHashMismatch, CodeIDTokenSubjectChanged,
		CodeAccountNotUsable, CodeAccountUnreachable, CodeAccountMismatch,
		CodeSessionNotStored, CodeSessionUnreadable, CodeNotSignedIn, CodeStorageUnavailable,
		CodeUserInfoFailed, CodeUserInfoUnreachable, CodeUserInfoSubjectMismatch,
		CodeRefreshTokenMissing, CodeRefreshUnavailable, CodeSessionEnded, CodeRefreshedIDTokenMismatch,
		CodeRevocationFailed, CodeRevocationUnsupported, CodeIntrospectionFailed, CodeIntrospectionRefused,
		CodeIntrospectionUnsupported, CodeEndSessionUnsupported, CodeEndSessionFailed, CodeEndSessionNotReturned,
		CodeRegistrationUnsupported, CodeRegistrationUnreachable, CodeRegistrationToken, CodeRegistrationRefused,
		CodeRegistrationInvalid, CodeRegistrationUnfit, CodeRegistrationExpired, CodeRegistrationNotDeleted,
		CodeAPIURLNotAllowed, CodeAPIOriginNotConfirmed, CodeAPIIssuerChanged, CodeAPIRequestInvalid, CodeAPIUnreachable,
	}
}
