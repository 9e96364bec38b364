// Judging a metadata answer: OpenID Connect Discovery 1.0 §4.2 and §4.3, RFC 8414 §3.2 and §3.3. Needs no network.

package oauthflow

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// metadataExpectation is what an answer is judged by.
type metadataExpectation struct {
	Issuer   string
	Source   string          // the URL that was asked
	Previous *ServerMetadata // what the present session was made with, or nil
}

// judgeServerMetadata judges the answer by the rows DISC-02 to DISC-13, one check each. The metadata is nil
// unless all passed.
func judgeServerMetadata(a *answer, want metadataExpectation) (*ServerMetadata, []Check) {
	checks := []Check{judgeIssuer(want.Issuer)}
	if Count(checks, Failed) > 0 {
		return nil, skipAll(checks, "nothing is asked of such an issuer", "DISC-04", "DISC-05", "DISC-09", "DISC-01", "DISC-06", "DISC-07", "DISC-10", "DISC-13")
	}
	members, form := judgeMetadataForm(a)
	checks = append(checks, form...)
	if members == nil {
		return nil, skipAll(checks, "there is no metadata to judge", "DISC-01", "DISC-06", "DISC-07", "DISC-10", "DISC-13")
	}
	checks = append(checks, judgeMetadataIssuer(members, want.Issuer))
	if checks[len(checks)-1].Result == Failed {
		return nil, skipAll(checks, "nothing in the metadata of another issuer is used", "DISC-06", "DISC-07", "DISC-10", "DISC-13")
	}
	m := &ServerMetadata{Issuer: want.Issuer, Source: want.Source}
	m.readLists(members)
	checks = append(checks, m.judgePresence(members), m.judgeEndpoints(), judgePKCE(members), m.judgePlace(want.Previous))
	if Count(checks, Failed) > 0 {
		return nil, checks
	}
	return m, checks
}

func skipAll(checks []Check, reason string, ids ...string) []Check {
	for _, id := range ids {
		checks = append(checks, skip(id, reason))
	}
	return checks
}

func judgeIssuer(issuer string) Check {
	const expected = "an https URL without query and fragment (http on this computer)"
	if err := judgeIssuerURL(issuer); err != nil {
		return judge("DISC-02", false, expected, plainServerText(issuer)+": "+err.Error())
	}
	return judge("DISC-02", true, expected, issuer)
}

// judgeMetadataForm judges status, content type and JSON; members is nil if there is nothing to go on with.
func judgeMetadataForm(a *answer) (members map[string]json.RawMessage, checks []Check) {
	const object, status = "status 200 and a JSON object", "status 200"
	if a.Status != http.StatusOK {
		checks = []Check{judge("DISC-04", false, object, describeStatus(a.Status))}
		return nil, skipAll(checks, "there is no metadata to judge", "DISC-05", "DISC-09")
	}
	members, err := strictObject(a.Body)
	var repeated *repeatedMember
	ambiguous := errors.As(err, &repeated)
	if err != nil && !ambiguous {
		checks = append(checks, judge("DISC-04", false, object, status+", "+err.Error()))
	} else {
		checks = append(checks, judge("DISC-04", true, object, status+" and a JSON object"))
	}
	contentType := a.Header.Get("Content-Type")
	checks = append(checks, judge("DISC-05", isJSON(contentType), "application/json", describeText(contentType)))
	switch {
	case ambiguous:
		return nil, append(checks, judge("DISC-09", false, "each member once", err.Error()))
	case err != nil:
		return nil, append(checks, skip("DISC-09", "there is no metadata to judge"))
	}
	return members, append(checks, judge("DISC-09", true, "each member once", fmt.Sprintf("%d members, each once", len(members))))
}

func describeStatus(status int) string {
	if status >= 300 && status < 400 {
		return fmt.Sprintf("status %d, a redirect, which is not followed", status)
	}
	return fmt.Sprintf("status %d", status)
}

// isJSON reports whether a Content-Type is application/json, whatever its parameters.
func isJSON(contentType string) bool {
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && mediaType == "application/json"
}

// describeText shows a value of the server, or that it is missing.
func describeText(s string) string {
	if s == "" {
		return "missing"
	}
	return plainServerText(s)
}

func judgeMetadataIssuer(members map[string]json.RawMessage, issuer string) Check {
	got, present, err := stringMember(members, "issuer")
	switch {
	case err != nil:
		return judge("DISC-01", false, issuer, "not a string")
	case !present:
		return judge("DISC-01", false, issuer, "missing")
	}
	return judge("DISC-01", got == issuer, issuer, describeText(got))
}

// judgePresence reads the endpoints and reports needed ones that are missing or no strings (DISC-06).
func (m *ServerMetadata) judgePresence(members map[string]json.RawMessage) Check {
	var needed, wrong []string
	for _, e := range m.endpoints() {
		value, present, err := stringMember(members, e.member)
		*e.field = value
		if !e.required {
			if err != nil {
				m.setUnusable(e, "not a string")
			}
			continue
		}
		needed = append(needed, e.member)
		switch {
		case err != nil:
			wrong = append(wrong, e.member+" is not a string")
		case !present || value == "":
			wrong = append(wrong, e.member+" is missing")
		}
	}
	if len(wrong) > 0 {
		return judge("DISC-06", false, strings.Join(needed, ", "), strings.Join(wrong, ", "))
	}
	return judge("DISC-06", true, strings.Join(needed, ", "), "all there")
}

// judgeEndpoints refuses the metadata if a needed endpoint is no allowed URL, and empties optional ones that
// are none (DISC-07).
func (m *ServerMetadata) judgeEndpoints() Check {
	const expected = "https URLs without user name and fragment (http where issuer and endpoint are on this computer)"
	var wrong, unused []string
	allowed := 0
	for _, e := range m.endpoints() {
		if *e.field == "" {
			continue
		}
		_, err := judgeEndpointURL(*e.field, m.Issuer)
		switch {
		case err == nil:
			allowed++
		case e.required:
			wrong = append(wrong, fmt.Sprintf("%s is %s: %v", e.member, plainServerText(MaskURL(*e.field)), err))
		default:
			m.setUnusable(e, err.Error())
			unused = append(unused, fmt.Sprintf("%s is not used: %v", e.member, err))
		}
	}
	if len(wrong) > 0 {
		return judge("DISC-07", false, expected, strings.Join(wrong, "; "))
	}
	return judge("DISC-07", true, expected, strings.Join(append([]string{fmt.Sprintf("%d endpoints", allowed)}, unused...), "; "))
}

func (m *ServerMetadata) setUnusable(e metadataEndpoint, why string) {
	if m.Unusable == nil {
		m.Unusable = map[string]string{}
	}
	m.Unusable[e.member] = why
	*e.field = ""
}

// judgePKCE refuses a provider that announces challenge methods but not S256 (DISC-10).
func judgePKCE(members map[string]json.RawMessage) Check {
	methods, present, err := stringsMember(members, "code_challenge_methods_supported")
	switch {
	case err != nil:
		return judge("DISC-10", false, "S256", "code_challenge_methods_supported is not a list of strings")
	case !present:
		return skip("DISC-10", "the provider announces no methods; S256 is sent all the same")
	case len(methods) == 0:
		return judge("DISC-10", false, "S256", "an empty list")
	}
	return judge("DISC-10", slices.Contains(methods, "S256"), "S256", plainServerText(strings.Join(methods, ", ")))
}

// judgePlace compares the hosts that get the code, the tokens and our trust with the session's (DISC-13).
func (m *ServerMetadata) judgePlace(previous *ServerMetadata) Check {
	if previous == nil {
		return skip("DISC-13", "there is no session that the endpoints could be compared with")
	}
	before, now := "token endpoint at "+hostOf(previous.TokenEndpoint), "token endpoint at "+hostOf(m.TokenEndpoint)
	if hostOf(previous.JWKSURI) != "" {
		before, now = before+", keys at "+hostOf(previous.JWKSURI), now+", keys at "+hostOf(m.JWKSURI)
	}
	return judge("DISC-13", before == now, before, now)
}

// hostOf returns host and port of a URL, "" if it has none.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
