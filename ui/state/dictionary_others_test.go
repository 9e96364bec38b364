package state

// sentByOthers are the entries of what neither the app nor the embedded provider sends: what other providers do, and
// what may stand in their messages by the specifications.
func sentByOthers() map[EntryKind]string {
	return map[EntryKind]string{
		EntryParameter: `
			access_type act actor_token actor_token_type assertion audience authorization_details authuser claims
			claims_locales client_assertion client_assertion_type client_info connection correlation_id client_secret_expires_at domain_hint
			error_codes error_uri ext_expires_in hd include_granted_scopes issued_token_type kc_idp_hint
			logout_hint may_act nbf not-before-policy organization password post_logout_redirect_uri refresh_expires_in
			refresh_token_expires_in registration request requested_token_type response
			response_mode session_state sid suberror subject_token subject_token_type timestamp trace_id`,
		EntryHeader: `
			:authority :method :path :scheme :status accept-ch accept-charset accept-ranges access-control-allow-credentials
			access-control-allow-headers access-control-allow-methods access-control-allow-origin
			access-control-allow-private-network access-control-expose-headers access-control-max-age access-control-request-headers
			access-control-request-method access-control-request-private-network age allow alt-svc authentication-info cache-status
			cf-cache-status cf-ray clear-site-data content-digest content-disposition content-encoding content-language
			content-location content-range content-security-policy-report-only critical-ch cross-origin-embedder-policy
			cross-origin-opener-policy cross-origin-resource-policy deprecation digest early-data etag expect
			expires forwarded from idempotency-key if-match if-modified-since if-none-match if-range if-unmodified-since keep-alive
			last-modified link max-forwards mcp-session-id nel origin origin-agent-cluster p3p permissions-policy pragma proxy-authenticate
			proxy-authorization purpose range ratelimit ratelimit-limit ratelimit-policy ratelimit-remaining ratelimit-reset refresh
			report-to reporting-endpoints repr-digest request-id retry-after save-data sec-ch-prefers-color-scheme sec-ch-ua-arch
			sec-ch-ua-bitness sec-ch-ua-form-factors sec-ch-ua-full-version sec-ch-ua-full-version-list sec-ch-ua-model
			sec-ch-ua-platform-version sec-ch-ua-wow64 sec-fetch-storage-access sec-purpose server server-timing set-cookie
			strict-transport-security sunset te timing-allow-origin traceparent tracestate trailer transfer-encoding upgrade
			via warning x-amz-cf-id x-amz-cf-pop x-amzn-requestid x-amzn-trace-id x-auth0-requestid x-azure-ref x-cache
			x-correlation-id x-dns-prefetch-control x-download-options x-forwarded-for x-forwarded-host x-forwarded-proto
			x-ms-clitelem x-ms-ests-server x-ms-request-id x-ms-srs x-okta-request-id x-permitted-cross-domain-policies x-powered-by
			x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset x-request-id x-requested-with x-response-time x-robots-tag
			x-runtime x-served-by x-timer x-ua-compatible x-xss-protection`,
		EntryMetadata: `
			authorization_details_types_supported authorization_encryption_alg_values_supported
			authorization_encryption_enc_values_supported authorization_signing_alg_values_supported
			backchannel_authentication_endpoint backchannel_authentication_request_signing_alg_values_supported
			backchannel_logout_session_supported backchannel_logout_supported backchannel_token_delivery_modes_supported
			backchannel_user_code_parameter_supported check_session_iframe claims_locales_supported
			client_id_metadata_document_supported client_registration_types_supported cloud_graph_host_name cloud_instance_name crv
			d display_values_supported dp dpop_bound_access_tokens_required dq exp
			federation_registration_endpoint frontchannel_logout_session_supported frontchannel_logout_supported
			http_logout_supported iat id_token_encryption_alg_values_supported id_token_encryption_enc_values_supported
			introspection_encryption_alg_values_supported introspection_encryption_enc_values_supported
			introspection_endpoint_auth_signing_alg_values_supported introspection_signing_alg_values_supported k kerberos_endpoint
			key_ops msgraph_host mtls_endpoint_aliases native_sso_supported nbf op_policy_uri op_tos_uri oth p protected_resources
			q qi rbac_url request_object_encryption_alg_values_supported
			request_object_encryption_enc_values_supported request_object_signing_alg_values_supported
			resource_documentation resource_policy_uri resource_signing_alg_values_supported resource_tos_uri
			require_request_uri_registration require_signed_request_object
			revocation_endpoint_auth_signing_alg_values_supported service_documentation signed_metadata tenant_region_scope
			tls_client_certificate_bound_access_tokens token_endpoint_auth_signing_alg_values_supported
			userinfo_encryption_alg_values_supported userinfo_encryption_enc_values_supported userinfo_signing_alg_values_supported
			x x5c x5t x5t#S256 x5u y`,
		EntryJOSE: `
			apu apv aud b64 crit cty enc epk iss iv jku jwk nonce p2c p2s sub tag x5c x5t x5t#S256 x5u zip`,
		EntryClaim: `
			_claim_names _claim_sources acct act aio allowed-origins app_displayname appid appidacr auth_provider
			authorization_details azp azpacr c_hash cid cognito:groups cognito:username entitlements event_id events gty hd
			identities idp idtyp ipaddr login_hint may_act nbf oid org_id org_name origin_jti permissions picture realm_access
			resource_access rh roles s_hash scp session_state sub_id sub_jwk tid toe token_use txn typ uid unique_name upn uti ver
			wids xms_tcdt`,
	}
}
