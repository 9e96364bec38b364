// The doctor's examinations in their order. Nothing is kept of them, and nothing of the connection's session is used.

package oauthflow

import (
	"context"
	"net"
	"strconv"
	"strings"
	"time"
)

// DoctorOptions says how far an examination goes.
type DoctorOptions struct {
	Keyring func(ctx context.Context) DoctorFinding // a round trip through the keyring; nil: none is used
	Known   *DoctorFinding                          // what is known of the provider, by KnownProvider; nil: nothing is
	Browser time.Duration                           // how long a page that is opened in the browser may take; 0: none is opened
}

// Examine examines what a sign-in of the connection needs and calls tell with each finding as it comes, on this
// goroutine. What waits ends by its time limit or with ctx, whose cause it then returns.
func (c *Client) Examine(ctx context.Context, o DoctorOptions, tell func(DoctorFinding)) error {
	timed := func(examine func() DoctorFinding) {
		if ctx.Err() != nil {
			return
		}
		began := time.Now()
		f := examine()
		f.Took = time.Since(began)
		if ctx.Err() == nil {
			tell(f)
		}
	}
	timed(func() DoctorFinding { return c.examineListener(ctx) })
	timed(c.examineRedirect)
	if o.Known != nil {
		timed(func() DoctorFinding { return *o.Known })
	}
	timed(func() DoctorFinding {
		if o.Keyring == nil {
			return found("keyring_off")
		}
		return o.Keyring(ctx)
	})
	provider := &providerExamination{client: c}
	timed(func() DoctorFinding { return provider.metadata(ctx) })
	timed(provider.clock)
	for _, origin := range provider.origins() {
		timed(func() DoctorFinding { return c.examineHost(ctx, origin) })
	}
	if o.Browser > 0 {
		timed(func() DoctorFinding { return c.examineBrowser(ctx, o.Browser) })
	}
	return context.Cause(ctx)
}

// examineListener binds what the connection's redirect asks for, and lets go of it.
func (c *Client) examineListener(ctx context.Context) DoctorFinding {
	bound, err := systemLoopback().bind(ctx, c.Profile.Redirect.withDefaults(), &Timeline{})
	if err != nil {
		failure := asError(ctx, err, StepAuthorizationRequest, CodeListenerFailed)
		if failure.Code == CodePortInUse || failure.Code == CodePortReserved {
			return found("listener_port_taken", "Port", portsOf(c.Profile.Redirect), "Why", failure.Actual)
		}
		return found("listener_refused", "Why", why(failure))
	}
	var addresses []string
	for _, l := range bound.listeners {
		addresses = append(addresses, l.Addr().String())
		_ = l.Close() // nothing was accepted
	}
	return found("listener_bound", "Addresses", strings.Join(addresses, ", "))
}

// portsOf are the ports that a redirect may have, such as "8400, 8401"; "" for any.
func portsOf(r Redirect) string {
	var ports []string
	for _, port := range r.Candidates() {
		if port != 0 {
			ports = append(ports, strconv.Itoa(port))
		}
	}
	return strings.Join(ports, ", ")
}

// examineRedirect says what the provider will compare (RFC 8252 §7.3 and §8.3).
func (c *Client) examineRedirect() DoctorFinding {
	r := c.Profile.Redirect.withDefaults()
	if ports := portsOf(r); ports != "" {
		var uris []string
		for _, port := range r.Candidates() {
			uris = append(uris, redirectURI(r.Host, strconv.Itoa(port), r.Path))
		}
		return found("redirect_exact", "URI", strings.Join(uris, ", "))
	}
	uri := "http://" + hostInURL(r.Host) + r.Path
	if net.ParseIP(r.Host) == nil {
		return found("redirect_localhost", "URI", uri)
	}
	return found("redirect_any_port", "URI", uri)
}

// KnownProvider is the finding of a provider that is known: what to watch for, one sentence on a line, the exact text to
// register and the place in the provider's console where it goes.
func KnownProvider(name string, quirks []string, register, where string) *DoctorFinding {
	f := found("provider_known", "Name", name, "Quirks", strings.Join(quirks, "\n"), "Register", register, "Where", where)
	return &f
}

// KeyringFinding is the finding of a trial of the keyring: the bytes of the largest entry that it gave back, or why it
// gave back none.
func KeyringFinding(bytes int, err error) DoctorFinding {
	const small = 2048 // Windows and macOS take somewhat more
	switch {
	case err != nil:
		return found("keyring_failed", "Why", plainServerText(err.Error()))
	case bytes < small:
		return found("keyring_small", "Bytes", strconv.Itoa(bytes))
	}
	return found("keyring_kept", "Bytes", strconv.Itoa(bytes))
}

// why is the deepest thing that an error has to say, without a secret: it comes from the system, not from a message.
func why(e *Error) string {
	if e.Err != nil {
		return plainServerText(e.Err.Error())
	}
	return e.Actual
}
