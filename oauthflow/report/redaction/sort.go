// What a field is to somebody who looks on, for those who mask on a screen: the same tables as in a bundle.

package redaction

import (
	"strings"

	"proofkey/oauthflow"
)

// Sort says whom a value concerns.
type Sort int

// The sorts.
const (
	Open     Sort = iota // part of the protocol
	Words                // free text of a server, which may name somebody
	Address              // a URL, whose parameters and path have sorts of their own
	Personal             // says who somebody is, or nobody knows what it is
	Secret               // somebody could use it
)

// SortOf is the sort of a parameter, a claim or a member of a JSON answer by its name.
func SortOf(name string) Sort {
	base, _, _ := strings.Cut(name, "#") // name#el is a name, too (OIDC Core §5.2)
	switch fieldOf(base).kind {
	case keep:
		return Open
	case text:
		return Words
	case address:
		return Address
	case secret, token:
		return Secret
	}
	return Personal
}

// SortOfHeader is the same for a field of an HTTP message. One that is not known may be an API's own kind of credentials.
func SortOfHeader(name string) Sort {
	switch name = strings.ToLower(name); name {
	case "location", "content-location", "referer":
		return Address
	case "www-authenticate", "proxy-authenticate":
		return Words
	}
	if listed(keptHeaders, name) {
		return Open
	}
	return Secret
}

// PersonalEvidence reports a rule whose evidence says who somebody is.
func PersonalEvidence(rule string) bool {
	switch rule {
	case "IDT-02", "IDT-17", "UINF-02", "RT-08", "ATP-01":
		return true
	}
	return false
}

// RuleOf is the rule whose evidence an error of the code repeats, "" if there is none.
func RuleOf(c oauthflow.Code) string { return ruleOf(c) }

// PersonalSegment reports a segment of a path that is a value and no name: long, with a mail address, or a DID.
func PersonalSegment(plain string) bool {
	return len(plain) > maxPathSegment && !guid().MatchString(plain) || strings.Contains(plain, "@") || strings.HasPrefix(plain, "did:")
}

// PersonalURL reports the URL of a document whose host says whose account it is: that of a DID of the method web. What
// stands before the path, as scheme and host, does not matter.
func PersonalURL(raw string) bool {
	raw, _, _ = strings.Cut(raw, "?")
	return strings.HasSuffix(raw, "/.well-known/did.json")
}

// PersonalName reports a name of a member that may be a value itself, as in an object that is keyed by people.
func PersonalName(name string) bool {
	return len(name) > maxMemberName || looksLikeJWT(name) || strings.Contains(name, "@")
}
