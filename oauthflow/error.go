// The errors of the flow: a stable code from a closed list, the step, expected and actual, and the cause.

package oauthflow

import (
	"context"
	"errors"
	"strings"
)

// Step names a part of the flow, as in the report.
type Step string

// The six steps of a sign-in, in order.
const (
	StepDiscover             Step = "discover"
	StepAuthorizationRequest Step = "authorization_request"
	StepRedirect             Step = "redirect"
	StepTokenRequest         Step = "token_request"
	StepVerify               Step = "verify"
	StepSignedIn             Step = "signed_in"
)

// What follows or ends a sign-in.
const (
	StepUserInfo   Step = "userinfo"
	StepRefresh    Step = "refresh"
	StepRevocation Step = "revocation"
	StepEndSession Step = "end_session"
	StepAPI        Step = "api"
)

// SignInSteps returns the six steps in order.
func SignInSteps() []Step {
	return []Step{StepDiscover, StepAuthorizationRequest, StepRedirect, StepTokenRequest, StepVerify, StepSignedIn}
}

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
	CodePKCENotSupported           Code = "pkce_s256_not_supported"
	CodeKeysUnreachable            Code = "keys_unreachable"

	CodeParameterNotAllowed Code = "parameter_not_allowed"
	CodeRequestTooLong      Code = "request_too_long"
	CodePortInUse           Code = "port_in_use"
	CodeListenerFailed      Code = "listener_failed"
	CodeURLNotAllowed       Code = "url_not_allowed"
	CodeBrowserNotOpened    Code = "browser_not_opened"

	CodeResponseInvalid        Code = "response_invalid"
	CodeResponseIssuerMissing  Code = "response_issuer_missing"
	CodeResponseIssuerMismatch Code = "response_issuer_mismatch"
	CodeAuthorizationDenied    Code = "authorization_denied"
	CodeAuthorizationError     Code = "authorization_error"

	CodeTokenUnreachable      Code = "token_endpoint_unreachable"
	CodeTokenRedirected       Code = "token_endpoint_redirected"
	CodeResponseTooLarge      Code = "response_too_large"
	CodeTokenResponseInvalid  Code = "token_response_invalid"
	CodeTokenError            Code = "token_error"
	CodeAccessTokenInvalid    Code = "access_token_invalid"
	CodeTokenTypeNotSupported Code = "token_type_not_supported"
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
	CodeEndSessionUnsupported    Code = "end_session_unsupported"
	CodeEndSessionFailed         Code = "end_session_failed"

	CodeAPIURLNotAllowed      Code = "api_url_not_allowed"
	CodeAPIOriginNotConfirmed Code = "api_origin_not_confirmed"
	CodeAPIRequestInvalid     Code = "api_request_invalid"
	CodeAPIUnreachable        Code = "api_unreachable"
)

// Codes returns the closed list, in the order of the flow.
func Codes() []Code {
	return []Code{
		CodeCancelled, CodeTimedOut, CodeUnexpected, CodeConnectionInvalid,
		CodeDemoNotStarted, CodeIssuerNotAllowed, CodeMetadataUnreachable, CodeMetadataInvalid, CodeMetadataIssuerMismatch,
		CodeMetadataEndpointMissing, CodeMetadataEndpointNotAllowed, CodeMetadataEndpointMoved, CodePKCENotSupported, CodeKeysUnreachable,
		CodeParameterNotAllowed, CodeRequestTooLong, CodePortInUse, CodeListenerFailed, CodeURLNotAllowed, CodeBrowserNotOpened,
		CodeResponseInvalid, CodeResponseIssuerMissing, CodeResponseIssuerMismatch, CodeAuthorizationDenied, CodeAuthorizationError,
		CodeTokenUnreachable, CodeTokenRedirected, CodeResponseTooLarge, CodeTokenResponseInvalid, CodeTokenError,
		CodeAccessTokenInvalid, CodeTokenTypeNotSupported, CodeTokenScopeInvalid, CodeIDTokenMissing,
		CodeIDTokenMalformed, CodeIDTokenEncrypted, CodeIDTokenAlgorithmNotAllowed, CodeIDTokenHeaderNotUnderstood, CodeIDTokenTypeNotAllowed,
		CodeIDTokenKeyNotFound, CodeIDTokenSignatureInvalid, CodeIDTokenIssuerMismatch, CodeIDTokenSubjectInvalid,
		CodeIDTokenAudienceMismatch, CodeIDTokenAudienceUntrusted, CodeIDTokenAuthorizedPartyMismatch, CodeIDTokenExpired,
		CodeIDTokenIssuedAtInvalid, CodeIDTokenNotYetValid, CodeIDTokenNonceMismatch, CodeIDTokenACRNotMet, CodeIDTokenAuthTimeInvalid,
		CodeIDTokenATHashMismatch, CodeIDTokenSubjectChanged,
		CodeSessionNotStored, CodeSessionUnreadable, CodeNotSignedIn, CodeStorageUnavailable,
		CodeUserInfoFailed, CodeUserInfoUnreachable, CodeUserInfoSubjectMismatch,
		CodeRefreshTokenMissing, CodeRefreshUnavailable, CodeSessionEnded, CodeRefreshedIDTokenMismatch,
		CodeRevocationFailed, CodeRevocationUnsupported, CodeEndSessionUnsupported, CodeEndSessionFailed,
		CodeAPIURLNotAllowed, CodeAPIOriginNotConfirmed, CodeAPIRequestInvalid, CodeAPIUnreachable,
	}
}

// ErrCanceled is the cause that the person's Cancel gives to a flow's context.
var ErrCanceled = errors.New("cancelled by the person")

// ErrTimelineClosed is what Wait returns when a timeline has ended.
var ErrTimelineClosed = errors.New("the timeline has ended")

// ErrDeadline is the cause of a sign-in whose time limit ended.
var ErrDeadline = errors.New("the time limit of the sign-in ended")

// Error is a failure of the flow. No field ever holds a secret.
type Error struct {
	Step             Step
	Code             Code
	Spec             string // the rule's source
	Expected, Actual string
	OAuthError       string // the provider's error code (RFC 6749 §5.2), plain text
	Description      string // the provider's error_description, at most 300 characters, plain text from the server
	ErrorURI         string // the provider's error_uri; to be shown as text
	Err              error  // the cause
}

// Error gives the code, the step and the cause on one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Step) + ": " + string(e.Code))
	if e.OAuthError != "" {
		b.WriteString(" (" + e.OAuthError + ")")
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is compares codes, and steps where the target names one.
func (e *Error) Is(target error) bool {
	var t *Error
	if !errors.As(target, &t) {
		return false
	}
	return t.Code == e.Code && (t.Step == "" || t.Step == e.Step)
}

// asError returns err as an *Error of the step: an *Error stays as it is, a context that has ended
// becomes cancelled or timed_out, anything else gets the code. It returns nil for nil.
func asError(ctx context.Context, err error, step Step, code Code) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	switch {
	case errors.Is(err, ErrDeadline), ctx.Err() != nil && errors.Is(context.Cause(ctx), ErrDeadline):
		return &Error{Step: step, Code: CodeTimedOut, Err: ErrDeadline}
	case ctx.Err() != nil:
		return &Error{Step: step, Code: CodeCancelled, Err: ErrCanceled}
	case errors.As(err, &e):
		return e
	}
	return &Error{Step: step, Code: code, Err: err}
}
