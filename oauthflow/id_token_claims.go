// The claims of an ID token that say who issued it, about whom, and for whom: OpenID Connect Core §2 and §3.1.3.7.
// One function per row; dates and the access token's hash have their own files.

package oauthflow

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// claimsJudgement judges the claims of one token.
type claimsJudgement struct {
	claims    map[string]any // nil: they cannot be read
	want      idTokenExpectation
	algorithm string
	now       time.Time
	clock     time.Duration // of the provider's clock to ours
}

// checks returns one check per row from IDT-01 to IDT-17, in that order.
func (j claimsJudgement) checks() []Check {
	if j.claims == nil {
		return skipAll(nil, "the claims cannot be read",
			"IDT-01", "IDT-02", "IDT-03", "IDT-04", "IDT-05", "IDT-06", "IDT-07", "IDT-08", "IDT-09",
			"IDT-10", "IDT-11", "IDT-12", "IDT-13", "IDT-14", "IDT-17")
	}
	checks := append([]Check{j.issuer()}, j.tenants()...)
	return append(checks,
		j.subject(), j.audience(), j.otherAudiences(), j.authorizedParty(),
		j.expiry(), j.issueTimeGiven(), j.issueTime(), j.notBefore(),
		j.nonce(), j.authenticationContext(), j.maxAge(), j.signedInAnew(),
		j.accessTokenHash(), j.samePerson(),
	)
}

func (j claimsJudgement) issuer() Check {
	issuer, known := j.want.issuerOf(j.claims)
	return judge("IDT-01", known && j.claims["iss"] == issuer, issuer, j.shown("iss"))
}

func (j claimsJudgement) subject() Check {
	const maxSubject = 255 // OIDC Core §2
	sub, ok := j.claims["sub"].(string)
	ascii := !strings.ContainsFunc(sub, func(r rune) bool { return r > 0x7f })
	return judge("IDT-02", ok && sub != "" && len(sub) <= maxSubject && ascii, "1 to 255 ASCII characters", j.shown("sub"))
}

// audiences returns aud as a list, nil if it is neither a string nor a list of strings.
func (j claimsJudgement) audiences() []string {
	switch aud := j.claims["aud"].(type) {
	case string:
		return []string{aud}
	case []any:
		var list []string
		for _, a := range aud {
			s, ok := a.(string)
			if !ok {
				return nil
			}
			list = append(list, s)
		}
		return list
	}
	return nil
}

func (j claimsJudgement) audience() Check {
	return judge("IDT-03", slices.Contains(j.audiences(), j.want.ClientID), j.want.ClientID, j.shown("aud"))
}

func (j claimsJudgement) otherAudiences() Check {
	audiences := j.audiences()
	if len(audiences) == 0 {
		return skip("IDT-04", "the token has no usable audience")
	}
	others := slices.ContainsFunc(audiences, func(a string) bool { return a != j.want.ClientID })
	return judge("IDT-04", !others, "only "+j.want.ClientID, j.shown("aud"))
}

func (j claimsJudgement) authorizedParty() Check {
	azp, present := j.claims["azp"]
	if !present {
		return skip("IDT-05", "the token names no authorized party")
	}
	return judge("IDT-05", azp == j.want.ClientID, j.want.ClientID, j.shown("azp"))
}

func (j claimsJudgement) nonce() Check {
	claim, present := j.claims["nonce"]
	if !present && j.want.NonceOptional {
		return skip("IDT-10", "a refreshed token needs no nonce")
	}
	if j.want.NoNonce != "" {
		return j.noNonce(present)
	}
	nonce, ok := claim.(string)
	actual := Shorten(nonce)
	switch {
	case !present:
		actual = "missing"
	case !ok:
		actual = "not a string"
	}
	return judge("IDT-10", ok && nonce != "" && j.want.Nonce.Equal(nonce), Shorten(j.want.Nonce.Reveal()), actual)
}

// Why a token belongs to no authorization request with a nonce. That of the device grant is bound to its sign-in by the
// device code, over the TLS connection on which the token came (RFC 8628 §3.4, §5.4).
const (
	noNonceOfDevice = "no nonce was sent: the device code, which only this app has, binds the token to this sign-in (RFC 8628 §3.4)"
	notOpenID       = "no nonce was sent: openid was not asked for, so no ID token was expected"
)

func (j claimsJudgement) noNonce(present bool) Check {
	if present {
		return judge("IDT-10", false, "none: no nonce was sent", "the token is of another sign-in, which sent one")
	}
	return skip("IDT-10", j.want.NoNonce)
}

func (j claimsJudgement) authenticationContext() Check {
	if len(j.want.ACRValues) == 0 {
		return skip("IDT-11", "no acr_values were asked for")
	}
	acr, _ := j.claims["acr"].(string)
	return judge("IDT-11", slices.Contains(j.want.ACRValues, acr), "one of "+strings.Join(j.want.ACRValues, ", "), j.shown("acr"))
}

func (j claimsJudgement) samePerson() Check {
	if j.want.Subject == "" {
		return skip("IDT-17", "any person may sign in")
	}
	return judge("IDT-17", j.claims["sub"] == j.want.Subject, plainServerText(j.want.Subject), j.shown("sub"))
}

// shown is a claim as evidence.
func (j claimsJudgement) shown(name string) string {
	claim, present := j.claims[name]
	if !present {
		return "missing"
	}
	if s, ok := claim.(string); ok {
		if s == "" {
			return "an empty string"
		}
		return plainServerText(s)
	}
	b, err := json.Marshal(claim)
	if err != nil {
		return fmt.Sprintf("%T", claim)
	}
	return plainServerText(string(b))
}
