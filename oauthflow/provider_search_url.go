// Which URLs a search asks: OpenID Connect Discovery 1.0 §4, RFC 8414 §3.1 and §5, RFC 9728 §3.1. Needs no network.

package oauthflow

import (
	"errors"
	"net/url"
	"slices"
	"strings"
)

const (
	openIDSuffix   = "/.well-known/openid-configuration"
	oauthSuffix    = "/.well-known/oauth-authorization-server"
	resourceSuffix = "/.well-known/oauth-protected-resource"
)

// candidate is a URL that may have a provider's metadata.
type candidate struct {
	kind TriedKind
	url  string
}

// readPasted makes a URL of what was pasted. A domain alone is taken for https, this computer's for http.
func readPasted(pasted string) (string, error) {
	text := strings.TrimSpace(pasted)
	if text == "" {
		return text, errors.New("nothing was pasted")
	}
	if !strings.Contains(text, "://") {
		scheme := "https://"
		if u, err := url.Parse(scheme + text); err == nil && IsThisComputer(u.Hostname()) {
			scheme = "http://"
		}
		text = scheme + text
	}
	u, err := parseAbsoluteURL(text)
	if err != nil {
		return text, err
	}
	if strings.Contains(text, "#") {
		return text, errors.New("the URL has a fragment: remove what follows #")
	}
	return text, requireSafeScheme(u, true)
}

// kindOfWellKnown tells a discovery URL by its path; "" is none.
func kindOfWellKnown(raw string) TriedKind {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	for suffix, kind := range map[string]TriedKind{openIDSuffix: TriedOpenID, oauthSuffix: TriedOAuth, resourceSuffix: TriedResource} {
		if strings.Contains(u.EscapedPath()+"/", suffix+"/") {
			return kind
		}
	}
	return ""
}

// issuerCandidates are the URLs for what a person pasted: OpenID's, then RFC 8414's, with the suffix between host and
// path, and appended as before that RFC (its §5).
func issuerCandidates(issuer string) []candidate {
	p := wellKnownParts(issuer)
	all := []candidate{{TriedOpenID, p.append(openIDSuffix)}, {TriedOAuth, p.insert(oauthSuffix)}}
	if p.path != "" {
		all = append(all, candidate{TriedOAuth, p.append(oauthSuffix)}, candidate{TriedOpenID, p.insert(openIDSuffix)})
	}
	return all
}

// namedCandidates are the URLs of an authorization server that a protected resource names, in the order of the Model
// Context Protocol (MCP-03).
func namedCandidates(issuer string) []candidate {
	p := wellKnownParts(issuer)
	if p.path == "" {
		return []candidate{{TriedOAuth, p.insert(oauthSuffix)}, {TriedOpenID, p.append(openIDSuffix)}}
	}
	return []candidate{{TriedOAuth, p.insert(oauthSuffix)}, {TriedOpenID, p.insert(openIDSuffix)}, {TriedOpenID, p.append(openIDSuffix)}}
}

// metadataURLs are the URLs of the profile's provider in the order in which they are asked at a sign-in (DISC-03).
func (p Profile) metadataURLs() []string {
	candidates := issuerCandidates(p.Issuer)
	if p.MCP {
		candidates = namedCandidates(p.Issuer)
	}
	urls := make([]string, 0, len(candidates))
	for _, c := range candidates {
		urls = append(urls, c.url)
	}
	return urls
}

// urlParts are origin and path of an issuer, the path without a slash at its end.
type urlParts struct{ origin, path string }

func wellKnownParts(issuer string) urlParts {
	bare := strings.TrimSuffix(issuer, "/")
	u, err := url.Parse(bare)
	if err != nil {
		return urlParts{origin: bare}
	}
	return urlParts{origin: u.Scheme + "://" + u.Host, path: u.EscapedPath()}
}

func (p urlParts) append(suffix string) string { return p.origin + p.path + suffix }
func (p urlParts) insert(suffix string) string { return p.origin + suffix + p.path }

// issuerOf is the issuer that the answer of a well-known URL has to name. Two issuers, one of which ends with a
// slash, have one URL: the document says which one it is, and only one that has this very URL is taken (DISC-01).
func issuerOf(body []byte, source, typed string) string {
	if members, err := strictObject(body); err == nil {
		named, _, _ := stringMember(members, "issuer")
		if judgeIssuerURL(named) == nil && slices.ContainsFunc(issuerCandidates(named), func(c candidate) bool { return c.url == source }) {
			return named
		}
	}
	if typed != "" {
		return typed
	}
	return withoutWellKnown(source)
}

// withoutWellKnown takes the well-known part out of a URL.
func withoutWellKnown(source string) string {
	for _, suffix := range []string{openIDSuffix, oauthSuffix, resourceSuffix} {
		if before, after, ok := strings.Cut(source, suffix); ok {
			return before + after
		}
	}
	return source
}

// namesOpenID reports whether metadata says that the server issues ID tokens: the members that Discovery §3 demands.
func namesOpenID(body []byte) bool {
	members, err := strictObject(body)
	if err != nil {
		return true
	}
	scopes, _, _ := stringsMember(members, "scopes_supported")
	_, signs := members["id_token_signing_alg_values_supported"]
	return signs || slices.Contains(scopes, "openid")
}
