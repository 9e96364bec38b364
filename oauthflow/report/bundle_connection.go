// The extra parameters and the resources of a bundle's connection: masked, and still such that a connection may have them.

package report

import (
	"encoding/json"
	"fmt"
	"strings"
)

func (b bundler) extraParameters(given map[string]string) map[string]string {
	if given == nil {
		return nil
	}
	masked := map[string]string{}
	for name, value := range given {
		masked[name] = b.Parameter(name, value)
		if name == "claims" && masked[name] != value {
			masked[name] = asClaims(masked[name])
		}
	}
	return masked
}

// asClaims puts a marker where the names of claims stand, since claims are a JSON object (OIDC Core §5.5).
func asClaims(marker string) string {
	name, err := json.Marshal(marker)
	if err != nil {
		return ""
	}
	return `{"id_token":{` + string(name) + `:null}}`
}

// resources stay absolute URIs: what a marker has in it is escaped.
func (b bundler) resources(given []string) []string {
	var masked []string
	for _, resource := range given {
		var escaped strings.Builder
		for _, c := range []byte(b.Parameter("resource", resource)) {
			if c <= ' ' || c >= 0x7f {
				fmt.Fprintf(&escaped, "%%%02X", c)
				continue
			}
			escaped.WriteByte(c)
		}
		masked = append(masked, escaped.String())
	}
	return masked
}
