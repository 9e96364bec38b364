package redaction_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

// jwt is a token with one secret in its signature and one in its claims.
func jwt(claims string) string {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	return part(`{"alg":"RS256","kid":"1","odd":"odd-header-value"}`) + "." + part(claims) + "." + part("the signature of it")
}

// twice runs f as a bundle does: once to learn, once in earnest.
func twice(personal bool, f func(*redaction.Redactor) string) string {
	r := redaction.New(personal)
	f(r)
	r.Learned()
	return f(r)
}

// Each field has the value s3cr3t-value in it, and what is to be seen beside it.
func TestASecretIsMaskedInEveryField(t *testing.T) {
	const s = "s3cr3t-value"
	token := jwt(`{"iss":"https://op.example","nonce":"s3cr3t-value","email":"s3cr3t-value@example.org","https://x.example/odd":"s3cr3t-value","exp":1}`)
	body := func(kind, body string, step oauthflow.Step) func(*redaction.Redactor) string {
		return func(r *redaction.Redactor) string {
			b := r.Body(step, oauthflow.HTTPContent{Status: 200, Fields: []oauthflow.HTTPField{{Name: "Content-Type", Value: kind}}, Body: []byte(body)})
			return string(b.JSON) + b.Form + b.LeftOut
		}
	}
	header := func(name, value string) func(*redaction.Redactor) string {
		return func(r *redaction.Redactor) string {
			return r.Fields([]oauthflow.HTTPField{{Name: name, Value: value}})[0].Value
		}
	}
	address := func(u string) func(*redaction.Redactor) string {
		return func(r *redaction.Redactor) string { return r.URL(u) }
	}
	rows := []struct {
		name  string
		f     func(*redaction.Redactor) string
		shows []string
	}{
		{"a code in a query", address("http://127.0.0.1:1/cb?code=" + s + "&iss=https%3A%2F%2Fop.example"), []string{"code=[code ", "iss=https%3A%2F%2Fop.example"}},
		{"an unknown parameter", address("https://op.example/a?odd=" + s), []string{"odd=[parameter "}},
		{"a parameter that is written twice, and with a semicolon", address("https://op.example/a?code=" + s + ";code=" + s), []string{"code=[code "}},
		{"a parameter with an escaped name", address("https://op.example/a?%63ode=" + s), []string{"=[code "}},
		{"a parameter without a value", address("https://op.example/a?" + s), []string{"[parameter "}},
		{"a fragment", address("https://op.example/a#access_token=" + s), []string{"#access_token=[access token "}},
		{"a user and password", address("https://ada:" + s + "@op.example/a"), []string{"@op.example/a"}},
		{"a long segment of a path", address("https://op.example/a/" + s + strings.Repeat("x", 40)), []string{"https://op.example/a/[path "}},
		{"a plain code challenge", address("https://op.example/a?code_challenge=" + s + "&code_challenge_method=plain"), []string{"[code verifier "}},
		{"a URL within a URL", address("https://op.example/a?redirect_uri=https%3A%2F%2Fx.example%2F%3Fcode%3D" + s), []string{"https://x.example/?code=[code "}},
		{"what is no URL", address("https://s3cr3t-value:%zz"), []string{"[URL "}},
		{"a mail address as a URL", address("mailto:" + s + "@example.org"), []string{"[URL "}},
		{"the hint of an end-session request", address("https://op.example/end?id_token_hint=" + token), []string{"[ID token ", `"iss":"https://op.example"`}},
		{"Authorization with an opaque token", header("Authorization", "Bearer "+s), []string{"Bearer [access token "}},
		{"Authorization with a JWT", header("authorization", "Bearer "+token), []string{`"alg":"RS256"`, `"exp":1`}},
		{"Authorization of another kind", header("Authorization", s), []string{"[credentials "}},
		{"Basic credentials", header("Authorization", "Basic "+s), []string{"Basic [credentials "}},
		{"Cookie", header("Cookie", "a="+s+"; OpenIdConnect.nonce.s3cr3t-value=x"), []string{"a=[cookie "}},
		{"Set-Cookie", header("Set-Cookie", "a="+s+"; Path=/; Odd="+s+"; HttpOnly"), []string{"a=[cookie ", "; Path=/; HttpOnly"}},
		{"an API's own header", header("X-Api-Key", s), []string{"[header "}},
		{"a DPoP proof", header("DPoP", token), []string{"[DPoP proof "}},
		{"Location", header("Location", "/cb?state="+s), []string{"/cb?state=[state "}},
		{"a challenge", header("WWW-Authenticate", `Bearer error="invalid_token", nonce="s3cr3t-value"`), []string{`error="invalid_token"`}},
		{"a form", body("application/x-www-form-urlencoded; charset=utf-8", "client_secret="+s+"&grant_type=refresh_token&refresh_token="+s, oauthflow.StepRefresh), []string{"grant_type=refresh_token"}},
		{"a token answer", body("application/json", `{"access_token":"s3cr3t-value","expires_in":60,"odd":{"a":["s3cr3t-value"]},"scope":"openid"}`, oauthflow.StepTokenRequest), []string{`"expires_in":60`, `"scope":"openid"`, `"odd":"[`}},
		{"a token answer of another type", body("text/html", `{"id_token":"`+token+`"}`, oauthflow.StepTokenRequest), []string{"[ID token "}},
		{"a page", body("text/html", "<p>s3cr3t-value", oauthflow.StepTokenRequest), []string{"15 bytes of text/html"}},
		{"text", body("text/plain", s, oauthflow.StepAPI), []string{"12 bytes of text/plain"}},
		{"a signed answer", body("application/jwt", token, oauthflow.StepUserInfo), []string{`[token `, "op.example"}},
		{"UserInfo", body("application/json", `{"sub":"s3cr3t-value","address":{"locality":"s3cr3t-value"},"groups":["s3cr3t-value"],"email_verified":true}`, oauthflow.StepUserInfo), []string{`"email_verified":true`, `"locality":"[sub `}},
		{"an API answer", body("application/json", `[{"s3cr3t-value@example.org":1,"recovery_codes":["s3cr3t-value"],"token":"`+token+`","text":"s3cr3t-value"}]`, oauthflow.StepAPI), []string{`"recovery_codes":["[`, `\"alg\"`}},
		{"a private key among public ones", body("application/json", `{"keys":[{"kty":"oct","k":"s3cr3t-value","kid":"1"}]}`, oauthflow.StepVerify), []string{`"kid":"1"`, `"kty":"oct"`}},
		{"a secret in metadata", body("application/json", `{"issuer":"https://op.example","client_secret":"s3cr3t-value","token_endpoint":"https://op.example/token"}`, oauthflow.StepDiscover), []string{`"token_endpoint":"https://op.example/token"`}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got := twice(false, row.f)
			if strings.Contains(got, s) || strings.Contains(got, token[strings.LastIndex(token, ".")+1:]) {
				t.Errorf("the secret is in %s", got)
			}
			for _, want := range row.shows {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in %s", want, got)
				}
			}
		})
	}
}

// The values that were seen in fields are found in a provider's words, whole, escaped or cut off.
func TestFreeTextIsSearchedForWhatWasSeen(t *testing.T) {
	got := twice(false, func(r *redaction.Redactor) string {
		code := r.Mark("code", "abc+def/1234567890")
		r.Parameter("name", "Ada")
		e := r.Error(oauthflow.Error{
			Code:        oauthflow.CodeTokenError,
			Description: "abc+def/1234567890, abc%2Bdef%2F1234567890, Ada of Adapters, ada@example.org; abc+def/123…",
		})
		return strings.ReplaceAll(e.Description, code, "CODE")
	})
	for _, bad := range []string{"abc", "Ada ", "@"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q is in %s", bad, got)
		}
	}
	if !strings.HasPrefix(got, "CODE, CODE, [name ") || !strings.Contains(got, " of Adapters, [email ") || !strings.HasSuffix(got, "; CODE") {
		t.Errorf("the description is %s", got)
	}
}

func TestEvidenceIsMaskedByItsRule(t *testing.T) {
	rows := []struct{ id, expected, actual, want string }{
		{"RESP-03", "abcdef…", "ghijkl…", "[state 1] [state 2]"},
		{"IDT-10", "abcdef…", "missing", "[nonce 1] missing"},
		{"IDT-02", "1 to 255 ASCII characters", "alice", "1 to 255 ASCII characters [sub 1]"},
		{"IDT-17", "alice", "bob", "[sub 1] [sub 2]"},
		{"ATP-01", "at://alice.bsky.social first in alsoKnownAs", "the account did:plc:z72i7hdynmk6r22z27h6tvur", "[sub 1] first in alsoKnownAs the account [sub 2]"},
		{"UINF-02", "sub alice smith", "sub missing", "sub [sub 1] sub missing"},
		{"RT-08", "iss, sub and aud as before, a new iat", `sub "alice" instead of "bob"; iat is not a number`, "iss, sub and aud as before, a new iat sub [sub 1] instead of [sub 2]; iat is not a number"},
		{"IDT-01", "https://a", "https://b", "https://a https://b"},
	}
	for _, row := range rows {
		t.Run(row.id, func(t *testing.T) {
			got := twice(false, func(r *redaction.Redactor) string {
				c := r.Checks([]oauthflow.Check{{ID: row.id, Expected: row.expected, Actual: row.actual}})[0]
				return numbered(c.Expected + " " + c.Actual)
			})
			if got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

// numbered puts numbers in place of the digits of markers.
func numbered(s string) string {
	numbers := map[string]string{}
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "…]")
		if !ok {
			return out.String() + s
		}
		digits := before[len(before)-8:]
		if numbers[digits] == "" {
			numbers[digits] = fmt.Sprint(len(numbers) + 1)
		}
		out.WriteString(before[:len(before)-8] + numbers[digits] + "]")
		s = rest
	}
}

// A state in a check, which shows six of its characters, has the marker of the whole.
func TestAShortenedStateHasTheMarkerOfTheWhole(t *testing.T) {
	got := twice(false, func(r *redaction.Redactor) string {
		m := r.Parameter("state", "abcdefghijklmnop")
		c := r.Checks([]oauthflow.Check{{ID: "RESP-03", Expected: oauthflow.Shorten("abcdefghijklmnop")}})[0]
		return strings.ReplaceAll(c.Expected, m, "SAME")
	})
	if got != "SAME" {
		t.Errorf("the evidence is %s", got)
	}
}

func TestPersonalClaimsStayWhenTheyAreWanted(t *testing.T) {
	got := twice(true, func(r *redaction.Redactor) string {
		return string(r.Claims([]byte(`{"email":"ada@example.org","odd":"thing","n":1.50,"nonce":"the-nonce","odd_secret":"x"}`)))
	})
	for _, want := range []string{`"email":"ada@example.org"`, `"odd":"thing"`, `"n":1.50`, `"nonce":"[nonce `, `"odd_secret":"[secret `} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
}
