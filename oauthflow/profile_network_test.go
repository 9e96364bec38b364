package oauthflow

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func proxyOfUser(proxy, user, password string) Network {
	return Network{Proxy: proxy, ProxyUser: user, ProxyPassword: NewSecret(password)}
}

// The list keeps how this computer reaches a provider, but no password.
func TestTheListHoldsNoPasswordOfAProxy(t *testing.T) {
	list, p := NewProfileList(t.TempDir()), plainProfile()
	p.ID, p.Network = NewProfileID(), proxyOfUser("http://proxy.example:3128", "somebody", "hush")
	p.Network.CAFile = filepath.Join(t.TempDir(), "ca.pem")
	if err := list.Update(t.Context(), func([]Profile) []Profile { return []Profile{p} }); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(list.dir, profileListName))
	if err != nil || strings.Contains(string(data), "hush") || strings.Contains(string(data), "ecret") {
		t.Errorf("%s, %v", data, err)
	}
	got, err := list.Load()
	want := p.Network
	want.ProxyPassword = Secret{}
	if err != nil || len(got) != 1 || got[0].Network != want {
		t.Errorf("%+v, %v", got, err)
	}
}
