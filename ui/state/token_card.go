// The Tokens tab: what each of the three tokens is, how long it lives and where it rests.

package state

import (
	"strings"
	"time"

	"proofkey/oauthflow"
)

// TokenKind is one of the three tokens.
type TokenKind string

// The tokens of a session.
const (
	AccessToken  TokenKind = "access_token"
	RefreshToken TokenKind = "refresh_token"
	IDToken      TokenKind = "id_token"
)

// Badge is a word about a token.
type Badge struct {
	Text Text
	Kind oauthflow.Result // "" is neutral
}

// TokenCards is the Tokens tab.
type TokenCards struct {
	Access  AccessTokenCard
	Refresh RefreshTokenCard
	ID      IDTokenCard
}

// AccessTokenCard is what opens the API.
type AccessTokenCard struct {
	Badges    []Badge
	Masked    string // the token as it is shown until it is revealed
	Secret    SecretView
	Lifetime  Text // "expires in", "expired", or that the provider does not say
	Clock     Text // "59:41"; zero if the lifetime is unknown
	Left      float64
	Known     bool // Left and Clock mean something
	Scopes    Text // granted
	NotGiven  Text // asked for and not granted; zero otherwise
	LastError *Problem

	Header, Payload    string // of a JWT, pretty-printed; empty if it is opaque
	Addressed          Text   // whose the token is, and that it is not judged
	Introspect, Revoke Button
	Revoked            Text // zero: it was not
	Introspection      *IntrospectionView
	Problem            *Problem // of the last question to the provider
}

// RefreshTokenCard is what renews the access token.
type RefreshTokenCard struct {
	Present bool
	Badges  []Badge
	Masked  string
	Secret  SecretView
	Used    Text // "used 2 times · last 06:58:10"
	Explain Text // that tokens renew by themselves; or why there is none
	Do      Text // what to do to get one; zero if there is one
	Refresh Button
	Revoke  Button
	Line    []RefreshRow // of this run, newest first
}

// IDTokenCard is what says who signed in.
type IDTokenCard struct {
	None            Text // why there is none; zero if there is one
	Badges          []Badge
	Masked          string
	Secret          SecretView
	Header, Payload string // pretty-printed
	Changed         Text   // label of ChangedNames; zero if nothing was refreshed
	ChangedNames    string
	Changes         []ChangeRow // of the last refresh, if it was in this run
}

// TokenCards returns the tab; clocks tick with now. It is empty without a session.
func (s *State) TokenCards(c *Connection, now time.Time) TokenCards {
	if c == nil || c.Session == nil {
		return TokenCards{}
	}
	return TokenCards{Access: c.accessTokenCard(now), Refresh: c.refreshTokenCard(s.Storage, now), ID: c.idTokenCard(now)}
}

// Token returns a token's true value, for copying and revealing.
func (c *Connection) Token(kind TokenKind) oauthflow.Secret {
	if c.Session == nil {
		return oauthflow.Secret{}
	}
	switch kind {
	case AccessToken:
		return c.Session.AccessToken
	case RefreshToken:
		return c.Session.RefreshToken
	case IDToken:
		return c.Session.IDToken
	}
	return oauthflow.Secret{}
}

// SecretView is how a token is offered.
type SecretView struct{ Revealed, Copies bool }

func (c *Connection) secretView(kind TokenKind) SecretView {
	return SecretView{Revealed: c.shows(MaskedToken(kind)), Copies: c.Copies(MaskedToken(kind))}
}

func (c *Connection) accessTokenCard(now time.Time) AccessTokenCard {
	s := c.Session
	card := AccessTokenCard{
		Badges: []Badge{{Text: accessTokenKind(s.AccessToken)}, {Text: Literal(line(s.TokenType))}},
		Masked: masked(s.AccessToken), Secret: c.secretView(AccessToken), Scopes: T("tokens.scopes", "Scopes", line(strings.Join(s.Scope, " "))),
	}
	if missing := without(s.RequestedScope, s.Scope); len(missing) > 0 {
		card.NotGiven = T("tokens.scopes_not_granted", "Scopes", line(strings.Join(missing, " ")))
	}
	card.LastError = c.problemIn(frameRefresh, c.RefreshProblem)
	c.askAboutAccessToken(&card, now)
	if c.Saved != nil {
		card.Lifetime = savedLifetime(s, now)
		return card
	}
	left, whole := s.ExpiresAt.Sub(now), s.ExpiresAt.Sub(s.IssuedAt)
	switch {
	case s.ExpiresAt.IsZero():
		card.Lifetime = T("tokens.lifetime_unknown")
	case left <= 0:
		card.Known, card.Lifetime = true, T("tokens.expired", "When", relativeText(s.ExpiresAt, now))
	default:
		card.Known, card.Lifetime, card.Clock = true, T("tokens.expires_in"), clockText(left)
		if whole > 0 {
			card.Left = min(1, float64(left)/float64(whole))
		}
	}
	return card
}

// askAboutAccessToken is what can be seen of the token, and asked about it.
func (c *Connection) askAboutAccessToken(card *AccessTokenCard, now time.Time) {
	card.Header, card.Payload = prettyPart(c.Session.AccessToken, 0, veil{}), prettyPart(c.Session.AccessToken, 1, c.veil())
	if card.Header != "" {
		card.Addressed = T("tokens.addressed_to_api")
	}
	if c.Saved == nil {
		card.Introspect, card.Revoke = c.inquiryButton(ActionIntrospect), c.inquiryButton(ActionRevokeAccess)
	}
	if !c.Inquiry.AccessRevoked.IsZero() {
		card.Revoked, card.Revoke.Enabled = T("tokens.access_revoked", "When", timeText(c.Inquiry.AccessRevoked, now)), false
	}
	card.Introspection = c.introspectionView(now)
	card.Problem = c.problemIn(c.Inquiry.problemFrame, c.Inquiry.Problem)
}

func without(a, b []string) []string {
	has := map[string]bool{}
	for _, s := range b {
		has[s] = true
	}
	var rest []string
	for _, s := range a {
		if !has[s] {
			rest = append(rest, s)
		}
	}
	return rest
}

func (c *Connection) refreshTokenCard(where Storage, now time.Time) RefreshTokenCard {
	s := c.Session
	card := RefreshTokenCard{Present: s.CanRefresh(), Refresh: primary(ActionRefresh)}
	card.Refresh.Label, card.Refresh.Enabled = T("action.refresh_now"), s.CanRefresh() && !c.Refreshing && !c.SigningOut
	if c.Refreshing {
		card.Refresh.Label = T("action.refreshing")
	}
	if c.Saved != nil || !card.Present {
		card.Refresh = Button{}
	}
	if !card.Present {
		card.Explain, card.Do = whyNoRefreshToken(s)
		return card
	}
	card.Masked, card.Secret = strings.Repeat("•", 27), c.secretView(RefreshToken)
	card.Line = c.refreshRows(now)
	if s.Rotates {
		card.Badges = append(card.Badges, Badge{Text: T("tokens.rotates")})
	}
	if card.Used = T("tokens.not_used"); s.Refreshes > 0 {
		card.Used = N("tokens.used", s.Refreshes, "Time", timeText(s.LastRefresh, now))
	}
	if c.Saved != nil {
		return card
	}
	card.Revoke, card.Badges = c.inquiryButton(ActionRevokeRefresh), append(card.Badges, storageBadge(where))
	card.Explain = T("tokens.renew_by_themselves")
	if s.ExpiresAt.IsZero() {
		card.Explain = T("tokens.renew_unknown_lifetime")
	}
	return card
}

// savedLifetime is until when an access token was to live: nothing counts down that nobody holds.
func savedLifetime(s *oauthflow.Session, now time.Time) Text {
	if s.ExpiresAt.IsZero() {
		return T("tokens.lifetime_unknown")
	}
	return T("saved.lifetime", "Time", dateText(s.ExpiresAt, now))
}

// whyNoRefreshToken tells the likely reason and what the connection can change.
func whyNoRefreshToken(s *oauthflow.Session) (why, do Text) {
	if !s.RefreshTokenRevokedAt.IsZero() {
		return T("tokens.refresh_revoked", "When", timeOfDayText(s.RefreshTokenRevokedAt, s.RefreshTokenRevokedAt)), T("tokens.refresh_revoked_do")
	}
	for _, scope := range s.RequestedScope {
		if scope == "offline_access" {
			return T("tokens.no_refresh_although_asked"), T("tokens.no_refresh_although_asked_do")
		}
	}
	return T("tokens.no_refresh_not_asked"), T("tokens.no_refresh_not_asked_do")
}

func storageBadge(where Storage) Badge {
	if where.Sealed {
		return Badge{Text: T("tokens.sealed"), Kind: oauthflow.Passed}
	}
	return Badge{Text: T("tokens.in_memory"), Kind: oauthflow.Skipped}
}
