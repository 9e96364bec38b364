// The evidence of a problem, labelled so that it reads as a sentence: "We sent", "The token says".

package state

import "proofkey/oauthflow"

// labels are what the expected and the actual value of an error are called.
type labels struct{ expected, actual Text }

func facts(e *oauthflow.Error) []Fact {
	l := labelsOf(e)
	list := []Fact{
		{Label: l.expected, Words: Evidence(e.Expected), Mono: true},
		{Label: l.actual, Words: actualEvidence(e.Code == oauthflow.CodeIDTokenAlgorithmNotAllowed, e.Actual, Evidence), Mono: true},
		{Label: T("fact.oauth_error"), Value: line(e.OAuthError), Mono: true},
		{Label: T("fact.description"), Value: line(e.Description)},
		{Label: T("fact.error_uri"), Value: line(e.ErrorURI), Mono: true},
		{Label: T("fact.rule"), Value: line(e.Spec)},
		{Label: T("fact.code"), Value: string(e.Code), Mono: true},
	}
	shown := list[:0]
	for _, f := range list {
		if f.Value != "" || !f.Words.IsZero() {
			shown = append(shown, f)
		}
	}
	return shown
}

func labelsOf(e *oauthflow.Error) labels {
	switch e.Code {
	case oauthflow.CodeIDTokenNonceMismatch:
		return labels{T("fact.we_sent"), T("fact.token_says")}
	case oauthflow.CodeMetadataIssuerMismatch:
		return labels{T("fact.connection_says"), T("fact.metadata_says")}
	case oauthflow.CodeAPIIssuerChanged:
		return labels{T("fact.signed_in_at"), T("fact.metadata_says")}
	case oauthflow.CodeIDTokenSubjectChanged:
		return labels{T("fact.person_before"), T("fact.token_says")}
	case oauthflow.CodeUserInfoSubjectMismatch:
		return labels{T("fact.token_says"), T("fact.userinfo_says")}
	case oauthflow.CodeRefreshedIDTokenMismatch:
		return labels{T("fact.first_token_says"), T("fact.token_says")}
	case oauthflow.CodeCAFileUnusable, oauthflow.CodeProxyUnauthenticated, oauthflow.CodeAccountNotUsable, // before the provider says anything
		oauthflow.CodeAccountUnreachable, oauthflow.CodeAccountMismatch: // of what the account's DID names
		return labels{T("fact.we_expected"), T("fact.we_saw")}
	}
	switch e.Step {
	case oauthflow.StepDiscover:
		return labels{T("fact.rule_asks"), T("fact.metadata_says")}
	case oauthflow.StepRedirect:
		return labels{T("fact.we_expected"), T("fact.redirect_says")}
	case oauthflow.StepTokenRequest, oauthflow.StepRefresh:
		return labels{T("fact.we_expected"), T("fact.token_response_says")}
	case oauthflow.StepVerify:
		return labels{T("fact.we_expected"), T("fact.token_says")}
	case oauthflow.StepUserInfo:
		return labels{T("fact.we_expected"), T("fact.userinfo_says")}
	}
	return labels{T("fact.we_expected"), T("fact.we_saw")}
}
