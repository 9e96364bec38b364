package demoprovider

import (
	"fmt"
	"testing"
)

func TestAClientIDThatSaysWhatARegistrationWould(t *testing.T) {
	for id, want := range map[string]string{ // redirect URIs and scopes; "": refused
		"http://localhost":  "[http://127.0.0.1/ http://[::1]/] [atproto]",
		"http://localhost/": "[http://127.0.0.1/ http://[::1]/] [atproto]",
		"http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=atproto+transition%3Ageneric": "[http://127.0.0.1/callback] [atproto transition:generic]",
		"http://localhost?scope=transition%3Ageneric":                                                        "",
		"http://localhost?scope=atproto&scope=x":                                                             "",
		"http://localhost:80?scope=atproto":                                                                  "",
		"http://localhost/x":                                                                                 "",
		"http://127.0.0.1":                                                                                   "",
		"https://localhost":                                                                                  "",
		"http://localhost#x":                                                                                 "",
		"proofkey":                                                                                           "",
	} {
		c, ok := loopbackClient(id)
		if got := printed(c); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %t, %s", id, ok, got)
		}
	}
}

func TestTheRedirectURIOfALoopbackClientMayHaveAnyPort(t *testing.T) {
	c, _ := loopbackClient("http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=atproto")
	for uri, want := range map[string]bool{
		"http://127.0.0.1:49152/callback": true, "http://127.0.0.1/callback": true, "http://127.0.0.1:1/other": false, "http://[::1]:1/callback": false,
		"http://localhost:1/callback": false, "https://127.0.0.1/callback": false,
	} {
		if c.allows(uri) != want {
			t.Errorf("%s: %t", uri, !want)
		}
	}
}

func printed(c client) string { return fmt.Sprint(c.registered, " ", c.declared) }
