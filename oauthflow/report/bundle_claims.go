// How much claims in a bundle may hold: each is shown as text in a row of the window, which is drawn every second.

package report

import (
	"errors"
	"fmt"

	"proofkey/oauthflow/report/jsontree"
)

// claimLimits are those of one token or of UserInfo, with all that is nested in its claims.
var claimLimits = jsontree.Limits{Depth: 32, Values: 10_000}

// claims bounds what a session tells of its tokens and of UserInfo.
func (v validator) claims(s *BundleSession) error {
	for _, claims := range []map[string]any{s.Claims, s.UserInfo} {
		if len(claims) > maxBundleRows {
			return fmt.Errorf("a session has more than %d claims", maxBundleRows)
		}
		left := claimLimits.Values
		for _, value := range claims {
			if !fits(value, claimLimits.Depth-1, &left) {
				return errOfClaims()
			}
		}
	}
	for _, token := range []BundleToken{s.AccessToken, s.RefreshToken, s.IDToken} {
		if !claimsFit(token.Header) || !claimsFit(token.Claims) {
			return errOfClaims()
		}
	}
	for _, list := range [][]string{s.Scope, s.GrantedScope, s.RequestedScope, s.ChangedClaims} {
		if len(list) > maxBundleRows {
			return fmt.Errorf("a session has a list of more than %d names", maxBundleRows)
		}
	}
	return nil
}

func errOfClaims() error {
	return fmt.Errorf("claims of a session are nested deeper than %d or hold more than %d values", claimLimits.Depth, claimLimits.Values)
}

// fits reports whether a value stays within depth and within the number of values that is left.
func fits(value any, depth int, left *int) bool {
	*left--
	if *left < 0 || depth < 0 {
		return false
	}
	switch value := value.(type) {
	case map[string]any:
		for _, member := range value {
			if !fits(member, depth-1, left) {
				return false
			}
		}
	case []any:
		for _, item := range value {
			if !fits(item, depth-1, left) {
				return false
			}
		}
	}
	return true
}

// claimsFit reports whether a part of a token stays within the limits. What is no JSON is for others to refuse.
func claimsFit(part []byte) bool {
	if len(part) == 0 {
		return true
	}
	_, err := jsontree.Parse(part, claimLimits)
	return !errors.Is(err, jsontree.ErrTooDeep) && !errors.Is(err, jsontree.ErrTooMany)
}
