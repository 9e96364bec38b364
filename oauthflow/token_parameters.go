// Parameters that a connection adds to the token request and to the refresh request: its resources (RFC 8707 §2.2), and
// extra ones. golang.org/x/oauth2 sends no parameter twice, and none of ours with a refresh.

package oauthflow

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
)

// tokenParameters are added to what RFC 6749 §4.1.3 and §6 ask for, never in the place of it (AUTHZ-14).
func (p Profile) tokenParameters() url.Values {
	values := url.Values{}
	for name, value := range p.TokenParameters {
		if !isTokenProtocolParameter(name) {
			values.Set(name, value)
		}
	}
	if len(p.Resources) > 0 {
		values["resource"] = p.Resources // TREQ-06, RES-02
	}
	return values
}

// tokenClient is httpClient with the connection's own parameters in the body of what it sends.
func (c *Client) tokenClient(x exchange) (*http.Client, *lastAnswer) {
	client, last := c.httpClient(x)
	if added := c.Profile.tokenParameters(); len(added) > 0 {
		client.Transport = formAdder{next: client.Transport, added: added}
	}
	return client, last
}

// formAdder adds parameters to the form that a request carries. It stands above the recording transport, so that the
// request is shown as it was sent.
type formAdder struct {
	next  http.RoundTripper
	added url.Values
}

// RoundTrip implements http.RoundTripper.
func (a formAdder) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if closed := r.Body.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	for name, values := range a.added {
		if !form.Has(name) {
			form[name] = values
		}
	}
	body = []byte(form.Encode())
	r = r.Clone(r.Context())
	r.ContentLength = int64(len(body))
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	r.Body, _ = r.GetBody()
	return a.next.RoundTrip(r)
}
