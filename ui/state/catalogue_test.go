// Every key that the window uses is in the catalogue, and every key of the catalogue is used.

package state

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/template"

	"proofkey/oauthflow"
)

const catalogueFile = "../../assets/lang/en.json"

// entry is one text, or the plural forms of one.
type entry map[string]string

// readCatalogue reads the file once; nobody changes what it returns.
var readCatalogue = sync.OnceValues(func() (map[string]entry, error) {
	data, err := os.ReadFile(catalogueFile)
	if err != nil {
		return nil, err
	}
	var raw map[string]any
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, err
	}
	entries := map[string]entry{}
	for key, value := range raw {
		switch v := value.(type) {
		case string:
			entries[key] = entry{"other": v}
		case map[string]any:
			entries[key] = entry{}
			for form, text := range v {
				entries[key][form] = fmt.Sprint(text)
			}
		default:
			return nil, fmt.Errorf("%s is neither a text nor plural forms", key)
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

// computedKeys are the families of keys that are put together from a closed list.
func computedKeys(t *testing.T) []string {
	var keys []string
	for _, code := range oauthflow.Codes() {
		for _, part := range []string{".title", ".happened", ".do", ".short"} {
			keys = append(keys, "problem."+string(code)+part)
		}
	}
	for id := range ruleNames(t) {
		keys = append(keys, "check."+id)
	}
	for _, name := range claimOrder() {
		keys = append(keys, "claim."+name)
	}
	for _, a := range actions(t) {
		keys = append(keys, "action."+a)
	}
	for _, name := range FieldNames() {
		keys = append(keys, "form."+string(name), "form."+string(name)+".help")
	}
	for _, f := range frames() {
		keys = append(keys, "problem.frame."+string(f), "problem.outcome."+string(f))
	}
	family := func(prefix string, names ...string) {
		for _, name := range names {
			keys = append(keys, prefix+name)
		}
	}
	family("step.", "discover", "authorization_request", "redirect", "token_request", "verify", "signed_in")
	family("tab.", "identity", "checks", "tokens", "api")
	family("result.", "passed", "failed", "skipped")
	family("value.", "true", "false")
	family("claim_note.", "email_verified", "phone_number_verified")
	family("theme.", "system", "light", "dark")
	family("menu.", "file", "edit", "connection", "view", "help")
	family("found.", "pkce", "iss", "refresh", "userinfo", "revocation", "end_session", "dpop", "par", "device", "registration")
	family("stranger.", append(strangerReasons(), "other")...)
	family("storage.reason.", append(storageReasons(), "other")...)
	for month := 1; month <= 12; month++ {
		keys = append(keys, "month."+strconv.Itoa(month))
	}
	return keys
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

func TestEveryKeyIsInTheCatalogueAndEveryEntryIsUsed(t *testing.T) {
	entries := catalogue(t)
	used := map[string]bool{}
	for _, key := range computedKeys(t) {
		used[key] = true
		if entries[key] == nil {
			t.Errorf("no words for %q", key)
		}
	}
	for key, path := range writtenKeys(t) {
		used[key] = true
		if entries[key] == nil {
			t.Errorf("%s: no words for %q", path, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		if !used[key] {
			t.Errorf("nobody uses %q", key)
		}
	}
}

// The window's own words follow the design: no exclamation marks, no apology, no blame.
func TestTheCatalogueKeepsTheDesignsTone(t *testing.T) {
	unwanted := regexp.MustCompile(`(?i)!|\bsorry\b|\bapolog|\boops\b|\bplease\b|\bunfortunately\b|\binvalid\b|your fault|\blog ?in\b|\blogin\b|\blog ?out\b|\bIdP\b|\bcallback\b`)
	for key, forms := range catalogue(t) {
		for form, text := range forms {
			if found := unwanted.FindString(withoutProtocolWords(text)); found != "" {
				t.Errorf("%s (%s) says %q: %s", key, form, found, text)
			}
			if strings.TrimSpace(text) != text || text == "" || strings.Contains(text, "  ") {
				t.Errorf("%s (%s) has spaces that are not needed: %q", key, form, text)
			}
			if _, err := template.New(key).Parse(text); err != nil {
				t.Errorf("%s (%s): %v", key, form, err)
			}
		}
	}
}

// withoutProtocolWords takes out the words that belong to the protocol, not to us.
func withoutProtocolWords(text string) string {
	for _, word := range []string{"prompt=login", "/callback", "login_hint", "invalid_grant", "invalid_client"} {
		text = strings.ReplaceAll(text, word, "")
	}
	return text
}

func TestProblemTitlesAreSentencesWithoutTheirStop(t *testing.T) {
	entries := catalogue(t)
	for _, code := range oauthflow.Codes() {
		key := "problem." + string(code)
		if title := entries[key+".title"]["other"]; strings.HasSuffix(title, ".") || len([]rune(title)) > 110 {
			t.Errorf("%s.title: %q", key, title)
		}
		for _, part := range []string{".happened", ".do"} {
			if text := entries[key+part]["other"]; !strings.HasSuffix(text, ".") {
				t.Errorf("%s%s does not end with a stop: %q", key, part, text)
			}
		}
		if short := entries[key+".short"]["other"]; len([]rune(short)) > 26 {
			t.Errorf("%s.short is too long for the step strip: %q", key, short)
		}
	}
}

func TestCheckNamesAreTheRulesNames(t *testing.T) {
	entries := catalogue(t)
	names := ruleNames(t)
	if len(names) < 40 {
		t.Fatalf("read only %d rules", len(names))
	}
	for id, name := range names {
		if got := entries["check."+id]["other"]; got != name {
			t.Errorf("check.%s is %q in the catalogue, %q in the rules", id, got, name)
		}
	}
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
