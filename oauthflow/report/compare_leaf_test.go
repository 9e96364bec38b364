package report

import "testing"

func TestWhatDiffersInItsTypeOrItsPresenceDiffers(t *testing.T) {
	rows := map[string][2]string{
		"a text beside a truth":          {`{"a":"true"}`, `{"a":true}`},
		"a text beside a number":         {`{"a":"1"}`, `{"a":1}`},
		"a text beside null":             {`{"a":"null"}`, `{"a":null}`},
		"an empty text beside none":      {`{"a":"","b":2}`, `{"b":2}`},
		"two words beside one":           {`{"a":["x","y"]}`, `{"a":["x, y"]}`},
		"a list of a text and of a one":  {`{"a":["1"]}`, `{"a":[1]}`},
		"a time that is there in one":    {`{"exp":1,"b":2}`, `{"b":2}`},
		"an auth_time that is there":     {`{"auth_time":1,"b":2}`, `{"b":2}`},
		"a list of null and of no words": {`{"a":[null]}`, `{"a":[""]}`},
	}
	for name, row := range rows {
		message := func(body string) BundleMessage {
			return BundleMessage{Method: "POST", URL: "https://x.example/", Body: []byte(body)}
		}
		c := comparison{a: newSide(Bundle{}), b: newSide(Bundle{}), ended: t.Context().Err}
		c.values(AreaAnswer, "", noEvent(), message(row[0]).parts(), message(row[1]).parts())
		if len(c.found) != 1 {
			t.Errorf("%s: %+v", name, c.found)
		}
	}
	url := func(query string) map[string]string {
		return BundleMessage{Method: "GET", URL: "https://x.example/?" + query}.parts()
	}
	for name, row := range map[string][2]string{
		"a repeated parameter": {"resource=evil&resource=b", "resource=a&resource=b"},
		"no code_challenge":    {"a=1&code_challenge=x", "a=1"},
		"an empty parameter":   {"a=1&b=", "a=1"},
	} {
		c := comparison{a: newSide(Bundle{}), b: newSide(Bundle{}), ended: t.Context().Err}
		if c.values(AreaRequest, "", noEvent(), url(row[0]), url(row[1])); len(c.found) != 1 {
			t.Errorf("%s: %+v", name, c.found)
		}
	}
	c := comparison{a: newSide(Bundle{}), b: newSide(Bundle{}), ended: t.Context().Err}
	if c.values(AreaRequest, "", noEvent(), url("a=1&code_challenge=x"), url("a=1&code_challenge=y")); len(c.found) != 0 {
		t.Errorf("what is new in each sign-in differs: %+v", c.found)
	}
}
