// Bodies: forms and JSON are redacted field by field. Any other body is left out, also if personal claims stay: an
// error page may show a token, and nobody knows where.

package redaction

import (
	"fmt"
	"mime"
	"slices"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/jsontree"
)

// Body is a redacted body: one of JSON, a form, or the reason why it is not there.
type Body struct {
	JSON    []byte // without white space
	Form    string
	LeftOut string
}

// Body redacts a body of the step, as its content type and the answer's place in the flow tell how to read it.
func (r *Redactor) Body(step oauthflow.Step, m oauthflow.HTTPContent) Body {
	switch kind, _, _ := mime.ParseMediaType(headerOf(m, "Content-Type")); {
	case len(m.Body) == 0:
		return Body{}
	case m.Size > len(m.Body):
		return leftOut(m, "it was kept only in part")
	case kind == "application/x-www-form-urlencoded":
		return Body{Form: r.Parameters(string(m.Body))}
	case kind == "application/jwt" || kind == "application/token-introspection+jwt":
		return Body{JSON: jsontree.Text(r.Token(tokenLabel, string(m.Body))).JSON()}
	default: // a JSON document may say that it is something else: that is then what the step failed of
		v, err := jsontree.Parse(m.Body, bodyLimits)
		if err != nil || v.Kind != jsontree.Object && v.Kind != jsontree.Array {
			return leftOut(m, "it is not JSON")
		}
		return Body{JSON: r.tree(v, policyOf(step, m.Status != 0)).JSON()}
	}
}

func leftOut(m oauthflow.HTTPContent, why string) Body {
	kind, _, err := mime.ParseMediaType(headerOf(m, "Content-Type"))
	if err != nil {
		kind = "no type"
	}
	return Body{LeftOut: fmt.Sprintf("%d bytes of %s: %s", max(m.Size, len(m.Body)), oauthflow.PlainText(kind, 60), why)}
}

// policyOf is what a body of the step is: an answer, or a request of ours.
func policyOf(step oauthflow.Step, answer bool) policy {
	switch {
	case answer && step == oauthflow.StepDiscover:
		return metadataPolicy
	case answer && step == oauthflow.StepVerify:
		return keyPolicy
	case step == oauthflow.StepAuthorizationRequest, step == oauthflow.StepTokenRequest, step == oauthflow.StepRefresh, step == oauthflow.StepRevocation:
		return tokenPolicy
	}
	return claimPolicy
}

func headerOf(m oauthflow.HTTPContent, name string) string {
	i := slices.IndexFunc(m.Fields, func(f oauthflow.HTTPField) bool { return equalFold(f.Name, name) })
	if i < 0 {
		return ""
	}
	return m.Fields[i].Value
}

// Claims redacts the claims of a token or of UserInfo; JSON that cannot be read gives nil.
func (r *Redactor) Claims(data []byte) []byte {
	v, err := jsontree.Parse(data, bodyLimits)
	if err != nil || v.Kind != jsontree.Object {
		return nil
	}
	return r.tree(v, claimPolicy).JSON()
}
