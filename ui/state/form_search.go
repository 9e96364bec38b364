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
	if s.Found() && s.Resource != nil {
		f.propose(s)
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
	if scopes := s.Scopes(); len(scopes) > 0 && f.Scopes == defaultScopes() {
		scopes = append([]string{"openid"}, slices.DeleteFunc(slices.Clone(scopes), func(scope string) bool { return scope == "openid" })...)
		if slices.Contains(s.Metadata.ScopesSupported, "offline_access") && !slices.Contains(scopes, "offline_access") { // MCP-13
			scopes = append(scopes, "offline_access")
		}
		f.Scopes = strings.Join(scopes, " ")
		f.proposed.scopes = f.Scopes
	}
	f.MCP = looksLikeMCP(r.Resource)
	if r.DPoPRequired { // RES-13
		f.DPoP, f.proposed.dpop = string(oauthflow.DPoPRequired), true
	}
}

// takeBack removes what the search before has filled in and nobody has changed.
func (f *Form) takeBack() {
	f.Settings.Resources = withoutLine(f.Settings.Resources, f.proposed.resource)
	f.Origins = withoutLine(f.Origins, f.proposed.origin)
	if f.proposed.scopes != "" && f.Scopes == f.proposed.scopes {
		f.Scopes = defaultScopes()
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
