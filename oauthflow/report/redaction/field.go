// What the fields of OAuth and OpenID Connect messages are: parameters of requests and redirects, members of token
// answers, claims. One name means the same wherever it stands.

package redaction

import (
	"strings"

	"proofkey/oauthflow"
)

// kind says what becomes of a field's value.
type kind int

const (
	unknown kind = iota
	keep         // part of the protocol, and no secret
	text         // words of a server: searched for known values
	address      // a URL: its own parameters are redacted
	secret       // always a marker
	token        // a marker, and if it is a JWT its header and claims
	person       // a personal claim: a marker unless those are to stay
)

const (
	tokenLabel   = "token"
	unknownLabel = "value"
)

// field is a kind and the name that a marker gets.
type field struct {
	kind  kind
	label string
}

// fieldOf finds a field by its name, which is compared without case: a server may write it as it likes.
func fieldOf(name string) field {
	name = strings.ToLower(name)
	if label := secretField(name); label != "" {
		return field{secret, label}
	}
	if label := tokenField(name); label != "" {
		return field{token, label}
	}
	switch {
	case listed(keptFields, name):
		return field{keep, name}
	case listed(textFields, name):
		return field{text, name}
	case listed(addressFields, name):
		return field{address, name}
	case listed(personalFields, name):
		return field{person, strings.ReplaceAll(name, "_", " ")}
	case soundsSecret(name):
		return field{secret, "secret"}
	}
	return field{unknown, unknownLabel}
}

// soundsSecret reports whether a name that is not in the tables is that of a secret. A report is given away: it takes more
// names for one than the window does.
func soundsSecret(name string) bool {
	return oauthflow.SoundsSecret(name) || strings.Contains(name, "signature") || strings.HasSuffix(name, "_code") || strings.HasSuffix(name, "session") ||
		name == "key" || name == "sig"
}

// secretField is what a marker calls a value that somebody could use; empty if it is none.
func secretField(name string) string {
	switch name {
	case "code", "state", "nonce", "password", "salt":
		return name
	case "code_verifier", "device_code", "user_code", "verification_uri_complete", "refresh_token", "client_secret", "session_state", "client_info":
		return strings.ReplaceAll(name, "_", " ")
	case "sid":
		return "session ID"
	case "jti", "uti":
		return "token ID"
	case "auth_req_id":
		return "request ID"
	case "request_uri":
		return "request URI"
	case "registration_access_token":
		return "registration token"
	}
	return ""
}

// tokenField is the same for what may be a JWT, whose claims are of interest.
func tokenField(name string) string {
	switch name {
	case "access_token", "logout_token", "client_assertion", "software_statement", "signed_metadata":
		return strings.ReplaceAll(name, "_", " ")
	case "assertion", "response":
		return name
	case "id_token", "id_token_hint":
		return "ID token"
	case "token", "subject_token", "actor_token":
		return tokenLabel
	case "request":
		return "request object"
	}
	return ""
}

const (
	// keptFields steer the protocol. at_hash and its like are half a hash of a value that cannot be guessed.
	keptFields = `response_type response_mode client_id scope scp prompt max_age acr_values ui_locales claims_locales display
		code_challenge_method grant_type token_type_hint token_type issued_token_type expires_in ext_expires_in
		refresh_expires_in refresh_token_expires_in not-before-policy error audience access_type include_granted_scopes
		client_assertion_type subject_token_type actor_token_type requested_token_type interval domain_hint
		aud azp exp iat nbf auth_time acr amr at_hash c_hash s_hash ver tid appid typ active updated_at
		email_verified phone_number_verified iss error_codes`
	textFields    = `error_description error_hint`
	addressFields = `redirect_uri post_logout_redirect_uri error_uri resource target_link_uri logout_uri verification_uri verification_url registration_client_uri`
	// personalFields say who somebody is: OpenID Connect Core §5.1, and what vendors call the same.
	personalFields = `sub oid puid name given_name family_name middle_name nickname preferred_username profile picture website email
		gender birthdate zoneinfo locale phone_number address formatted street_address locality region postal_code country
		username user_name user upn unique_name login_hint login idp_user_id mail phone mobile first_name last_name firstname
		lastname display_name displayname full_name nationalities place_of_birth birth_family_name title_of_courtesy
		ipaddr ip_address onprem_sid groups roles organization department employee_id login_id account account_id
		avatar_url picture_url hd family_names given_names msisdn also_known_as alsoknownas did handle actor`
)

// listed reports whether the name is one of those in the list.
func listed(list, name string) bool {
	for rest := list; name != ""; {
		i := strings.Index(rest, name)
		if i < 0 {
			return false
		}
		end := i + len(name)
		if (i == 0 || isSpace(rest[i-1])) && (end == len(rest) || isSpace(rest[end])) {
			return true
		}
		rest = rest[end:]
	}
	return false
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }
