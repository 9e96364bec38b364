// What the authorization request of a sign-in would be: the request itself, built and thrown away.

package oauthflow

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// AuthorizationPreview is the authorization request that a sign-in would send.
type AuthorizationPreview struct {
	Endpoint   string // "" as long as the metadata has not been fetched
	Pushed     bool   // they go to Endpoint ahead, and the browser gets a reference to them only (RFC 9126)
	Parameters []PreviewParameter
}

// PreviewParameter is a parameter, in the order of the request.
type PreviewParameter struct {
	Name  string
	Value string // as it will be sent; "" if it is Fresh, but for the redirect URI, which then has FreePort in it
	Fresh bool   // its value is made for each sign-in
}

// FreePort stands in a previewed redirect URI for the port that the system chooses.
const FreePort = "<port>"

// PreviewAuthorizationRequest builds the request of a sign-in by what builds a real one, so that both have the same
// parameters. m may be nil. An error is an *Error: a sign-in would fail in the same way.
func PreviewAuthorizationRequest(p Profile, m *ServerMetadata, o SignInOptions) (AuthorizationPreview, error) {
	if m == nil {
		m = &ServerMetadata{}
	}
	r, err := newAuthorizationRequest(p, o, redirectURI(p.Redirect.Host, strconv.Itoa(p.Redirect.Candidates()[0]), p.Redirect.Path), time.Now())
	if err != nil {
		return AuthorizationPreview{}, err
	}
	preview, target, err := r.preview(p, m)
	if err != nil {
		return AuthorizationPreview{}, err
	}
	endpoint, query, _ := strings.Cut(target.Reveal(), "?")
	if !preview.Pushed {
		preview.Endpoint = endpoint
	}
	for pair := range strings.SplitSeq(query, "&") {
		preview.Parameters = append(preview.Parameters, previewParameter(p.Redirect, pair))
	}
	for _, s := range []Secret{target, r.State, r.Nonce, r.Verifier} {
		s.wipe()
	}
	return preview, nil
}

// preview returns the request as it will be sent, with all parameters as a URL.
func (r *authorizationRequest) preview(p Profile, m *ServerMetadata) (AuthorizationPreview, Secret, error) {
	var preview AuthorizationPreview
	if use, _ := p.useDPoP(m); use {
		var err error
		if r.Key, err = newDPoPKey(); err != nil {
			return preview, Secret{}, err
		}
	}
	if p.Pushes(m) && m.PushedAuthorizationRequestEndpoint != "" {
		preview.Pushed, preview.Endpoint = true, m.PushedAuthorizationRequestEndpoint
		return preview, NewSecret(r.target(p, &ServerMetadata{})), nil
	}
	target, err := r.url(p, m)
	return preview, target, err
}

func previewParameter(r Redirect, pair string) PreviewParameter {
	name, value, _ := strings.Cut(pair, "=")
	parameter := PreviewParameter{Name: unescaped(name), Value: unescaped(value)}
	switch parameter.Name {
	case "state", "nonce", "code_challenge", "dpop_jkt":
		parameter.Fresh, parameter.Value = true, ""
	case "redirect_uri":
		if parameter.Fresh = r.AnyPort(); parameter.Fresh {
			parameter.Value = redirectURI(r.Host, FreePort, r.Path)
		}
	}
	return parameter
}

// unescaped is a part of a query in plain, or as it is if it cannot be read.
func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}
