// Tokens: a JWT keeps its header and its claims and loses its signature, without which it is good for nothing
// (RFC 7515 §5.2). Any other token is a marker.

package redaction

import (
	"encoding/base64"
	"strings"

	"proofkey/oauthflow/report/jsontree"
)

// bodyLimits are those of a body or a token within a message.
var bodyLimits = jsontree.Limits{Depth: 60, Values: 100_000}

// Token redacts a token. The marker of a JWT holds its header and its claims:
// [ID token 7f3a9c21… {"alg":"RS256"} {"iss":"https://…"}].
func (r *Redactor) Token(label, value string) string {
	marker := r.Mark(label, value)
	header, claims, ok := r.jwt(value)
	if !ok {
		return marker
	}
	return strings.TrimSuffix(marker, "]") + " " + string(header.JSON()) + " " + string(claims.JSON()) + "]"
}

// JWT returns the marker of a token, and its redacted header and claims if it is a JWT.
func (r *Redactor) JWT(label, value string) (marker string, header, claims []byte) {
	h, c, ok := r.jwt(value)
	if !ok {
		return r.Mark(label, value), nil, nil
	}
	return r.Mark(label, value), h.JSON(), c.JSON()
}

func (r *Redactor) jwt(value string) (header, claims jsontree.Value, ok bool) {
	header, claims, ok = splitJWT(value)
	if !ok {
		return header, claims, false
	}
	for _, part := range strings.Split(value, ".") { // its parts are nowhere else, signature or not
		r.Mark("part of a token", part)
	}
	return r.tree(header, headerPolicy), r.tree(claims, claimPolicy), true
}

func looksLikeJWT(s string) bool {
	_, _, ok := splitJWT(s)
	return ok
}

// splitJWT reads the header and the claims of a JWS in compact form (RFC 7515 §7.1).
func splitJWT(s string) (header, claims jsontree.Value, ok bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 {
		return header, claims, false
	}
	header, okHeader := decodePart(parts[0])
	claims, okClaims := decodePart(parts[1])
	return header, claims, okHeader && okClaims && header.Get("alg").Kind == jsontree.String
}

func decodePart(s string) (jsontree.Value, bool) {
	data, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
	if err != nil {
		return jsontree.Value{}, false
	}
	v, err := jsontree.Parse(data, bodyLimits)
	return v, err == nil && v.Kind == jsontree.Object
}
