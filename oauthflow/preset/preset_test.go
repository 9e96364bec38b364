package preset

import (
	"fmt"
	"maps"
	"math"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"proofkey/assets"
	"proofkey/oauthflow"
)

func all(t *testing.T) []Preset {
	t.Helper()
	presets, err := All()
	if err != nil {
		t.Fatal(err)
	}
	return presets
}

// row is what a preset makes of its inputs.
type row struct {
	inputs     map[string]string
	issuer     string // or the address that is searched for
	register   string // the entries
	redirect   string // host:ports/path
	parameters string
	origins    string
	calls      string // the URLs
}

func rows() map[string]row {
	const tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47"
	return map[string]row{
		"google":                {nil, "https://accounts.google.com", "", "127.0.0.1:0/callback", "map[access_type:offline prompt:consent]", "https://openidconnect.googleapis.com", "https://openidconnect.googleapis.com/v1/userinfo"},
		"entra":                 {in("tenant", tenant), "https://login.microsoftonline.com/" + tenant + "/v2.0", "http://localhost/callback", "localhost:0/callback", "map[prompt:]", "https://graph.microsoft.com", "https://graph.microsoft.com/v1.0/me"},
		"auth0":                 {in("domain", "https://example.eu.auth0.com/", "audience", "https://api.example"), "https://example.eu.auth0.com/", "http://127.0.0.1:8400/callback, http://127.0.0.1:8401/callback, http://127.0.0.1:8402/callback", "127.0.0.1:8400 8401 8402/callback", "map[audience:https://api.example]", "https://example.eu.auth0.com", "https://example.eu.auth0.com/userinfo"},
		"okta":                  {in("domain", "example.okta.com", "server", "default"), "https://example.okta.com/oauth2/default", "http://127.0.0.1:8400/callback http://127.0.0.1:8401/callback http://127.0.0.1:8402/callback", "127.0.0.1:8400 8401 8402/callback", "map[]", "https://example.okta.com", "https://example.okta.com/oauth2/default/v1/userinfo"},
		"keycloak":              {in("host", "id.example.com", "realm", "main"), "https://id.example.com/realms/main", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://id.example.com", "https://id.example.com/realms/main/protocol/openid-connect/userinfo"},
		"github":                {nil, "https://github.com/login/oauth", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://api.github.com", "https://api.github.com/user"},
		"gitlab":                {in("host", "gitlab.com"), "https://gitlab.com", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://gitlab.com", "https://gitlab.com/oauth/userinfo https://gitlab.com/api/v4/user"},
		"cognito":               {in("region", "eu-central-1", "pool", "eu-central-1_AbC", "domain", "x.auth.eu-central-1.amazoncognito.com"), "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbC", "http://localhost:8400/callback http://localhost:8401/callback http://localhost:8402/callback", "localhost:8400 8401 8402/callback", "map[]", "https://x.auth.eu-central-1.amazoncognito.com", "https://x.auth.eu-central-1.amazoncognito.com/oauth2/userInfo"},
		"slack":                 {nil, "https://slack.com", "http://localhost:8400/callback http://localhost:8401/callback http://localhost:8402/callback", "localhost:8400 8401 8402/callback", "map[]", "https://slack.com", "https://slack.com/api/openid.connect.userInfo"},
		"discord":               {nil, "https://discord.com", "http://127.0.0.1:8400/callback http://127.0.0.1:8401/callback http://127.0.0.1:8402/callback", "127.0.0.1:8400 8401 8402/callback", "map[]", "https://discord.com", "https://discord.com/api/users/@me"},
		"zitadel":               {in("instance", "example.zitadel.cloud"), "https://example.zitadel.cloud", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://example.zitadel.cloud", "https://example.zitadel.cloud/oidc/v1/userinfo"},
		"authentik":             {in("host", "id.example.com/", "slug", "app"), "https://id.example.com/application/o/app/", "http://127.0.0.1:8400/callback http://127.0.0.1:8401/callback http://127.0.0.1:8402/callback", "127.0.0.1:8400 8401 8402/callback", "map[]", "https://id.example.com", "https://id.example.com/application/o/userinfo/"},
		"ory":                   {in("url", "https://x.example/"), "https://x.example/", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://x.example", "https://x.example/userinfo"},
		"dex":                   {in("url", "http://127.0.0.1:5556/dex"), "http://127.0.0.1:5556/dex", "", "127.0.0.1:0/callback", "map[]", "http://127.0.0.1:5556", "http://127.0.0.1:5556/dex/userinfo"},
		"duende-demo":           {nil, "https://demo.duendesoftware.com", "", "127.0.0.1:0/callback", "map[]", "https://demo.duendesoftware.com", "https://demo.duendesoftware.com/api/test"},
		"duende-identityserver": {in("url", "id.example.com"), "https://id.example.com", "http://127.0.0.1:8400/callback http://127.0.0.1:8401/callback http://127.0.0.1:8402/callback", "127.0.0.1:8400 8401 8402/callback", "map[]", "https://id.example.com", "https://id.example.com/connect/userinfo"},
		"pingone":               {in("region", "eu", "environment", tenant), "https://auth.pingone.eu/" + tenant + "/as", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://auth.pingone.eu", "https://auth.pingone.eu/" + tenant + "/as/userinfo"},
		"zoom":                  {nil, "https://zoom.us", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://api.zoom.us", "https://api.zoom.us/v2/users/me"},
		"mcp-example":           {nil, "https://example-server.modelcontextprotocol.io/mcp", "", "127.0.0.1:0/callback", "map[]", "https://example-server.modelcontextprotocol.io", "https://example-server.modelcontextprotocol.io/mcp"},
		"bluesky":               {in("account", "@alice.bsky.social"), "@alice.bsky.social", "", "127.0.0.1:0/callback", "map[]", "", ""},
		"github-mcp":            {nil, "https://api.githubcopilot.com/mcp/", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://api.githubcopilot.com https://api.github.com", "https://api.githubcopilot.com/mcp/ https://api.github.com/user"},
		"spotify":               {nil, "https://accounts.spotify.com", "http://127.0.0.1/callback", "127.0.0.1:0/callback", "map[]", "https://api.spotify.com", "https://api.spotify.com/v1/me"},
	}
}

func in(pairs ...string) map[string]string {
	values := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return values
}

func TestEachPresetMakesItsConnectionAndTheTextToRegister(t *testing.T) {
	table := rows()
	for _, p := range all(t) {
		if p.Unusable != "" {
			continue
		}
		want, ok := table[p.ID]
		delete(table, p.ID)
		if !ok {
			t.Errorf("%s has no row", p.ID)
			continue
		}
		c, err := p.Connection(want.inputs)
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		var calls []string
		for _, call := range c.Calls {
			calls = append(calls, call.URL)
		}
		r := c.Profile.Redirect
		got := row{
			want.inputs, c.Profile.Issuer + c.Address, strings.Join(p.Registration(r), " "), r.Host + ":" + strings.Trim(fmt.Sprint(r.Candidates()), "[]") + r.Path, fmt.Sprint(c.Profile.AuthorizationParameters),
			strings.Join(c.Profile.APIOrigins, " "), strings.Join(calls, " "),
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s:\n got %v\nwant %v", p.ID, got, want)
		}
		c = found(p, c)
		if err := c.Profile.Validate(); err != nil || !p.Fits(r) {
			t.Errorf("%s: the connection cannot be used: %v", p.ID, err)
		}
	}
	if len(table) > 0 {
		t.Errorf("rows without a preset: %v", slices.Collect(maps.Keys(table)))
	}
}

// found is a connection with what a search and a registration add.
func found(p Preset, c Connection) Connection {
	if p.Address != "" {
		c.Profile.Issuer = "https://found.example"
	}
	if c.Profile.ClientID == "" {
		c.Profile.ClientID = "client"
	}
	if p.ID == "mcp-example" { // no ID tokens
		c.Profile.OAuthOnly.Identity = oauthflow.IdentityUnknown
	}
	return c
}

func TestTheFirstOfTheMoreNeedNoRegistration(t *testing.T) {
	var ids []string
	for _, p := range all(t)[8:12] {
		ids = append(ids, p.ID)
	}
	if got := strings.Join(ids, " "); got != "bluesky duende-demo mcp-example authentik" {
		t.Error(got)
	}
}

func TestBlueskyNeedsNoRegistration(t *testing.T) {
	p := byID(t, "bluesky")
	c, err := p.Connection(in("account", "did:plc:z72i7hdynmk6r22z27h6tvur"))
	if err != nil || c.Address != "did:plc:z72i7hdynmk6r22z27h6tvur" || c.Profile.DPoP != oauthflow.DPoPRequired || c.Profile.OAuthOnly.Identity != oauthflow.IdentityATProto {
		t.Errorf("%+v, %v", c, err)
	}
	if c.Profile.ClientID != "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=atproto" {
		t.Error(c.Profile.ClientID)
	}
	calls := CallsOfAccount(all(t), "https://pds.example", "did:web:a.example")
	if len(calls) != 2 || calls[0].URL != "https://pds.example/xrpc/com.atproto.server.getSession" || calls[1].URL != "https://pds.example/xrpc/app.bsky.actor.getProfile?actor=did%3Aweb%3Aa.example" {
		t.Errorf("%+v", calls)
	}
}

func TestInputsThatAreLeftOut(t *testing.T) {
	for id, row := range map[string]struct {
		inputs             map[string]string
		issuer, parameters string
		calls              int
	}{
		"okta":    {in("domain", "example.okta.com"), "https://example.okta.com", "map[]", 1},
		"auth0":   {in("domain", "example.auth0.com"), "https://example.auth0.com/", "map[]", 1},
		"cognito": {in("region", "eu-west-1", "pool", "eu-west-1_X"), "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_X", "map[]", 0},
		"entra":   {in("tenant", "common"), "https://login.microsoftonline.com/common/v2.0", "map[prompt:]", 1},
	} {
		c, err := byID(t, id).Connection(row.inputs)
		if err != nil || c.Profile.Issuer != row.issuer || fmt.Sprint(c.Profile.AuthorizationParameters) != row.parameters || len(c.Calls) != row.calls {
			t.Errorf("%s: %+v, %v", id, c, err)
		}
	}
	c, err := byID(t, "okta").Connection(in("domain", "example.okta.com"))
	if err != nil || c.Calls[0].URL != "https://example.okta.com/oauth2/v1/userinfo" {
		t.Errorf("%+v, %v", c.Calls, err)
	}
}

func byID(t *testing.T, id string) Preset {
	t.Helper()
	presets := all(t)
	i := slices.IndexFunc(presets, func(p Preset) bool { return p.ID == id })
	if i < 0 {
		t.Fatalf("there is no preset %s", id)
	}
	return presets[i]
}

func TestInputsAreRefusedWithSentences(t *testing.T) {
	for _, row := range []struct{ id, input, typed string }{
		{"entra", "tenant", "contoso.onmicrosoft.com"},
		{"entra", "tenant", "Common"},
		{"auth0", "domain", "example"},
		{"auth0", "domain", "example.com/x"},
		{"auth0", "audience", "two words"},
		{"okta", "domain", "user@example.okta.com"},
		{"okta", "server", "a/b"},
		{"keycloak", "host", "ftp://id.example.com"},
		{"keycloak", "host", "id.example.com?x=1"},
		{"keycloak", "realm", "a b"},
		{"cognito", "region", "Frankfurt"},
		{"cognito", "pool", "AbC"},
		{"pingone", "region", "europe"},
		{"pingone", "environment", "1"},
		{"ory", "url", "https://a b"},
		{"gitlab", "host", "https://user@gitlab.example"},
		{"bluesky", "account", "alice"},
		{"bluesky", "account", "did:key:z6Mk"},
		{"bluesky", "account", "http://bsky.social"},
		{"bluesky", "account", "https://bsky.social/oauth"},
	} {
		p := byID(t, row.id)
		i := slices.IndexFunc(p.Inputs, func(i Input) bool { return i.Name == row.input })
		if i < 0 {
			t.Fatalf("%s has no input %s", row.id, row.input)
		}
		value, err := p.Inputs[i].Take(row.typed)
		if value != "" || err == nil || err.Error() != p.Inputs[i].Refused {
			t.Errorf("%s, %s %q: %q, %v", row.id, row.input, row.typed, value, err)
		}
		typed := map[string]string{}
		for _, other := range p.Inputs {
			typed[other.Name] = other.Example
		}
		typed[row.input] = row.typed
		if _, err := p.Connection(typed); err == nil {
			t.Errorf("%s is made with %s %q", row.id, row.input, row.typed)
		}
	}
	for _, p := range all(t) {
		for _, i := range p.Inputs {
			_, err := i.Take(" ")
			if (err == nil) != i.Optional || err != nil && err != ErrMissing {
				t.Errorf("%s, an empty %s: %v", p.ID, i.Name, err)
			}
		}
	}
}

func TestEveryPresetIsWhole(t *testing.T) {
	files, err := assets.Presets.ReadDir("preset")
	if err != nil || len(files) != len(all(t)) {
		t.Fatalf("%d files, %v", len(files), err)
	}
	sentence := regexp.MustCompile(`^[^ ].*[^ ]\.$`)
	ranks := 0
	for i, p := range all(t) {
		if p.ID == "" || p.Name == "" || len([]rune(p.Letter)) != 1 || p.Needs == "" || !p.NotTriedLive || len(p.Sources) == 0 || p.Unusable != "" && !sentence.MatchString(p.Unusable) {
			t.Errorf("%s is not whole: %+v", p.ID, p)
		}
		if p.Rank > 0 {
			ranks++
			if p.Rank != i+1 {
				t.Errorf("%s has rank %d at place %d", p.ID, p.Rank, i+1)
			}
		}
		if c := contrastWithWhite(t, p.Color); c < 4.5 {
			t.Errorf("%s: a white letter on %s has a contrast of %.2f", p.ID, p.Color, c)
		}
		for _, source := range append([]string{p.Console.URL}, p.Sources...) {
			if u, err := url.Parse(source); (source != "" || p.Unusable == "") && (err != nil || u.Scheme != "https" || u.Host == "") {
				t.Errorf("%s: %q is no source", p.ID, source)
			}
		}
		texts := append([]string{p.Secret.Why, p.Console.Where}, p.Quirks...)
		for _, input := range p.Inputs {
			texts = append(texts, input.Refused)
			if _, err := input.Take(input.Example); err != nil {
				t.Errorf("%s: the example of %s is refused", p.ID, input.Name)
			}
		}
		for _, text := range texts {
			if text != "" && !sentence.MatchString(text) {
				t.Errorf("%s: %q is no sentence", p.ID, text)
			}
		}
		if p.Unusable == "" && (p.Console.Where == "" || len(p.Quirks) == 0 || p.Secret.Needed != (p.Secret.Why != "")) {
			t.Errorf("%s does not say where the text goes, what to watch for, or why it needs a secret", p.ID)
		}
		if (p.Redirect.Rule == ExactPort) != (p.Redirect.Port != 0) || (p.Redirect.Rule == PortList) != (len(p.Redirect.Ports) > 1) || p.Together != "" && p.Redirect.Rule != PortList ||
			p.Register != "" && strings.Contains(p.Register, "{port}") == (p.Redirect.Rule == AnyPort) {
			t.Errorf("%s: %+v, %q", p.ID, p.Redirect, p.Register)
		}
	}
	if ranks != 8 || files[0].Name() != "apple.json" || path.Ext(files[1].Name()) != ".json" {
		t.Errorf("%d usual ones, %v", ranks, files)
	}
}

// contrastWithWhite is that of WCAG 2.
func contrastWithWhite(t *testing.T, color string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(color, "#"), 16, 32)
	if err != nil || len(color) != 7 {
		t.Fatalf("%q is no colour", color)
	}
	linear := func(c uint64) float64 {
		v := float64(c&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 1.05 / (0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n) + 0.05)
}

func TestAppleSaysWhyItCannotWork(t *testing.T) {
	presets := all(t)
	last := presets[len(presets)-1]
	if last.ID != "apple" || !strings.Contains(last.Unusable, "https domain") || last.Usual() {
		t.Errorf("%+v", last)
	}
}

func TestDataFilesAreReadStrictly(t *testing.T) {
	for _, data := range []string{`{"id":"x","colour":"#000000"}`, `{"id":1}`, `{"redirect":{"hosts":"x"}}`, `[]`, `{} {}`, ``} {
		if _, err := parse([]byte(data)); err == nil {
			t.Errorf("%s was read", data)
		}
	}
}

func TestTheTextToRegisterFollowsTheRedirect(t *testing.T) {
	one := Preset{Register: "http://127.0.0.1:{port}{path}", Redirect: Redirect{Host: "127.0.0.1", Port: 8400, Rule: ExactPort, Path: "/callback"}}
	for _, row := range []struct {
		p    Preset
		r    oauthflow.Redirect
		want string
		fits bool
	}{
		{byID(t, "keycloak"), oauthflow.Redirect{Host: "127.0.0.1", Port: 9000, Path: "/cb"}, "http://127.0.0.1/cb", true},
		{byID(t, "keycloak"), oauthflow.Redirect{Host: "::1", Ports: []int{9000, 9001}, Path: "/cb"}, "http://[::1]/cb", true},
		{byID(t, "okta"), oauthflow.Redirect{Host: "127.0.0.1", Port: 9000, Path: "/cb"}, "http://127.0.0.1:9000/cb", true},
		{byID(t, "okta"), oauthflow.Redirect{Host: "127.0.0.1", Ports: []int{9000, 9001}, Path: "/cb"}, "http://127.0.0.1:9000/cb|http://127.0.0.1:9001/cb", true},
		{byID(t, "okta"), oauthflow.Redirect{Host: "localhost", Path: "/callback"}, "http://localhost:8400/callback|http://localhost:8401/callback|http://localhost:8402/callback", false},
		{byID(t, "auth0"), oauthflow.Redirect{Host: "127.0.0.1", Ports: []int{9000, 9001}, Path: "/cb"}, "http://127.0.0.1:9000/cb, http://127.0.0.1:9001/cb", true},
		{one, oauthflow.Redirect{Host: "127.0.0.1", Path: "/cb"}, "http://127.0.0.1:8400/cb", false},
		{byID(t, "entra"), oauthflow.Redirect{Host: "localhost", Path: "/callback"}, "http://localhost/callback", true},
		{byID(t, "google"), oauthflow.Redirect{Host: "127.0.0.1", Port: 1, Path: "/callback"}, "", true},
	} {
		if got := strings.Join(row.p.Registration(row.r), "|"); got != row.want || row.p.Fits(row.r) != row.fits {
			t.Errorf("%s, %+v: %q", row.p.ID, row.r, got)
		}
	}
}

// What one caller does with the list is not seen by another one.
func TestTheFilesAreReadOnce(t *testing.T) {
	first := all(t)
	first[0].Name, first[1] = "changed", Preset{}
	if again := all(t); again[0].Name == "changed" || again[1].ID == "" {
		t.Error("the list is shared")
	}
	if n := testing.AllocsPerRun(10, func() { _, _ = All() }); n > 1 {
		t.Errorf("%.0f allocations: the files are read again", n)
	}
}

func TestTheFileOfGooglesConsole(t *testing.T) {
	const good = `{"installed":{"client_id":"1.apps.googleusercontent.com","project_id":"x","auth_uri":"https://accounts.google.com/o/oauth2/auth","token_uri":"https://oauth2.googleapis.com/token","client_secret":"hush","redirect_uris":["http://localhost"]}}`
	c, err := ParseGoogleClient([]byte(good))
	if err != nil || c.ClientID != "1.apps.googleusercontent.com" || c.Secret.Reveal() != "hush" || !IsGoogleClient([]byte(good)) {
		t.Errorf("%v, %v", c, err)
	}
	if strings.Contains(fmt.Sprintf("%v %+v", c, c), "hush") {
		t.Error("the secret is printed")
	}
	for data, says := range map[string]string{
		strings.Replace(good, "installed", "web", 1):      "Web application",
		`{"type":"service_account","private_key":"hush"}`: "service account",
		`{"installed":{"client_id":"x"}}`:                 "lacks",
		`{"installed":{"client_secret":"hush"}}`:          "lacks",
	} {
		if _, err := ParseGoogleClient([]byte(data)); err == nil || !strings.Contains(fmt.Sprintf("%+v", err.(*oauthflow.Error).Actual), says) || strings.Contains(err.Error(), "hush") || !IsGoogleClient([]byte(data)) {
			t.Errorf("%s: %v", says, err)
		}
	}
	for _, data := range []string{`{"version":1,"issuer":"https://op.example","client_id":"x"}`, `[]`, `x`, `{}`} {
		if IsGoogleClient([]byte(data)) {
			t.Errorf("%s is taken for Google’s", data)
		}
	}
}
