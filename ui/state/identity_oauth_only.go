// The Identity tab where the provider is OAuth only: who signed in comes from an API call, and nothing of it is signed.

package state

import (
	"encoding/json"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// oauthOnly reports whether the session has no ID token, since the provider issues none.
func (c *Connection) oauthOnly() bool { return c.Session != nil && c.Session.OAuthOnly() }

// identityOfAPI is the tab of a provider that is OAuth only.
func (c *Connection) identityOfAPI(now time.Time) Identity {
	u := c.userInfoPart(now)
	u.Title = T("identity.api")
	for i, row := range u.Claims {
		if row.Meaning.Key == "claim_note.unknown" {
			u.Claims[i].Meaning = T("identity.api_member")
		}
	}
	return Identity{Person: c.personOfAPI(now), UserInfo: u, OAuthOnly: c.whySo()}
}

// whySo says why there is no ID token.
func (c *Connection) whySo() Text {
	switch c.Profile.OAuthOnly.Identity {
	case oauthflow.IdentityUnknown:
		return T("identity.nobody")
	case oauthflow.IdentityATProto:
		return T("identity.atproto")
	}
	return T("identity.oauth_only")
}

func (c *Connection) personOfAPI(now time.Time) Person {
	v := c.veil()
	name := v.mask(veiledPerson, "", c.personName())
	p := Person{Name: name, Initials: initialsOf(name), Email: v.mask(veiledPerson, "", line(c.claimText("email"))), Badge: T("identity.not_signed")}
	if c.Session.Subject != "" { // of AT Protocol
		p.Subject, p.Badge = v.mask(veiledPerson, "", line(c.Session.Subject)), T("identity.account_proved")
	}
	if c.Saved != nil || c.Restored {
		p.Restored = T("identity.restored_api", "Time", timeText(c.Session.SignedInAt, now))
	}
	return p
}

// nameFromAPI is the best name of an API's own members; the connection's name if there is none.
func (c *Connection) nameFromAPI() string {
	for _, name := range []string{"name", "global_name", "display_name", "login", "username", "handle", "email", "id"} {
		switch value := c.Session.UserInfo[name].(type) {
		case string:
			if s := line(value); strings.TrimSpace(s) != "" {
				return s
			}
		case json.Number:
			return line(value.String())
		}
	}
	return line(c.Profile.Name)
}
