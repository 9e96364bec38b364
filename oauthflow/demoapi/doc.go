// Package demoapi is a protected resource for demonstrations: notes that change, a resource for administrators, one
// that needs a fresh sign-in, one that says who called, and one that answers at length. It judges access tokens by
// RFC 9068 and shares no code with the provider that issues them: what it knows of the provider, it reads over HTTP
// from the provider's metadata.
//
//	GET  /api/notes         the caller's notes
//	POST /api/notes         {"text": "…"} adds one
//	GET  /api/whoami        who called, by the token
//	GET  /api/admin         needs the scope admin (RFC 6750 §3.1)
//	GET  /api/fresh         needs a sign-in within the last minute (RFC 9470)
//	GET  /api/large?bytes=N an answer of N bytes
//	POST /api/mcp           a small MCP server
//	GET  /api               what there is
//
// The metadata of each (RFC 9728) is at /.well-known/oauth-protected-resource followed by its path, without a token.
package demoapi
