// Limits of the flow in one place (standards checklist, appendix B).

package oauthflow

import "time"

const (
	signInLimit    = 5 * time.Minute  // LOOP-22
	httpTimeout    = 15 * time.Second // NET-06: metadata, keys and tokens, in total
	userInfoLimit  = 15 * time.Second
	doneLimit      = 10 * time.Second // how long /done is held for the judgement
	searchLimit    = 40 * time.Second // of a search for a provider, for which a person waits
	searchURLLimit = 8 * time.Second  // of one URL of it
	dnsLimit       = 4 * time.Second  // of the DNS for a handle, where another way is left
	closeLimit     = 2 * time.Second  // how long the listener stays for /done after the judgement

	maxBody      = 1 << 20 // bytes after decompression (NET-07)
	maxAPIBody   = 10 << 20
	maxHeader    = 64 << 10 // bytes of response headers (NET-08)
	maxJWT       = 64 << 10 // bytes (JOSE-19)
	maxJSONDepth = 64
	maxKeys      = 100

	keyReloadsPerMinute = 4 // for an unknown kid (JOSE-07)

	maxRedirectHeader      = 16 << 10        // bytes of a request on the loopback listener (LOOP-13)
	maxRedirectQuery       = 16 << 10        // bytes (LOOP-14)
	maxRedirectParameter   = 8 << 10         // bytes of one parameter (LOOP-14)
	maxRedirectConnections = 32              // at a time (LOOP-13)
	maxStrangers           = 100             // told in the timeline of one sign-in; all are refused
	redirectReadLimit      = 5 * time.Second // for the whole of a request (LOOP-13)
	maxRequestURL          = 8000            // bytes of the authorization request (AUTHZ-15)

	leeway      = 60 * time.Second // IDT-06
	maxIssueAge = 10 * time.Minute // IDT-08

	maxServerText = 300 // characters of text from a server (DISP-01)
)
