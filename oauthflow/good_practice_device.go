// Good practice of a sign-in with the device grant, RFC 8628: the rules about the browser's part do not apply to it.

package oauthflow

// deviceGoodPractice is the list with what does not apply skipped.
func (r *signInRecord) deviceGoodPractice() []Practice {
	return []Practice{
		seen("s256_device"), seen("verifier_device"), seen("state_device"), seen("confined_device"), seen("code_device"),
		seen("refresh_no_session"), r.tokensStored(), r.requestsProtected(), r.idTokenValidated(), seen("answer_device"),
	}
}
