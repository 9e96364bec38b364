// The authorization request of the code flow, RFC 6749 §4.1.1 and OpenID Connect Core §3.1.2.1.

package oauthflow

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// SignInOptions is what one sign-in asks for beside its connection.
type SignInOptions struct {
	Prompt    string   // OIDC Core §3.1.2.1: login, consent, select_account; empty: the connection's
	MaxAge    *int     // seconds since the person last proved who they are; nil: the connection's
	ACRValues []string // authentication contexts, one of which is needed; nil: the connection's
	Scopes    []string // to be asked for beside the connection's (step-up)
	Subject   string   // the person that it must be, empty: anybody (IDT-17)

	Limit  time.Duration        // how long to wait for the redirect, 0: SignInLimit
	Paste  <-chan string        // redirect URLs that the person pasted
	Extend <-chan time.Duration // extensions of the time limit
	Again  <-chan struct{}      // wishes to open the page again with a new link, where a link works once; never closed

	// BeforeStep is called before each step, which begins when it returns; nil: nothing stops. It ends with its
	// context at the latest, and an error ends the sign-in. The time limit does not run meanwhile.
	BeforeStep func(context.Context, Step) error
}

// authorizationRequest is what is asked, kept to judge the answer by (AUTHZ-09).
type authorizationRequest struct {
	ClientID, RedirectURI  string
	Scopes                 []string
	State, Nonce, Verifier Secret
	Prompt                 string
	MaxAge                 *int
	ACRValues              []string
	Subject                string
	Resources              []string
	Claims                 claimsRequest // as far as the answer is judged by it
	StartedAt              time.Time
	Key                    *dpopKey // nil: no proofs (RFC 9449)

	extra   map[string]string
	noNonce string // why there is no nonce; "" where there is one
}

// isProtocolParameter reports whether a connection must not set the parameter (AUTHZ-14).
func isProtocolParameter(name string) bool {
	switch strings.ToLower(name) {
	case "response_type", "response_mode", "client_id", "redirect_uri", "scope", "state", "nonce",
		"code_challenge", "code_challenge_method", "request", "request_uri", "id_token_hint",
		"client_secret", "dpop_jkt", "client_assertion", "client_assertion_type", "code", "code_verifier", "grant_type":
		return true
	}
	return false
}

// newAuthorizationRequest makes the request of one sign-in with new random values (AUTHZ-16).
func newAuthorizationRequest(p Profile, o SignInOptions, redirectURI string, now time.Time) (authorizationRequest, error) {
	r := authorizationRequest{
		ClientID: p.ClientID, RedirectURI: redirectURI, Scopes: union(p.Scopes, o.Scopes),
		State: newState(), Verifier: newCodeVerifier(),
		Prompt: o.Prompt, MaxAge: o.MaxAge, ACRValues: o.ACRValues, Subject: o.Subject, Resources: p.Resources, StartedAt: now,
		extra: maps.Clone(p.AuthorizationParameters),
	}
	if slices.Contains(r.Scopes, "openid") { // AUTHZ-06
		r.Nonce = newNonce()
	} else {
		r.noNonce = notOpenID
	}
	for _, name := range slices.Sorted(maps.Keys(r.extra)) {
		if isProtocolParameter(name) {
			return r, &Error{
				Step: StepAuthorizationRequest, Code: CodeParameterNotAllowed, Spec: "RFC 6749 §3.1",
				Expected: "parameters that the protocol does not set", Actual: name,
			}
		}
	}
	return r, r.takeFromConnection()
}

// takeFromConnection moves the extra parameters that an answer is judged by into their fields; what
// this sign-in asks for wins.
func (r *authorizationRequest) takeFromConnection() error {
	prompt, given := r.take("prompt")
	if r.Prompt == "" {
		r.Prompt = prompt
	}
	if !given && slices.Contains(r.Scopes, "offline_access") {
		// AUTHZ-10: OIDC Core §11; a connection whose provider does not want it sets "prompt": "".
		r.Prompt = strings.Join(union(strings.Fields(r.Prompt), []string{"consent"}), " ")
	}
	if acr, _ := r.take("acr_values"); r.ACRValues == nil {
		r.ACRValues = strings.Fields(acr)
	}
	if err := r.takeClaims(); err != nil {
		return err
	}
	age, given := r.take("max_age")
	if !given || r.MaxAge != nil || age == "" {
		return nil
	}
	seconds, err := strconv.Atoi(age)
	if err != nil || seconds < 0 {
		return &Error{
			Step: StepAuthorizationRequest, Code: CodeParameterNotAllowed, Spec: "OIDC Core §3.1.2.1",
			Expected: "max_age as a whole number of seconds, 0 or more", Actual: plainServerText(age),
		}
	}
	r.MaxAge = &seconds
	return nil
}

func (r *authorizationRequest) take(name string) (value string, given bool) {
	value, given = r.extra[name]
	delete(r.extra, name)
	return value, given
}

// url returns the authorization URL at the server. It holds no secret but state and nonce.
func (r authorizationRequest) url(p Profile, m *ServerMetadata) (Secret, error) {
	return shortURL(m, r.target(p, m))
}

// target is the authorization endpoint of m with all parameters.
func (r authorizationRequest) target(p Profile, m *ServerMetadata) string {
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(r.Verifier.Reveal())} // never plain (AUTHZ-04)
	optional := r.optional()
	optional["nonce"], optional["dpop_jkt"] = r.Nonce.Reveal(), r.Key.Thumbprint()
	for name, value := range optional {
		if value != "" {
			options = append(options, oauth2.SetAuthURLParam(name, value))
		}
	}
	target := r.config(p, m).AuthCodeURL(r.State.Reveal(), options...)
	for _, resource := range r.Resources { // AUTHZ-13: x/oauth2 sends no parameter twice
		target += "&resource=" + url.QueryEscape(resource)
	}
	return target
}

// optional are the parameters that a connection or this sign-in may ask for; an empty value asks for nothing.
func (r authorizationRequest) optional() map[string]string {
	optional := map[string]string{"prompt": r.Prompt, "acr_values": strings.Join(r.ACRValues, " ")}
	if r.MaxAge != nil {
		optional["max_age"] = strconv.Itoa(*r.MaxAge)
	}
	maps.Copy(optional, r.extra)
	return optional
}

// shortURL judges an authorization URL as a whole.
func shortURL(m *ServerMetadata, target string) (Secret, error) {
	if err := judgeAuthorizationQuery(m.AuthorizationEndpoint, target); err != nil {
		return Secret{}, err
	}
	if len(target) > maxRequestURL {
		return Secret{}, &Error{
			Step: StepAuthorizationRequest, Code: CodeRequestTooLong, Spec: "RFC 9110 §4.1",
			Expected: fmt.Sprintf("at most %d bytes", maxRequestURL), Actual: fmt.Sprintf("%d bytes", len(target)),
		}
	}
	return NewSecret(target), nil
}

// config is the request as x/oauth2 takes it. The client secret goes into the body of the token
// request only (TREQ-08).
func (r authorizationRequest) config(p Profile, m *ServerMetadata) *oauth2.Config {
	return &oauth2.Config{
		ClientID: r.ClientID, ClientSecret: p.ClientSecret.Reveal(), RedirectURL: r.RedirectURI, Scopes: r.Scopes,
		Endpoint: oauth2.Endpoint{AuthURL: m.AuthorizationEndpoint, TokenURL: m.TokenEndpoint, AuthStyle: oauth2.AuthStyleInParams},
	}
}

// union returns a followed by what only b has, in order, each once.
func union(a, b []string) []string {
	var all []string
	for _, s := range slices.Concat(a, b) {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// promptsFor reports whether prompt holds the value.
func (r authorizationRequest) promptsFor(value string) bool {
	return slices.Contains(strings.Fields(r.Prompt), value)
}

func (o SignInOptions) limit() time.Duration {
	if o.Limit > 0 {
		return o.Limit
	}
	return signInLimit
}
