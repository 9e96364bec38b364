// A small server of the Model Context Protocol at one URL (Streamable HTTP transport): initialize, ping, and one tool
// that says who called. It keeps no session and sends nothing by itself, so there is nothing to GET.

package demoapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// mcpVersions are the revisions of the protocol that the server speaks, the newest first.
func mcpVersions() []string { return []string{"2025-11-25", "2025-06-18", "2025-03-26"} }

// Errors of JSON-RPC 2.0 §5.1.
const (
	rpcParseError     = -32700
	rpcInvalidRequest = -32600
	rpcNoMethod       = -32601
	rpcInvalidParams  = -32602
)

// rpcMessage is a request, or a notification, which has no id.
type rpcMessage struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type rpcAnswer struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  any             `json:"result,omitempty"`
	Error   *rpcError       `json:"error,omitempty"`
}

// mcp answers one message of a client.
func (a *API) mcp(w http.ResponseWriter, r *http.Request, token accessToken) {
	if origin := r.Header.Get("Origin"); origin != "" && origin != a.origin { // against DNS rebinding
		writeProblem(w, http.StatusForbidden, "Pages of this origin may not call the MCP server.")
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	if version := r.Header.Get("MCP-Protocol-Version"); version != "" && !slices.Contains(mcpVersions(), version) {
		writeProblem(w, http.StatusBadRequest, "The MCP-Protocol-Version is not one that this server speaks.")
		return
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		writeProblem(w, http.StatusUnsupportedMediaType, "The body must be application/json.")
		return
	}
	message, problem := readRPC(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	if problem != nil {
		writeJSON(w, http.StatusBadRequest, rpcAnswer{Version: "2.0", ID: json.RawMessage("null"), Error: problem})
		return
	}
	if message.ID == nil {
		w.WriteHeader(http.StatusAccepted)
		return
	}
	result, problem := message.answer(token)
	writeRPC(w, r, rpcAnswer{Version: "2.0", ID: message.ID, Result: result, Error: problem})
}

func readRPC(body io.Reader) (rpcMessage, *rpcError) {
	var m rpcMessage
	decoder := json.NewDecoder(body)
	var wrongType *json.UnmarshalTypeError
	switch err := decoder.Decode(&m); {
	case errors.As(err, &wrongType):
		return m, &rpcError{rpcInvalidRequest, "The body must be one JSON-RPC message."}
	case err != nil:
		return m, &rpcError{rpcParseError, "The body is no JSON of at most 16 KiB."}
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return m, &rpcError{rpcParseError, "Something follows the JSON-RPC message."}
	}
	if m.Version != "2.0" || m.Method == "" || bytes.Equal(m.ID, []byte("null")) {
		return m, &rpcError{rpcInvalidRequest, "The message is no request of JSON-RPC 2.0."}
	}
	return m, nil
}

func (m rpcMessage) answer(token accessToken) (any, *rpcError) {
	switch m.Method {
	case "initialize":
		return m.initialize()
	case "ping":
		return map[string]any{}, nil
	case "tools/list":
		return map[string]any{"tools": []any{map[string]any{
			"name": "whoami", "title": "Who am I", "description": "Says who called, by the access token.",
			"inputSchema": map[string]any{"type": "object", "additionalProperties": false},
		}}}, nil
	case "tools/call":
		return m.callTool(token)
	}
	return nil, &rpcError{rpcNoMethod, "There is no such method."}
}

// initialize agrees on a revision: the client's if we speak it, else our newest.
func (m rpcMessage) initialize() (any, *rpcError) {
	var params struct {
		Version string `json:"protocolVersion"`
	}
	if json.Unmarshal(m.Params, &params) != nil || params.Version == "" {
		return nil, &rpcError{rpcInvalidParams, "The protocolVersion is missing."}
	}
	version := mcpVersions()[0]
	if slices.Contains(mcpVersions(), params.Version) {
		version = params.Version
	}
	return map[string]any{
		"protocolVersion": version, "capabilities": map[string]any{"tools": map[string]any{}},
		"serverInfo":   map[string]string{"name": "proofkey-demo", "title": "Proofkey demo API", "version": "1"},
		"instructions": "The one tool, whoami, says who called.",
	}, nil
}

func (m rpcMessage) callTool(token accessToken) (any, *rpcError) {
	var params struct {
		Name string `json:"name"`
	}
	if json.Unmarshal(m.Params, &params) != nil || params.Name != "whoami" {
		return nil, &rpcError{rpcInvalidParams, "There is no such tool."}
	}
	who := map[string]string{"sub": token.Subject, "client_id": token.ClientID, "scope": token.Scope}
	text, err := json.Marshal(who)
	if err != nil {
		return nil, &rpcError{rpcInvalidParams, "The answer could not be written."}
	}
	return map[string]any{
		"content": []any{map[string]string{"type": "text", "text": string(text)}}, "structuredContent": who, "isError": false,
	}, nil
}

// writeRPC sends the answer as an event stream of one message to a client that takes one, else as JSON.
func writeRPC(w http.ResponseWriter, r *http.Request, answer rpcAnswer) {
	if !strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
		writeJSON(w, http.StatusOK, answer)
		return
	}
	data, err := json.Marshal(answer)
	if err != nil {
		writeProblem(w, http.StatusInternalServerError, "The answer could not be written.")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	_, _ = io.WriteString(w, "event: message\ndata: "+string(data)+"\n\n") // the caller may have gone
}
