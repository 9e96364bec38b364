// What a refusal of the protected resource means: RFC 6750 §3.1 and the step-up challenge of RFC 9470.

package state

import (
	"strconv"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// explain says what a 401 or 403 means, and offers the sign-in that would satisfy it.
func (v *AnswerView) explain(a *oauthflow.APIAnswer) {
	switch {
	case a.StepUp != nil:
		v.Meaning = stepUpText(*a.StepUp)
		if bringsNoMore(*a.StepUp) {
			return
		}
		offer := primary(ActionStepUp) // and then Call is not: one filled button on a screen
		v.StepUp = &offer
	case a.Status == 401 && !a.SentToken:
		v.Meaning = T("api.meaning.401_without_token")
	case a.Status == 401 && a.Refreshed:
		v.Meaning = T("api.meaning.401_after_refresh")
	case a.Status == 401:
		v.Meaning = T("api.meaning.401")
	case a.Status == 403:
		v.Meaning = T("api.meaning.403")
	case a.Status >= 300 && a.Status < 400:
		v.Meaning = T("api.meaning.3xx")
	case a.Status == 429:
		v.Meaning = T("api.meaning.429")
	}
}

// bringsNoMore reports whether another sign-in would be like this one, or get the same scopes, which is not enough for the
// API.
func bringsNoMore(s oauthflow.StepUp) bool {
	return s.Met || s.Reason == "insufficient_scope" && len(s.Scopes) > 0 && len(s.Missing) == 0
}

func stepUpText(s oauthflow.StepUp) Text {
	switch {
	case s.Met:
		return T("api.step_up.met")
	case bringsNoMore(s):
		return T("api.step_up.no_more", "Scopes", line(strings.Join(s.Scopes, " ")))
	case len(s.Missing) > 0:
		return T("api.step_up.scopes", "Scopes", line(strings.Join(s.Missing, " ")))
	case len(s.ACRValues) > 0:
		return T("api.step_up.acr", "Values", line(strings.Join(s.ACRValues, " ")))
	case s.MaxAge != nil && *s.MaxAge == 0:
		return T("api.step_up.now")
	case s.MaxAge != nil:
		return T("api.step_up.max_age", "Age", amountText(time.Duration(*s.MaxAge)*time.Second))
	}
	return T("api.step_up.again")
}

// statusLine is the status with its registered phrase: "200 OK".
func statusLine(status int) string {
	if phrase := statusPhrase(status); phrase != "" {
		return strconv.Itoa(status) + " " + phrase
	}
	return strconv.Itoa(status)
}

// statusPhrase is of the IANA registry of HTTP status codes (RFC 9110 §15), which are shown in English.
func statusPhrase(status int) string {
	phrases := map[int]string{
		200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 206: "Partial Content",
		301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
		400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
		409: "Conflict", 410: "Gone", 412: "Precondition Failed", 413: "Content Too Large", 415: "Unsupported Media Type",
		422: "Unprocessable Content", 428: "Precondition Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
		500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
	}
	return phrases[status]
}
