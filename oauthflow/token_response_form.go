// A token response as a form, application/x-www-form-urlencoded: against RFC 6749 §5.1, but of providers that are older
// than it. It is read only where the connection says that its provider is known for it.

package oauthflow

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
)

var errNoForm = errors.New("the form cannot be read")

// tokenMembers reads the members of a token response: of an object, or of a form where the provider is known for forms.
func tokenMembers(a *answer, o OAuthOnly) (members map[string]json.RawMessage, isForm bool, err error) {
	if !o.FormEncodedTokens || a.Status != http.StatusOK || contentType(a.Header) != "application/x-www-form-urlencoded" {
		members, err = strictObject(a.Body)
		return members, false, err
	}
	values, err := url.ParseQuery(string(a.Body))
	if err != nil {
		return nil, false, errNoForm
	}
	members = map[string]json.RawMessage{}
	for name, all := range values {
		if len(all) > 1 {
			return nil, true, &repeatedMember{name} // TRES-11
		}
		if members[name], err = json.Marshal(all[0]); err != nil {
			return nil, false, errNoForm
		}
	}
	return members, true, nil
}
