package oauthflow

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestStrictObject(t *testing.T) { // DISC-09, JOSE-16, NET-08
	deep := func(n int) string { return `{"a":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}` }
	for _, tt := range []struct {
		name, data string
		want       error // nil: accepted; errRepeated: any *repeatedMember
	}{
		{"an object is accepted", ` {"a":1,"b":[{"a":1}]} `, nil},
		{"an empty object is accepted", `{}`, nil},
		{"a number that no float can hold is accepted", `{"a":1e400}`, nil},
		{"the same name in two objects is accepted", `{"a":{"x":1},"b":{"x":1}}`, nil},
		{"a name that is also a value is accepted", `{"a":"b","b":"a"}`, nil},
		{"names below the top that differ in case are accepted", `{"a":{"x":1,"X":2}}`, nil},
		{"64 levels are accepted", deep(63), nil},
		{"65 levels are refused", deep(64), errTooDeep},
		{"a million levels are refused", deep(1_000_000), errTooDeep},
		{"brackets in strings do not count as levels", `{"a":"` + strings.Repeat("[", 100) + `\"{"}`, nil},
		{"an array is refused", `[]`, errNotObject},
		{"null is refused", `null`, errNotObject},
		{"a string is refused", `"{}"`, errNotObject},
		{"nothing is refused", ``, errNotJSON},
		{"white space is refused", " \n", errNotJSON},
		{"half an object is refused", `{"a":1`, errNotJSON},
		{"data after the object is refused", `{} {}`, errNotJSON},
		{"a trailing comma is refused", `{"a":1,}`, errNotJSON},
		{"single quotes are refused", `{'a':1}`, errNotJSON},
		{"invalid UTF-8 is refused", "{\"a\":\"\xff\"}", errNotJSON},
		{"a byte order mark is refused", "\ufeff{}", errNotJSON},
		{"a name given twice is refused", `{"a":1,"a":2}`, errRepeated},
		{"a name given twice with the same value is refused", `{"a":1,"b":2,"a":1}`, errRepeated},
		{"a name given twice, once escaped, is refused", `{"sub":1,"s\u0075b":2}`, errRepeated},
		{"a name in another letter case is refused", `{"issuer":1,"Issuer":2}`, errRepeated},
		{"a name that folds to another is refused", `{"kid":1,"` + "\u212a" + `id":2}`, errRepeated},
		{"a name given twice further down is refused", `{"a":[{"x":{"y":1,"y":2}}]}`, errRepeated},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := strictObject([]byte(tt.data))
			var repeated *repeatedMember
			switch {
			case tt.want == errRepeated && !errors.As(err, &repeated):
				t.Errorf("error is %v, want a repeated member", err)
			case tt.want != errRepeated && !errors.Is(err, tt.want):
				t.Errorf("error is %v, want %v", err, tt.want)
			}
		})
	}
}

var errRepeated = errors.New("a repeated member")

func TestErrorsOfJSONRepeatNoValue(t *testing.T) {
	const secret = "s3cret-value"
	for _, data := range []string{
		`{"a":"` + secret + `","a":"` + secret + `"}`, `{"a":"` + secret, `["` + secret + `"]`, `{"a":"` + secret + `"} x`,
	} {
		if _, err := strictObject([]byte(data)); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("strictObject(%s): %v", data, err)
		}
		var v struct{ A int }
		if err := decodeJSON([]byte(data), &v); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("decodeJSON(%s): %v", data, err)
		}
	}
}

func TestDecodeJSON(t *testing.T) {
	for _, tt := range []struct {
		name, data string
		want       error
	}{
		{"a document is read", `{"n": 12345678901234567890}`, nil},
		{"a second document is refused", `{} {}`, errMoreToRead},
		{"text after it is refused", `{} x`, errMoreToRead},
		{"deep nesting is refused", strings.Repeat("[", 100_000), errTooDeep},
		{"invalid UTF-8 is refused", "\"\xff\"", errNotJSON},
		{"half a document is refused", `{"n":`, errNotJSON},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var v any
			if err := decodeJSON([]byte(tt.data), &v); !errors.Is(err, tt.want) {
				t.Errorf("error is %v, want %v", err, tt.want)
			}
		})
	}
	var v map[string]any
	if err := decodeJSON([]byte(`{"n":12345678901234567890}`), &v); err != nil || v["n"] != json.Number("12345678901234567890") {
		t.Errorf("a number became %#v (%v)", v["n"], err)
	}
}

func TestMembersHaveTheirType(t *testing.T) {
	m, err := strictObject([]byte(`{"s":"x","l":["a","b"],"b":true,"n":12,"null":null,"digits":"12"}`))
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]func(name string) (value any, present bool, err error){
		"string": func(n string) (any, bool, error) { return wrap(stringMember(m, n)) },
		"list": func(n string) (any, bool, error) {
			v, p, err := stringsMember(m, n)
			return strings.Join(v, " "), p, err
		},
		"boolean": func(n string) (any, bool, error) { return wrap(boolMember(m, n)) },
		"number":  func(n string) (any, bool, error) { return wrap(numberMember(m, n)) },
	}
	const nothing, wrong = "not present", "wrong type"
	for _, tt := range []struct {
		name, as string
		want     any
	}{
		{"s", "string", "x"},
		{"l", "list", "a b"},
		{"b", "boolean", true},
		{"n", "number", json.Number("12")},
		{"null", "string", nothing},
		{"absent", "string", nothing},
		{"absent", "list", nothing},
		{"absent", "boolean", nothing},
		{"null", "number", nothing},
		{"l", "string", wrong},
		{"b", "string", wrong},
		{"n", "string", wrong},
		{"s", "list", wrong},
		{"s", "boolean", wrong},
		{"s", "number", wrong},
		{"digits", "number", wrong},
		{"b", "number", wrong},
	} {
		value, present, err := read[tt.as](tt.name)
		switch {
		case tt.want == nothing && !present && err == nil, tt.want == wrong && present && errors.Is(err, errWrongType):
		case value != tt.want || !present || err != nil:
			t.Errorf("%s read as a %s: %v, present %t, error %v", tt.name, tt.as, value, present, err)
		}
	}
}

func wrap[T any](value T, present bool, err error) (any, bool, error) { return value, present, err }

func FuzzStrictObject(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":{"b":[1,2,{"c":null}]}}`, `{"a":1,"A":2}`, `{"a":1,"a":2}`, `[{}]`, `{"\ud800":1}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		members, err := strictObject(data)
		if err != nil {
			return
		}
		var loose map[string]any
		if err := decodeJSON(data, &loose); err != nil || len(loose) != len(members) {
			t.Fatalf("accepted %q, but it reads as %d members, not %d (%v)", data, len(loose), len(members), err)
		}
		for name := range members { // Go's case-insensitive matching finds the same member
			for other := range members {
				if name != other && strings.EqualFold(name, other) {
					t.Fatalf("accepted both %q and %q", name, other)
				}
			}
		}
	})
}
