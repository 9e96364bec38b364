package sample_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sample"
)

// hostileConnection has values that break out of a literal which is written carelessly.
func hostileConnection() (oauthflow.Profile, *oauthflow.ServerMetadata) {
	const breaking = `'"); alert(1); // """ ''' */ </script><!-- ${1} {{1}} {% x %} [[1]] \` + "\n\r\u2028\u2029\x00`🔑"
	at := func(path string) string { return "https://op.example/" + path + `'"\${}</script>` }
	profile := oauthflow.Profile{
		Issuer: "https://op.example/" + breaking, ClientID: breaking, Scopes: []string{"openid", breaking},
		AuthorizationParameters: map[string]string{breaking: breaking}, Redirect: oauthflow.Redirect{Host: breaking, Path: "/" + breaking},
		ClientSecret: oauthflow.NewSecret("the client's secret"),
	}
	return profile, &oauthflow.ServerMetadata{
		AuthorizationEndpoint: at("authorize"), TokenEndpoint: at("token"), JWKSURI: at("keys"), RevocationEndpoint: at("revoke"), EndSessionEndpoint: at("end"),
		IssInResponse: true, SigningAlgorithms: []string{"ES256", "EdDSA", breaking},
	}
}

const hostileAPI = `https://api.example/'"\</script>`

func program(t *testing.T, kind sample.Kind, p oauthflow.Profile, m *oauthflow.ServerMetadata, api string) map[string]string {
	t.Helper()
	files, err := sample.Program(kind, p, m, api)
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string]string{}
	for _, f := range files {
		contents[f.Name] = f.Content
		if strings.Contains(f.Content, "the client's secret") {
			t.Errorf("%s holds the secret", f.Name)
		}
	}
	return contents
}

// wantValues fails unless a program says of each value what was put in.
func wantValues(t *testing.T, got map[string]any, names map[string]any) {
	t.Helper()
	for name, want := range names {
		if !reflect.DeepEqual(got[name], want) {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
}

func TestHostileValuesStayInTheirLiteralsInJavaScript(t *testing.T) {
	node := needProgram(t, "node")
	p, m := hostileConnection()
	files := program(t, sample.SinglePage, p, m, hostileAPI)
	_, rest, _ := strings.Cut(files["app.js"], "const config = ")
	object, _, _ := strings.Cut(rest, "\n};")
	run := exec.CommandContext(t.Context(), node, "-e", `process.stdout.write(JSON.stringify(eval("(" + require("fs").readFileSync(0) + ")")))`)
	run.Stdin = strings.NewReader(object + "\n}")
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, object)
	}
	var got map[string]any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	wantValues(t, got, map[string]any{
		"issuer": p.Issuer, "clientID": p.ClientID, "redirectURI": sample.RedirectURI(sample.SinglePage, p), "scope": strings.Join(p.Scopes, " "),
		"authorizationParameters": map[string]any{p.ClientID: p.ClientID}, "authorizationEndpoint": m.AuthorizationEndpoint,
		"api": hostileAPI, "issInResponse": true, "algorithms": []any{"ES256"},
	})
	syntax := exec.CommandContext(t.Context(), node, "--input-type=module", "--check")
	syntax.Stdin = strings.NewReader(files["app.js"])
	if out, err := syntax.CombinedOutput(); err != nil {
		t.Errorf("%v %s", err, out)
	}
	if want := `connect-src https://op.example https://api.example;`; !strings.Contains(files["index.html"], want) || strings.Contains(files["index.html"], "alert") {
		t.Errorf("%s", files["index.html"])
	}
}

func TestHostileValuesStayInTheirLiteralsInPython(t *testing.T) {
	python := needProgram(t, "python3")
	p, m := hostileConnection()
	files := program(t, sample.Flask, p, m, hostileAPI)
	run := exec.CommandContext(t.Context(), python, "-c", `
import ast, json, sys
found = {}
for node in ast.parse(sys.stdin.buffer.read()).body:
    if isinstance(node, ast.Assign):
        try:
            found[node.targets[0].id] = ast.literal_eval(node.value)
        except ValueError:
            pass
json.dump(found, sys.stdout)`)
	run.Stdin = strings.NewReader(files["app.py"])
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	wantValues(t, got, map[string]any{
		"ISSUER": p.Issuer, "CLIENT_ID": p.ClientID, "REDIRECT_URI": sample.RedirectURI(sample.Flask, p), "SCOPE": strings.Join(p.Scopes, " "),
		"AUTHORIZATION_PARAMETERS": map[string]any{p.ClientID: p.ClientID}, "TOKEN_ENDPOINT": m.TokenEndpoint, "API": hostileAPI,
		"ISS_IN_RESPONSE": true, "ALGORITHMS": []any{"ES256"},
	})
}

func TestHostileValuesStayInTheirLiteralsInGo(t *testing.T) {
	p, m := hostileConnection()
	files := program(t, sample.Go, p, m, hostileAPI)
	parsed, err := parser.ParseFile(token.NewFileSet(), "main.go", files["main.go"], 0)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			if literal, ok := spec.Values[0].(*ast.BasicLit); ok && literal.Kind == token.STRING {
				got[spec.Names[0].Name], err = strconv.Unquote(literal.Value)
			}
		}
		return true
	})
	wantValues(t, got, map[string]any{
		"issuer": p.Issuer, "clientID": p.ClientID, "redirectHost": p.Redirect.Host, "redirectPath": p.Redirect.Path,
		"jwksURI": m.JWKSURI, "api": hostileAPI,
	})
}

func TestAProgramNeedsToKnowTheProvider(t *testing.T) {
	good, m := hostileConnection()
	byHand := good
	byHand.Endpoints = oauthflow.Endpoints{AuthorizationEndpoint: "https://a.example/", TokenEndpoint: "https://t.example/", JWKSURI: "https://k.example/", UserInfoEndpoint: "https://u.example/"}
	other := func(change func(*oauthflow.ServerMetadata)) *oauthflow.ServerMetadata {
		changed := *m
		change(&changed)
		return &changed
	}
	for name, row := range map[string]struct {
		kind     sample.Kind
		profile  oauthflow.Profile
		metadata *oauthflow.ServerMetadata
		want     error
	}{
		"metadata":                    {sample.Go, good, m, nil},
		"endpoints entered by hand":   {sample.Go, byHand, nil, nil},
		"neither":                     {sample.Flask, good, nil, sample.ErrNoEndpoints},
		"another kind":                {"perl", good, m, sample.ErrUnknownKind},
		"an algorithm nobody knows":   {sample.Go, good, other(func(m *oauthflow.ServerMetadata) { m.SigningAlgorithms = []string{"EdDSA"} }), sample.ErrNoAlgorithm},
		"a script as an endpoint":     {sample.SinglePage, good, other(func(m *oauthflow.ServerMetadata) { m.AuthorizationEndpoint = "javascript:alert(1)" }), sample.ErrUnusableURL},
		"a host that ends the policy": {sample.SinglePage, good, other(func(m *oauthflow.ServerMetadata) { m.TokenEndpoint = "https://a.example;script-src/" }), sample.ErrUnusableURL},
		"a key set in the clear":      {sample.Flask, good, other(func(m *oauthflow.ServerMetadata) { m.JWKSURI = "http://op.example/keys" }), sample.ErrUnusableURL},
		"a password in an endpoint":   {sample.Go, good, other(func(m *oauthflow.ServerMetadata) { m.TokenEndpoint = "https://user:secret@op.example/token" }), sample.ErrUnusableURL},
	} {
		if files, err := sample.Program(row.kind, row.profile, row.metadata, ""); !errors.Is(err, row.want) || (err == nil) != (len(files) > 0) {
			t.Errorf("%s: %v, %d files", name, err, len(files))
		}
	}
	for api, want := range map[string]error{
		"http://127.0.0.1:5000/notes": nil, "http://localhost:5000/": nil, "http://api.example/notes": sample.ErrUnusableURL,
		"https://user:secret@api.example/": sample.ErrUnusableURL, "api.example": sample.ErrUnusableURL,
		"https://api.example:65535/": nil, "https://api.example:65536/": sample.ErrUnusableURL, "https://api.example:0/": sample.ErrUnusableURL,
		"https://api.example:/": sample.ErrUnusableURL, "https://api.example:99999999999/": sample.ErrUnusableURL,
	} {
		if _, err := sample.Program(sample.Go, good, m, api); !errors.Is(err, want) {
			t.Errorf("%s: %v", api, err)
		}
	}
	if app := program(t, sample.SinglePage, byHand, nil, "")["app.js"]; !strings.Contains(app, `api: "https://u.example/"`) {
		t.Error("without an API it does not ask UserInfo")
	}
}

func TestWhatIsToBeRegisteredIsSaid(t *testing.T) {
	for port, want := range map[int][]string{
		0:    {"http://127.0.0.1:8401/", "http://127.0.0.1:8402/callback", "http://127.0.0.1/back"},
		8080: {"http://127.0.0.1:8080/", "http://127.0.0.1:8080/callback", "http://127.0.0.1:8080/back"},
	} {
		for i, kind := range sample.Kinds() {
			if got := sample.RedirectURI(kind, oauthflow.Profile{Redirect: oauthflow.Redirect{Port: port, Path: "/back"}}); got != want[i] {
				t.Errorf("%s on %d: %s, want %s", kind, port, got, want[i])
			}
		}
	}
}
