// The whole sign-in as a program, made of a template under assets/sample.

package sample

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"path"
	"strings"
	"text/template"

	"proofkey/assets"
	"proofkey/oauthflow"
)

// Kind is a kind of program.
type Kind string

// The kinds of programs.
const (
	SinglePage Kind = "spa"   // plain JavaScript in a page
	Flask      Kind = "flask" // a web app in Python
	Go         Kind = "go"    // a native program
)

// Kinds lists all kinds.
func Kinds() []Kind { return []Kind{SinglePage, Flask, Go} }

// File is a file of a program.
type File struct{ Name, Content string }

// Errors of Program.
var (
	ErrUnknownKind  = errors.New("there is no such kind of program")
	ErrOAuthOnly    = errors.New("the programs verify an ID token, and this provider issues none")
	ErrManyTenants  = errors.New("the programs know one issuer, and this one stands for many tenants")
	ErrNoEndpoints  = errors.New("the provider's endpoints are not known yet")
	ErrNoAlgorithm  = errors.New("the provider signs ID tokens with no algorithm that the programs know")
	ErrUnusableURL  = errors.New("an endpoint is no URL that a program can ask")
	ErrSecretInURL  = errors.New("a URL or a parameter would put a secret into the program")
	errBrokenSample = errors.New("the sample's template is broken")
)

// Program writes the sign-in of a connection as a program that calls the API at apiURL ("": UserInfo). Where the endpoints
// were not entered by hand, they come from m. No secret is in it. RedirectURI says what must be registered for it.
func Program(kind Kind, p oauthflow.Profile, m *oauthflow.ServerMetadata, apiURL string) ([]File, error) {
	values, err := valuesOf(kind, p, m, apiURL)
	if err != nil {
		return nil, err
	}
	folder := path.Join("sample", string(kind))
	entries, err := fs.ReadDir(assets.Samples, folder)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBrokenSample, err)
	}
	var files []File
	for _, entry := range entries {
		file, err := write(path.Join(folder, entry.Name()), values)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errBrokenSample, err)
		}
		files = append(files, file)
	}
	return files, nil
}

// write fills in one template. Go is formatted, which also proves that it can be parsed.
func write(name string, values values) (File, error) {
	parsed, err := template.New(path.Base(name)).Delims("[[", "]]").Funcs(literals()).Option("missingkey=error").ParseFS(assets.Samples, name)
	if err != nil {
		return File{}, err
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, values); err != nil {
		return File{}, err
	}
	file := File{Name: strings.TrimSuffix(path.Base(name), ".tmpl"), Content: out.String()}
	if path.Ext(file.Name) == ".go" {
		formatted, err := format.Source(out.Bytes())
		if err != nil {
			return File{}, err
		}
		file.Content = string(formatted)
	}
	return file, nil
}
