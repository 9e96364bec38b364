package oauthflow

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// shown writes challenges in one line: scheme, token68, and parameters in the order of their names.
func shown(challenges []Challenge) string {
	var all []string
	for _, c := range challenges {
		text := c.Scheme
		if c.Token68 != "" {
			text += " <" + c.Token68 + ">"
		}
		for _, name := range slices.Sorted(maps.Keys(c.Parameters)) {
			text += " " + name + "=" + c.Parameters[name]
		}
		all = append(all, text)
	}
	return strings.Join(all, " | ")
}

// API-03, API-04
func TestParseChallenges(t *testing.T) {
	tests := map[string]struct {
		headers []string
		want    string
	}{
		"no header":                             {nil, ""},
		"an empty header":                       {[]string{""}, ""},
		"commas and spaces only":                {[]string{" , ,\t, "}, ""},
		"a scheme alone":                        {[]string{"Bearer"}, "Bearer"},
		"a scheme and a space":                  {[]string{"Bearer "}, "Bearer"},
		"one parameter":                         {[]string{`Bearer realm="api"`}, "Bearer realm=api"},
		"a token as value":                      {[]string{`Bearer error=invalid_token`}, "Bearer error=invalid_token"},
		"several parameters":                    {[]string{`Bearer realm="api", error="invalid_token", error_description="it expired"`}, "Bearer error=invalid_token error_description=it expired realm=api"},
		"the scheme's letters stay":             {[]string{`bEARER error="x"`}, "bEARER error=x"},
		"names are lower case":                  {[]string{`Bearer ERROR="x", Scope="A b"`}, "Bearer error=x scope=A b"},
		"spaces round the equals sign":          {[]string{`Bearer realm = "api" ,error	=	x`}, "Bearer error=x realm=api"},
		"a comma in quotes":                     {[]string{`Bearer realm="a, b", error="x, Basic realm=y"`}, "Bearer error=x, Basic realm=y realm=a, b"},
		"escapes in quotes":                     {[]string{`Bearer realm="a \"b\" \\ \c", error=x`}, `Bearer error=x realm=a "b" \ c`},
		"an empty value in quotes":              {[]string{`Bearer realm=""`}, "Bearer realm="},
		"an equals sign in quotes":              {[]string{`Bearer realm="a=b=="`}, "Bearer realm=a=b=="},
		"letters beyond ASCII in quotes":        {[]string{`Bearer realm="Übung"`}, "Bearer realm=Übung"},
		"token68":                               {[]string{`Negotiate abc==`}, "Negotiate <abc==>"},
		"token68 of all its characters":         {[]string{`Basic a-._~+/Z0`}, "Basic <a-._~+/Z0>"},
		"token68 next to parameters":            {[]string{`Negotiate abc==, Bearer realm="api", error=x`}, "Negotiate <abc==> | Bearer error=x realm=api"},
		"parameters next to token68":            {[]string{`Bearer realm="api", Negotiate abc==`}, "Bearer realm=api | Negotiate <abc==>"},
		"schemes alone in one line":             {[]string{`Negotiate, NTLM, Bearer`}, "Negotiate | NTLM | Bearer"},
		"one challenge a line":                  {[]string{`Basic realm="a"`, `Bearer error=x`}, "Basic realm=a | Bearer error=x"},
		"two challenges of one scheme":          {[]string{`Bearer realm=a, Bearer realm=b`}, "Bearer realm=a | Bearer realm=b"},
		"empty elements of the list":            {[]string{`,, Bearer realm=a,, error=x,,`}, "Bearer error=x realm=a"},
		"no spaces after commas":                {[]string{`Bearer realm="a",error="x",Basic realm="b"`}, "Bearer error=x realm=a | Basic realm=b"},
		"parameters do not cross lines":         {[]string{`Bearer realm=a`, `error=x`}, "Bearer realm=a"},
		"a parameter without a scheme":          {[]string{`realm="a", Bearer error=x`}, "Bearer error=x"},
		"a quote that does not end":             {[]string{`Basic realm=a, Bearer error="x, Digest realm=b`}, "Basic realm=a"},
		"the next line after such a quote":      {[]string{`Bearer error="x`, `Basic realm=a`}, "Basic realm=a"},
		"a parameter given twice":               {[]string{`Bearer error=x, error=y, Basic realm=a`}, "Basic realm=a"},
		"a parameter given twice but for case":  {[]string{`Bearer error=x, Error=y`}, ""},
		"what follows a broken challenge":       {[]string{`Bearer error=@, scope=a, Basic realm=b`}, "Basic realm=b"},
		"text after a quoted value":             {[]string{`Bearer realm="a"b, Basic realm=c`}, "Basic realm=c"},
		"a parameter of a token68 challenge":    {[]string{`Negotiate abc==, realm=a, Bearer error=x`}, "Bearer error=x"},
		"a value without a name":                {[]string{`Bearer ="x", Basic realm=a`}, "Basic realm=a"},
		"a name without a value":                {[]string{`Bearer realm=, error=x`}, ""},
		"a semicolon instead of a comma":        {[]string{`Bearer realm="a"; error="x"`}, ""},
		"a scheme with a sign":                  {[]string{`Be@rer error=x, Basic realm=a`}, "Basic realm=a"},
		"a zero byte":                           {[]string{"Bearer realm=\"a\x00b\"", "Basic realm=c"}, "Basic realm=c"},
		"a line break":                          {[]string{"Bearer realm=\"a\r\nb\""}, ""},
		"a backslash at the end":                {[]string{`Bearer realm="a\`}, ""},
		"quotes outside of a value hide commas": {[]string{`Bearer @"x, Basic realm=a", Digest realm=b`}, "Digest realm=b"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := shown(ParseChallenges(test.headers)); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestParseChallengesIsBounded(t *testing.T) {
	many := make([]string, 100)
	for i := range many {
		many[i] = strings.Repeat("Bearer realm=a, ", 4096)
	}
	if got := len(ParseChallenges(many)); got != maxChallenges {
		t.Errorf("%d challenges, want %d", got, maxChallenges)
	}
}

// Whatever comes is read to its end, and what is read is a challenge that would be read the same when
// it is written in full again.
func FuzzParseChallenges(f *testing.F) {
	for _, s := range []string{
		`Bearer`, `Negotiate abc==, Bearer realm="api", error="invalid_token"`, `Bearer realm="a \"b\" , c"`, `,,x=y`, `Bearer error="`,
		`Bearer a=b, a=c`, `Digest realm="x", nonce="y", qop="auth, auth-int"`, "a\x00b", `Bearer error=@, scope=a, Basic realm=b`, `a "`,
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		challenges := ParseChallenges([]string{one, other})
		var again []string
		for _, c := range challenges {
			if !isHTTPToken(c.Scheme) || c.Token68 != "" && len(c.Parameters) > 0 {
				t.Errorf("a challenge of %q and %q is %+v", one, other, c)
			}
			again = append(again, written(t, c))
		}
		if got, want := shown(ParseChallenges(again)), shown(challenges); got != want {
			t.Errorf("read again: %q, want %q", got, want)
		}
	})
}

func written(t *testing.T, c Challenge) string {
	if c.Token68 != "" {
		return c.Scheme + " " + c.Token68
	}
	var parameters []string
	for name, value := range c.Parameters {
		if !isHTTPToken(name) || name != strings.ToLower(name) {
			t.Errorf("a parameter's name is %q", name)
		}
		parameters = append(parameters, name+`="`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value)+`"`)
	}
	return c.Scheme + " " + strings.Join(parameters, ", ")
}
