// Tokens as they are looked at: the parts of a JWT, without judging it (that is oauthflow's).

package state

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"maps"
	"strings"
	"time"

	"proofkey/oauthflow"
)

// maxDecoded bounds what is decoded for the screen, in bytes.
const maxDecoded = 64 << 10

// accessTokenKind tells a JWT of RFC 9068 by its header's typ alone: the token is addressed to the API.
func accessTokenKind(token oauthflow.Secret) Text {
	header, ok := jwtPart(token.Reveal(), 0)
	if !ok {
		return T("tokens.opaque")
	}
	var h struct {
		Type string `json:"typ"`
	}
	if json.Unmarshal(header, &h) != nil {
		return T("tokens.opaque")
	}
	kind := strings.TrimPrefix(strings.ToLower(h.Type), "application/")
	if kind == "at+jwt" {
		return T("tokens.jwt_9068")
	}
	return T("tokens.jwt")
}

// jwtPart decodes a part of a compact JWT: an object in JSON.
func jwtPart(token string, i int) ([]byte, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || len(token) > maxDecoded {
		return nil, false
	}
	data, err := base64.RawURLEncoding.DecodeString(parts[i])
	if err != nil || !bytes.HasPrefix(data, []byte("{")) || !json.Valid(data) {
		return nil, false
	}
	return data, true
}

// masked shows a JWT's header, which is no secret, and dots; anything else is dots only (DISP-02).
func masked(token oauthflow.Secret) string {
	if token.IsZero() {
		return ""
	}
	const dots = 56
	if _, ok := jwtPart(token.Reveal(), 0); !ok {
		return strings.Repeat("•", dots)
	}
	header, _, _ := strings.Cut(token.Reveal(), ".")
	if len(header) > 60 {
		header = header[:60] + "…"
	}
	return header + "." + strings.Repeat("•", dots)
}

// prettyPart is a part of a JWT with a member on each line.
func prettyPart(token oauthflow.Secret, i int, v veil) string {
	data, ok := jwtPart(token.Reveal(), i)
	if !ok {
		return ""
	}
	var b bytes.Buffer
	if data = v.json(data); data == nil || json.Indent(&b, data, "", "  ") != nil {
		return ""
	}
	return Plain(b.String(), maxDecoded)
}

func (c *Connection) idTokenCard(now time.Time) IDTokenCard {
	s := c.Session
	if c.oauthOnly() {
		return IDTokenCard{None: T("tokens.no_id_token")}
	}
	claims := maps.Clone(c.veil().claims(s.Claims))
	if nonce, ok := claims["nonce"].(string); ok {
		claims["nonce"] = shortened(nonce)
	}
	card := IDTokenCard{
		Badges: []Badge{{Text: T("tokens.verified"), Kind: oauthflow.Passed}}, Masked: masked(s.IDToken), Secret: c.secretView(IDToken),
		Header: prettyPart(s.IDToken, 0, veil{}), Payload: Plain(prettyJSON(claims), maxDecoded),
	}
	if c.Saved != nil {
		card.Badges = []Badge{{Text: T("saved.token")}}
	}
	card.Changes = c.changeRows(now)
	if s.Refreshes > 0 && len(s.ChangedClaims) > 0 {
		card.Changed, card.ChangedNames = T("tokens.changed"), line(strings.Join(s.ChangedClaims, ", "))
	} else if s.Refreshes > 0 {
		card.Changed = T("tokens.unchanged")
	}
	return card
}
