// The metadata of each resource, RFC 9728 §2: its identifier is its URL, and the challenge of a refusal names where
// its metadata is (§5.1).

package demoapi

import (
	"net/http"
	"strings"
)

const metadataPath = "/.well-known/oauth-protected-resource"

// resourcePaths are the resources that have metadata: the API as a whole, and each one in it.
func resourcePaths() []string {
	return []string{"/api", "/api/notes", "/api/whoami", "/api/admin", "/api/fresh", "/api/large", "/api/mcp"}
}

// resourceMetadata is the document.
type resourceMetadata struct {
	Resource             string   `json:"resource"`
	Name                 string   `json:"resource_name"`
	AuthorizationServers []string `json:"authorization_servers"`
	ScopesSupported      []string `json:"scopes_supported"`
	BearerMethods        []string `json:"bearer_methods_supported"`
}

func (a *API) mountMetadata() {
	for _, path := range resourcePaths() {
		a.routes.HandleFunc("GET "+metadataPath+path, func(w http.ResponseWriter, _ *http.Request) {
			m := resourceMetadata{
				Resource: a.resource(path), Name: "Demo API", AuthorizationServers: []string{a.issuer},
				ScopesSupported: []string{"openid", "profile"}, BearerMethods: []string{"header"},
			}
			if path == "/api/admin" {
				m.ScopesSupported = append(m.ScopesSupported, "admin")
			}
			writeJSON(w, http.StatusOK, m)
		})
	}
}

// resource is the identifier of the resource at a path: its URL.
func (a *API) resource(path string) string { return a.base() + path }

// base is the origin of the API, whose audience is its URL.
func (a *API) base() string { return strings.TrimSuffix(a.audience, "/api") }

// refuse answers with a challenge that names the metadata of the resource.
func (a *API) refuse(w http.ResponseWriter, r *http.Request, f *refusal) {
	for _, path := range resourcePaths() {
		if path == r.URL.Path {
			f.metadata = a.base() + metadataPath + path
		}
	}
	f.write(w)
}

// index says what there is below /api.
func (a *API) index(w http.ResponseWriter, _ *http.Request, _ accessToken) {
	var all []string
	for _, path := range resourcePaths()[1:] {
		all = append(all, a.resource(path))
	}
	writeJSON(w, http.StatusOK, map[string][]string{"resources": all})
}
