// The protected resource that a connection of the form is for, and whether it is an MCP server.

package state

import "slices"

// ResourceView is the row of the form about the protected resource.
type ResourceView struct {
	Resource string
	MCP      bool
	Note     Text
	Fault    Text // why an MCP server's connection cannot be used with this provider; zero otherwise
}

// resourceView is nil where the connection names no resource.
func (f Form) resourceView() *ResourceView {
	resource := f.resource()
	if resource == "" || f.ofDemo() {
		return nil
	}
	v := &ResourceView{Resource: line(resource), MCP: f.MCP, Note: T("form.resource.api")}
	if f.MCP {
		v.Note = T("form.resource.mcp")
		if f.searchStands() && f.Found != nil && !slices.Contains(f.Found.CodeChallengeMethods, "S256") { // MCP-05
			v.Fault = T("form.resource.no_pkce")
		}
	}
	return v
}
