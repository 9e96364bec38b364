// Writing a tree, and walking through it.

package jsontree

import (
	"bytes"
	"encoding/json"
)

// Text returns a string.
func Text(s string) Value { return Value{Kind: String, Text: s} }

// Get returns the first member of that name, null if there is none.
func (v Value) Get(name string) Value {
	for _, m := range v.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return Value{}
}

// JSON returns the document without white space.
func (v Value) JSON() []byte {
	var b bytes.Buffer
	v.write(&b)
	return b.Bytes()
}

func (v Value) write(b *bytes.Buffer) {
	switch v.Kind {
	case Object:
		b.WriteByte('{')
		for i, m := range v.Members {
			if i > 0 {
				b.WriteByte(',')
			}
			writeString(b, m.Name)
			b.WriteByte(':')
			m.Value.write(b)
		}
		b.WriteByte('}')
	case Array:
		b.WriteByte('[')
		for i, item := range v.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			item.write(b)
		}
		b.WriteByte(']')
	case String:
		writeString(b, v.Text)
	case Number, Bool:
		b.WriteString(v.Text)
	default:
		b.WriteString("null")
	}
}

func writeString(b *bytes.Buffer, s string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s)         // a string has no errors, nor has the buffer
	b.Truncate(b.Len() - 1) // its line break
}

// Map returns the tree with every string, and every member's name, as f makes it.
func (v Value) Map(f func(string) string) Value {
	switch v.Kind {
	case String:
		v.Text = f(v.Text)
	case Array:
		items := make([]Value, 0, len(v.Items))
		for _, item := range v.Items {
			items = append(items, item.Map(f))
		}
		v.Items = items
	case Object:
		members := make([]Member, 0, len(v.Members))
		for _, m := range v.Members {
			members = append(members, Member{f(m.Name), m.Value.Map(f)})
		}
		v.Members = members
	}
	return v
}

// Indented returns the document for people, two spaces to a level.
func (v Value) Indented() string {
	var b bytes.Buffer
	if err := json.Indent(&b, v.JSON(), "", "  "); err != nil {
		return string(v.JSON())
	}
	return b.String()
}
