package demoprovider

import (
	"net/http"
	"testing"
)

func (b *browser) user(t *testing.T, token string) (status int) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.p.Issuer()+"/user", nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := b.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

func TestWhoSignedInIsToldToTheTokensOfAProviderThatIsOAuthOnly(t *testing.T) {
	b := newBrowser(t, start(t, Config{OAuthOnly: true}))
	answer := b.tokens("scope", "openid profile")
	if answer["id_token"] != nil {
		t.Error("there is an ID token")
	}
	token := text(t, answer, "access_token")
	for given, want := range map[string]int{token: 200, "": 401, "x" + token: 401} {
		if got := b.user(t, given); got != want {
			t.Errorf("status %d, want %d", got, want)
		}
	}
	openID := newBrowser(t, start(t, Config{}))
	if got := openID.user(t, text(t, openID.tokens(), "access_token")); got != http.StatusNotFound {
		t.Errorf("an OpenID provider answers with %d", got)
	}
}
