// The refreshed ID token against the one of the sign-in, OpenID Connect Core §12.2, and the refreshed
// scope, RFC 6749 §6.

package oauthflow

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// judgeRefreshedScope refuses a scope beyond the one that the person originally granted, however narrow the
// refreshes before were; a narrower one is taken as it is (RT-12).
func judgeRefreshedScope(scope, granted []string) Check {
	actual := "granted: " + plainServerText(strings.Join(scope, " "))
	more := without(scope, granted)
	if len(more) > 0 {
		actual += "; not granted before: " + plainServerText(strings.Join(more, " "))
	}
	return judge("RT-12", len(more) == 0, "nothing beside "+strings.Join(granted, " "), actual)
}

// judgeRefreshedIDToken compares the verified claims with those of session s. A nil token, which did
// not pass its own checks, cannot be compared.
func judgeRefreshedIDToken(token *idToken, s Session, now time.Time) []Check {
	if token == nil {
		const reason = "the refreshed ID token did not pass its own checks"
		return []Check{skip("RT-08", reason), skip("RT-09", reason), skip("RT-10", reason), skip("JOSE-18", reason)}
	}
	return []Check{
		judgeSameIdentity(token.Claims, s, now), judgeSameSignIn(token.Claims, s.Claims), judgeRefreshedNonce(token.Claims, s.Nonce),
		judgePurpose(token.Claims),
	}
}

// judgeSameIdentity is RT-08: iss, sub and aud as before, and iat new.
func judgeSameIdentity(claims map[string]any, s Session, now time.Time) Check {
	var wrong []string
	for _, name := range []string{"iss", "sub"} {
		if !reflect.DeepEqual(claims[name], s.Claims[name]) {
			wrong = append(wrong, fmt.Sprintf("%s %s instead of %s", name, describeClaim(claims[name]), describeClaim(s.Claims[name])))
		}
	}
	if got, want := audienceOf(claims), audienceOf(s.Claims); !slices.Equal(got, want) {
		wrong = append(wrong, fmt.Sprintf("aud %s instead of %s", describeClaim(got), describeClaim(want)))
	}
	if why := judgeNewIssueTime(claims, s, now); why != "" {
		wrong = append(wrong, why)
	}
	actual := "as before"
	if len(wrong) > 0 {
		actual = strings.Join(wrong, "; ")
	}
	return judge("RT-08", len(wrong) == 0, "iss, sub and aud as before, a new iat", actual)
}

// judgeNewIssueTime says what is wrong with iat. Two tokens of the same second are both new; the
// provider's clock may be off as far as at the sign-in (IDT-08).
func judgeNewIssueTime(claims map[string]any, s Session, now time.Time) string {
	iat, ok := secondsOf(claims["iat"])
	before, had := secondsOf(s.Claims["iat"])
	switch {
	case !ok:
		return "iat is not a number"
	case had && iat < before:
		return fmt.Sprintf("iat lies %d s before the earlier token's", before-iat)
	case had && iat == before && now.Sub(s.VerifiedAt) > leeway:
		return "iat is the earlier token's"
	case now.Unix()-iat > int64(maxIssueAge.Seconds()):
		return fmt.Sprintf("iat lies %d s in the past", now.Unix()-iat)
	}
	return ""
}

// judgeSameSignIn is RT-09: auth_time, when present, and azp as before.
func judgeSameSignIn(claims, before map[string]any) Check {
	var wrong []string
	if at, present := claims["auth_time"]; present && before["auth_time"] != nil && !sameNumber(at, before["auth_time"]) {
		wrong = append(wrong, fmt.Sprintf("auth_time %s instead of %s", describeClaim(at), describeClaim(before["auth_time"])))
	}
	if !reflect.DeepEqual(claims["azp"], before["azp"]) {
		wrong = append(wrong, fmt.Sprintf("azp %s instead of %s", describeClaim(claims["azp"]), describeClaim(before["azp"])))
	}
	actual := "as before"
	if len(wrong) > 0 {
		actual = strings.Join(wrong, "; ")
	}
	return judge("RT-09", len(wrong) == 0, "auth_time and azp as before", actual)
}

// judgeRefreshedNonce is RT-10.
func judgeRefreshedNonce(claims map[string]any, nonce Secret) Check {
	const expected = "absent, or the original nonce"
	value, present := claims["nonce"]
	if !present {
		return judge("RT-10", true, expected, "absent")
	}
	text, ok := value.(string)
	if !ok {
		return judge("RT-10", false, expected, "not a string")
	}
	return judge("RT-10", nonce.Equal(text), expected, plainServerText(Shorten(text)))
}

// judgePurpose is JOSE-18: without a nonce, a logout token has all that a refreshed ID token must have, and more.
func judgePurpose(claims map[string]any) Check {
	const expected = "no events, which a logout token has"
	if events, present := claims["events"]; present {
		return judge("JOSE-18", false, expected, "events is "+describeClaim(events))
	}
	return judge("JOSE-18", true, expected, "none")
}

// audienceOf returns aud in order; a string is an array of one (RFC 7519 §4.1.3).
func audienceOf(claims map[string]any) []string {
	if one, ok := claims["aud"].(string); ok {
		return []string{one}
	}
	many, _ := claims["aud"].([]any)
	var all []string
	for _, v := range many {
		all = append(all, fmt.Sprint(v))
	}
	slices.Sort(all)
	return all
}

func secondsOf(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	f, err := n.Float64()
	if err != nil || f < -1e15 || f > 1e15 {
		return 0, false
	}
	return int64(f), true
}

func sameNumber(a, b any) bool {
	x, okX := secondsOf(a)
	y, okY := secondsOf(b)
	return okX && okY && x == y
}

func describeClaim(v any) string {
	if v == nil {
		return "missing"
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "unreadable"
	}
	return plainServerText(string(text))
}
