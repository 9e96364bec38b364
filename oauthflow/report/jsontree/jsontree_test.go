package jsontree_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"proofkey/oauthflow/report/jsontree"
)

var limits = jsontree.Limits{Depth: 4, Values: 10}

func TestADocumentIsKeptAsItCame(t *testing.T) {
	for _, document := range []string{
		`{"b":1.50,"a":[true,false,null],"b":{"<&>":"\u2028…"}}`, `"text"`, `1e400`, `[]`, `{}`, `null`,
	} {
		v, err := jsontree.Parse([]byte(" "+document+"\n"), limits)
		if got := string(v.JSON()); err != nil || got != document {
			t.Errorf("%s came back as %s, %v", document, got, err)
		}
	}
}

func TestWhatIsNoDocumentIsRefused(t *testing.T) {
	rows := []struct {
		name, document string
		want           error
	}{
		{"nothing", "", jsontree.ErrNotJSON},
		{"two documents", "{} {}", jsontree.ErrNotJSON},
		{"one that stops", `{"a":[1`, jsontree.ErrNotJSON},
		{"one with a member without value", `{"a"}`, jsontree.ErrNotJSON},
		{"bytes that are not UTF-8", "\"\xff\"", jsontree.ErrNotJSON},
		{"five levels", "[[[[[]]]]]", jsontree.ErrTooDeep},
		{"eleven values", "[" + strings.Repeat("1,", 9) + "1]", jsontree.ErrTooMany},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if _, err := jsontree.Parse([]byte(row.document), limits); !errors.Is(err, row.want) {
				t.Errorf("the error is %v, want %v", err, row.want)
			}
		})
	}
}

func TestMapReachesNamesAndStrings(t *testing.T) {
	v, err := jsontree.Parse([]byte(`{"a":["b",1,{"c":"d"}]}`), limits)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(v.Map(strings.ToUpper).JSON()); got != `{"A":["B",1,{"C":"D"}]}` {
		t.Errorf("mapped to %s", got)
	}
	if got := v.Get("a").Items[1].Text; got != "1" {
		t.Errorf("the number is %q", got)
	}
	if string(v.JSON()) != `{"a":["b",1,{"c":"d"}]}` {
		t.Error("Map changed its receiver")
	}
}

// FuzzParse: what is read is written as a document that Go's decoder reads to the same value.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"a":[1,"x",null,true],"a":{}}`))
	f.Add([]byte(`"\ud800"`))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := jsontree.Parse(data, jsontree.Limits{Depth: 20, Values: 1000})
		if err != nil {
			return
		}
		var want, got any
		if err := json.Unmarshal(data, &want); err != nil {
			return // a number that no float holds
		}
		if err := json.Unmarshal(v.JSON(), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q became %q, %v", data, v.JSON(), err)
		}
	})
}
