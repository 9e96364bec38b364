package ui

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is a parsed Go file of the module; path is relative to its root, with slashes.
type source struct {
	path    string
	file    *ast.File
	imports []string
}

func (s source) folder() string { return filepath.ToSlash(filepath.Dir(s.path)) }

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	const root = ".."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && notOurs(d.Name()):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go"):
			return nil
		}
		s, err := parse(root, path)
		all = append(all, s)
		return err
	})
	if err != nil || len(all) < 50 {
		t.Fatalf("found %d files, %v", len(all), err)
	}
	return all
}

// notOurs reports folders of other modules and of tools.
func notOurs(folder string) bool {
	return slices.Contains([]string{"node_modules", "interop", "build"}, folder) || strings.HasPrefix(folder, ".")
}

func parse(root, path string) (source, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		return source{}, err
	}
	relative, err := filepath.Rel(root, path)
	s := source{path: filepath.ToSlash(relative), file: file}
	for _, i := range file.Imports {
		imported, unquoteErr := strconv.Unquote(i.Path.Value)
		err = errors.Join(err, unquoteErr)
		s.imports = append(s.imports, imported)
	}
	return s, err
}

// importRule forbids imports to some files.
type importRule struct {
	applies   func(s source) bool
	forbidden func(imported string) bool
}

// productIn applies to the folders' files that are no tests.
func productIn(folders ...string) func(source) bool {
	return func(s source) bool { return !s.isTest() && slices.Contains(folders, s.folder()) }
}

// importRules are the rules of the project: who may know whom.
func importRules() map[string]importRule {
	fyne := func(i string) bool { return strings.HasPrefix(i, "fyne.io/") }
	ours := func(i string) bool { return strings.HasPrefix(i, "proofkey/") }
	return map[string]importRule{
		"only main starts Fyne's app": {
			func(s source) bool { return s.path != "main.go" && !strings.HasPrefix(s.path, "ui/e2e/") },
			func(i string) bool { return i == "fyne.io/fyne/v2/app" },
		},
		"the protocol knows neither window nor Fyne": {
			func(s source) bool { return strings.HasPrefix(s.path, "oauthflow/") },
			func(i string) bool { return fyne(i) || strings.HasPrefix(i, "proofkey/ui") },
		},
		"the demo provider and API know nothing of ours": {
			productIn("oauthflow/demoprovider", "oauthflow/demoapi"), ours,
		},
		"the vault knows nothing of ours": {
			func(s source) bool { return s.folder() == "oauthflow/vault" }, ours,
		},
		"the state knows no Fyne": {
			productIn("ui/state"), fyne,
		},
		"state, widgets and views do not reach the network": {
			productIn("ui/state", "ui/widget", "ui/view", "ui/phrase"),
			func(i string) bool { return i == "net/http" },
		},
		"widgets know neither protocol nor state": {
			productIn("ui/widget"),
			func(i string) bool { return ours(i) && i != "proofkey/assets" },
		},
		"phrases know nothing of ours": {
			productIn("ui/phrase"), func(i string) bool { return ours(i) || fyne(i) },
		},
		"views do not know the controller": {
			productIn("ui/view"),
			func(i string) bool { return i == "proofkey/ui" },
		},
		"no product code imports test helpers": {
			func(s source) bool {
				return !s.isTest() && !strings.HasPrefix(s.path, "oauthflow/oauthtest/") && !strings.HasPrefix(s.path, "ui/uitest/") && s.folder() != "ui/e2e"
			},
			func(i string) bool {
				return i == "testing" || strings.HasSuffix(i, "httptest") || strings.HasSuffix(i, "/oauthtest") || strings.HasSuffix(i, "/uitest") || i == "fyne.io/fyne/v2/test"
			},
		},
	}
}

func TestImportRules(t *testing.T) {
	for name, rule := range importRules() {
		t.Run(name, func(t *testing.T) {
			if rule.check(t) == 0 {
				t.Error("the rule applies to no file")
			}
		})
	}
}

// check returns how many files the rule applies to.
func (r importRule) check(t *testing.T) int {
	t.Helper()
	applied := 0
	for _, s := range sources(t) {
		if !r.applies(s) {
			continue
		}
		applied++
		for _, i := range s.imports {
			if r.forbidden(i) {
				t.Errorf("%s imports %s", s.path, i)
			}
		}
	}
	return applied
}

// In the window only the controller starts goroutines.
func TestOnlyTheControllerStartsGoroutines(t *testing.T) {
	for _, s := range sources(t) {
		if !strings.HasPrefix(s.path, "ui/") || s.isTest() || s.path == "ui/controller.go" || strings.HasPrefix(s.path, "ui/uitest/") || s.folder() == "ui/e2e" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine", s.path)
			}
			return true
		})
	}
}

// Below main nobody makes a root context, ends the process, or uses the shared HTTP client (house style, section 6).
func TestForbiddenCallsBelowMain(t *testing.T) {
	forbidden := []string{"context.Background", "context.TODO", "os.Exit", "log.Fatal", "log.Fatalf", "http.DefaultClient", "http.Get", "http.Post"}
	for _, s := range sources(t) {
		if s.path == "main.go" || s.isTest() || strings.HasPrefix(s.path, "oauthflow/oauthtest/") || s.folder() == "ui/e2e" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := selector.X.(*ast.Ident); ok && slices.Contains(forbidden, x.Name+"."+selector.Sel.Name) {
				t.Errorf("%s uses %s.%s", s.path, x.Name, selector.Sel.Name)
			}
			return true
		})
	}
}

// A file starts with what it implements.
func TestEveryFileSaysWhatItIs(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		if s.file.Doc == nil && (len(s.file.Comments) == 0 || s.file.Comments[0].Pos() > s.file.Package) {
			t.Errorf("%s does not begin with a sentence about what it is", s.path)
		}
	}
}
