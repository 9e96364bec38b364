// The other resources: one for administrators, one that needs a fresh sign-in, one that says who called, a large one.

package demoapi

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	maxLargeBytes = 10 << 20
	lineBytes     = 80
)

// whoami says who called, as the access token has it.
func (a *API) whoami(w http.ResponseWriter, _ *http.Request, token accessToken) {
	writeJSON(w, http.StatusOK, struct {
		Subject  string `json:"sub"`
		ClientID string `json:"client_id"`
		Scope    string `json:"scope"`
		ID       string `json:"jti"`
		Expires  int64  `json:"exp"`
	}{token.Subject, token.ClientID, token.Scope, token.ID, token.Expires.Time().Unix()})
}

// admin needs a scope that a usual sign-in does not ask for: RFC 6750 §3.1, insufficient_scope.
func (a *API) admin(w http.ResponseWriter, r *http.Request, token accessToken) {
	const needed = "admin"
	if !token.has(needed) {
		a.refuse(w, r, &refusal{
			status: http.StatusForbidden, code: "insufficient_scope",
			description: "This resource needs the scope admin.", parameters: []string{"scope", needed}, scheme: token.scheme,
		})
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"subject": token.Subject, "message": "You may administer the demo API."})
}

// fresh needs a sign-in within the last minute: the step-up challenge of RFC 9470 §3.
func (a *API) fresh(w http.ResponseWriter, r *http.Request, token accessToken) {
	if token.AuthTime == nil || a.now().Sub(token.AuthTime.Time()) > freshness {
		a.refuse(w, r, &refusal{
			status: http.StatusUnauthorized, code: "insufficient_user_authentication",
			description: "This resource needs a sign-in within the last minute.",
			parameters:  []string{"max_age", strconv.Itoa(int(freshness.Seconds()))},
			scheme:      token.scheme,
		})
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{
		"subject": token.Subject, "signed_in": token.AuthTime.Time().UTC().Format(time.RFC3339),
	})
}

// large answers exactly the number of bytes asked for, as a JSON object with an array of lines.
func (a *API) large(w http.ResponseWriter, r *http.Request, _ accessToken) {
	const opening, closing = `{"lines":["`, `"]}` + "\n"
	n, err := strconv.Atoi(r.URL.Query().Get("bytes"))
	if err != nil || n < len(opening)+len(closing) || n > maxLargeBytes {
		writeJSON(w, http.StatusBadRequest, map[string]string{
			"error": "bad_size", "error_description": "The parameter bytes must be a number from 15 to 10485760.",
		})
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(n))
	line := strings.Repeat("x", lineBytes-len(`","`)) + `","`
	_, _ = io.WriteString(w, opening) // the caller may have gone: nobody is left to tell
	rest := n - len(opening) - len(closing)
	for ; rest > 2*lineBytes; rest -= lineBytes {
		if _, err := io.WriteString(w, line); err != nil {
			return
		}
	}
	_, _ = io.WriteString(w, strings.Repeat("x", rest)+closing)
}
