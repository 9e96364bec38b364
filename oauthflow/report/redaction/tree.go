// JSON: token answers, claims, metadata, keys, and what an API answers.

package redaction

import (
	"strings"

	"proofkey/oauthflow/report/jsontree"
)

// policy says which members of a JSON document are known, and what becomes of those that are not.
type policy struct {
	known   func(name string) field
	unknown kind // keep, person, or unknown: a marker in place of the whole value
}

var (
	// tokenPolicy: a member that no document tells of may be one more token, so it is masked as a whole.
	tokenPolicy = policy{known: fieldOf, unknown: unknown}
	// claimPolicy is for claims, UserInfo and API answers: what is not known is taken for personal.
	claimPolicy = policy{known: fieldOf, unknown: person}
	// metadataPolicy and keyPolicy are for what anybody may fetch. Private parts of keys should not be there.
	metadataPolicy = policy{known: metadataField, unknown: keep}
	keyPolicy      = policy{known: keyField, unknown: unknown}
	headerPolicy   = policy{known: headerField, unknown: unknown}
)

// metadataField is a member of RFC 8414 §2 and its like: those that name or list something stay.
func metadataField(name string) field {
	switch lower := strings.ToLower(name); {
	case lower == "issuer" || lower == "jwks_uri", strings.HasSuffix(lower, "_supported"), strings.HasSuffix(lower, "_required"),
		strings.HasSuffix(lower, "_endpoint"), strings.HasSuffix(lower, "_bound_access_tokens"), strings.HasSuffix(lower, "_iframe"),
		lower == "mtls_endpoint_aliases", lower == "op_policy_uri", lower == "op_tos_uri", lower == "service_documentation":
		return field{keep, lower}
	}
	if f := fieldOf(name); f.kind == secret || f.kind == token {
		return f
	}
	return field{unknown, unknownLabel} // stays
}

// keyField is a member of a public key (RFC 7517 §4, RFC 7518 §6): anything else may be a private one.
func keyField(name string) field {
	switch name {
	case "keys", "kty", "use", "key_ops", "alg", "kid", "x5u", "x5c", "x5t", "x5t#S256", "n", "e", "crv", "x", "y", "iss":
		return field{keep, name}
	}
	return field{secret, "part of a key"}
}

// headerField is a member of a JOSE header (RFC 7515 §4.1).
func headerField(name string) field {
	switch name {
	case "alg", "kid", "typ", "cty", "crit", "b64", "x5t", "x5t#S256", "jku", "x5u", "enc", "zip", "ver":
		return field{keep, name}
	case "jwk", "x5c":
		return field{unknown, "key"}
	}
	return field{unknown, unknownLabel}
}

// tree redacts a document. Names that are no names are masked too.
func (r *Redactor) tree(v jsontree.Value, p policy) jsontree.Value {
	switch v.Kind {
	case jsontree.Object:
		members := make([]jsontree.Member, 0, len(v.Members))
		for _, m := range v.Members {
			members = append(members, jsontree.Member{Name: r.memberName(m.Name), Value: r.member(m.Name, m.Value, p)})
		}
		v.Members = members
		return v
	case jsontree.Array:
		return r.each(v, func(item jsontree.Value) jsontree.Value { return r.tree(item, p) })
	}
	return r.leaf(field{p.unknown, unknownLabel}, v)
}

func (r *Redactor) each(v jsontree.Value, f func(jsontree.Value) jsontree.Value) jsontree.Value {
	items := make([]jsontree.Value, 0, len(v.Items))
	for _, item := range v.Items {
		items = append(items, f(item))
	}
	v.Items = items
	return v
}

func (r *Redactor) member(name string, v jsontree.Value, p policy) jsontree.Value {
	f := p.known(name)
	if f.kind == unknown {
		f.kind = p.unknown
	}
	composite := v.Kind == jsontree.Object || v.Kind == jsontree.Array
	switch {
	case f.kind == secret && v.Kind == jsontree.Array: // recovery codes, for example
		return r.each(v, func(item jsontree.Value) jsontree.Value { return r.member(name, item, p) })
	case composite && (f.kind == secret || f.kind == unknown):
		return jsontree.Text(r.masked(f.label, string(v.JSON())))
	case composite:
		return r.inside(f, v, p)
	}
	return r.leaf(f, v)
}

// inside redacts a list, whose strings and numbers are of the kind of its member, or an object, which has members of
// its own.
func (r *Redactor) inside(f field, v jsontree.Value, p policy) jsontree.Value {
	if v.Kind == jsontree.Object {
		return r.tree(v, p)
	}
	return r.each(v, func(item jsontree.Value) jsontree.Value {
		if item.Kind == jsontree.Object || item.Kind == jsontree.Array {
			return r.inside(f, item, p)
		}
		return r.leaf(f, item)
	})
}

// leaf redacts a string or a number. true, false and null tell nobody who somebody is, nor are they secret.
func (r *Redactor) leaf(f field, v jsontree.Value) jsontree.Value {
	switch v.Kind {
	case jsontree.String:
		if f.kind != secret && f.kind != token && looksLikeJWT(v.Text) {
			f = field{token, tokenLabel}
		}
		if f.kind == person && f.label == unknownLabel {
			return jsontree.Text(r.unknownClaim(v.Text))
		}
		return jsontree.Text(r.value(f, v.Text))
	case jsontree.Number:
		if f.kind == keep || f.kind == text || f.kind == address || f.kind == person && r.personal {
			return v
		}
		return jsontree.Text(r.masked(f.label, v.Text))
	}
	return v
}

// unknownClaim is a value of which nobody knows what it is: it may be any word, so it is not looked for elsewhere.
func (r *Redactor) unknownClaim(value string) string {
	if r.personal {
		return r.Text(value)
	}
	return r.masked(unknownLabel, value)
}

const maxMemberName = 64 // bytes: no document has a longer one

// memberName masks a name that may be a value, as in an object that is keyed by people.
func (r *Redactor) memberName(name string) string {
	if len(name) > maxMemberName || looksLikeJWT(name) || strings.Contains(name, "@") && !r.personal {
		return r.masked("name", name)
	}
	return r.Text(name)
}
