// A connection: a provider and our registration there, as a connection file describes it.

package oauthflow

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// Profile is a provider and our registration there. ClientSecret rests in the vault, never in a file.
type Profile struct {
	ID                      string // 128 random bits in hex, never imported; NewProfileID
	Name                    string
	Issuer                  string
	ClientID                string
	Scopes                  []string
	Redirect                Redirect
	AuthorizationParameters map[string]string // extra ones, never a protocol parameter (AUTHZ-14)
	APIOrigins              []string          // origins that the access token may go to, as scheme://host[:port]
	ClientSecret            Secret            // where a provider insists on one (NATIVE-02)
}

// Redirect is where the provider sends the browser back to.
type Redirect struct {
	Host string `json:"host"` // 127.0.0.1 or localhost
	Port int    `json:"port"` // 0: a free one, chosen by the system at each sign-in
	Path string `json:"path"`
}

// connectionVersion is the version of connection files.
const connectionVersion = 1

type connectionFile struct {
	Version                 int               `json:"version"`
	Name                    string            `json:"name,omitempty"`
	Issuer                  string            `json:"issuer"`
	ClientID                string            `json:"client_id"`
	Scopes                  []string          `json:"scopes,omitempty"`
	Redirect                *Redirect         `json:"redirect,omitempty"`
	AuthorizationParameters map[string]string `json:"authorization_parameters,omitempty"`
	APIOrigins              []string          `json:"api_origins,omitempty"`
}

// NewProfileID returns 128 random bits in hex.
func NewProfileID() string {
	b := make([]byte, 16)
	rand.Read(b) // never fails, crypto/rand
	return hex.EncodeToString(b)
}

// DefaultScopes is what a connection asks for that names no scopes (AUTHZ-12).
func DefaultScopes() []string { return []string{"openid", "profile", "email"} }

// DefaultRedirect is a free port of 127.0.0.1 (RFC 8252 §7.3).
func DefaultRedirect() Redirect { return Redirect{Host: "127.0.0.1", Path: "/callback"} }

// ParseConnectionFile reads a connection file of at most 1 MiB. The profile gets a new ID. Unknown or
// repeated members and unusable values are an error of code connection_invalid that names them.
func ParseConnectionFile(data []byte) (Profile, error) {
	f, err := decodeConnectionFile(data)
	if err != nil {
		return Profile{}, &Error{Code: CodeConnectionInvalid, Err: err}
	}
	p := Profile{
		ID: NewProfileID(), Name: f.Name, Issuer: f.Issuer, ClientID: f.ClientID, Scopes: f.Scopes,
		Redirect: DefaultRedirect(), AuthorizationParameters: f.AuthorizationParameters, APIOrigins: f.APIOrigins,
	}
	if f.Redirect != nil {
		p.Redirect = f.Redirect.withDefaults()
	}
	if len(p.Scopes) == 0 {
		p.Scopes = DefaultScopes()
	}
	if p.Name == "" {
		p.Name = p.hostOfIssuer()
	}
	return p, p.Validate()
}

func decodeConnectionFile(data []byte) (connectionFile, error) {
	var f connectionFile
	if len(data) > maxBody {
		return f, fmt.Errorf("the connection file is larger than %d bytes", maxBody)
	}
	members, err := strictObject(data)
	if err != nil {
		return f, err
	}
	known := []string{"version", "name", "issuer", "client_id", "scopes", "redirect", "authorization_parameters", "api_origins"}
	var unknown []string
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		return f, fmt.Errorf("unknown members: %s", strings.Join(unknown, ", "))
	}
	if redirect, ok := members["redirect"]; ok {
		if err := knownMembers(redirect, "redirect", "host", "port", "path"); err != nil {
			return f, err
		}
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("a member has the wrong type: %w", err)
	}
	if f.Version != connectionVersion {
		return f, fmt.Errorf("version is %d, this app reads version %d", f.Version, connectionVersion)
	}
	return f, nil
}

func knownMembers(data json.RawMessage, where string, known ...string) error {
	members, err := strictObject(data)
	if err != nil {
		return fmt.Errorf("%s: %w", where, err)
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if !slices.Contains(known, name) {
			return fmt.Errorf("unknown members: %s.%s", where, name)
		}
	}
	return nil
}

func (r Redirect) withDefaults() Redirect {
	d := DefaultRedirect()
	if r.Host == "" {
		r.Host = d.Host
	}
	if r.Path == "" {
		r.Path = d.Path
	}
	return r
}

func (p Profile) hostOfIssuer() string {
	if u, err := url.Parse(p.Issuer); err == nil && u.Host != "" {
		return u.Host
	}
	return p.Issuer
}

// ConnectionFile returns the profile as a connection file, without its ID and client secret.
func (p Profile) ConnectionFile() ([]byte, error) {
	return json.MarshalIndent(connectionFile{
		Version: connectionVersion, Name: p.Name, Issuer: p.Issuer, ClientID: p.ClientID, Scopes: p.Scopes,
		Redirect: &p.Redirect, AuthorizationParameters: p.AuthorizationParameters, APIOrigins: p.APIOrigins,
	}, "", "  ")
}

// Validate reports the first value that can't be used, as an error of code connection_invalid.
func (p Profile) Validate() error {
	for _, check := range []func() error{p.validateIssuer, p.validateClient, p.validateScopes, p.Redirect.validate, p.validateParameters, p.validateOrigins} {
		if err := check(); err != nil {
			return &Error{Code: CodeConnectionInvalid, Err: err}
		}
	}
	return nil
}

func (p Profile) validateIssuer() error {
	if p.Issuer == "" {
		return errors.New("issuer is missing: give the provider's issuer URL")
	}
	if err := judgeIssuerURL(p.Issuer); err != nil {
		return fmt.Errorf("issuer: %w", err)
	}
	return nil
}

func (p Profile) validateClient() error {
	if p.ClientID == "" {
		return errors.New("client_id is missing: register a native app at the provider and give its client ID")
	}
	if len(p.ClientID) > 1024 || strings.ContainsFunc(p.ClientID, isControl) {
		return errors.New("client_id is longer than 1024 bytes or holds control characters")
	}
	if len(p.Name) > 200 || strings.ContainsFunc(p.Name, isControl) {
		return errors.New("name is longer than 200 bytes or holds control characters")
	}
	return nil
}

func (p Profile) validateScopes() error {
	for _, scope := range p.Scopes {
		// scope-token of RFC 6749 §3.3
		if scope == "" || strings.ContainsFunc(scope, func(r rune) bool { return r < 0x21 || r > 0x7e || r == '"' || r == '\\' }) {
			return fmt.Errorf("scopes: %q is not a scope (RFC 6749 §3.3): use words without spaces, quotes and backslashes", scope)
		}
	}
	if !slices.Contains(p.Scopes, "openid") {
		return errors.New(`scopes: "openid" is missing; without it the provider gives no ID token`)
	}
	return nil
}

func (r Redirect) validate() error {
	if r.Host != "127.0.0.1" && r.Host != "localhost" {
		return fmt.Errorf("redirect.host is %q: use 127.0.0.1 or localhost", r.Host)
	}
	if r.Port < 0 || r.Port > 65535 {
		return fmt.Errorf("redirect.port is %d: use 0 for a free port, or 1 to 65535", r.Port)
	}
	clean := &url.URL{Path: r.Path}
	if !strings.HasPrefix(r.Path, "/") || strings.HasPrefix(r.Path, "//") || clean.EscapedPath() != r.Path || r.Path == donePath || strings.Contains(r.Path, "/.") {
		return fmt.Errorf("redirect.path is %q: use a path such as /callback, without query, dots or characters to be escaped, and not %s", r.Path, donePath)
	}
	return nil
}

func (p Profile) validateParameters() error {
	for _, name := range slices.Sorted(maps.Keys(p.AuthorizationParameters)) {
		if name == "" || isProtocolParameter(name) {
			return fmt.Errorf("authorization_parameters: %q belongs to the protocol and cannot be set here", name) // AUTHZ-14
		}
	}
	return nil
}

func (p Profile) validateOrigins() error {
	for _, origin := range p.APIOrigins {
		if got, err := OriginOf(origin); err != nil || got != origin {
			return fmt.Errorf("api_origins: %q is not an origin: use https://host or https://host:port", origin)
		}
	}
	return nil
}

func isControl(r rune) bool { return r < 0x20 || r == 0x7f }
