// The form of RoomNewConnection and RoomEditConnection.

package state

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// Form holds what the person has typed, as text.
type Form struct {
	ProfileID string // of the connection that is edited; "" for a new one

	Issuer, Name, ClientID, Scopes string
	Host                           string // 127.0.0.1 or localhost
	Port                           string // "" or "0": a free one at each sign-in
	Path                           string
	Parameters                     string // name=value, one on a line
	Origins                        string // API origins, one on a line
	ClientSecret                   string
	Endpoints                      oauthflow.Endpoints // entered by hand (DISC-15)
	Registration                   FormRegistration
	Advanced, ByHand               bool // the folded part is open

	Discovering bool
	Found       *oauthflow.ServerMetadata
	FoundAt     string        // the issuer that Found belongs to
	FoundAfter  time.Duration // how long it took
	Problem     *oauthflow.Error
	Tried       bool // the person has pressed Save: fields show what is wrong with them
}

// NewForm returns the form of a new connection.
func NewForm() Form {
	r := oauthflow.DefaultRedirect()
	return Form{Scopes: strings.Join(oauthflow.DefaultScopes(), " "), Host: r.Host, Path: r.Path}
}

// EditForm returns the form filled with a profile.
func EditForm(p oauthflow.Profile) Form {
	f := Form{
		ProfileID: p.ID, Issuer: p.Issuer, Name: p.Name, ClientID: p.ClientID, Scopes: strings.Join(p.Scopes, " "),
		Host: p.Redirect.Host, Path: p.Redirect.Path, Origins: strings.Join(p.APIOrigins, "\n"), ClientSecret: p.ClientSecret.Reveal(),
		Endpoints: p.Endpoints, ByHand: p.Endpoints.Given(), Registration: FormRegistration{Made: p.Registration},
	}
	if p.Redirect.Port != 0 {
		f.Port = strconv.Itoa(p.Redirect.Port)
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(p.AuthorizationParameters)) {
		lines = append(lines, name+"="+p.AuthorizationParameters[name])
	}
	f.Parameters = strings.Join(lines, "\n")
	f.Advanced = f.Port != "" || f.Parameters != "" || f.ClientSecret != ""
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

// BeginDiscover shows that the issuer is being asked.
func (f *Form) BeginDiscover() {
	f.Discovering, f.Found, f.Problem = true, nil, nil
}

// Discovered takes the provider's metadata or why there is none, unless the person has typed another
// issuer meanwhile.
func (f *Form) Discovered(issuer string, m *oauthflow.ServerMetadata, problem *oauthflow.Error, took time.Duration) {
	f.Discovering = false
	if issuer != strings.TrimSpace(f.Issuer) {
		return
	}
	f.Found, f.FoundAt, f.Problem, f.FoundAfter = m, issuer, problem, took
}
