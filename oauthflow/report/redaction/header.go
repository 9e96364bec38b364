// The fields of HTTP messages. A field that is not known is a marker: it may be an API's own kind of credentials.

package redaction

import (
	"strings"

	"proofkey/oauthflow"
)

// Fields redacts the lines of a header.
func (r *Redactor) Fields(fields []oauthflow.HTTPField) []oauthflow.HTTPField {
	out := make([]oauthflow.HTTPField, 0, len(fields))
	for _, f := range fields {
		out = append(out, oauthflow.HTTPField{Name: r.memberName(f.Name), Value: r.header(f.Name, f.Value)})
	}
	return out
}

// keptHeaders are about the connection, the form of the message and the software. The numbers that providers give to
// requests stay, since their support asks for them.
const keptHeaders = `host content-type content-length accept accept-encoding accept-language accept-charset user-agent date server
	cache-control pragma expires vary age last-modified content-encoding content-language transfer-encoding connection
	keep-alive retry-after allow via upgrade-insecure-requests strict-transport-security x-content-type-options
	x-frame-options x-xss-protection referrer-policy origin sec-fetch-mode sec-fetch-dest sec-fetch-site sec-fetch-user
	sec-purpose purpose sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-gpc dnt priority
	access-control-allow-origin access-control-allow-methods access-control-allow-headers access-control-allow-credentials
	access-control-expose-headers access-control-max-age cross-origin-opener-policy cross-origin-resource-policy
	cross-origin-embedder-policy alt-svc x-powered-by ratelimit-limit ratelimit-remaining ratelimit-reset
	x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset
	x-request-id x-correlation-id request-id client-request-id x-ms-request-id cf-ray x-amzn-requestid x-amz-request-id`

func (r *Redactor) header(name, value string) string {
	switch name = strings.ToLower(name); name {
	case "authorization", "proxy-authorization":
		return r.authorization(value)
	case "dpop":
		return r.Token("DPoP proof", value)
	case "dpop-nonce":
		return r.Mark("nonce", value)
	case "cookie":
		return r.cookies(value)
	case "set-cookie":
		return r.setCookie(value)
	case "location", "content-location", "referer":
		return r.URL(value)
	case "www-authenticate", "proxy-authenticate":
		return r.challenge(value)
	}
	if listed(keptHeaders, name) {
		return r.Text(value)
	}
	return r.masked("header", value)
}

// authorization keeps the scheme of credentials (RFC 9110 §11.4).
func (r *Redactor) authorization(value string) string {
	scheme, credentials, ok := strings.Cut(value, " ")
	switch strings.ToLower(scheme) {
	case "bearer", "dpop":
		return scheme + " " + r.Token("access token", strings.TrimSpace(credentials))
	case "basic", "digest", "negotiate":
		if ok {
			return scheme + " " + r.Mark("credentials", credentials)
		}
	}
	return r.Mark("credentials", value)
}

// challengeParameters are those of RFC 6750 §3, RFC 9449 §7.1, RFC 9470 §3 and RFC 9728 §5.1 that stay.
const challengeParameters = `realm error error_description error_uri scope acr_values max_age algs resource_metadata`

// challenge masks the parameters of a challenge that are not known, such as a nonce.
func (r *Redactor) challenge(value string) string {
	var all []string
	for _, c := range oauthflow.ParseChallenges([]string{value}) {
		var parameters []string
		for name, v := range c.Parameters {
			if listed(challengeParameters, name) {
				v = r.Text(v)
			} else {
				v = r.masked("parameter", v)
			}
			parameters = append(parameters, name+`="`+v+`"`)
		}
		all = append(all, strings.TrimSpace(r.Text(c.Scheme)+" "+strings.Join(sorted(parameters), ", ")))
	}
	if len(all) == 0 {
		return r.masked("header", value)
	}
	return strings.Join(all, ", ")
}

// cookies masks the values. The names stay if they are names: some hold a state or a nonce.
func (r *Redactor) cookies(value string) string {
	var all []string
	for _, pair := range strings.Split(value, ";") {
		all = append(all, r.cookie(strings.TrimSpace(pair)))
	}
	return strings.Join(all, "; ")
}

func (r *Redactor) cookie(pair string) string {
	const longestName = 24
	name, value, ok := strings.Cut(pair, "=")
	switch {
	case !ok:
		return r.Mark("cookie", pair)
	case len(name) > longestName:
		name = r.masked("cookie name", name)
	}
	return name + "=" + r.Mark("cookie", strings.Trim(value, `"`))
}

// setCookie keeps the attributes that RFC 6265bis §4.1.2 defines.
func (r *Redactor) setCookie(value string) string {
	parts := strings.Split(value, ";")
	all := []string{r.cookie(strings.TrimSpace(parts[0]))}
	for _, part := range parts[1:] {
		part = strings.TrimSpace(part)
		name, _, _ := strings.Cut(part, "=")
		switch strings.ToLower(name) {
		case "expires", "max-age", "domain", "path", "secure", "httponly", "samesite", "partitioned":
			all = append(all, r.Text(part))
		}
	}
	return strings.Join(all, "; ")
}
