// The HAR export of a sign-in at a foreign provider against the schema of HAR 1.2, as the library har-validator has it.

package interop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

func TestTheExportIsHAR(t *testing.T) {
	needNode(t)
	installPackages(t, harValidatorFolder)
	s := newSigningIn(t, zitadel{}.start(t))
	session := s.mustSignIn(t, oauthflow.SignInOptions{})
	if _, err := s.Refresh(t.Context(), s.tl); err != nil {
		t.Fatal(err)
	}
	events := append(s.tl.Events(), oauthflow.Event{ // a request that nobody answered
		At: time.Now(), Kind: oauthflow.EventHTTP, Step: oauthflow.StepAPI,
		HTTP: &oauthflow.HTTPExchange{
			StartedAt: time.Now(), Duration: time.Second,
			Request: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Method: "GET", URL: "https://api.example/a?code=1&odd&x=%zz"}),
		},
	})
	b, err := report.NewBundle("Proofkey", s.Profile, session, events, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.HAR()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "export.har")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(run(t, harValidatorFolder, signInLimit, "node", "validate.mjs", name))); got != "valid" {
		t.Errorf("the validator says %q", got)
	}
	if strings.Contains(string(data), session.AccessToken.Reveal()) {
		t.Error("the access token is in the export")
	}
}
