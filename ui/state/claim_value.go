// The value of a claim in human form.

package state

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// timeClaims are the claims that are a NumericDate (RFC 7519 §2).
func timeClaims() []string {
	return []string{"iat", "exp", "nbf", "auth_time", "updated_at", "xms_tcdt"}
}

func claimValue(name string, claims map[string]any, now time.Time) Text {
	value := claims[name]
	switch v := value.(type) {
	case string:
		return textValue(name, v, claims)
	case json.Number:
		if t, ok := numericDate(v); ok && isTimeClaim(name) {
			return timeValue(name, v, t, now)
		}
		return Literal(line(v.String()))
	case bool:
		return T("value." + strconv.FormatBool(v))
	case nil:
		return T("value.null")
	case []any:
		if s, ok := joinedStrings(v); ok {
			return s
		}
	}
	return Literal(block(prettyJSON(value)))
}

// textValue adds what email_verified and phone_number_verified say to the value they are about.
func textValue(name, v string, claims map[string]any) Text {
	if name == "nonce" {
		return Literal(line(shortened(v))) // DISP-02
	}
	if v == "" {
		return T("value.empty")
	}
	flag, ok := flagOf(claims[name+"_verified"])
	switch {
	case !ok:
		return Literal(block(v))
	case flag:
		return T("value.verified", "Value", block(v))
	}
	return T("value.not_verified", "Value", block(v))
}

// timeValue is "1795504324 → 24 Nov 2026 07:12:04 (2 s ago)"; the date is left out today, except in iat.
func timeValue(name string, raw json.Number, t, now time.Time) Text {
	at := timeText(t, now)
	if name == "iat" {
		at = dateText(t, now)
	}
	return T("value.time", "Raw", line(raw.String()), "Time", at, "When", relativeText(t, now))
}

func isTimeClaim(name string) bool {
	for _, n := range timeClaims() {
		if n == name {
			return true
		}
	}
	return false
}

// maxNumericDate is the last second of the year 9999.
const maxNumericDate = 253402300799

// numericDate reads seconds since 1970, which may have a fraction.
func numericDate(n json.Number) (time.Time, bool) {
	f, err := n.Float64()
	if err != nil || math.IsNaN(f) || f < 0 || f > maxNumericDate {
		return time.Time{}, false
	}
	return time.Unix(int64(f), 0), true
}

// joinedStrings shows a short list of strings on one line.
func joinedStrings(list []any) (Text, bool) {
	var words []string
	length := 0
	for _, item := range list {
		s, ok := item.(string)
		if !ok {
			return Text{}, false
		}
		words = append(words, line(s))
		length += len(s)
	}
	if len(words) == 0 {
		return T("value.empty_list"), true
	}
	if length > 60 {
		return Literal(block(strings.Join(words, "\n"))), true
	}
	return Literal(strings.Join(words, ", ")), true
}

func isText(v any) bool { _, ok := v.(string); return ok }

func isFlag(v any) bool { _, ok := flagOf(v); return ok }

// flagOf reads a boolean; some providers write it as a string.
func flagOf(v any) (value, ok bool) {
	switch v := v.(type) {
	case bool:
		return v, true
	case string:
		return v == "true", v == "true" || v == "false"
	}
	return false, false
}
