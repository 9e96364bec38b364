// Sample calls of an MCP server: JSON-RPC over one URL (Model Context Protocol, Streamable HTTP transport).

package state

import (
	"maps"
	"slices"
	"strings"

	"proofkey/oauthflow"
)

// mcpSession is the header that a server gives a client with its first answer, and wants back.
const mcpSession = "Mcp-Session-Id"

// mcpCalls are the first call of a client, and one that its answer allows.
func (c *Connection) mcpCalls(server string) []SampleCall {
	first := oauthflow.MCPCall(server)
	var headers []string
	for _, name := range slices.Sorted(maps.Keys(first.Header)) {
		headers = append(headers, name+": "+strings.Join(first.Header[name], ", "))
	}
	initialize := SampleCall{Name: T("sample.mcp_initialize"), Method: first.Method, URL: first.URL, Headers: strings.Join(headers, "\n"), Body: string(first.Body)}
	tools := initialize
	tools.Name, tools.Body = T("sample.mcp_tools"), `{"jsonrpc": "2.0", "id": 2, "method": "tools/list"}`
	if session := c.mcpSession(server); session != "" {
		tools.Headers += "\n" + mcpSession + ": " + session
	}
	return []SampleCall{initialize, tools}
}

// mcpSession is the session that the server's present answer names, or that was sent already.
func (c *Connection) mcpSession(server string) string {
	if strings.TrimSpace(c.API.URL) != server {
		return ""
	}
	if c.API.Answer != nil && len(c.API.Answer.Header[mcpSession]) > 0 {
		return c.API.Answer.Header[mcpSession][0]
	}
	sent, problem := c.API.Request()
	if problem != nil || len(sent.Header[mcpSession]) == 0 {
		return ""
	}
	return sent.Header[mcpSession][0]
}

// Fill takes a sample over. Headers of another sample go with it; those that the person typed stay.
func (a *APICall) Fill(s SampleCall) {
	a.Method, a.URL, a.Body = s.Method, s.URL, s.Body
	if s.Headers != "" || a.Headers == a.filled {
		a.Headers = s.Headers
	}
	a.filled = s.Headers
}

// metadataNamed says where a refusal of the API names its metadata, which tells whose tokens it takes (API-08).
func (c *Connection) metadataNamed(a *oauthflow.APIAnswer) []Text {
	for _, challenge := range a.Challenges {
		if named := challenge.Parameters["resource_metadata"]; named != "" && a.Status == 401 && a.StepUp == nil {
			return []Text{T("api.resource_metadata", "URL", line(c.veil().mask(veiledURL, "", named)))}
		}
	}
	return nil
}
