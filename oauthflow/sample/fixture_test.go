// The embedded provider and its API for programs to sign in at, and the tools that the programs need.

package sample_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/sample"
)

const (
	patience = time.Minute                     // for what takes a moment, on a loaded machine
	firstOf  = "Order analytical engine parts" // the first note of everybody at the demo API
)

// lacking skips a test whose tool is not there, except in continuous integration on Linux, where .ci/packages brings all.
func lacking(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("CI") != "" && runtime.GOOS == "linux" {
		t.Fatalf("%s is not installed", tool)
	}
	t.Skipf("%s is not installed: .ci/packages test desktop brings it on Debian", tool)
}

func needProgram(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	lacking(t, names[0])
	return ""
}

// needPython returns a Python that has what the web app imports: Debian's own, or the one on the path.
func needPython(t *testing.T) string {
	t.Helper()
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if exec.CommandContext(t.Context(), python, "-c", "import flask, requests, jwt, cryptography").Run() == nil {
			return python
		}
	}
	lacking(t, "Python with flask, requests, jwt and cryptography")
	return ""
}

// memory keeps the provider's state for the test to look at.
type memory struct {
	mu    sync.Mutex
	state []byte
}

func (m *memory) Load(context.Context) ([]byte, error) { return nil, nil }

func (m *memory) Save(_ context.Context, state []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state = slices.Clone(state)
	return nil
}

// grant is what the provider keeps of a sign-in.
type grant struct {
	ClientID string   `json:"client_id"`
	Used     []string `json:"used"`
}

func (m *memory) grants(t *testing.T, clientID string) []grant {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	var state struct {
		Grants map[string]grant `json:"grants"`
	}
	if err := json.Unmarshal(m.state, &state); err != nil {
		t.Fatal(err)
	}
	var found []grant
	for _, g := range state.Grants {
		if g.ClientID == clientID {
			found = append(found, g)
		}
	}
	return found
}

// wantRefreshed fails unless one sign-in of the client lives, whose refresh token was used.
func (m *memory) wantRefreshed(t *testing.T, clientID string) {
	t.Helper()
	if g := m.grants(t, clientID); len(g) != 1 || len(g[0].Used) == 0 {
		t.Errorf("the grants of %s are %+v, want one that was refreshed", clientID, g)
	}
}

// demo is a running provider.
type demo struct {
	*memory
	issuer  string
	profile oauthflow.Profile
}

// startDemo starts the provider for a client whose redirect URI is on the port (0: any). Its access tokens live so short
// that each program has to refresh before it calls the API.
func startDemo(t *testing.T, clientID string, port int) *demo {
	t.Helper()
	d := &demo{memory: &memory{}}
	d.profile = oauthflow.Profile{ClientID: clientID, Scopes: []string{"openid", "profile", "offline_access"}, DPoP: oauthflow.DPoPOff, Redirect: oauthflow.Redirect{Host: "127.0.0.1", Port: port, Path: "/callback"}}
	config := demoprovider.Config{Store: d.memory, AccessTokenLifetime: 9 * time.Second}
	singlePage := sample.RedirectURI(sample.SinglePage, d.profile)
	switch clientID {
	case demoprovider.SinglePageClientID:
		config.SinglePageURI = singlePage
	case demoprovider.WebClientID:
		config.WebURI = sample.RedirectURI(sample.Flask, d.profile)
	}
	config.API = func(issuer string) http.Handler {
		return demoapi.New(demoapi.Config{Issuer: issuer, Origin: singlePage[:len(singlePage)-1]})
	}
	provider, err := demoprovider.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	d.issuer, d.profile.Issuer = provider.Issuer(), provider.Issuer()
	return d
}

// metadata is the provider's, as the app reads it.
func (d *demo) metadata(t *testing.T) *oauthflow.ServerMetadata {
	t.Helper()
	client := oauthflow.NewClient(d.profile, oauthflow.NewTransport(), nil, nil)
	if err := client.Prefetch(t.Context(), &oauthflow.Timeline{}); err != nil {
		t.Fatal(err)
	}
	return client.Metadata()
}

// write puts a program into a folder.
func (d *demo) write(t *testing.T, kind sample.Kind, m *oauthflow.ServerMetadata) string {
	t.Helper()
	files, err := sample.Program(kind, d.profile, m, d.issuer+"/api/notes")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(folder, f.Name), []byte(f.Content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// freePort is free when it is asked for.
func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// waitForLine reads until a line matches, and returns what the pattern's group found; the rest is read in the background.
func waitForLine(t *testing.T, output io.Reader, pattern string) string {
	t.Helper()
	found, seen := make(chan string, 1), make(chan string, 1)
	go func() {
		var all []byte
		match := regexp.MustCompile(pattern)
		lines := bufio.NewScanner(output)
		for lines.Scan() {
			all = append(append(all, lines.Bytes()...), '\n')
			if m := match.FindSubmatch(lines.Bytes()); m != nil {
				found <- string(m[len(m)-1])
				_, _ = io.Copy(io.Discard, output)
				return
			}
		}
		seen <- string(all)
	}()
	select {
	case line := <-found:
		return line
	case all := <-seen:
		t.Fatalf("no line matches %s in\n%s", pattern, all)
	case <-time.After(patience):
		t.Fatalf("no line matches %s in time", pattern)
	}
	return ""
}

func portOf(t *testing.T, listener net.Listener) int {
	t.Helper()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
