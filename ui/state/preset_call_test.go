package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestSampleCallsFollowFromThePresetOfTheProvider(t *testing.T) {
	urls := func(c *Connection) string {
		var all []string
		for _, s := range c.APIView(testNow()).Samples {
			all = append(all, english(t, s.Name)+" "+s.Method+" "+s.URL)
		}
		return strings.Join(all, ", ")
	}
	c := signedIn()
	for issuer, want := range map[string]string{
		"https://login.microsoftonline.com/common/v2.0": "Microsoft Graph: me GET https://graph.microsoft.com/v1.0/me",
		"https://id.example.com/realms/main":            "UserInfo GET https://id.example.com/realms/main/protocol/openid-connect/userinfo",
		"https://another.example":                       "",
	} {
		if c.Profile.Issuer = issuer; urls(c) != want || c.APIURL() != want[strings.LastIndex(want, " ")+1:] {
			t.Errorf("%s: %s; begins with %s", issuer, urls(c), c.APIURL())
		}
	}
	c.Metadata = &oauthflow.ServerMetadata{UserInfoEndpoint: "https://id.example.com/realms/main/protocol/openid-connect/userinfo"}
	if c.Profile.Issuer = "https://id.example.com/realms/main"; strings.Count(urls(c), "userinfo") != 1 {
		t.Errorf("the same call twice: %s", urls(c))
	}
	c.Metadata, c.Profile.Issuer, c.Profile.OAuthOnly = nil, "https://hub.example", oauthflow.OAuthOnly{IdentityURL: "https://api.hub.example/user"}
	if got := urls(c); got != "Who signed in GET https://api.hub.example/user" {
		t.Errorf("%s", got)
	}
}
