// How long metadata and keys are kept: RFC 9111 §5.2.2 (max-age, no-store, no-cache) and §5.1 (Age), within the
// bounds of the checklist (DISC-13, JOSE-21).

package oauthflow

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	cacheLife    = time.Hour // where the provider does not say
	maxCacheLife = 24 * time.Hour
)

// freshFor returns how long an answer with the header h may be used again, from 0 to maxCacheLife.
func freshFor(h http.Header) time.Duration {
	life := cacheLife
	for directive := range strings.SplitSeq(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(name) {
		case "no-store", "no-cache":
			return 0
		case "max-age":
			life = seconds(strings.Trim(value, `"`)) - seconds(h.Get("Age"))
		}
	}
	return max(0, min(life, maxCacheLife))
}

// seconds reads delta-seconds (RFC 9111 §1.2.2), 0 if it is none; a value too large for a Duration is cut.
func seconds(text string) time.Duration {
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil && (text == "" || strings.Trim(text, "0123456789") != "") {
		return 0
	}
	return time.Duration(n) * time.Second // after a range error n is the largest value
}
