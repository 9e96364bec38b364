package ui

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// inspectProduct calls see for every node of the product's source, tests and test helpers aside.
func inspectProduct(t *testing.T, see func(s source, n ast.Node)) {
	t.Helper()
	for _, s := range sources(t) {
		if s.isTest() || strings.HasPrefix(s.path, "oauthflow/oauthtest/") || strings.HasPrefix(s.path, "ui/uitest/") || strings.HasPrefix(s.path, "ui/e2e/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			see(s, n)
			return true
		})
	}
}

func calledName(n ast.Node) (string, *ast.CallExpr) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return "", nil
	}
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name, call
	case *ast.SelectorExpr:
		return f.Sel.Name, call
	}
	return "", nil
}

// NATIVE-01: no secret is written into the program.
func TestNoSecretIsEmbedded(t *testing.T) {
	made := 0
	inspectProduct(t, func(s source, n ast.Node) {
		if name, call := calledName(n); name == "NewSecret" && len(call.Args) == 1 {
			made++
			if _, literal := call.Args[0].(*ast.BasicLit); literal {
				t.Errorf("%s makes a secret of a constant", s.path)
			}
		}
		if pair, ok := n.(*ast.KeyValueExpr); ok {
			key, isName := pair.Key.(*ast.Ident)
			if _, literal := pair.Value.(*ast.BasicLit); literal && isName && key.Name == "ClientSecret" {
				t.Errorf("%s holds a client secret", s.path)
			}
		}
	})
	if made == 0 {
		t.Error("no secret is made anywhere")
	}
}

// NATIVE-04: the resource owner password credentials grant is not there. The demo provider is no client.
func TestThereIsNoPasswordGrant(t *testing.T) {
	inspectProduct(t, func(s source, n ast.Node) {
		if name, _ := calledName(n); name == "PasswordCredentialsToken" {
			t.Errorf("%s uses the password grant", s.path)
		}
		text, ok := n.(*ast.BasicLit)
		if ok && text.Kind == token.STRING && strings.Contains(text.Value, "grant_type=password") {
			t.Errorf("%s builds a password grant", s.path)
		}
	})
}

// NATIVE-05, IDT-21: pages are for the person's browser, and pictures that claims name are not loaded.
func TestThereIsNoWebViewAndNoRemotePicture(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "go.mod"))
	if err != nil || !strings.Contains(string(mod), "fyne.io/fyne/v2") {
		t.Fatalf("go.mod: %v", err)
	}
	webViews := []string{"webview", "webkit", "chromedp", "go-rod", "lorca", "wails", "astilectron", "/cef", "qtwebengine", "playwright"}
	for _, name := range webViews {
		if strings.Contains(strings.ToLower(string(mod)), name) {
			t.Errorf("go.mod names %s", name)
		}
	}
	for _, s := range sources(t) {
		for _, i := range s.imports {
			if slices.ContainsFunc(webViews, func(w string) bool { return strings.Contains(strings.ToLower(i), w) }) {
				t.Errorf("%s imports %s", s.path, i)
			}
		}
	}
	loaders := []string{"LoadResourceFromURLString", "NewImageFromURI", "LoadResourceFromPath"}
	inspectProduct(t, func(s source, n ast.Node) {
		if name, _ := calledName(n); slices.Contains(loaders, name) {
			t.Errorf("%s calls %s", s.path, name)
		}
	})
}

// STOR-09: the window's title is the app's name and nothing else.
func TestWindowTitlesAreConstant(t *testing.T) {
	windows := 0
	inspectProduct(t, func(s source, n ast.Node) {
		name, call := calledName(n)
		if name == "SetTitle" {
			t.Errorf("%s changes a window's title", s.path)
		}
		if name != "NewWindow" || len(call.Args) != 1 {
			return
		}
		windows++
		if title, ok := call.Args[0].(*ast.Ident); !ok || title.Name != "appName" {
			t.Errorf("%s gives a window another title", s.path)
		}
	})
	if windows != 1 {
		t.Errorf("%d windows are made", windows)
	}
}
