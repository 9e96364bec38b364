// The claims request parameter, OpenID Connect Core §5.5: which claims are asked for one by one, and which of them the
// ID token is then judged by.

package oauthflow

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// claimsRequest is what a claims parameter asks of the ID token and must be kept to judge it (AUTHZ-09).
type claimsRequest struct {
	ACRValues []string // an essential acr: one of these (OIDC Core §5.5.1.1); nil: not asked for
	AuthTime  bool     // an essential auth_time: it must be there (OIDC Core §2)
	Subject   string   // the sub that it must be (OIDC Core §5.5.1); "": anybody
}

// requestedClaim is a member of id_token or userinfo; null asks for the claim in no special way.
type requestedClaim struct {
	Essential bool  `json:"essential"`
	Value     any   `json:"value"`
	Values    []any `json:"values"`
}

// parseClaimsRequest reads the parameter. Its errors say what is wrong and repeat no value.
func parseClaimsRequest(text string) (claimsRequest, error) {
	members, err := strictObject([]byte(text))
	if err != nil {
		return claimsRequest{}, fmt.Errorf("they are not a JSON object: %w", err)
	}
	var asked claimsRequest
	for _, target := range []string{"userinfo", "id_token"} {
		raw, given := members[target]
		if !given || string(raw) == "null" {
			continue
		}
		var claims map[string]*requestedClaim
		if err := json.Unmarshal(raw, &claims); err != nil {
			return claimsRequest{}, fmt.Errorf("%s is not an object that names claims, each with null or with essential, value or values", target)
		}
		if target == "id_token" {
			asked = judgedClaims(claims)
		}
	}
	if members["userinfo"] == nil && members["id_token"] == nil {
		return claimsRequest{}, errors.New("they name neither id_token nor userinfo")
	}
	return asked, nil
}

func judgedClaims(claims map[string]*requestedClaim) claimsRequest {
	var asked claimsRequest
	if acr := claims["acr"]; acr != nil && acr.Essential {
		for _, value := range slices.Concat(acr.Values, []any{acr.Value}) {
			if text, ok := value.(string); ok {
				asked.ACRValues = append(asked.ACRValues, text)
			}
		}
	}
	if at := claims["auth_time"]; at != nil {
		asked.AuthTime = at.Essential
	}
	if sub := claims["sub"]; sub != nil {
		asked.Subject, _ = sub.Value.(string)
	}
	return asked
}

// takeClaims keeps what the answer is judged by; the parameter is sent as it is.
func (r *authorizationRequest) takeClaims() (err error) {
	if r.extra["claims"] == "" {
		return nil
	}
	if r.Claims, err = parseClaimsRequest(r.extra["claims"]); err != nil {
		return &Error{
			Step: StepAuthorizationRequest, Code: CodeParameterNotAllowed, Spec: "OIDC Core §5.5",
			Expected: "claims as a JSON object that names claims", Actual: err.Error(), Err: err,
		}
	}
	if r.Subject == "" {
		r.Subject = r.Claims.Subject
	}
	return nil
}

// acrValues are the authentication contexts of which the ID token must name one.
func (r authorizationRequest) acrValues() []string {
	if len(r.ACRValues) > 0 {
		return r.ACRValues
	}
	return r.Claims.ACRValues
}
