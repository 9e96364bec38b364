// The Identity tab: who signed in, by the verified ID token.

package state

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Identity is the Identity tab.
type Identity struct {
	Person   Person
	Claims   []ClaimRow // of the verified ID token
	UserInfo UserInfo

	OAuthOnly Text // why there is no ID token, and what that means; zero if there is one
}

// Person is the card above the claims.
type Person struct {
	Name     string // to be shown; never an identity
	Initials string
	Email    string // may be empty
	Subject  string
	Badge    Text // which signature was verified
	Verified bool // by this app: a report's was not
	Restored Text // a session from the store: when it was verified; zero otherwise
}

// UserInfo is what the UserInfo endpoint adds.
type UserInfo struct {
	Title   Text
	Claims  []ClaimRow // only what adds to the ID token or differs from it
	Checks  []CheckRow // UserInfo's own, shown if one failed
	Problem *Problem   // why there is none; the sign-in stands
	Same    bool       // the answer holds nothing that the ID token does not say
}

// Identity returns the tab; its times tick with now. It is empty without a session.
func (c *Connection) Identity(now time.Time) Identity {
	if c.Session == nil {
		return Identity{}
	}
	if c.oauthOnly() {
		return c.identityOfAPI(now)
	}
	return Identity{
		Person:   c.person(now),
		Claims:   claimRows(c.veil().claims(c.Session.Claims), c.Profile, now),
		UserInfo: c.userInfoPart(now),
	}
}

func (c *Connection) person(now time.Time) Person {
	v := c.veil()
	name := v.mask(veiledPerson, "", c.personName())
	p := Person{
		Name: name, Initials: initialsOf(name), Email: v.mask(veiledPerson, "", line(c.claimText("email"))),
		Subject: v.mask(veiledPerson, "", line(c.Session.Subject)), Verified: c.Saved == nil,
		Badge: T("identity.signature", "Algorithm", line(c.Session.Algorithm)),
	}
	if c.Session.KeyID != "" {
		p.Badge = T("identity.signature_with_key", "Algorithm", line(c.Session.Algorithm), "Key", line(c.Session.KeyID))
	}
	if c.Saved != nil {
		p.Badge = T("saved.signature", "Algorithm", line(c.Session.Algorithm))
		p.Restored = T("saved.verified_then", "Time", timeText(c.Session.VerifiedAt, now))
	}
	if c.Restored {
		p.Restored = T("identity.restored", "Time", timeText(c.Session.VerifiedAt, now))
	}
	return p
}

// personName is the best name to show: of the ID token or UserInfo, else the e-mail address, else the subject.
func (c *Connection) personName() string {
	if c.Session == nil {
		return ""
	}
	if c.oauthOnly() {
		return c.nameFromAPI()
	}
	for _, name := range []string{"name", "preferred_username", "nickname", "given_name", "email"} {
		if s := line(c.claimText(name)); strings.TrimSpace(s) != "" {
			return s
		}
	}
	return line(c.Session.Subject)
}

// claimText is a claim that is a string: of the ID token, else of UserInfo.
func (c *Connection) claimText(name string) string {
	if s, ok := c.Session.Claims[name].(string); ok && s != "" {
		return s
	}
	s, _ := c.Session.UserInfo[name].(string)
	return s
}

// initialsOf is the first letter of the first and of the last word.
func initialsOf(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	if len(words) == 0 {
		return "?"
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	if len(words) == 1 || strings.Contains(name, "@") {
		return string(unicode.ToUpper(first))
	}
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return string(unicode.ToUpper(first)) + string(unicode.ToUpper(last))
}

func (c *Connection) userInfoPart(now time.Time) UserInfo {
	u := UserInfo{Title: T("identity.userinfo"), Claims: userInfoRows(c.Session.Claims, c.Session.UserInfo, c.veil(), c.Profile, now)}
	u.Same = len(c.Session.UserInfo) > 0 && len(u.Claims) == 0
	checks := c.UserInfoChecks
	for _, check := range checks {
		if check.Result == "failed" {
			u.Checks = checkRows(c.veil().checks(checks))
			break
		}
	}
	u.Problem = c.problemIn(frameUserInfo, c.UserInfoProblem)
	return u
}
