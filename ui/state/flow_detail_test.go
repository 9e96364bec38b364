package state

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

// secretValues are the values that stand in the messages of secretMessages, each in a place of its own kind.
func secretValues() map[string]string {
	return map[string]string{
		"state": "STATE0-abcdefghij", "nonce": "NONCE0-abcdefghij", "code": "CODE-abcdefghij", "verifier": "VERIFIER-abcdefghij", "client secret": "CLIENT-SECRET-x",
		"access token": "ACCESS-abcdefghij", "refresh token": "REFRESH-abcdefghij", "ID token": "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln", "cookie": "COOKIE-abcdefghij",
		"basic": "QmFzaWMtc2VjcmV0", "API key": "APIKEY-abcdefghij", "text": "TEXT-SECRET-abcdefghij", "echoed": "ECHOED-abcdefghij", "nested": "NESTED-abcdefghij",
	}
}

// shownText is all that the list and the detail of an entry hold as text.
func shownText(t *testing.T, c *Connection, i int, reveal bool) string {
	t.Helper()
	r := c.FlowRow(i, testNow())
	d := c.FlowDetail(i, testNow(), reveal)
	text := english(t, r.Title) + english(t, r.Note) + english(t, d.Title) + english(t, d.Explain) + d.Request
	for _, f := range d.Facts {
		text += english(t, f.Label) + english(t, f.Value)
	}
	for _, s := range d.Sections {
		text += english(t, s.Title) + english(t, s.Note) + s.Text
		for _, row := range s.Rows {
			text += fmt.Sprint(row.Name, row.Value, row.Copy, row.Source)
			for _, why := range row.Why {
				text += english(t, why)
			}
		}
	}
	return text
}

func message(content oauthflow.HTTPContent) oauthflow.HTTPMessage {
	return oauthflow.NewHTTPMessage(content)
}

func fields(pairs ...string) []oauthflow.HTTPField {
	var list []oauthflow.HTTPField
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, oauthflow.HTTPField{Name: pairs[i], Value: pairs[i+1]})
	}
	return list
}

const formType = "application/x-www-form-urlencoded"

// secretFlow is a flow whose messages hold each secret value.
func secretFlow() *Connection {
	v := secretValues()
	c := signedIn()
	c.Session.AccessToken = oauthflow.NewSecret(v["echoed"])
	recorded := func(step oauthflow.Step, target string, request, answer oauthflow.HTTPContent) {
		request.URL = target
		c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventHTTP, Step: step, HTTP: &oauthflow.HTTPExchange{
			Method: "POST", URL: oauthflow.MaskURL(target), Status: 200, StartedAt: testNow(), Request: message(request), Answer: message(answer),
		}})
	}
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventRequestReady, Request: message(oauthflow.HTTPContent{
		Method: "GET", URL: testIssuer + "/authorize?state=" + v["state"] + "&nonce=" + v["nonce"] + "&id_token_hint=" + v["ID token"],
	})})
	recorded(oauthflow.StepRedirect, "http://127.0.0.1:1/callback?code="+v["code"]+"&state="+v["state"],
		oauthflow.HTTPContent{Fields: fields("Cookie", v["cookie"], "Referer", testIssuer+"/x?code="+v["code"])}, oauthflow.HTTPContent{Fields: fields("Location", "/done?code="+v["code"])})
	recorded(oauthflow.StepTokenRequest, testIssuer+"/token",
		oauthflow.HTTPContent{Fields: fields("Content-Type", formType, "Authorization", "Basic "+v["basic"]), Body: []byte("code=" + v["code"] + "&code_verifier=" + v["verifier"] + "&client_secret=" + v["client secret"])},
		oauthflow.HTTPContent{Fields: fields("Set-Cookie", v["cookie"]), Body: []byte(`{"access_token":"` + v["access token"] + `","refresh_token":"` + v["refresh token"] + `","id_token":"` + v["ID token"] + `","scope":"openid"}`)})
	recorded(oauthflow.StepTokenRequest, testIssuer+"/token", oauthflow.HTTPContent{}, oauthflow.HTTPContent{Status: 500, Body: []byte("<html>" + v["text"] + "</html>")})
	recorded(oauthflow.StepAPI, testIssuer+"/api", oauthflow.HTTPContent{Fields: fields("Authorization", "Bearer "+v["access token"], "X-Api-Key", v["API key"]), Body: []byte(`{"password":"` + v["nested"] + `"}`)},
		oauthflow.HTTPContent{Body: []byte(`[{"you_sent":{"header":"Bearer ` + v["echoed"] + `","jwt":["` + v["ID token"] + `"],"client_secret":{"is":"` + v["nested"] + `"}}}]`)})
	return c
}

func TestNoSecretIsInAnyTextUntilItIsRevealed(t *testing.T) {
	c := secretFlow()
	for revealed, want := range map[bool]bool{false: false, true: true} {
		var all strings.Builder
		for i := range c.Flow.Len() {
			all.WriteString(shownText(t, c, i, revealed))
		}
		for name, value := range secretValues() {
			if got := strings.Contains(all.String(), value); got != want {
				t.Errorf("revealed %t: the %s is there: %t", revealed, name, got)
			}
		}
	}
	for i := range c.Flow.Len() {
		if !c.FlowDetail(i, testNow(), false).Hidden {
			t.Errorf("entry %d does not say that it hides something", i)
		}
	}
}

// values are the rows of a part by name.
func values(d FlowDetail, part FlowPart) map[string]string {
	found := map[string]string{}
	for _, s := range d.Sections {
		if s.Part == part {
			for _, row := range s.Rows {
				found[row.Name] += row.Value
			}
		}
	}
	return found
}

func TestWhatMayBeShownOfASecret(t *testing.T) {
	c := secretFlow()
	request := values(c.FlowDetail(0, testNow(), false), PartParameters)
	if request["state"] != "STATE0…" || request["nonce"] != "NONCE0…" || request["id_token_hint"] != hiddenValue {
		t.Errorf("the request: %v", request)
	}
	token := c.FlowDetail(2, testNow(), false)
	if got := values(token, PartRequestHeader)["Authorization"]; got != "Basic "+hiddenValue {
		t.Errorf("Authorization: %q", got)
	}
	answer := values(token, PartAnswerBody)
	if answer["scope"] != "openid" || answer["access_token"] != hiddenValue {
		t.Errorf("the answer: %v", answer)
	}
	if line := c.FlowDetail(1, testNow(), false).Request; line != "POST http://127.0.0.1:1/callback?code=[secret]&state=STATE0…" {
		t.Errorf("the request line: %q", line)
	}
}

// bodyOf is the answer's part of an exchange with that answer.
func bodyOf(t *testing.T, step oauthflow.Step, answer oauthflow.HTTPContent) FlowSection {
	t.Helper()
	c := NewConnection(testProfile())
	e := exchange(step, 0, "GET", testIssuer+"/x", 200)
	e.HTTP.Answer = message(answer)
	c.Apply(e)
	for _, s := range c.FlowDetail(0, testNow(), false).Sections {
		if s.Part == PartAnswerBody {
			return s
		}
	}
	return FlowSection{}
}

func TestABodyIsShownByItsKind(t *testing.T) {
	many := `{"a":1` + strings.Repeat(`,"b":[2]`, 200) + `}`
	rows := []struct {
		name   string
		step   oauthflow.Step
		answer oauthflow.HTTPContent
		ok     func(s FlowSection) bool
	}{
		{
			"an object member by member, in its order, twice what is there twice", oauthflow.StepDiscover,
			oauthflow.HTTPContent{Body: []byte(`{"z":"text","a":["x","y"],"n":1.50,"o":{"p":true},"z":null}`)},
			func(s FlowSection) bool {
				var got []string
				for _, row := range s.Rows {
					got = append(got, row.Name+"="+row.Value)
				}
				return strings.Join(got, ";") == "z=text;a=x, y;n=1.50;o={\n  \"p\": true\n};z=null" && s.Text == "" && len(s.Rows[0].Why) > 0
			},
		},
		{"an API's list as a text", oauthflow.StepAPI, oauthflow.HTTPContent{Body: []byte(`[{"a":1}]`)}, func(s FlowSection) bool { return strings.HasPrefix(s.Text, "[\n  {") && s.Rows == nil }},
		{"an API's object member by member, told from claims", oauthflow.StepAPI, oauthflow.HTTPContent{Body: []byte(`{"notes":[{"id":1}],"sub":"x","error":"invalid_token"}`)}, func(s FlowSection) bool {
			why := func(i int) string { return english(t, s.Rows[i].Why[0]) }
			return len(s.Rows) == 3 && why(0) == "This API’s own: its documentation says what it means." && s.Rows[0].Source == "" &&
				strings.HasPrefix(why(1), "This API’s own. As a claim of that name: ") && strings.Contains(s.Rows[1].Source, "OIDC Core §2") && s.Rows[2].Why[0].Key == "dictionary.parameter.error"
		}},
		{"a provider's member that no specification has", oauthflow.StepDiscover, oauthflow.HTTPContent{Body: []byte(`{"notes":1}`)}, func(s FlowSection) bool {
			return s.Rows[0].Why[0].Key == "dictionary.unknown"
		}},
		{"more members than a table takes as a text", oauthflow.StepDiscover, oauthflow.HTTPContent{Body: []byte(many)}, func(s FlowSection) bool { return s.Rows == nil && strings.Count(s.Text, `"b"`) == 200 }},
		{"a value that the table cuts, whole below it", oauthflow.StepDiscover, oauthflow.HTTPContent{Body: []byte(`{"a":"` + strings.Repeat("x", 5000) + `"}`)}, func(s FlowSection) bool { return len(s.Rows) == 1 && len(s.Text) > 5000 }},
		{"JSON that is nested deeper than is looked into, hidden", oauthflow.StepAPI, oauthflow.HTTPContent{Body: []byte(strings.Repeat("[", 9000) + strings.Repeat("]", 9000))}, func(s FlowSection) bool { return s.Text == "" && s.Note.Key == "flow.hidden_text" }},
		{"what is no JSON, hidden", oauthflow.StepAPI, oauthflow.HTTPContent{Body: []byte("{not json")}, func(s FlowSection) bool { return s.Text == "" && s.Note.Key == "flow.hidden_text" }},
		{"a body that was let go", oauthflow.StepAPI, oauthflow.HTTPContent{Dropped: true, Size: 1234}, func(s FlowSection) bool {
			return english(t, s.Note) == "This body of 1.2 kB was let go to make room for newer ones."
		}},
		{"a body that was cut", oauthflow.StepAPI, oauthflow.HTTPContent{Body: []byte("[1]"), Size: 5000}, func(s FlowSection) bool { return english(t, s.Note) == "Only the first 3 B of 5.0 kB were kept." }},
		{"no body", oauthflow.StepAPI, oauthflow.HTTPContent{Status: 204}, func(s FlowSection) bool { return s.Part == "" }},
		{"a name that turns the direction of reading", oauthflow.StepDiscover, oauthflow.HTTPContent{Body: []byte("{\"a\u202eb\":\"c\u202ed\"}")}, func(s FlowSection) bool {
			return s.Rows[0].Name == "a‹U+202E›b" && s.Rows[0].Value == "c‹U+202E›d"
		}},
	}
	for _, row := range rows {
		if s := bodyOf(t, row.step, row.answer); !row.ok(s) {
			t.Errorf("%s: %.300v", row.name, fmt.Sprint(s))
		}
	}
}

func TestTheTimesAndSizesOfAnExchange(t *testing.T) {
	c := NewConnection(testProfile())
	e := exchange(oauthflow.StepAPI, 0, "GET", testIssuer+"/x", 404)
	e.HTTP.Bytes, e.HTTP.Connect, e.HTTP.FirstByte, e.HTTP.Duration = 2048, 3*time.Millisecond, 20*time.Millisecond, 25*time.Millisecond
	e.HTTP.Answer = message(oauthflow.HTTPContent{Proto: "HTTP/2.0", Status: 404})
	c.Apply(e)
	if got, want := factsOf(t, c, 0), "Began at 07:12:06; Answer HTTP/2.0 404 Not Found; Size of the body 2.0 kB; To connect 3 ms; To the first byte 20 ms; In total 25 ms"; got != want {
		t.Errorf("%s", got)
	}
	e = exchange(oauthflow.StepAPI, 0, "GET", testIssuer+"/x", 0)
	e.HTTP.Reused = true
	c.Apply(e)
	if got, want := factsOf(t, c, 1), "Began at 07:12:06; Answer no answer; To connect connection reused; In total 3 ms"; got != want {
		t.Errorf("%s", got)
	}
}

func factsOf(t *testing.T, c *Connection, i int) string {
	t.Helper()
	var list []string
	for _, f := range c.FlowDetail(i, testNow(), false).Facts {
		list = append(list, english(t, f.Label)+" "+english(t, f.Value))
	}
	return strings.Join(list, "; ")
}

func FuzzMaskedJSONStaysJSONAndHoldsNoSecret(f *testing.F) {
	f.Add(`{"code":"x"}`)
	f.Add(`[{"a":[{"a":"x","a":null}]}]`)
	f.Add(`1e400`)
	f.Fuzz(func(t *testing.T, inner string) {
		body := `{"x":` + inner + `,"list":[{"refresh_token":{"x":"s3cret-value"}},{"access_token":"s3cret-value"}]}`
		s := bodyOf(t, oauthflow.StepAPI, oauthflow.HTTPContent{Body: []byte(body)})
		if strings.Contains(fmt.Sprint(s), "s3cret-value") {
			t.Errorf("%s is shown as %v", body, s)
		}
		if s.Text != "" && !json.Valid([]byte(s.Text)) {
			t.Errorf("%s became %s", body, s.Text)
		}
	})
}
