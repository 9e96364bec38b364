// Claims as rows of a table: name, value in human form, and what the claim means.

package state

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"time"

	"proofkey/oauthflow"
)

// ClaimRow is a claim in the table.
type ClaimRow struct {
	Name    string
	Value   Text   // may have lines
	Meaning Text   // what the claim is for
	Copy    string // the true value, for the clipboard; the nonce shortened as it is shown
}

// mergedInto are the claims that are shown with another one.
func mergedInto() map[string]string {
	return map[string]string{"email_verified": "email", "phone_number_verified": "phone_number"}
}

// claimRows returns a row for each claim: the known ones in the order of the dictionary, then the others by name.
func claimRows(claims map[string]any, p oauthflow.Profile, now time.Time) []ClaimRow {
	var rows []ClaimRow
	for _, name := range orderedNames(claims) {
		if other := mergedInto()[name]; other != "" && isText(claims[other]) && isFlag(claims[name]) {
			continue
		}
		rows = append(rows, ClaimRow{
			Name: line(name), Value: claimValue(name, claims, now), Meaning: claimMeaning(name, claims, p), Copy: copyOf(name, claims[name]),
		})
	}
	return rows
}

// userInfoRows returns what UserInfo adds to the ID token or says differently.
func userInfoRows(idToken, userInfo map[string]any, v veil, p oauthflow.Profile, now time.Time) []ClaimRow {
	more := map[string]any{}
	for name, value := range userInfo {
		if was, ok := idToken[name]; ok && reflect.DeepEqual(was, value) {
			continue
		}
		more[name] = value
	}
	rows := claimRows(v.claims(more), p, now)
	for i, row := range rows {
		if _, ok := idToken[row.Name]; ok {
			rows[i].Meaning = T("claim_note.differs", "Meaning", row.Meaning)
		}
	}
	return rows
}

func orderedNames(claims map[string]any) []string {
	place := map[string]int{}
	for i, entry := range claimEntries() {
		place[entry.name] = i - len(claimEntries()) // those that are not in it come after them all, with 0
	}
	names := slices.Sorted(maps.Keys(claims))
	slices.SortStableFunc(names, func(a, b string) int { return place[a] - place[b] })
	return names
}

// copyOf is the claim's true value: a string as it is, anything else as JSON.
func copyOf(name string, value any) string {
	s, ok := value.(string)
	switch {
	case ok && name == "nonce":
		return shortened(s) // DISP-02
	case ok:
		return s
	}
	return prettyJSON(value)
}

// prettyJSON is the value as JSON with two spaces a level.
func prettyJSON(value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return "" // a value that came from JSON goes back to it
	}
	return string(bytes.TrimRight(b.Bytes(), "\n"))
}

// ClaimsJSON is the claims of the verified ID token as JSON for the clipboard: true values, the nonce
// shortened; in presenter mode as they are shown.
func (c *Connection) ClaimsJSON() string {
	if c.Session == nil {
		return ""
	}
	if c.oauthOnly() {
		return prettyJSON(c.veil().claims(c.Session.UserInfo))
	}
	claims := maps.Clone(c.veil().claims(c.Session.Claims))
	if nonce, ok := claims["nonce"].(string); ok {
		claims["nonce"] = shortened(nonce)
	}
	return prettyJSON(claims)
}
