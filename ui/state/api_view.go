// The API tab: sample calls, what is sent, and what the answer means.

package state

import (
	"maps"
	"slices"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// SampleCall is a call that a click fills in.
type SampleCall struct {
	Name        Text
	Method, URL string
	Headers     string // "" leaves those that were typed
	Body        string
}

// APIView is the API tab.
type APIView struct {
	Samples       []SampleCall
	Authorization Text // what is sent along: the kind and the rest of the token's life
	Masked        MaskedCall
	Call          Button
	AskOrigin     Text // "Send this access token to https://host?"; zero if nothing is asked
	AskExplained  Text
	AskButtons    []Button
	Problem       *Problem
	Answer        *AnswerView
}

// AnswerView is the answer of the protected resource.
type AnswerView struct {
	Status    string // "200 OK"
	Kind      oauthflow.Result
	Line      Text     // "6 ms · 312 B · application/json"
	Refreshed Text     // that the token was renewed and the call repeated; zero otherwise
	Document  Document // the body; nil until it is ready
	Cut       Text     // that the document is only the beginning; zero otherwise
	Headers   string
	Hidden    Text   // why there is no document; zero otherwise
	Copies    bool   // the body may be copied
	Meaning   Text   // of a 401 or 403; zero otherwise
	Explained []Text // what the API's error means, beyond Meaning: cause, fix and setting, as far as they are known
	StepUp    *Button
}

// APIView returns the tab. It is empty without a session.
func (c *Connection) APIView(now time.Time) APIView {
	if c.Session == nil {
		return APIView{}
	}
	v := APIView{Samples: c.sampleCalls(), Authorization: c.authorizationText(now), Masked: c.maskedCall(), Call: primary(ActionCallAPI)}
	v.Call.Enabled = !c.API.Running && strings.TrimSpace(c.API.URL) != "" && c.API.AskOrigin == ""
	if c.API.Running {
		v.Call.Label = T("action.calling_api")
	}
	if c.API.AskOrigin != "" {
		v.Call.Primary = false
		v.AskOrigin = T("api.ask_origin", "Origin", line(c.API.AskOrigin))
		v.AskExplained, v.AskButtons = T("api.ask_origin_explained"), []Button{primary(ActionConfirmOrigin), button(ActionRefuseOrigin)}
	}
	if c.API.Problem != nil {
		v.Problem = c.problemIn(frameOf(c.API.Problem.Step), c.API.Problem)
	}
	if c.API.Answer != nil {
		v.Answer = answerView(c.API.Answer, c.API.Document)
		v.Answer.Explained = append(c.explainRefusal(c.API.Answer), c.metadataNamed(c.API.Answer)...)
		c.veilAnswer(v.Answer)
		v.Call.Primary = v.Call.Primary && v.Answer.StepUp == nil
	}
	return v
}

func (c *Connection) sampleCalls() []SampleCall {
	var calls []SampleCall
	if c.Profile.MCP {
		calls = append(calls, c.mcpCalls(c.Profile.Resource())...)
	}
	if c.Metadata != nil && c.Metadata.UserInfoEndpoint != "" {
		calls = append(calls, SampleCall{Name: T("sample.userinfo"), Method: "GET", URL: c.Metadata.UserInfoEndpoint})
	}
	if c.DemoAPI == "" {
		return append(calls, c.presetCalls(calls)...)
	}
	return append(append(calls,
		SampleCall{Name: T("sample.notes"), Method: "GET", URL: c.DemoAPI + "/notes"},
		SampleCall{Name: T("sample.add_note"), Method: "POST", URL: c.DemoAPI + "/notes", Body: `{"text": "Order analytical engine parts"}`},
		SampleCall{Name: T("sample.admin"), Method: "GET", URL: c.DemoAPI + "/admin"},
		SampleCall{Name: T("sample.fresh"), Method: "GET", URL: c.DemoAPI + "/fresh"},
		SampleCall{Name: T("sample.whoami"), Method: "GET", URL: c.DemoAPI + "/whoami"},
	), c.mcpCalls(c.DemoAPI+"/mcp")...)
}

func (c *Connection) authorizationText(now time.Time) Text {
	kind := accessTokenKind(c.Session.AccessToken)
	switch {
	case c.Session.ExpiresAt.IsZero():
		return T("api.authorization", "Scheme", c.Session.Scheme(), "Kind", kind)
	case c.Session.Expired(now):
		return T("api.authorization_expired", "Scheme", c.Session.Scheme(), "Kind", kind)
	}
	return T("api.authorization_expires", "Scheme", c.Session.Scheme(), "Kind", kind, "Left", amountText(c.Session.ExpiresAt.Sub(now)))
}

func answerView(a *oauthflow.APIAnswer, body Document) *AnswerView {
	v := &AnswerView{
		Document: body,
		Status:   statusLine(a.Status), Kind: statusKind(a.Status), Headers: headerLines(a.Header, veil{}),
		Line: T("api.answer", "Took", durationText(a.Duration), "Size", sizeText(len(a.Body)), "Type", contentTypeText(a.Header["Content-Type"])),
	}
	if v.Document != nil && v.Document.Cut() {
		v.Cut = T("api.cut", "Size", sizeText(len(a.Body)))
	}
	if a.Refreshed {
		v.Refreshed = T("api.refreshed")
	}
	v.explain(a)
	return v
}

func statusKind(status int) oauthflow.Result {
	switch {
	case status >= 200 && status < 300:
		return oauthflow.Passed
	case status >= 400:
		return oauthflow.Failed
	}
	return oauthflow.Skipped
}

func contentTypeText(values []string) Text {
	if len(values) == 0 {
		return T("api.no_content_type")
	}
	kind, _, _ := strings.Cut(values[0], ";")
	return Literal(line(strings.TrimSpace(kind)))
}

// headerLines are the answer's headers by name, a value a line. Cookies are for nobody to see (DISP-02).
func headerLines(h map[string][]string, v veil) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[name] {
			if name == "Set-Cookie" {
				value = "[secret]"
			}
			lines = append(lines, line(v.name(name)+": "+v.mask(veiledHeader, name, value)))
		}
	}
	return strings.Join(lines, "\n")
}
