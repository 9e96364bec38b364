// What of a message is secret, by the name under which it stands: parameters, header fields, members of JSON.

package sample

import (
	"mime"
	"net/url"
	"strings"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

// hider puts variables in place of secrets, unless the real values are asked for.
type hider struct{ real bool }

// variableFor makes the name of a variable of a parameter's name, such as ACCESS_TOKEN.
func variableFor(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, name)
}

func (h hider) secret(name string) bool { return !h.real && oauthflow.IsSecretParameter(name) }

// url hides secrets in the query, in a fragment that is like a query, and the user information.
func (h hider) url(raw string) text {
	if h.real {
		return literal(raw)
	}
	rest, fragment, hasFragment := strings.Cut(raw, "#")
	start, query, hasQuery := strings.Cut(rest, "?")
	t := userInfoHidden(start)
	if hasQuery {
		t = append(append(t, piece{literal: "?"}), h.form(query)...)
	}
	if hasFragment {
		t = append(append(t, piece{literal: "#"}), h.form(fragment)...)
	}
	return t.withoutTokens()
}

func userInfoHidden(start string) text {
	scheme, rest, ok := strings.Cut(start, "://")
	if !ok {
		return literal(start)
	}
	if authority, _, _ := strings.Cut(rest, "/"); !strings.Contains(authority, "@") {
		return literal(start)
	}
	return text{{literal: scheme + "://"}, {variable: "USER_INFO"}, {literal: redaction.AfterUser(start)}}
}

// parameter is one of a query or a form, as it is written there.
type parameter struct {
	name, value string // the value not decoded
	hasValue    bool
	end         string // what parts it from the next one
}

func parameters(query string) []parameter {
	var all []parameter
	for query != "" {
		end := strings.IndexAny(query, "&;") // some servers split at ; too
		pair, separator := query, ""
		if end >= 0 {
			pair, separator = query[:end], query[end:end+1]
		}
		query = query[len(pair)+len(separator):]
		name, value, ok := strings.Cut(pair, "=")
		all = append(all, parameter{name, value, ok, separator})
	}
	return all
}

// hides reports whether the parameter's value must become a variable.
func (h hider) hides(p parameter) bool {
	name, err := url.QueryUnescape(p.name)
	if err != nil {
		name = p.name
	}
	return p.value != "" && h.secret(name)
}

func (p parameter) String() string {
	if !p.hasValue {
		return p.name
	}
	return p.name + "=" + p.value
}

// form hides the secrets of a query or a body of type application/x-www-form-urlencoded.
func (h hider) form(query string) text {
	if h.real {
		return literal(query)
	}
	var t text
	for _, p := range parameters(query) {
		if h.hides(p) {
			t = append(t, piece{p.name + "=", variableFor(plainName(p.name))}, piece{literal: p.end})
		} else {
			t = append(t, piece{literal: p.String() + p.end})
		}
	}
	return t
}

func plainName(name string) string {
	if plain, err := url.QueryUnescape(name); err == nil {
		return plain
	}
	return name
}

// field hides the secret in the value of a header field.
func (h hider) field(f oauthflow.HTTPField) text {
	name := strings.ToLower(f.Name)
	switch {
	case h.real || f.Value == "":
		return literal(f.Value)
	case name == "authorization":
		return credentials(f.Value)
	case name == "dpop":
		return variable("DPOP_PROOF")
	case name == "location", name == "content-location", name == "referer":
		return h.url(f.Value)
	}
	for _, part := range []string{"authorization", "cookie", "token", "secret", "password", "api-key", "apikey"} {
		if strings.Contains(name, part) {
			return variable(variableFor(name))
		}
	}
	return literal(f.Value).withoutTokens()
}

// credentials keeps the scheme of an Authorization field.
func credentials(value string) text {
	scheme, _, ok := strings.Cut(value, " ")
	if ok {
		switch strings.ToLower(scheme) {
		case "bearer", "dpop":
			return text{{scheme + " ", "ACCESS_TOKEN"}}
		case "basic":
			return text{{scheme + " ", "BASIC_CREDENTIALS"}}
		}
	}
	return variable("AUTHORIZATION")
}

// body hides the secrets of a body by its type; one of another type loses what looks like a token.
func (h hider) body(c oauthflow.HTTPContent) text {
	body := string(c.Body)
	if h.real {
		return literal(body)
	}
	switch kind := contentType(c); {
	case kind == formType:
		return h.form(body).withoutTokens()
	case kind == "application/json", strings.HasSuffix(kind, "+json"):
		return h.json(body).withoutTokens()
	}
	return literal(body).withoutTokens()
}

const formType = "application/x-www-form-urlencoded"

func contentType(c oauthflow.HTTPContent) string {
	for _, f := range c.Fields {
		if strings.EqualFold(f.Name, "Content-Type") {
			kind, _, err := mime.ParseMediaType(f.Value)
			if err != nil {
				kind, _, _ = strings.Cut(f.Value, ";")
			}
			return strings.ToLower(strings.TrimSpace(kind))
		}
	}
	return ""
}
