// JSON of two bundles side by side: leaf by leaf.

package report

import (
	"encoding/json"
	"fmt"
	"strings"

	"proofkey/oauthflow/report/jsontree"
)

// flat is JSON as its leaves by path; an empty list or object is a leaf.
func flat(data []byte) map[string]string {
	leaves := map[string]string{}
	v, err := jsontree.Parse(data, jsontree.Limits{Depth: maxBundleDepth, Values: maxBundleValues})
	if err == nil {
		flatten(v, "", leaves)
	}
	return leaves
}

func flatten(v jsontree.Value, path string, leaves map[string]string) {
	switch {
	case v.Kind == jsontree.Object && len(v.Members) > 0:
		for _, m := range v.Members {
			flatten(m.Value, strings.TrimPrefix(path+"."+m.Name, "."), leaves)
		}
	case v.Kind == jsontree.Array && onlyLeaves(v): // a list of words, such as scopes_supported, reads best as one
		var words []string
		for _, item := range v.Items {
			words = append(words, leaf(item))
		}
		leaves[path] = "[" + strings.Join(words, ", ") + "]"
	case v.Kind == jsontree.Array:
		for i, item := range v.Items {
			flatten(item, fmt.Sprintf("%s[%d]", path, i), leaves)
		}
	default:
		leaves[path] = leaf(v)
	}
}

// leaf is a value as it reads best, and never as one of another type: "true" in quotes is a text.
func leaf(v jsontree.Value) string {
	if v.Kind == jsontree.String && v.Text != "" && !strings.Contains(v.Text, ", ") && !json.Valid([]byte(v.Text)) {
		return v.Text
	}
	return string(v.JSON())
}

func onlyLeaves(v jsontree.Value) bool {
	for _, item := range v.Items {
		if item.Kind == jsontree.Object || item.Kind == jsontree.Array {
			return false
		}
	}
	return true
}

// given stands for a value that differs in each sign-in: that it is there can be compared.
const given = "given"

// withoutTimes takes out the values of the claims that differ in each token.
func withoutTimes(leaves map[string]string) map[string]string {
	for _, name := range []string{"exp", "iat", "nbf", "auth_time", "at_hash", "c_hash", "s_hash"} {
		if _, ok := leaves[name]; ok {
			leaves[name] = given
		}
	}
	return leaves
}
