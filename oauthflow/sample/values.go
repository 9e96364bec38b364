// What a program has to know of the connection.

package sample

import (
	"cmp"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

// Ports of the programs that a browser must find at one address, where the connection has no port of its own.
const (
	singlePagePort = 8401
	flaskPort      = 8402
)

// values are what the templates use.
type values struct {
	Issuer, ClientID      string
	RedirectURI           string // of what is found at one address
	RedirectHost          string
	RedirectPath          string
	Port, NativePort      int
	Scope                 string
	Scopes                []string
	Parameters            map[string]string
	AuthorizationEndpoint string
	TokenEndpoint         string
	JWKSURI               string
	RevocationEndpoint    string
	EndSessionEndpoint    string
	IssInResponse         bool
	Algorithms            []string
	API                   string
	ContentSecurityPolicy string
}

// RedirectURI is what must be registered at the provider for a program of this kind: the page of the single-page app, the
// path /callback of the web app, and the connection's own redirect URI for a native program, without a port where the
// system chooses one.
func RedirectURI(kind Kind, p oauthflow.Profile) string {
	r := redirectOf(p)
	port := cmp.Or(r.Port, map[Kind]int{SinglePage: singlePagePort, Flask: flaskPort}[kind])
	host := r.Host
	if host == "::1" {
		host = "[::1]"
	}
	if port != 0 {
		host = net.JoinHostPort(r.Host, strconv.Itoa(port))
	}
	switch kind {
	case SinglePage:
		return "http://" + host + "/"
	case Flask:
		return "http://" + host + "/callback"
	}
	return "http://" + host + r.Path
}

func redirectOf(p oauthflow.Profile) oauthflow.Redirect {
	r, d := p.Redirect, oauthflow.DefaultRedirect()
	return oauthflow.Redirect{Host: cmp.Or(r.Host, d.Host), Port: r.Candidates()[0], Path: cmp.Or(r.Path, d.Path)}
}

func valuesOf(kind Kind, p oauthflow.Profile, m *oauthflow.ServerMetadata, apiURL string) (values, error) {
	if !slices.Contains(Kinds(), kind) {
		return values{}, ErrUnknownKind
	}
	if p.OAuthOnly.Given() {
		return values{}, ErrOAuthOnly
	}
	if oauthflow.MultiTenant(p.Issuer) {
		return values{}, ErrManyTenants
	}
	if m == nil {
		m = &oauthflow.ServerMetadata{}
	}
	e := endpointsOf(p, m)
	r := redirectOf(p)
	scopes := p.Scopes
	if len(scopes) == 0 {
		scopes = oauthflow.DefaultScopes()
	}
	v := values{
		Issuer: p.Issuer, ClientID: p.ClientID, RedirectURI: RedirectURI(kind, p), RedirectHost: r.Host, RedirectPath: r.Path,
		Port:       cmp.Or(r.Port, map[Kind]int{SinglePage: singlePagePort, Flask: flaskPort}[kind]),
		NativePort: r.Port, Scope: strings.Join(scopes, " "), Scopes: scopes, Parameters: p.AuthorizationParameters,
		AuthorizationEndpoint: e.AuthorizationEndpoint, TokenEndpoint: e.TokenEndpoint, JWKSURI: e.JWKSURI,
		RevocationEndpoint: e.RevocationEndpoint, EndSessionEndpoint: e.EndSessionEndpoint,
		IssInResponse: m.IssInResponse && !p.Endpoints.Given(), Algorithms: algorithmsOf(m),
		API: cmp.Or(apiURL, e.UserInfoEndpoint),
	}
	if v.Parameters == nil {
		v.Parameters = map[string]string{}
	}
	if v.AuthorizationEndpoint == "" || v.TokenEndpoint == "" || v.JWKSURI == "" {
		return v, ErrNoEndpoints
	}
	if len(v.Algorithms) == 0 {
		return v, ErrNoAlgorithm
	}
	if v.holdsSecret() {
		return v, ErrSecretInURL
	}
	if _, err := originsOf(v.AuthorizationEndpoint, v.EndSessionEndpoint); err != nil {
		return v, err
	}
	origins, err := originsOf(v.TokenEndpoint, v.JWKSURI, v.RevocationEndpoint, v.API)
	// The page runs its own script and asks these origins, and nothing else.
	v.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; connect-src " + strings.Join(origins, " ") + "; base-uri 'none'; form-action 'none'"
	return v, err
}

// holdsSecret reports whether a parameter that the program would send is a secret by its name.
func (v values) holdsSecret() bool {
	secret := func(name string) bool { return redaction.SortOf(name) == redaction.Secret }
	for name := range v.Parameters {
		if secret(name) {
			return true
		}
	}
	for _, raw := range []string{v.API, v.AuthorizationEndpoint, v.TokenEndpoint, v.JWKSURI, v.RevocationEndpoint, v.EndSessionEndpoint} {
		_, query, _ := strings.Cut(raw, "?")
		for _, pair := range strings.FieldsFunc(query, func(r rune) bool { return strings.ContainsRune("&;#?", r) }) {
			name, _, _ := strings.Cut(pair, "=")
			if plain, err := url.QueryUnescape(name); err != nil || secret(plain) {
				return true
			}
		}
	}
	return false
}

func endpointsOf(p oauthflow.Profile, m *oauthflow.ServerMetadata) oauthflow.Endpoints {
	if p.Endpoints.Given() {
		return p.Endpoints
	}
	return oauthflow.Endpoints{
		AuthorizationEndpoint: m.AuthorizationEndpoint, TokenEndpoint: m.TokenEndpoint, JWKSURI: m.JWKSURI,
		UserInfoEndpoint: m.UserInfoEndpoint, RevocationEndpoint: m.RevocationEndpoint, EndSessionEndpoint: m.EndSessionEndpoint,
	}
}

// algorithmsOf returns which algorithms to allow: those announced that Web Crypto, PyJWT and go-oidc all know, or the one
// that every provider has (OpenID Connect Core 1.0 §15.1).
func algorithmsOf(m *oauthflow.ServerMetadata) []string {
	if m.SigningAlgorithms == nil {
		return []string{"RS256"}
	}
	known := []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}
	return slices.DeleteFunc(known, func(name string) bool { return !slices.Contains(m.SigningAlgorithms, name) })
}

// originsOf returns the origins of the URLs ("": none), each once. What it lets through can stand in a content security
// policy, is no script, and carries a token over https or within this computer only.
func originsOf(urls ...string) ([]string, error) {
	plain := regexp.MustCompile(`^https?://[A-Za-z0-9._:\[\]-]+$`)
	var origins []string
	for _, raw := range urls {
		if raw == "" {
			continue
		}
		u, err := url.Parse(raw)
		if err != nil || u.User != nil || !usablePort(u) || u.Scheme == "http" && !oauthflow.IsThisComputer(u.Hostname()) {
			return nil, ErrUnusableURL
		}
		origin := u.Scheme + "://" + u.Host
		if !plain.MatchString(origin) {
			return nil, ErrUnusableURL
		}
		if !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	return origins, nil
}

// usablePort reports a port from 1 to 65535, or that of the scheme.
func usablePort(u *url.URL) bool {
	port := u.Port()
	if port == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n > 0
}
