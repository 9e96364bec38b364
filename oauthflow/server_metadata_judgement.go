// Judging a metadata answer: OpenID Connect Discovery 1.0 §4.2 and §4.3, RFC 8414 §3.2 and §3.3. Needs no network.

package oauthflow

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
)

// metadataExpectation is what an answer is judged by.
type metadataExpectation struct {
	Issuer   string
	Source   string          // the URL that was asked
	Previous *ServerMetadata // what the present session was made with, or nil
	Plain    bool            // it is an authorization server without ID tokens: keys are not needed (RFC 8414 §2)
	MCP      bool            // PKCE has to be announced (MCP-05)

	KeysOptional bool // OAuth only: no ID token is expected

	Second string // the URL of the document that added members; "": there is one document
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
	template, named := judgeMetadataIssuer(members, want.Issuer)
	checks = append(checks, named)
	if checks[len(checks)-1].Result == Failed {
		return nil, skipAll(checks, "nothing in the metadata of another issuer is used", "DISC-06", "DISC-07", "DISC-10", "DISC-13")
	}
	m := &ServerMetadata{Issuer: want.Issuer, IssuerTemplate: template, KeysOptional: want.KeysOptional, Source: want.Source, Second: want.Second, plain: want.Plain}
	m.readLists(members)
	checks = append(checks, m.judgePresence(members), m.judgeEndpoints(), judgePKCE(members, want), m.judgePlace(want.Previous))
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

// judgeMetadataIssuer compares the issuer byte for byte. A multi-tenant issuer's metadata may name the template of its
// tenants' issuers instead, which is then returned: each ID token is judged by it (IDT-22). At Microsoft's clouds it is
// returned in any case: what would name the multi-tenant issuer itself there issues no token.
func judgeMetadataIssuer(members map[string]json.RawMessage, issuer string) (template string, c Check) {
	got, present, err := stringMember(members, "issuer")
	switch {
	case err != nil:
		return "", judge("DISC-01", false, issuer, "not a string")
	case !present:
		return "", judge("DISC-01", false, issuer, "missing")
	}
	template, accepted := tenantTemplate(issuer)
	if got == issuer && isMicrosoftCloud(hostOf(issuer)) {
		return template, judge("DISC-01", true, issuer, plainServerText(got))
	}
	if got != issuer && accepted.is(got) {
		return template, judge("DISC-01", true, template+", the issuers of "+issuer, plainServerText(got))
	}
	return "", judge("DISC-01", got == issuer, issuer, describeText(got))
}
