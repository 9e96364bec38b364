package ui

import (
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
	root := ".."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "node_modules" || name == "interop" || name == "build" || strings.HasPrefix(name, ".") && path != root) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		s := source{path: filepath.ToSlash(relative), file: file}
		for _, i := range file.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, imported)
		}
		all = append(all, s)
		return nil
	})
	if err != nil || len(all) < 50 {
		t.Fatalf("found %d files, %v", len(all), err)
	}
	return all
}

// The import rules of the project: who may know whom.
func TestImportRules(t *testing.T) {
	fyne := func(i string) bool { return strings.HasPrefix(i, "fyne.io/") }
	ours := func(i string) bool { return strings.HasPrefix(i, "proofkey/") }
	for name, rule := range map[string]struct {
		applies   func(s source) bool
		forbidden func(imported string) bool
	}{
		"only main starts Fyne's app": {
			func(s source) bool { return s.path != "main.go" && !strings.HasPrefix(s.path, "ui/e2e/") },
			func(i string) bool { return i == "fyne.io/fyne/v2/app" },
		},
		"the protocol knows neither window nor Fyne": {
			func(s source) bool { return strings.HasPrefix(s.path, "oauthflow/") },
			func(i string) bool { return fyne(i) || strings.HasPrefix(i, "proofkey/ui") },
		},
		"the demo provider and API know nothing of ours": {
			func(s source) bool {
				return !s.isTest() && (s.folder() == "oauthflow/demoprovider" || s.folder() == "oauthflow/demoapi")
			}, ours,
		},
		"the vault knows nothing of ours": {
			func(s source) bool { return s.folder() == "oauthflow/vault" }, ours,
		},
		"the state knows no Fyne": {
			func(s source) bool { return s.folder() == "ui/state" && !s.isTest() }, fyne,
		},
		"state, widgets and views do not reach the network": {
			func(s source) bool {
				return !s.isTest() && slices.Contains([]string{"ui/state", "ui/widget", "ui/view"}, s.folder())
			},
			func(i string) bool { return i == "net/http" },
		},
		"widgets know neither protocol nor state": {
			func(s source) bool { return s.folder() == "ui/widget" && !s.isTest() },
			func(i string) bool { return ours(i) && i != "proofkey/assets" },
		},
		"views do not know the controller": {
			func(s source) bool { return s.folder() == "ui/view" && !s.isTest() },
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
	} {
		t.Run(name, func(t *testing.T) {
			applied := 0
			for _, s := range sources(t) {
				if !rule.applies(s) {
					continue
				}
				applied++
				for _, i := range s.imports {
					if rule.forbidden(i) {
						t.Errorf("%s imports %s", s.path, i)
					}
				}
			}
			if applied == 0 {
				t.Error("the rule applies to no file")
			}
		})
	}
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
