// Connection files, which Export, Import and --connection use, and which the list of connections holds.

package oauthflow

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// connectionVersion is the version of connection files.
const connectionVersion = 1

type connectionFile struct {
	Version                 int               `json:"version"`
	Name                    string            `json:"name,omitempty"`
	Issuer                  string            `json:"issuer"`
	ClientID                string            `json:"client_id"`
	Scopes                  []string          `json:"scopes,omitempty"`
	Redirect                *Redirect         `json:"redirect,omitempty"`
	PostLogoutPath          string            `json:"post_logout_path,omitempty"`
	AuthorizationParameters map[string]string `json:"authorization_parameters,omitempty"`
	TokenParameters         map[string]string `json:"token_parameters,omitempty"`
	Resources               []string          `json:"resources,omitempty"`
	APIOrigins              []string          `json:"api_origins,omitempty"`
	MCP                     bool              `json:"mcp,omitempty"`
	Endpoints               Endpoints         `json:"endpoints,omitzero"`
	PushAuthorization       PushUse           `json:"push_authorization,omitempty"`
	DPoP                    DPoPUse           `json:"dpop,omitempty"`
	OAuthOnly               OAuthOnly         `json:"oauth_only,omitzero"`
	Tenant                  string            `json:"tenant,omitempty"`
}

// ParseConnectionFile reads a connection file of at most 1 MiB. The profile gets a new ID. Unknown or
// repeated members and unusable values are an error of code connection_invalid that names them.
func ParseConnectionFile(data []byte) (Profile, error) {
	f, err := decodeConnectionFile(data)
	if err != nil {
		return Profile{}, &Error{Code: CodeConnectionInvalid, Err: err}
	}
	p := Profile{
		ID: NewProfileID(), Name: f.Name, Issuer: f.Issuer, ClientID: f.ClientID, Scopes: f.Scopes,
		Redirect: DefaultRedirect(), PostLogoutPath: f.PostLogoutPath, AuthorizationParameters: f.AuthorizationParameters, APIOrigins: f.APIOrigins,
		Endpoints: f.Endpoints, TokenParameters: f.TokenParameters, Resources: f.Resources,
		MCP: f.MCP, OAuthOnly: f.OAuthOnly, Tenant: f.Tenant, PushAuthorization: f.PushAuthorization, DPoP: f.DPoP.read(""),
	}
	p.moveResource()
	if f.Redirect != nil {
		p.Redirect = f.Redirect.withDefaults()
	}
	if len(p.Scopes) == 0 && !p.OAuthOnly.Given() {
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
	if err := knownMembers(members, "", "version", "name", "issuer", "client_id", "scopes", "redirect", "post_logout_path", "authorization_parameters",
		"token_parameters", "resources", "api_origins", "mcp", "endpoints", "push_authorization", "dpop", "oauth_only", "tenant"); err != nil {
		return f, err
	}
	for name, known := range map[string][]string{"redirect": {"host", "port", "ports", "path"}, "endpoints": endpointNames(), "oauth_only": oauthOnlyNames()} {
		if err := knownMembersOf(members, name, known...); err != nil {
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

// knownMembers names the members that are not known; prefix stands before each name.
func knownMembers(members map[string]json.RawMessage, prefix string, known ...string) error {
	var unknown []string
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if !slices.Contains(known, name) {
			unknown = append(unknown, prefix+name)
		}
	}
	if len(unknown) > 0 {
		return fmt.Errorf("unknown members: %s", strings.Join(unknown, ", "))
	}
	return nil
}

// knownMembersOf does the same inside the member name, if it is there.
func knownMembersOf(members map[string]json.RawMessage, name string, known ...string) error {
	data, ok := members[name]
	if !ok {
		return nil
	}
	inner, err := strictObject(data)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return knownMembers(inner, name+".", known...)
}

// ConnectionFile returns the profile as a connection file, without its ID, its client secret and what is of this
// computer only (Network).
func (p Profile) ConnectionFile() ([]byte, error) {
	return json.MarshalIndent(p.connectionFile(), "", "  ")
}

func (p Profile) connectionFile() connectionFile {
	return connectionFile{
		Version: connectionVersion, Name: p.Name, Issuer: p.Issuer, ClientID: p.ClientID, Scopes: p.Scopes,
		Redirect: &p.Redirect, PostLogoutPath: p.PostLogoutPath, AuthorizationParameters: p.AuthorizationParameters, APIOrigins: p.APIOrigins,
		Endpoints: p.Endpoints, TokenParameters: p.TokenParameters, Resources: p.Resources,
		MCP: p.MCP, OAuthOnly: p.OAuthOnly, Tenant: p.Tenant, PushAuthorization: p.PushAuthorization, DPoP: p.written(),
	}
}
