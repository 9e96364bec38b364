// The form of RoomNewConnection and RoomEditConnection.

package state

import (
	"strconv"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// Form holds what the person has typed, as text.
type Form struct {
	ProfileID string // of the connection that is edited; "" for a new one

	Issuer, Name, ClientID, Scopes string
	Host                           string // one of oauthflow.RedirectHosts
	Port                           string // "" or "0": a free one at each sign-in; several are tried in order
	Path                           string
	Parameters                     string // name=value, one on a line
	Origins                        string // API origins, one on a line
	ClientSecret                   string
	Settings                       FormSettings
	PushAuthorization, DPoP        string // of oauthflow.PushUses and DPoPUses
	PostLogoutPath                 string
	Endpoints                      oauthflow.Endpoints // entered by hand (DISC-15)
	Registration                   FormRegistration
	Advanced, ByHand               bool // the folded part is open

	MCP       bool // the first resource is an MCP server
	Imported  bool // from a file or a share link: every value is to be looked at
	OAuthOnly oauthflow.OAuthOnly
	Identity  string // of oauthflow.IdentitySources
	Tenant    string // pinned, of a multi-tenant issuer
	Presets   PresetForm

	Discovering bool
	Search      *oauthflow.ProviderSearch // what the last search came to
	Pasted      string                    // what it was for
	Found       *oauthflow.ServerMetadata
	FoundAfter  time.Duration // how long it took
	TriedOpen   bool          // the list of URLs that were tried is open
	Problem     *oauthflow.Error
	proposed    proposal // what the search has filled in
	CAFile      CAFileSeen

	caFileNotOpened error // of the dialog of files
	Tried           bool  // the person has pressed Save: fields show what is wrong with them
}

// NewForm returns the form of a new connection.
func NewForm() Form {
	r := oauthflow.DefaultRedirect()
	return Form{Scopes: strings.Join(oauthflow.DefaultScopes(), " "), Host: r.Host, Path: r.Path, Presets: newPresetForm()}
}

// EditForm returns the form filled with a profile.
func EditForm(p oauthflow.Profile) Form {
	f := Form{
		ProfileID: p.ID, Issuer: p.Issuer, Name: p.Name, ClientID: p.ClientID, Scopes: strings.Join(p.Scopes, " "),
		Host: p.Redirect.Host, Path: p.Redirect.Path, Origins: strings.Join(p.APIOrigins, "\n"), ClientSecret: p.ClientSecret.Reveal(),
		Endpoints: p.Endpoints, ByHand: p.Endpoints.Given(), MCP: p.MCP, OAuthOnly: p.OAuthOnly, Identity: string(p.OAuthOnly.Identity), Tenant: p.Tenant, Registration: FormRegistration{Made: p.Registration},
		PushAuthorization: string(p.PushAuthorization), DPoP: string(p.DPoP), PostLogoutPath: p.PostLogoutPath,
	}
	f.Port = portsOf(p.Redirect)
	f.Parameters = parameterLines(f.Settings.fill(p))
	f.Advanced = f.Port != "" || f.Parameters != "" || f.ClientSecret != "" || f.PostLogoutPath != "" || f.Tenant != "" || f.Identity != "" || f.Settings.given() || f.protects()
	return f
}

// portsOf are the ports of a redirect as they are typed; "" is a free one.
func portsOf(r oauthflow.Redirect) string {
	var ports []string
	for _, port := range r.Candidates() {
		if port != 0 {
			ports = append(ports, strconv.Itoa(port))
		}
	}
	return strings.Join(ports, ", ")
}

// TakeSecrets fills in what the vault has of the connection that is edited, if the form was opened before the vault.
func (f *Form) TakeSecrets(p oauthflow.Profile) {
	if f.ProfileID == "" || f.ProfileID != p.ID {
		return
	}
	if f.ClientSecret == "" {
		f.ClientSecret = p.ClientSecret.Reveal()
	}
	if f.Settings.ProxyPassword == "" {
		f.Settings.ProxyPassword = p.Network.ProxyPassword.Reveal()
	}
}

// ImportForm returns the form of a new connection that was imported. No fold hides a value of it.
func ImportForm(p oauthflow.Profile) Form {
	p.ID = ""
	f := EditForm(p)
	f.Advanced, f.Imported = true, true
	return f
}

// Try is what Save does first: from now on each field shows what is wrong with it, and no fold hides it.
func (f *Form) Try() {
	f.Tried = true
	for _, field := range f.Fields() {
		if !field.Problem.IsZero() {
			f.Advanced = f.Advanced || field.Fold == FoldAdvanced
			f.ByHand = f.ByHand || field.Fold == FoldByHand
		}
	}
}
