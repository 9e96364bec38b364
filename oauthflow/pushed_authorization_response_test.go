package oauthflow

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

// PAR-03, PAR-06: one thing is wrong per row.
func TestJudgePushedResponse(t *testing.T) {
	const good = `{"request_uri":"urn:ietf:params:oauth:request_uri:x","expires_in":60}`
	for name, row := range map[string]struct {
		status     int
		kind, body string
		code       Code // "": taken
	}{
		"as it should be":              {201, "application/json", good, ""},
		"with a charset":               {201, "application/json; charset=utf-8", good, ""},
		"status 200":                   {200, "application/json", good, CodePushedRequestInvalid},
		"status 204 without a body":    {204, "", "", CodePushedRequestInvalid},
		"a redirect":                   {303, "application/json", good, CodePushedRequestInvalid},
		"text":                         {201, "text/plain", good, CodePushedRequestInvalid},
		"no object":                    {201, "application/json", `[]`, CodePushedRequestInvalid},
		"a member twice":               {201, "application/json", `{"request_uri":"a","request_uri":"b","expires_in":60}`, CodePushedRequestInvalid},
		"no request_uri":               {201, "application/json", `{"expires_in":60}`, CodePushedRequestInvalid},
		"an empty request_uri":         {201, "application/json", `{"request_uri":"","expires_in":60}`, CodePushedRequestInvalid},
		"a number as request_uri":      {201, "application/json", `{"request_uri":7,"expires_in":60}`, CodePushedRequestInvalid},
		"a request_uri with a newline": {201, "application/json", `{"request_uri":"urn:x\ny","expires_in":60}`, CodePushedRequestInvalid},
		"no expires_in":                {201, "application/json", `{"request_uri":"urn:x"}`, CodePushedRequestInvalid},
		"expires_in 0":                 {201, "application/json", `{"request_uri":"urn:x","expires_in":0}`, CodePushedRequestInvalid},
		"a negative expires_in":        {201, "application/json", `{"request_uri":"urn:x","expires_in":-1}`, CodePushedRequestInvalid},
		"expires_in as text":           {201, "application/json", `{"request_uri":"urn:x","expires_in":"60"}`, CodePushedRequestInvalid},
		"half a second":                {201, "application/json", `{"request_uri":"urn:x","expires_in":0.5}`, CodePushedRequestInvalid},
		"an error":                     {400, "application/json", `{"error":"invalid_request","error_description":"no"}`, CodePushedRequestRefused},
		"an error with 201":            {201, "application/json", `{"error":"invalid_request"}`, CodePushedRequestRefused},
		"status 500":                   {500, "text/html", "<p>", CodePushedRequestInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			a := &answer{Status: row.status, Header: http.Header{"Content-Type": {row.kind}}, Body: []byte(row.body)}
			pushed, checks, err := judgePushedResponse(a, time.Unix(1000, 0))
			if row.code == "" {
				if err != nil || pushed.RequestURI.IsZero() || !pushed.ExpiresAt.Equal(time.Unix(1060, 0)) || len(failures(checks)) > 0 {
					t.Errorf("%v, %v", err, checks)
				}
				return
			}
			if !errors.Is(err, &Error{Code: row.code, Step: StepAuthorizationRequest}) || !pushed.RequestURI.IsZero() || len(failures(checks)) != 1 {
				t.Errorf("%v, %v", err, checks)
			}
		})
	}
}

// PAR-04, PAR-08: the reference is opaque, and stands percent-encoded in the query.
func TestThePushedURLHoldsTheReferenceAsAValue(t *testing.T) {
	for _, uri := range []string{"https://evil.example/x?a=b&c=d#e", "javascript:1", "urn:x:&state=theirs"} {
		for _, endpoint := range []string{"https://p.example/authorize", "https://p.example/authorize?tenant=1"} {
			m := &ServerMetadata{AuthorizationEndpoint: endpoint}
			link, err := pushedRequest{RequestURI: NewSecret(uri)}.url("us", m)
			if err != nil {
				t.Fatal(err)
			}
			query, _ := queryOf(link.Reveal())
			if query.Get("request_uri") != uri || query.Get("client_id") != "us" || query.Has("state") || !strings.HasPrefix(link.Reveal(), endpoint) {
				t.Errorf("%v", query)
			}
			if c := judgePushedURL(endpoint, link.Reveal()); c.Result != Passed {
				t.Errorf("%+v", c)
			}
			if c := judgePushedURL(endpoint, link.Reveal()+"&scope=openid"); c.Result != Failed {
				t.Errorf("%+v", c)
			}
		}
	}
	m := &ServerMetadata{AuthorizationEndpoint: "https://p.example/authorize?request_uri=theirs"}
	if _, err := (pushedRequest{RequestURI: NewSecret("urn:x")}).url("us", m); err == nil {
		t.Error("an endpoint with a request_uri of its own was taken")
	}
}
