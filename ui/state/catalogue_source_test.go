// Reading the catalogue and the sources that it belongs to.

package state

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// catalogueFiles are the words of the first frame, the other words of the window, and those that explain parameters.
func catalogueFiles() []string {
	return []string{"../../assets/opening/en.json", "../../assets/lang/en.json", "../../assets/dictionary/en.json"}
}

// singular is the end of the key of the form for the number 1.
const singular = ".one"

// entry is one text, or the forms of one for 1 and for other numbers.
type entry map[string]string

// readCatalogue reads the files once; nobody changes what it returns.
var readCatalogue = sync.OnceValues(func() (map[string]entry, error) {
	raw := map[string]string{}
	for _, file := range catalogueFiles() {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &raw); err != nil {
			return nil, err
		}
	}
	entries := map[string]entry{}
	for key, text := range raw {
		if !strings.HasSuffix(key, singular) {
			entries[key] = entry{"other": text}
		}
	}
	for key, text := range raw {
		if base, ok := strings.CutSuffix(key, singular); ok {
			if entries[base] == nil {
				return nil, fmt.Errorf("%s has no form for other numbers", key)
			}
			entries[base]["one"] = text
		}
	}
	return entries, nil
})

func catalogue(t *testing.T) map[string]entry {
	t.Helper()
	entries, err := readCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// writtenKeys are the literal first arguments of T and N in the window's code. A key that ends in a point
// is the beginning of a family.
func writtenKeys(t *testing.T) map[string]string {
	keys := map[string]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if key, ok := keyOfCall(n); ok {
				keys[key] = path
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func keyOfCall(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		if pkg, ok := f.X.(*ast.Ident); ok && pkg.Name == "state" {
			name = f.Sel.Name
		}
	}
	if name != "T" && name != "N" {
		return "", false
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	key, err := strconv.Unquote(literal.Value)
	return key, err == nil
}

// ruleNames reads id and name of each row of oauthflow's table of rules from its source.
func ruleNames(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../oauthflow/rule.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		row, ok := n.(*ast.CompositeLit)
		if !ok || len(row.Elts) != 5 || row.Type != nil {
			return true
		}
		id, idOK := row.Elts[0].(*ast.BasicLit)
		name, nameOK := row.Elts[1].(*ast.BasicLit)
		if idOK && nameOK {
			names[unquote(t, id.Value)] = unquote(t, name.Value)
		}
		return true
	})
	return names
}

func unquote(t *testing.T, literal string) string {
	t.Helper()
	s, err := strconv.Unquote(literal)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// actions reads the constants of the type Action: each stands on a button or in a menu.
func actions(t *testing.T) []string { return constants(t, ".", "Action") }

// constants reads the values of the string constants of a type from the source in a folder.
func constants(t *testing.T, folder, typeName string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no source in %s: %v", folder, err)
	}
	var values []string
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			name, named := spec.Type.(*ast.Ident)
			if literal, ok := spec.Values[0].(*ast.BasicLit); ok && named && name.Name == typeName && literal.Kind == token.STRING {
				values = append(values, unquote(t, literal.Value))
			}
			return true
		})
	}
	return values
}
