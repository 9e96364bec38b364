// The client profile of the Model Context Protocol's authorization chapter: what a connection to an MCP server asks
// for beyond OAuth 2.1, and how its endpoint is called (Streamable HTTP transport).

package oauthflow

const (
	mcpAccept   = "application/json, text/event-stream"
	mcpRevision = "2025-06-18" // of the protocol, in MCP-Protocol-Version; a server answers with the one it takes
)

// MCPCall is the first call of an MCP server: a JSON-RPC initialize with the headers of the transport.
func MCPCall(server string) APIRequest {
	return APIRequest{
		Method: "POST", URL: server,
		Header: map[string][]string{"Accept": {mcpAccept}, "Content-Type": {"application/json"}, "Mcp-Protocol-Version": {mcpRevision}},
		Body: []byte(`{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "` + mcpRevision +
			`", "capabilities": {}, "clientInfo": {"name": "Proofkey", "version": "1"}}}`),
	}
}
