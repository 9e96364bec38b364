// The form and the search for a provider: what was pasted, and what the search proposes for the fields.

package state

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// proposal is what a search has filled in, to be taken back by the next one if it still stands there.
type proposal struct {
	resource, origin, scopes string
	dpop                     bool
	nobody                   bool   // that nobody says who signed in
	hint, account            string // of AT Protocol
}

// BeginDiscover shows that what was pasted is being searched for.
func (f *Form) BeginDiscover() {
	f.Discovering, f.Search, f.Found, f.Problem = true, nil, nil, nil
}

// Searched takes what a search came to, unless the person has pasted something else meanwhile.
func (f *Form) Searched(pasted string, s *oauthflow.ProviderSearch, took time.Duration) {
	f.Discovering = false
	if s == nil || pasted != strings.TrimSpace(f.Issuer) {
		return
	}
	f.Search, f.Pasted, f.FoundAfter, f.Problem, f.Found = s, pasted, took, s.Failure(), s.Metadata
	f.TriedOpen = !s.Found() && !awaitsChoice(s)
	f.takeBack()
	if s.Found() {
		f.Issuer = s.Metadata.Issuer
	}
	switch {
	case s.Found() && f.ofATProto():
		f.proposeAccount(s)
	case s.Found() && s.Resource != nil:
		f.propose(s)
	}
}

// SearchesAccount reports whether what is typed is to be searched for as an account of AT Protocol.
func (f Form) SearchesAccount() bool { return f.ofATProto() }

// proposeAccount fills in what belongs to an account: nobody else may sign in, and its server is called.
func (f *Form) proposeAccount(s *oauthflow.ProviderSearch) {
	server := ""
	if s.Resource != nil {
		server = s.Resource.Resource
	}
	if a := s.Account; a != nil {
		f.proposed.hint, f.proposed.account, server = a.Hint, a.DID, a.Server
		f.Settings.LoginHint, f.OAuthOnly.Account = a.Hint, a.DID
	}
	if origin, err := oauthflow.OriginOf(server); err == nil && !slices.Contains(strings.Fields(f.Origins), origin) {
		f.proposed.origin = origin
		f.Origins = withLine(f.Origins, origin)
	}
}

// awaitsChoice reports whether a server is to be chosen and none was tried in vain.
func awaitsChoice(s *oauthflow.ProviderSearch) bool {
	return s.Choices() != nil && len(s.Tried) > 0 && s.Tried[len(s.Tried)-1].Result == oauthflow.TriedUsed
}

// searchStands reports whether the search is about what is typed: the issuer it found, or what was pasted.
func (f Form) searchStands() bool {
	typed := strings.TrimSpace(f.Issuer)
	return f.Search != nil && (f.Found != nil && typed == f.Found.Issuer || f.Found == nil && typed == f.Pasted)
}

// propose fills in what belongs to a protected resource: it is named to the provider (RFC 8707), its token may go to
// its origin, and the scopes are its own as long as the person has not chosen any.
func (f *Form) propose(s *oauthflow.ProviderSearch) {
	r := s.Resource
	f.proposed.resource, f.Settings.Resources = r.Resource, r.Resource
	if origin, err := oauthflow.OriginOf(r.Resource); err == nil && !slices.Contains(strings.Fields(f.Origins), origin) {
		f.proposed.origin = origin
		f.Origins = withLine(f.Origins, origin)
	}
	if s.Plain && !f.oauthOnly().Given() { // an OpenID provider would be asked for an ID token
		f.Identity, f.proposed.nobody = string(oauthflow.IdentityUnknown), true
	}
	f.proposeScopes(s)
	f.MCP = looksLikeMCP(r.Resource)
	if r.DPoPRequired { // RES-13
		f.DPoP, f.proposed.dpop = string(oauthflow.DPoPRequired), true
	}
}

// proposeScopes takes the resource's scopes as long as the person, or the preset, has not chosen any.
func (f *Form) proposeScopes(s *oauthflow.ProviderSearch) {
	if f.Scopes != f.scopesToBegin() {
		return
	}
	scopes := slices.Clone(s.Scopes())
	if f.proposed.nobody && len(scopes) == 0 {
		f.Scopes, f.proposed.scopes = "", noScopes
		return
	}
	if len(scopes) > 0 {
		if !f.oauthOnly().Given() {
			scopes = append([]string{"openid"}, slices.DeleteFunc(scopes, func(scope string) bool { return scope == "openid" })...)
		}
		if slices.Contains(s.Metadata.ScopesSupported, "offline_access") && !slices.Contains(scopes, "offline_access") { // MCP-13
			scopes = append(scopes, "offline_access")
		}
		f.Scopes = strings.Join(scopes, " ")
		f.proposed.scopes = f.Scopes
	}
}

// noScopes is a proposal of none, which differs from no proposal.
const noScopes = " "

// scopesToBegin are those of the form before anybody has changed them; a preset that names some has chosen.
func (f Form) scopesToBegin() string {
	if p := f.preset(); p != nil && p.Address != "" {
		return ""
	}
	return defaultScopes()
}

// takeBack removes what the search before has filled in and nobody has changed.
func (f *Form) takeBack() {
	f.Settings.Resources = withoutLine(f.Settings.Resources, f.proposed.resource)
	f.Origins = withoutLine(f.Origins, f.proposed.origin)
	if f.proposed.scopes != "" && strings.TrimSpace(f.Scopes) == strings.TrimSpace(f.proposed.scopes) {
		f.Scopes = f.scopesToBegin()
	}
	if f.proposed.nobody && f.Identity == string(oauthflow.IdentityUnknown) {
		f.Identity = string(oauthflow.IdentityByCall)
	}
	if f.proposed.hint != "" && f.Settings.LoginHint == f.proposed.hint {
		f.Settings.LoginHint = ""
	}
	if f.proposed.account != "" && f.OAuthOnly.Account == f.proposed.account {
		f.OAuthOnly.Account = ""
	}
	f.MCP = f.MCP && f.resource() != ""
	if f.proposed.dpop && f.DPoP == string(oauthflow.DPoPRequired) {
		f.DPoP = string(oauthflow.DPoPWhenOffered)
	}
	f.proposed = proposal{}
}

func defaultScopes() string { return strings.Join(oauthflow.DefaultScopes(), " ") }

// resource is the first resource as it is typed; "" if there is none.
func (f Form) resource() string {
	if all := strings.Fields(f.Settings.Resources); len(all) > 0 {
		return all[0]
	}
	return ""
}

// looksLikeMCP guesses by the URL; the person sees the guess and can change it.
func looksLikeMCP(resource string) bool {
	u, err := url.Parse(resource)
	if err != nil {
		return false
	}
	path := strings.TrimSuffix(strings.ToLower(u.Path), "/")
	return strings.HasSuffix(path, "mcp") || strings.HasSuffix(path, "/sse") || strings.HasPrefix(u.Host, "mcp.")
}

func withLine(text, added string) string {
	if strings.TrimSpace(text) == "" {
		return added
	}
	return strings.TrimRight(text, "\n") + "\n" + added
}

func withoutLine(text, removed string) string {
	if removed == "" {
		return text
	}
	var kept []string
	for part := range strings.Lines(text) {
		if part = strings.TrimSpace(part); part != removed {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "\n")
}
