// What a search found, or did not find: what the provider supports as ticks, and every URL that was tried.

package state

import (
	"net/url"
	"slices"
	"strings"

	"proofkey/oauthflow"
)

// Found is the panel below the issuer.
type Found struct {
	Kind    oauthflow.Result // passed: found; skipped: something is to be chosen; failed: nothing found
	Title   Text
	Took    Text // zero if nothing was found
	Ticks   []Tick
	Notes   []Text   // what else to know
	Servers []string // authorization servers to choose from; nil if there is no choice
	ByHand  Text     // that other endpoints are used; zero if none were entered

	TriedLabel Text // of the list
	Tried      []TriedRow
	TriedOpen  bool
}

// Tick is a feature that the provider announces, or does not.
type Tick struct {
	Text Text
	Has  bool
}

// found is nil where no search belongs to what is typed.
func (f Form) found() *Found {
	if !f.searchStands() || len(f.Search.Tried) == 0 && !f.Search.Found() {
		return nil
	}
	v := &Found{Kind: oauthflow.Failed, Tried: triedRows(f.Search.Tried), TriedOpen: f.TriedOpen}
	v.TriedLabel = N("found.tried", len(v.Tried))
	switch choices := f.Search.Choices(); {
	case f.Found != nil:
		f.describe(v)
	case choices != nil:
		v.Kind, v.Servers = oauthflow.Skipped, choices
		v.Title, v.Notes = T("found.choose"), []Text{T("found.choose.note", "Resource", line(f.Search.Resource.Resource))}
	case f.Search.Resource != nil:
		v.Title, v.Notes = T("found.no_server"), []Text{T("found.no_server.note", "Servers", line(strings.Join(f.Search.Resource.AuthorizationServers, ", ")))}
	case f.Problem != nil: // its card says it
		v.Title = T("found.asked")
	default:
		v.Title, v.Notes = T("found.nothing"), []Text{T("found.nothing.note")}
	}
	return v
}

// describe fills the panel of a provider.
func (f Form) describe(v *Found) {
	m := f.Found
	v.Kind, v.Took, v.Ticks = oauthflow.Passed, T("found.took", "Took", durationText(f.FoundAfter)), ticks(m)
	switch f.Search.Kind {
	case oauthflow.FoundAPI:
		v.Title = T("found.title_api")
		if !f.ofATProto() {
			v.Notes = append(v.Notes, f.notesOfResource()...)
		}
	case oauthflow.FoundAccount:
		v.Title = T("found.title_account")
	case oauthflow.FoundOAuth:
		v.Title = T("found.title_oauth")
		if !f.ofATProto() {
			v.Notes = append(v.Notes, T("found.no_id_token"))
		}
	default:
		v.Title = T("found.title")
	}
	if a := f.Search.Account; a != nil {
		v.Notes = append(v.Notes, T("found.account", "Account", line(a.DID), "Server", line(a.Server), "Issuer", line(m.Issuer)))
	} else if f.ofATProto() {
		v.Notes = append(v.Notes, T("found.any_account"))
	}
	if f.Search.Kind != oauthflow.FoundAPI && strings.TrimRight(f.Pasted, "/") == strings.TrimRight(m.Issuer, "/") && f.Pasted != m.Issuer {
		v.Notes = append(v.Notes, T("found.issuer", "Issuer", line(m.Issuer)))
	}
	if m.ClientIDURL { // before the offer to register, MCP-09
		v.Notes = append(v.Notes, T("found.client_id_url"))
	}
	if host := otherHost(m.Issuer, m.AuthorizationEndpoint, m.TokenEndpoint, m.JWKSURI); host != "" {
		v.Notes = append(v.Notes, T("found.host", "Host", line(host))) // NET-12
	}
	if f.endpoints().Given() {
		v.ByHand = T("found.by_hand")
	}
}

// notesOfResource say what the search has filled in for a protected resource, before anything is sent to it.
func (f Form) notesOfResource() []Text {
	r := f.Search.Resource
	origin, err := oauthflow.OriginOf(r.Resource)
	if err != nil {
		origin = r.Resource
	}
	notes := []Text{T("found.resource", "Issuer", line(f.Found.Issuer), "Resource", line(r.Resource), "Origin", line(origin))}
	if scopes := f.Search.Scopes(); len(scopes) > 0 { // RES-16
		notes = append(notes, T("found.scopes", "Scopes", line(strings.Join(scopes, " "))))
	}
	if f.Search.Plain && f.Identity == string(oauthflow.IdentityUnknown) {
		notes = append(notes, T("found.nobody_says"))
	}
	if r.DPoPRequired { // RES-13
		notes = append(notes, T("found.dpop_required"))
	}
	if listed := f.Found.ProtectedResources; listed != nil && !slices.Contains(listed, r.Resource) { // RES-11
		notes = append(notes, T("found.not_listed"))
	}
	return notes
}

func ticks(m *oauthflow.ServerMetadata) []Tick {
	var all []Tick
	add := func(name string, has bool) { all = append(all, Tick{Text: T("found." + name), Has: has}) }
	add("pkce", slices.Contains(m.CodeChallengeMethods, "S256"))
	add("iss", m.IssInResponse)
	add("refresh", slices.Contains(m.GrantTypes, "refresh_token") || slices.Contains(m.ScopesSupported, "offline_access"))
	add("userinfo", m.UserInfoEndpoint != "")
	add("revocation", m.RevocationEndpoint != "")
	add("end_session", m.EndSessionEndpoint != "")
	add("dpop", len(m.DPoPAlgorithms) > 0)
	add("par", m.PushedAuthorizationRequestEndpoint != "")
	add("device", m.DeviceAuthorizationEndpoint != "")
	add("registration", m.RegistrationEndpoint != "")
	return all
}

// otherHost is the first host of the endpoints that is not the issuer's.
func otherHost(issuer string, endpoints ...string) string {
	own := hostOf(issuer)
	for _, endpoint := range endpoints {
		if u, err := url.Parse(endpoint); err == nil && u.Host != "" && u.Host != own {
			return u.Host
		}
	}
	return ""
}
