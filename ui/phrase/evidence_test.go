// The evidence of real sign-ins at the embedded provider, good ones and refused ones, in every language.

package phrase

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/vault"
)

// bentTransport changes the JSON object that comes from a path.
type bentTransport struct {
	http.RoundTripper
	path string
	bend func(map[string]any)
}

func (t bentTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := t.RoundTripper.RoundTrip(request)
	if err != nil || request.URL.Path != t.path {
		return response, err
	}
	var members map[string]any
	body, err := io.ReadAll(response.Body)
	if err = errors.Join(err, json.Unmarshal(body, &members), response.Body.Close()); err != nil {
		return nil, err
	}
	t.bend(members)
	if body, err = json.Marshal(members); err != nil {
		return nil, err
	}
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	response.Header.Del("Content-Length")
	return response, nil
}

// withHeader is a signed token with another header.
func withHeader(token any, header string) string {
	text, _ := token.(string)
	_, rest, _ := strings.Cut(text, ".")
	return base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + rest
}

type signInRow struct {
	name    string
	faults  []demoprovider.Fault
	profile func(*oauthflow.Profile)
	path    string // whose answer is bent
	bend    func(map[string]any)
	refused bool
}

func signInRows() []signInRow {
	drop := func(member string) func(map[string]any) { return func(m map[string]any) { delete(m, member) } }
	set := func(member string, value any) func(map[string]any) {
		return func(m map[string]any) { m[member] = value }
	}
	header := func(header string) func(map[string]any) {
		return func(m map[string]any) { m["id_token"] = withHeader(m["id_token"], header) }
	}
	const metadata, tokens, userinfo = "/.well-known/openid-configuration", "/token", "/userinfo"
	return []signInRow{
		{name: "all is well"},
		{name: "Bearer tokens", profile: func(p *oauthflow.Profile) { p.DPoP = oauthflow.DPoPOff }},
		{name: "a pushed request", faults: []demoprovider.Fault{demoprovider.FaultPushRequired}},
		{name: "a push that is refused", faults: []demoprovider.Fault{demoprovider.FaultPushRequired, demoprovider.FaultPushRefused}, refused: true},
		{name: "proofs that are ignored", faults: []demoprovider.Fault{demoprovider.FaultProofIgnored}},
		{name: "parameters of the connection", profile: func(p *oauthflow.Profile) {
			p.AuthorizationParameters = map[string]string{"acr_values": "urn:proofkey:demo:password", "max_age": "600", "prompt": "login"}
		}},
		{name: "another issuer in the metadata", path: metadata, bend: set("issuer", "https://evil.example"), refused: true},
		{name: "metadata without an endpoint", path: metadata, bend: drop("token_endpoint"), refused: true},
		{name: "endpoints that are not encrypted", path: metadata, bend: set("token_endpoint", "http://evil.example/token"), refused: true},
		{name: "an optional endpoint that cannot be used", path: metadata, bend: set("userinfo_endpoint", "http://evil.example")},
		{name: "no algorithms in the metadata", path: metadata, bend: drop("code_challenge_methods_supported")},
		{name: "no ID token", path: tokens, bend: drop("id_token"), refused: true},
		{name: "an ID token that is not signed", path: tokens, bend: header(`{"alg":"none"}`), refused: true},
		{name: "an ID token of another type", path: tokens, bend: header(`{"alg":"RS256","typ":"at+jwt","kid":"x"}`), refused: true},
		{name: "an ID token with a critical header", path: tokens, bend: header(`{"alg":"RS256","crit":["x"],"kid":7}`), refused: true},
		{name: "a header with a member twice", path: tokens, bend: header(`{"alg":"RS256","alg":"RS256"}`), refused: true},
		{name: "no token", path: tokens, bend: set("id_token", "no.token"), refused: true},
		{name: "an encrypted ID token", path: tokens, bend: set("id_token", "a.b.c.d.e"), refused: true},
		{name: "an access token that fits no header", path: tokens, bend: set("access_token", "Ä"), refused: true},
		{name: "a token type of somebody else", path: tokens, bend: set("token_type", "mac"), refused: true},
		{name: "a lifetime that is no number", path: tokens, bend: set("expires_in", "soon"), refused: true},
		{name: "another scope than asked for", path: tokens, bend: set("scope", "openid admin")},
		{name: "no lifetime and no scope", path: tokens, bend: func(m map[string]any) { delete(m, "expires_in"); delete(m, "scope") }},
		{name: "UserInfo about somebody else", path: userinfo, bend: set("sub", "bob")},
	}
}

func TestTheEvidenceOfASignInIsInThePersonsLanguage(t *testing.T) {
	for _, row := range signInRows() {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			evidence := row.evidence(t)
			if len(evidence) < 5 {
				t.Fatalf("there is next to none: %q", evidence)
			}
			for _, language := range languages() {
				b := bookOf(t, language)
				for _, text := range evidence {
					s := search{book: b, left: maxTries}
					if _, ok := s.text(text, 0); !ok && !isValue(text) {
						t.Errorf("%s: %q stays in English", language, text)
					}
					if left := english(b.Translate(text)); left != "" && language == "ja" {
						t.Errorf("%s: %q stays in %q", language, left, b.Translate(text))
					}
				}
			}
		})
	}
}

// evidence signs in, and returns what the checks and the errors say.
func (row signInRow) evidence(t *testing.T) []string {
	t.Helper()
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{Faults: row.faults})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	memory, err := vault.Open(t.Context(), vault.Config{})
	if err != nil {
		t.Fatal(err)
	}
	profile := oauthflow.Profile{
		ID: oauthflow.NewProfileID(), Name: "Demo", Issuer: provider.Issuer(), ClientID: demoprovider.ClientID,
		Scopes: []string{"openid", "profile", "email", "offline_access"}, Redirect: oauthflow.DefaultRedirect(),
	}
	if row.profile != nil {
		row.profile(&profile)
	}
	var transport http.RoundTripper = oauthflow.NewTransport()
	if row.bend != nil {
		transport = bentTransport{transport, row.path, row.bend}
	}
	client := oauthflow.NewClient(profile, transport, oauthtest.NewBrowser("alice", "wonderland"), oauthflow.NewTokenStore(memory))
	tl := &oauthflow.Timeline{}
	session, err := client.SignIn(t.Context(), tl, oauthflow.SignInOptions{Limit: 20 * time.Second})
	if (err != nil) != row.refused {
		t.Fatalf("signing in: %v", err)
	}
	if err == nil {
		client.FollowUserInfo(t.Context(), tl, client.Metadata(), *session)
	}
	return evidenceIn(tl.Events())
}

func evidenceIn(events []oauthflow.Event) []string {
	var all []string
	for _, e := range events {
		for _, c := range e.Checks {
			all = append(all, c.Expected, c.Actual, c.Reason)
		}
		if e.Err != nil {
			all = append(all, e.Err.Expected, e.Err.Actual)
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" })
}

func bookOf(t *testing.T, language string) Book {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../assets/evidence", language+".json"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// isValue reports a text without a word of English in it.
func isValue(text string) bool {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
		if plainWord.MatchString(word) && !slices.Contains(valuesOfTheProtocol(), word) {
			return false
		}
	}
	return true
}

var (
	plainWord = regexp.MustCompile(`^[a-z]+$`)
	twoWords  = regexp.MustCompile(`\b([a-z]{2,}) ([a-z]{2,})\b`)
)

// english returns two words of English that stand side by side, "" if there are none.
func english(text string) string {
	for _, m := range twoWords.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(valuesOfTheProtocol(), m[1]) && !slices.Contains(valuesOfTheProtocol(), m[2]) {
			return m[0]
		}
	}
	return ""
}

// valuesOfTheProtocol are words that are values here.
func valuesOfTheProtocol() []string {
	return []string{"openid", "profile", "email", "admin", "proofkey", "header", "alice", "bob", "none", "mac", "iss", "aud", "sub"}
}
