// The identifiers of AT Protocol accounts: handles and DIDs, and the URLs that they are resolved at (AT Protocol
// specifications Handle and DID; W3C DID Core §3.1). Needs no network.

package oauthflow

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

const (
	plcDirectory = "https://plc.directory/" // of did:plc, the one there is

	maxDID    = 2048 // characters
	maxHandle = 253
)

var (
	handleSyntax = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)
	didSyntax    = regexp.MustCompile(`^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$`)
	plcSyntax    = regexp.MustCompile(`^did:plc:[a-z2-7]{24}$`)
	localSyntax  = regexp.MustCompile(`^did:web:localhost%3A[0-9]{1,5}$`)
)

// readHandle returns a handle in lower case, without the @ that people write before it (Handle, "Handle Identifier
// Syntax").
func readHandle(typed string) (string, error) {
	handle := strings.ToLower(strings.TrimPrefix(typed, "@"))
	if len(handle) > maxHandle || !handleSyntax.MatchString(handle) {
		return "", errors.New("it is not a handle, which is a domain name such as alice.bsky.social")
	}
	return handle, refuseTopLevel(handle)
}

// refuseTopLevel refuses the domains that resolve to nothing in public (Handle, "Additional Non-Syntax Restrictions").
func refuseTopLevel(host string) error {
	top := host[strings.LastIndex(host, ".")+1:]
	if slices.Contains([]string{"alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test"}, top) {
		return errors.New("names that end with ." + top + " are not resolved in public")
	}
	return nil
}

// didDocumentURL is where the document of a DID is, for the two methods of AT Protocol. The one of did:web at localhost
// is for development, where everything else is on this computer too.
func didDocumentURL(did string) (string, error) {
	host, isWeb := strings.CutPrefix(did, "did:web:")
	switch {
	case len(did) > maxDID || !didSyntax.MatchString(did):
		return "", errors.New("it is not a DID, such as did:plc:z72i7hdynmk6r22z27h6tvur")
	case plcSyntax.MatchString(did):
		return plcDirectory + did, nil
	case localSyntax.MatchString(did):
		return "http://" + strings.Replace(host, "%3A", ":", 1) + "/.well-known/did.json", nil
	case isWeb && len(host) <= maxHandle && handleSyntax.MatchString(host):
		return "https://" + host + "/.well-known/did.json", refuseTopLevel(host)
	}
	return "", errors.New("it is not a DID that AT Protocol has: did:plc with 24 characters, or did:web with a domain alone")
}

// isLocalDID reports whether the document is on this computer.
func isLocalDID(did string) bool { return localSyntax.MatchString(did) }

// readServerOfAccount returns the origin of the server that a DID document names, as a URL without a path. One of this
// computer, or its network, is for an account that is there too.
func readServerOfAccount(endpoint string, local bool) (string, error) {
	u, err := parseAbsoluteURL(endpoint)
	if err != nil {
		return "", err
	}
	if strings.Trim(u.Path, "/") != "" || strings.ContainsAny(endpoint, "?#") {
		return "", errors.New("it is more than scheme, host and port")
	}
	if isPrivateHost(endpoint) && !local {
		return "", errors.New("it is an address of this computer or its network, and the account is not")
	}
	return strings.TrimSuffix(endpoint, "/"), requireSafeScheme(u, local)
}

// atprotoURL is a method of an account's server (XRPC).
func atprotoURL(server, method string, query url.Values) string {
	if len(query) == 0 {
		return server + "/xrpc/" + method
	}
	return server + "/xrpc/" + method + "?" + query.Encode()
}
