// JSON of two bundles side by side: leaf by leaf.

package report

import (
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
			words = append(words, item.Text)
		}
		leaves[path] = "[" + strings.Join(words, ", ") + "]"
	case v.Kind == jsontree.Array:
		for i, item := range v.Items {
			flatten(item, fmt.Sprintf("%s[%d]", path, i), leaves)
		}
	case v.Kind == jsontree.String:
		leaves[path] = v.Text
	default:
		leaves[path] = string(v.JSON())
	}
}

func onlyLeaves(v jsontree.Value) bool {
	for _, item := range v.Items {
		if item.Kind == jsontree.Object || item.Kind == jsontree.Array {
			return false
		}
	}
	return true
}

// withoutTimes takes out the claims that differ in each token.
func withoutTimes(leaves map[string]string) map[string]string {
	for _, name := range []string{"exp", "iat", "nbf", "auth_time", "at_hash", "c_hash", "s_hash"} {
		delete(leaves, name)
	}
	return leaves
}
