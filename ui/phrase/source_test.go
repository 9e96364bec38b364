// The English phrases that the protocol's code puts evidence together from, read from its syntax tree.

package phrase

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// reader gathers the phrases of source files, each with a place where it stands.
type reader struct {
	files   *token.FileSet
	phrases map[string]string
	folder  string
	file    string
	inside  string // the function
}

// readPhrases returns the phrases of the packages whose texts reach the window.
func readPhrases(t *testing.T) map[string]string {
	t.Helper()
	r := &reader{files: token.NewFileSet(), phrases: map[string]string{}}
	for _, folder := range folders() {
		paths, err := filepath.Glob(filepath.Join("../..", folder, "*.go"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no source in %s: %v", folder, err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") || otherFiles()[folder+"/"+filepath.Base(path)] != "" {
				continue
			}
			file, err := parser.ParseFile(r.files, path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			r.read(folder, file)
		}
	}
	return r.phrases
}

func (r *reader) read(folder string, file *ast.File) {
	r.folder, r.file = folder, filepath.Base(r.files.Position(file.Pos()).Filename)
	for _, d := range file.Decls {
		r.inside = ""
		if f, ok := d.(*ast.FuncDecl); ok {
			r.inside = f.Name.Name
		}
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		if otherFunctions()[folder+"."+r.inside] == "" {
			r.walk(d, place{})
		}
	}
}

// place is where an expression stands.
type place struct {
	words    bool // what is here is evidence, be it one word or more
	noPhrase bool // what is here is none
}

// walk gathers the phrases below a node.
func (r *reader) walk(n ast.Node, at place) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.Field: // of a struct: tags
			return false
		case *ast.AssignStmt:
			return !r.appended(x, at)
		case *ast.BinaryExpr:
			return !r.binary(x, at)
		case *ast.BasicLit:
			if text, ok := stringOf(x); ok {
				r.take(x.Pos(), text, at)
			}
		case *ast.CallExpr:
			r.call(x, at)
			return false
		case *ast.KeyValueExpr:
			r.keyValue(x, at)
			return false
		case *ast.IndexExpr:
			r.walk(x.X, at)
			return false
		case *ast.CaseClause:
			for _, s := range x.Body {
				r.walk(s, at)
			}
			return false
		case *ast.ReturnStmt:
			at := place{words: at.words || describing(r.inside)}
			for _, e := range x.Results {
				r.walk(e, at)
			}
			return false
		}
		return true
	})
}

// appended takes text += "more" as {1}more, and what becomes a field of evidence.
func (r *reader) appended(x *ast.AssignStmt, at place) bool {
	if x.Tok != token.ADD_ASSIGN {
		field := slices.ContainsFunc(x.Lhs, func(e ast.Expr) bool {
			_, ok := e.(*ast.SelectorExpr)
			return ok && isEvidence(nameOf(e))
		})
		if field {
			r.walkAll(x.Rhs, place{words: true})
		}
		return field
	}
	whole := &parts{format: "{1}", values: 1}
	if !whole.add(x.Rhs[0]) {
		return false
	}
	r.take(x.Pos(), whole.format, at)
	r.walkAll(whole.rest, at)
	return true
}

func (r *reader) binary(x *ast.BinaryExpr, at place) bool {
	switch x.Op {
	case token.EQL, token.NEQ:
		return isText(x.X) || isText(x.Y)
	case token.ADD:
		whole := &parts{}
		if whole.add(x) {
			r.take(x.Pos(), whole.format, at)
			r.walkAll(whole.rest, at)
			return true
		}
	}
	return false
}

func (r *reader) walkAll(all []ast.Expr, at place) {
	for _, e := range all {
		r.walk(e, at)
	}
}

func (r *reader) call(x *ast.CallExpr, at place) {
	name := nameOf(x.Fun)
	if f, ok := formatOf(x); ok {
		whole := &parts{}
		whole.addFormat(f, x.Args[1:])
		r.take(x.Pos(), whole.format, place{words: at.words || name != "Sprintf", noPhrase: at.noPhrase})
		r.walkAll(whole.rest, at)
		return
	}
	r.walk(x.Fun, at)
	words := evidence()[name]
	for i, arg := range x.Args {
		inner := place{words: at.words && passes(name), noPhrase: slices.Contains(noEvidence(), name)}
		if words != nil {
			inner.words = slices.Contains(words, i)
			inner.noPhrase = inner.noPhrase || i < words[0]
		}
		r.walk(arg, inner)
	}
}

func (r *reader) keyValue(x *ast.KeyValueExpr, at place) {
	key, _ := x.Key.(*ast.Ident)
	switch {
	case key == nil:
		r.walk(x.Value, at)
	case isEvidence(key.Name):
		r.walk(x.Value, place{words: true})
	case key.Name != "Spec" && key.Name != "pattern":
		r.walk(x.Value, place{noPhrase: at.noPhrase})
	}
}

// take keeps a text that is a phrase.
func (r *reader) take(pos token.Pos, text string, at place) {
	if strings.Contains(text, "%") {
		whole := &parts{}
		whole.addFormat(text, nil)
		text = whole.format
	}
	text = strings.TrimPrefix(text, "; ") // the end of a list
	if at.noPhrase || isSource(text) || protocolValues()[text] || !hasWords(text) || !at.words && (!isProse(text) || !allProse(r.folder)) {
		return
	}
	if r.phrases[text] == "" {
		r.phrases[text] = fmt.Sprintf("%s:%d", r.file, r.files.Position(pos).Line)
	}
}

var (
	prose    = regexp.MustCompile(`[\pL,;:] [\pL"(]`)
	ofValues = regexp.MustCompile(`\{\d+d?\}`)
	words    = regexp.MustCompile(`\pL`)
	source   = regexp.MustCompile(`^(RFC \d|OIDC |OpenID |OAuth 2\.1|draft-)`)
)

func isProse(text string) bool {
	return prose.MatchString(ofValues.ReplaceAllString(text, "x")) && hasWords(text)
}

func hasWords(text string) bool { return words.MatchString(ofValues.ReplaceAllString(text, "")) }

// isSource reports the name of a document, which is the same in every language.
func isSource(text string) bool { return source.MatchString(text) }

// parts is an expression that makes a text, as a phrase.
type parts struct {
	format string
	values int
	rest   []ast.Expr // of the values
}

// add appends an expression and reports whether there is a text of ours in it.
func (p *parts) add(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.ParenExpr:
		return p.add(x.X)
	case *ast.BasicLit:
		text, ok := stringOf(x)
		p.format += text
		return ok
	case *ast.BinaryExpr:
		first := p.add(x.X)
		return p.add(x.Y) || first
	case *ast.CallExpr:
		if f, ok := formatOf(x); ok {
			p.addFormat(f, x.Args[1:])
			return true
		}
		if nameOf(x.Fun) == "Itoa" {
			p.value("d", nil)
			return false
		}
	}
	p.value("", e)
	return false
}

func (p *parts) value(kind string, e ast.Expr) {
	p.values++
	p.format += "{" + strconv.Itoa(p.values) + kind + "}"
	if e != nil {
		p.rest = append(p.rest, e)
	}
}

var verb = regexp.MustCompile(`%(%|[-+# 0-9.]*[a-zA-Z])`)

// addFormat appends a format of the package fmt.
func (p *parts) addFormat(format string, args []ast.Expr) {
	at := 0
	for _, m := range verb.FindAllStringIndex(format, -1) {
		p.format += format[at:m[0]]
		at = m[1]
		switch kind := format[m[1]-1]; {
		case kind == '%':
			p.format += "%"
			continue
		case kind == 'd':
			p.value("d", nil)
		default:
			p.value("", nil)
		}
		if len(args) > 0 {
			p.rest, args = append(p.rest, args[0]), args[1:]
		}
	}
	p.format += format[at:]
}

// formatOf is the text of a call that makes a text or an error of it.
func formatOf(x *ast.CallExpr) (string, bool) {
	if !slices.Contains([]string{"Sprintf", "Errorf", "New"}, nameOf(x.Fun)) || len(x.Args) == 0 {
		return "", false
	}
	literal, ok := x.Args[0].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	return stringOf(literal)
}

func stringOf(x *ast.BasicLit) (string, bool) {
	if x.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(x.Value)
	return text, err == nil
}

func isText(e ast.Expr) bool {
	x, ok := e.(*ast.BasicLit)
	return ok && x.Kind == token.STRING
}

func nameOf(e ast.Expr) string {
	switch f := e.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
