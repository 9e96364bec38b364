// What the error in a protected resource's challenge means (RFC 6750 §3), beyond what its status says.

package state

import "proofkey/oauthflow"

// explainRefusal returns cause, fix and setting, without those that AnswerView.Meaning and its button say.
func (c *Connection) explainRefusal(a *oauthflow.APIAnswer) []Text {
	x := c.explainChallenge(a)
	if x == nil {
		return nil
	}
	var list []Text
	switch x.ID {
	case "invalid_request": // of an API it is about the call, not about the connection
		return nil
	case "invalid_token", "insufficient_scope", "insufficient_user_authentication": // the meaning is the cause
	default:
		list = append(list, x.Cause)
	}
	if a.StepUp == nil {
		list = append(list, x.Fix)
	}
	if !x.Setting.IsZero() {
		list = append(list, x.Setting)
	}
	return list
}

// explainChallenge explains the first challenge that names an error.
func (c *Connection) explainChallenge(a *oauthflow.APIAnswer) *Explanation {
	if a.Status != 401 && a.Status != 403 {
		return nil
	}
	for _, challenge := range a.Challenges {
		if code := challenge.Parameters["error"]; code != "" {
			return explain(&oauthflow.Error{Step: oauthflow.StepAPI, OAuthError: code, Description: challenge.Parameters["error_description"]}, c.Profile)
		}
	}
	return nil
}
