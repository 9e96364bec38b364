// The share link of a connection, "proofkey:1.…": a connection file in base64url (RFC 4648 §5) that is passed on between
// people as text. It holds no secret and nothing of one computer, as the connection file does.

package oauthflow

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// ShareLinkPrefix begins every share link.
const ShareLinkPrefix = "proofkey:"

const (
	shareLinkVersion = 1
	maxShareLink     = 16 << 10 // bytes: what chat and mail programs pass on in one message
)

// IsShareLink reports whether the text is meant as a share link.
func IsShareLink(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) >= len(ShareLinkPrefix) && strings.EqualFold(text[:len(ShareLinkPrefix)], ShareLinkPrefix)
}

// ShareLink returns the connection as a share link.
func (p Profile) ShareLink() (string, error) {
	if err := p.refuseSecretParameters(); err != nil {
		return "", err
	}
	data, err := json.Marshal(p.connectionFile())
	if err != nil {
		return "", err
	}
	link := ShareLinkPrefix + strconv.Itoa(shareLinkVersion) + "." + base64.RawURLEncoding.EncodeToString(data)
	if len(link) > maxShareLink {
		return "", &Error{Code: CodeConnectionInvalid, Err: fmt.Errorf("the connection is too large for a share link of at most %d bytes: export it as a file", maxShareLink)}
	}
	return link, nil
}

// ExportFile is ConnectionFile for a file that is given away: like a share link, it is refused where an extra parameter
// is a secret by its name.
func (p Profile) ExportFile() ([]byte, error) {
	if err := p.refuseSecretParameters(); err != nil {
		return nil, err
	}
	return p.ConnectionFile()
}

func (p Profile) refuseSecretParameters() error {
	for _, parameters := range []map[string]string{p.AuthorizationParameters, p.TokenParameters} {
		for _, name := range slices.Sorted(maps.Keys(parameters)) {
			if IsSecretParameter(name) {
				return &Error{Code: CodeConnectionInvalid, Err: fmt.Errorf("the parameter %s is a secret by its name: take it out of the connection before you give that away", plainServerText(name))}
			}
		}
	}
	for _, raw := range append(p.endpointURLs(), p.OAuthOnly.IdentityURL) {
		u, err := url.Parse(raw)
		if err != nil {
			continue // Validate has refused it
		}
		for _, name := range slices.Sorted(maps.Keys(u.Query())) {
			if IsSecretParameter(name) {
				return &Error{Code: CodeConnectionInvalid, Err: fmt.Errorf("a URL of the connection holds %s, a secret by its name: take it out before you give the connection away", plainServerText(name))}
			}
		}
	}
	return nil
}

func (p Profile) endpointURLs() []string {
	var all []string
	for _, m := range p.Endpoints.Members() {
		all = append(all, *m.URL)
	}
	return all
}

// ParseShareLink reads a share link as ParseConnectionFile reads a file. White space in it, which mail programs add, is
// left out.
func ParseShareLink(text string) (Profile, error) {
	data, err := shareLinkContent(text)
	if err != nil {
		return Profile{}, &Error{Code: CodeConnectionInvalid, Err: err}
	}
	return ParseConnectionFile(data)
}

func shareLinkContent(text string) ([]byte, error) {
	if !IsShareLink(text) {
		return nil, errors.New("the text is no share link, which begins with " + ShareLinkPrefix + " and a version")
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	if len(text) > maxShareLink {
		return nil, fmt.Errorf("the share link is longer than %d bytes", maxShareLink)
	}
	version, content, found := strings.Cut(text[len(ShareLinkPrefix):], ".")
	number, err := strconv.Atoi(version)
	switch {
	case !found || err != nil || number < 1:
		return nil, errors.New("the share link is not whole: after " + ShareLinkPrefix + " a version and a full stop are missing")
	case number > shareLinkVersion:
		return nil, fmt.Errorf("the share link is of version %d, this app reads version %d: a newer Proofkey made it", number, shareLinkVersion)
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(content)
	if err != nil {
		return nil, errors.New("the share link is damaged: it is not base64url. Copy all of it")
	}
	return data, nil
}
