// OAuth errors (RFC 6749 §4.1.2.1 and §5.2) and the reading of parameters.

package demoprovider

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
)

// oauthError is an error with a registered code; the description is for developers and never holds a secret.
type oauthError struct {
	status      int // of a direct answer; 0: 400
	code        string
	description string
}

func (e *oauthError) Error() string { return e.code + ": " + e.description }

func refuse(code, description string) *oauthError {
	return &oauthError{code: code, description: description}
}

// writeOAuthError answers as RFC 6749 §5.2. An error that is none of ours is a server_error without detail.
func writeOAuthError(w http.ResponseWriter, err error) {
	var e *oauthError
	if !errors.As(err, &e) {
		e = &oauthError{status: http.StatusInternalServerError, code: "server_error", description: "The provider could not keep its state."}
	}
	status := e.status
	if status == 0 {
		status = http.StatusBadRequest
	}
	writeJSON(w, status, map[string]string{"error": e.code, "error_description": e.description})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the peer may have gone: nobody is left to tell
}

// form reads a body of type application/x-www-form-urlencoded, the only one the endpoints take.
func form(r *http.Request) (url.Values, *oauthError) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, refuse("invalid_request", "The body must be application/x-www-form-urlencoded.")
	}
	if err := r.ParseForm(); err != nil {
		return nil, refuse("invalid_request", "The body is malformed or too long.")
	}
	return r.PostForm, nil
}

// notRepeated judges that no parameter is repeated (RFC 6749 §3.1 and §3.2). The one that may be is resource
// (RFC 8707 §2), which is judged apart.
func notRepeated(values url.Values) *oauthError {
	for _, name := range sortedNames(values) {
		if len(values[name]) > 1 && name != "resource" {
			return refuse("invalid_request", fmt.Sprintf("A parameter is repeated: %s.", printable(name)))
		}
	}
	return nil
}

func sortedNames(values url.Values) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// printable limits a foreign text to the characters RFC 6749 §4.1.2.1 allows in a description, and in length.
func printable(s string) string {
	out := make([]byte, 0, 40)
	for i := 0; i < len(s) && len(out) < 40; i++ {
		if c := s[i]; c >= 0x20 && c <= 0x7e && c != '"' && c != '\\' {
			out = append(out, c)
		}
	}
	return string(out)
}
