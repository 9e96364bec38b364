// The authorization request, RFC 6749 §4.1.1, RFC 7636 §4.3 and OpenID Connect Core 1.0 §3.1.2.1: reading and judging.

package demoprovider

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Authentication context classes. The second one says that the password was typed for this very sign-in.
const (
	acrPassword      = "urn:proofkey:demo:password"
	acrFreshPassword = "urn:proofkey:demo:fresh-password"
)

const (
	promptNone          = "none"
	promptLogin         = "login"
	promptConsent       = "consent"
	promptSelectAccount = "select_account"
)

const maxOpaqueLength = 4096 // of state and nonce, which are kept and sent back as they came

func supportedPrompts() []string {
	return []string{promptNone, promptLogin, promptConsent, promptSelectAccount}
}

// authorizationRequest is a request that passed every rule that needs no person.
type authorizationRequest struct {
	clientID      string
	redirectURI   string
	state         string
	scopes        []string
	codeChallenge string
	nonce         string
	prompts       []string
	maxAge        *time.Duration // nil: not asked for
	loginHint     string
	acrValues     []string
	resource      string
	hintedSubject string // of the id_token_hint; "": none
	thumbprint    string // dpop_jkt, RFC 9449 §10; "": none
}

func (a authorizationRequest) prompted(prompt string) bool { return slices.Contains(a.prompts, prompt) }

// tooOld reports whether a sign-in at authTime is older than max_age allows; 0 always asks for a new one.
func (a authorizationRequest) tooOld(authTime, now time.Time) bool {
	return a.maxAge != nil && (*a.maxAge == 0 || now.After(authTime.Add(*a.maxAge)))
}

// wantsFreshPassword reports whether the first class asked for that this provider knows is the fresh one.
func (a authorizationRequest) wantsFreshPassword() bool {
	for _, value := range a.acrValues {
		if value == acrPassword || value == acrFreshPassword {
			return value == acrFreshPassword
		}
	}
	return false
}

// judgeClient judges what must be right before anything may be sent to the redirect URI (RFC 6749 §4.1.2.1). It
// returns a sentence for the person if it is not.
func (p *Provider) judgeClient(values url.Values) (from client, redirectURI, problem string) {
	from, known := p.client(values.Get("client_id"))
	switch {
	case len(values["client_id"]) > 1 || len(values["redirect_uri"]) > 1:
		return from, "", "The request names its client or its redirect URI more than once."
	case values.Get("client_id") == "":
		return from, "", "The request does not say which client it is from (client_id)."
	case !known:
		return from, "", "No client is registered under this client_id."
	case values.Get("redirect_uri") == "":
		return from, "", "The request does not say where to return to (redirect_uri)."
	case !from.allows(values.Get("redirect_uri")):
		return from, "", "This redirect URI is not registered: " + from.allowed()
	}
	return from, values.Get("redirect_uri"), ""
}

// readAuthorizationRequest judges the rest. The client and the redirect URI are known to be right.
func (p *Provider) readAuthorizationRequest(from client, values url.Values) (authorizationRequest, *oauthError) {
	request := authorizationRequest{
		clientID:      from.id,
		redirectURI:   values.Get("redirect_uri"),
		state:         values.Get("state"),
		scopes:        p.known(strings.Fields(values.Get("scope"))),
		codeChallenge: values.Get("code_challenge"),
		nonce:         values.Get("nonce"),
		prompts:       strings.Fields(values.Get("prompt")),
		loginHint:     values.Get("login_hint"),
		acrValues:     strings.Fields(values.Get("acr_values")),
		thumbprint:    values.Get("dpop_jkt"),
		resource:      values.Get("resource"),
	}
	for _, judge := range []func(url.Values) *oauthError{notRepeated, judgeKind, judgeChallenge, judgeOpaque, judgePrompt, p.judgeResource} {
		if refusal := judge(values); refusal != nil {
			return request, refusal
		}
	}
	if refusal := p.judgeAccountRequest(from, values); refusal != nil {
		return request, refusal
	}
	if len(request.scopes) == 0 {
		return request, refuse("invalid_scope", "The request asks for no scope this provider knows.")
	}
	if refusal := judgeThumbprint(request.thumbprint); refusal != nil {
		return request, refusal
	}
	var refusal *oauthError
	if request.maxAge, refusal = readMaxAge(values.Get("max_age")); refusal != nil {
		return request, refusal
	}
	if hint := values.Get("id_token_hint"); hint != "" {
		claims, err := p.readIDTokenHint(hint)
		if err != nil || !claims.Audience.Contains(from.id) {
			return request, refuse("invalid_request", "The id_token_hint is no ID token of this provider for this client.")
		}
		request.hintedSubject = claims.Subject
	}
	return request, nil
}

// judgeKind judges what kind of request it is: response type and mode, and the request objects we do not take
// (OpenID Connect Core 1.0 §3.1.2.6).
func judgeKind(values url.Values) *oauthError {
	switch {
	case values.Get("request") != "":
		return refuse("request_not_supported", "Request objects are not supported.")
	case values.Get("request_uri") != "":
		return refuse("request_uri_not_supported", "Request objects by reference are not supported.")
	case values.Get("registration") != "":
		return refuse("registration_not_supported", "Registration within the request is not supported.")
	case values.Get("response_type") == "":
		return refuse("invalid_request", "The response_type is missing.")
	case values.Get("response_type") != "code":
		return refuse("unsupported_response_type", "The response_type must be code.")
	case values.Get("response_mode") != "" && values.Get("response_mode") != "query":
		return refuse("invalid_request", "The response_mode must be query.")
	}
	return nil
}

// judgeChallenge demands PKCE with S256 (RFC 7636 §4.4.1; RFC 9700 §2.1.1).
func judgeChallenge(values url.Values) *oauthError {
	switch {
	case values.Get("code_challenge") == "":
		return refuse("invalid_request", "The code_challenge is missing: PKCE with S256 is required.")
	case values.Get("code_challenge_method") != "S256":
		return refuse("invalid_request", "The code_challenge_method must be S256.")
	case !regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`).MatchString(values.Get("code_challenge")):
		return refuse("invalid_request", "The code_challenge is not the base64url form of a SHA-256 hash.")
	}
	return nil
}

func judgeOpaque(values url.Values) *oauthError {
	for _, name := range []string{"state", "nonce"} {
		if len(values.Get(name)) > maxOpaqueLength {
			return refuse("invalid_request", "The "+name+" is longer than "+strconv.Itoa(maxOpaqueLength)+" bytes.")
		}
	}
	return nil
}

func judgePrompt(values url.Values) *oauthError {
	prompts := strings.Fields(values.Get("prompt"))
	if len(prompts) > 1 && slices.Contains(prompts, promptNone) {
		return refuse("invalid_request", "The prompt none cannot be combined with another.")
	}
	for _, prompt := range prompts {
		if !slices.Contains(supportedPrompts(), prompt) {
			return refuse("invalid_request", "A prompt is not supported: "+printable(prompt)+".")
		}
	}
	return nil
}

func readMaxAge(value string) (*time.Duration, *oauthError) {
	if value == "" {
		return nil, nil
	}
	seconds, err := strconv.ParseUint(value, 10, 31)
	if err != nil {
		return nil, refuse("invalid_request", "The max_age is not a number of seconds.")
	}
	maxAge := time.Duration(seconds) * time.Second
	return &maxAge, nil
}
