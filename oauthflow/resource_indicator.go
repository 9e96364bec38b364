// The resource parameter, RFC 8707 §2: which protected resource the access token is for. It is a parameter of the
// connection's authorization request, and goes into the token and the refresh request as well (RES-02, MCP-07).

package oauthflow

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const resourceParameter = "resource"

// Resource is the protected resource that the connection's access tokens are for; "" if none is named.
func (p Profile) Resource() string { return p.AuthorizationParameters[resourceParameter] }

// validateResource refuses what RFC 8707 §2 does (RES-01); an MCP server's is the URL that is called.
func (p Profile) validateResource() error {
	resource := p.Resource()
	if resource == "" {
		if p.MCP {
			return invalid("authorization_parameters", "resource is missing: an MCP server's connection names the URL of the server")
		}
		return nil
	}
	u, err := url.Parse(resource)
	if err != nil || !u.IsAbs() || strings.Contains(resource, "#") {
		return invalid("authorization_parameters", "resource %q is not an absolute URI without a fragment (RFC 8707 §2)", resource)
	}
	if _, err := OriginOf(resource); err != nil && p.MCP {
		return invalid("authorization_parameters", "resource %q cannot be an MCP server: %v", resource, err)
	}
	return nil
}

// addResource makes a client add the parameter to the form of its token or refresh request.
func (p Profile) addResource(client *http.Client) *http.Client {
	if p.Resource() == "" {
		return client
	}
	client.Transport = formAdder{next: client.Transport, values: url.Values{resourceParameter: {p.Resource()}}}
	return client
}

// formAdder adds values to the form of each request: x/oauth2 has no way to do so when it refreshes.
type formAdder struct {
	next   http.RoundTripper
	values url.Values
}

// RoundTrip sends a copy of the request with the longer form.
func (f formAdder) RoundTrip(r *http.Request) (*http.Response, error) {
	form, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if err := r.Body.Close(); err != nil {
		return nil, err
	}
	longer := append(append(form, '&'), f.values.Encode()...)
	sent := r.Clone(r.Context())
	sent.ContentLength = int64(len(longer))
	sent.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(longer)), nil }
	sent.Body, _ = sent.GetBody()
	return f.next.RoundTrip(sent)
}
