// The protected resource that a connection's access tokens are for, RFC 8707 §2, and what an MCP server wants of it.

package oauthflow

// Resource is the first resource that the connection names; "" if it names none.
func (p Profile) Resource() string {
	if len(p.Resources) == 0 {
		return ""
	}
	return p.Resources[0]
}

// validateMCP wants the URL of an MCP server, which is called, as the resource (MCP-07).
func (p Profile) validateMCP() error {
	if !p.MCP {
		return nil
	}
	if p.Resource() == "" {
		return invalid("resources", "it is missing: an MCP server's connection names the URL of the server")
	}
	if _, err := OriginOf(p.Resource()); err != nil {
		return invalid("resources", "%q cannot be an MCP server: %v", p.Resource(), err)
	}
	return nil
}
