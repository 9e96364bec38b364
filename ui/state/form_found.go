// What discovery found at the issuer, as ticks.

package state

import (
	"net/url"
	"slices"
)

// Found is the panel below the issuer.
type Found struct {
	Title  Text
	Took   Text
	Ticks  []Tick
	ByHand Text // that other endpoints are used; zero if none were entered
	Host   Text // endpoints that are on another host than the issuer (NET-12); zero if none is
}

// Tick is a feature that the provider announces, or does not.
type Tick struct {
	Text Text
	Has  bool
}

func (f Form) found() *Found {
	m := f.Found
	if m == nil {
		return nil
	}
	found := &Found{Title: T("found.title"), Took: T("found.took", "Took", durationText(f.FoundAfter))}
	add := func(name string, has bool) {
		found.Ticks = append(found.Ticks, Tick{Text: T("found." + name), Has: has})
	}
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
	if host := otherHost(m.Issuer, m.AuthorizationEndpoint, m.TokenEndpoint, m.JWKSURI); host != "" {
		found.Host = T("found.host", "Host", line(host))
	}
	if f.endpoints().Given() {
		found.ByHand = T("found.by_hand")
	}
	return found
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
