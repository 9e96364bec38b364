// Bearer token usage, RFC 6750: where the token stands, and the challenge of a refusal (§3), with the step-up of RFC 9470.

package demoapi

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

const maxBodyBytes = 16 << 10

// refusal is an answer without the resource. An empty code is a challenge without error information.
type refusal struct {
	status      int
	code        string
	description string   // no quote and no backslash: it stands in a quoted string
	parameters  []string // further ones of the challenge: name, value, name, value
	scheme      string   // that the token came with, or has to; "": Bearer
	metadata    string   // URL of the resource's metadata; "": it has none
}

func invalidRequest(description string) *refusal {
	return &refusal{status: http.StatusBadRequest, code: "invalid_request", description: description}
}

func invalidToken(description string) *refusal {
	return &refusal{status: http.StatusUnauthorized, code: "invalid_token", description: description}
}

func (f *refusal) write(w http.ResponseWriter) {
	if f.status >= http.StatusInternalServerError {
		writeJSON(w, f.status, map[string]string{"error": f.code, "error_description": f.description})
		return
	}
	challenge := []string{`Bearer realm="demo API"`}
	if f.scheme == schemeDPoP {
		challenge = []string{`DPoP realm="demo API"`, `algs="` + string(proofAlgorithm) + `"`}
	}
	if f.code != "" {
		parameters := append([]string{"error", f.code, "error_description", f.description}, f.parameters...)
		for i := 0; i+1 < len(parameters); i += 2 {
			challenge = append(challenge, parameters[i]+`=`+strconv.Quote(parameters[i+1]))
		}
	}
	if f.metadata != "" {
		challenge = append(challenge, `resource_metadata=`+strconv.Quote(f.metadata))
	}
	w.Header().Set("WWW-Authenticate", strings.Join(challenge, ", "))
	if f.code == "" {
		w.WriteHeader(f.status)
		return
	}
	writeJSON(w, f.status, map[string]string{"error": f.code, "error_description": f.description})
}

// presentedToken returns the token in the Authorization header, the one method this API takes (§2.1; RFC 9449 §7.1), and
// its scheme. A token in the URL or in a form is refused, and so are two of them.
func presentedToken(r *http.Request) (token, scheme string, f *refusal) {
	if r.URL.Query().Has("access_token") {
		return "", "", invalidRequest("The access token must not stand in the URL.")
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "application/x-www-form-urlencoded" {
		r.Body = http.MaxBytesReader(nil, r.Body, maxBodyBytes)
		if r.ParseForm() != nil || r.PostForm.Has("access_token") {
			return "", "", invalidRequest("The access token must stand in the Authorization header.")
		}
	}
	headers := r.Header.Values("Authorization")
	if len(headers) > 1 {
		return "", "", invalidRequest("There is more than one Authorization header.")
	}
	scheme, token, _ = strings.Cut(r.Header.Get("Authorization"), " ")
	token = strings.Trim(token, " ")
	switch {
	case strings.EqualFold(scheme, schemeBearer):
		scheme = schemeBearer
	case strings.EqualFold(scheme, schemeDPoP):
		scheme = schemeDPoP
	default:
		return "", "", &refusal{status: http.StatusUnauthorized}
	}
	if token == "" || strings.ContainsAny(token, " ,") {
		return "", "", invalidRequest("The Authorization header has no single access token.")
	}
	return token, scheme, nil
}
