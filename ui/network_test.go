package ui

import (
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/vault"
	"proofkey/ui/state"
)

const proxyPassword = "hush-hush proxy"

// basicProxy is a proxy of this computer that forwards requests of those who know its password.
type basicProxy struct {
	*httptest.Server
	forwarded, refused atomic.Int32
}

func newBasicProxy(t *testing.T, user string) *basicProxy {
	t.Helper()
	p, want := &basicProxy{}, "Basic "+base64.StdEncoding.EncodeToString([]byte(user+":"+proxyPassword))
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != want {
			p.refused.Add(1)
			w.Header().Set("Proxy-Authenticate", `Basic realm="proxy"`)
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		p.forwarded.Add(1)
		p.forward(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *basicProxy) forward(w http.ResponseWriter, r *http.Request) {
	next, err := http.NewRequestWithContext(r.Context(), r.Method, r.RequestURI, r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	next.Header = r.Header.Clone()
	next.Header.Del("Proxy-Authorization")
	answer, err := http.DefaultTransport.RoundTrip(next)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, answer.Body)
}

// A whole sign-in through a proxy that wants a password, from the form; the password rests in the vault, and comes back.
func TestASignInThroughAProxyWithAPassword(t *testing.T) {
	folder, keys, proxy := t.TempDir(), &testKeyring{}, newBasicProxy(t, "ada")
	c, d := openAppWith(t, folder, Arguments{}, keys)
	d.Until(t, "the demo provider", func() bool { return c.opened != nil && c.state.Current().DemoAPI != "" })
	c.Duplicate()
	c.EditForm(func(f *state.Form) {
		f.Set(state.FieldProxy, proxy.URL)
		f.Set(state.FieldProxyUser, "ada")
		f.Set(state.FieldProxyPassword, "wrong")
	})
	c.SaveForm(true)
	connection := c.state.Current()
	d.Until(t, "the refusal", func() bool { return connection.Failure != nil })
	if e := connection.Failure; e.Code != oauthflow.CodeProxyUnauthenticated || e.Step != oauthflow.StepDiscover || connection.ProblemButtons()[0].Action != state.ActionEdit {
		t.Errorf("%+v", e)
	}
	if proxy.forwarded.Load() != 0 || proxy.refused.Load() == 0 {
		t.Errorf("forwarded %d, refused %d", proxy.forwarded.Load(), proxy.refused.Load())
	}
	c.Show(state.RoomEditConnection)
	c.EditForm(func(f *state.Form) { f.Set(state.FieldProxyPassword, proxyPassword) })
	c.SaveForm(true)
	d.untilSignedIn(t, c)
	if proxy.forwarded.Load() < 3 { // metadata, tokens, keys
		t.Errorf("forwarded %d", proxy.forwarded.Load())
	}
	id := connection.Profile.ID
	d.Until(t, "the password in the vault", func() bool {
		data, err := c.opened.vault.Load(t.Context(), id, vault.KindProxyPassword)
		return err == nil && string(data) == proxyPassword
	})
	for _, file := range []func() ([]byte, error){connection.Profile.ConnectionFile, func() ([]byte, error) { link, err := connection.Profile.ShareLink(); return []byte(link), err }} {
		if data, err := file(); err != nil || strings.Contains(string(data), "proxy") {
			t.Errorf("%s, %v", data, err)
		}
	}
	for i := range connection.Flow.Len() {
		shown := fmt.Sprintf("%+v", connection.FlowDetail(i, c.now(), true))
		if strings.Contains(shown, "Proxy-Authorization") || strings.Contains(shown, base64.StdEncoding.EncodeToString([]byte("ada:"+proxyPassword))) {
			t.Errorf("entry %d of the flow shows it: %s", i, shown)
		}
	}
	c.Close(closeLimit)
	searchFor(t, folder, proxyPassword)

	again, ad := openAppWith(t, folder, Arguments{}, keys)
	ad.Until(t, "the second run", func() bool { return again.opened != nil && again.state.Connection(id) != nil })
	again.Select(id)
	again.Show(state.RoomEditConnection)
	if got := again.state.Form.Settings; got.ProxyPassword != proxyPassword || got.ProxyUser != "ada" || got.Proxy != proxy.URL {
		t.Errorf("the second run has %q, user %q", got.ProxyPassword, got.ProxyUser)
	}
	ad.Until(t, "the session", func() bool { return again.state.Current().Session != nil })
	before := proxy.forwarded.Load()
	again.Refresh()
	ad.Until(t, "the refresh through the proxy", func() bool {
		return again.state.Current().Session != nil && again.state.Current().Session.Refreshes == 1
	})
	if proxy.forwarded.Load() == before {
		t.Error("the refresh went round the proxy")
	}
	again.EditForm(func(f *state.Form) { f.Settings = state.FormSettings{} })
	again.SaveForm(false)
	ad.Until(t, "the password's end", func() bool {
		_, err := again.opened.vault.Load(t.Context(), id, vault.KindProxyPassword)
		return err != nil
	})
}

// A form that is saved before the vault has opened deletes no secret that it has not seen.
func TestSavingBeforeTheVaultHasOpenedKeepsItsSecrets(t *testing.T) {
	folder, keys := t.TempDir(), &testKeyring{}
	c, d := openAppWith(t, folder, Arguments{}, keys)
	d.Until(t, "the storage", func() bool { return c.opened != nil })
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) {
		f.Issuer, f.ClientID, f.ClientSecret = "https://id.example", "desk", "hush-client"
		f.Settings = state.FormSettings{Proxy: "http://127.0.0.1:1", ProxyUser: "ada", ProxyPassword: proxyPassword}
	})
	c.SaveForm(false)
	id := c.state.Current().Profile.ID
	d.Until(t, "the list", func() bool { list, err := c.list.Load(); return err == nil && len(list) == 2 })
	c.Close(closeLimit)

	again, ad := openAppWith(t, folder, Arguments{}, keys)
	again.Select(id)
	again.Show(state.RoomEditConnection)
	if again.opened != nil || again.state.Form.ClientSecret != "" {
		t.Fatal("the vault has opened already")
	}
	again.EditForm(func(f *state.Form) { f.Name = "Renamed" })
	again.SaveForm(false)
	again.Show(state.RoomEditConnection)
	ad.Until(t, "the list", func() bool {
		list, err := again.list.Load()
		return err == nil && len(list) == 2 && list[1].Name == "Renamed"
	})
	for kind, want := range map[vault.Kind]string{vault.KindClientSecret: "hush-client", vault.KindProxyPassword: proxyPassword} {
		if data, err := again.opened.vault.Load(t.Context(), id, kind); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", kind, data, err)
		}
	}
	if f := again.state.Form; f.ClientSecret != "hush-client" || f.Settings.ProxyPassword != proxyPassword {
		t.Errorf("the open form has %q and %q", f.ClientSecret, f.Settings.ProxyPassword)
	}
}

// The CA file is read as soon as it is named, and as the form opens with one.
func TestTheCAFileIsReadAsSoonAsItIsNamed(t *testing.T) {
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the storage", func() bool { return c.opened != nil })
	seen := func() bool { return !c.state.Form.CAFile.At.IsZero() }
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) {
		f.Issuer, f.ClientID = "https://id.example", "desk"
		f.Set(state.FieldCAFile, file+"x")
	})
	d.Until(t, "what is wrong", seen)
	if err := c.state.Form.CAFile.Err; err == nil || strings.Contains(err.Error(), "ca.pem") {
		t.Errorf("no file: %v", err)
	}
	c.EditForm(func(f *state.Form) { f.ChooseCAFile(file, nil) })
	d.Until(t, "the certificates", seen)
	if got := c.state.Form.CAFile; got.Err != nil || len(got.Certificates) != 1 || !got.Certificates[0].Until.Equal(server.Certificate().NotAfter) {
		t.Errorf("%+v", got)
	}
	c.SaveForm(false)
	c.Show(state.RoomEditConnection)
	d.Until(t, "the certificates of the form that was opened", seen)
	c.Duplicate()
	d.Until(t, "the certificates of the copy", seen)
}
