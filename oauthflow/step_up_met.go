// Whether a session is already what a step-up challenge asks for: RFC 9470 §9 wants no endless round of sign-ins
// (STEP-04).

package oauthflow

import (
	"encoding/json"
	"slices"
	"time"
)

// metAge is how long after a sign-in a resource that wants one now (max_age 0) is told that there was one.
const metAge = 10 * time.Second

// metBy reports whether another sign-in would end in a session like s.
func (u StepUp) metBy(s Session, now time.Time) bool {
	if u.Reason != "insufficient_user_authentication" || len(u.ACRValues) == 0 && u.MaxAge == nil || len(u.Missing) > 0 {
		return false
	}
	if acr, _ := s.Claims["acr"].(string); len(u.ACRValues) > 0 && !slices.Contains(u.ACRValues, acr) {
		return false
	}
	return u.MaxAge == nil || now.Sub(authenticatedAt(s)) <= max(time.Duration(*u.MaxAge)*time.Second, metAge)
}

// authenticatedAt is auth_time of the ID token, else when the sign-in ended.
func authenticatedAt(s Session) time.Time {
	if n, ok := s.Claims["auth_time"].(json.Number); ok {
		if seconds, err := n.Float64(); err == nil {
			return time.Unix(int64(seconds), 0)
		}
	}
	return s.SignedInAt
}
