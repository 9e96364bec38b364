package state

import "testing"

func TestTheVeilLeavesNothingOfAValueThatIsPersonal(t *testing.T) {
	v := veil{down: true}
	rows := []struct {
		name  string
		kind  veiledKind
		field string
		value string
		want  string
	}{
		{"a challenge", veiledHeader, "WWW-Authenticate", `Bearer error="x", error_description="ada said so"`, `Bearer error="x", error_description="` + hiddenValue + `"`},
		{"a challenge without quotes", veiledHeader, "WWW-Authenticate", "Bearer error=x, nonce=hunter2", `Bearer error="x", nonce="` + hiddenValue + `"`},
		{"a challenge with a token", veiledHeader, "WWW-Authenticate", "Negotiate aHVudGVyMg==", "Negotiate"},
		{"what is no challenge", veiledHeader, "WWW-Authenticate", "=ada", hiddenValue},
		{"a user name with an at", veiledURL, "", "https://ada@corp.example:hunter2@host.example/x", "https://" + hiddenValue + "@host.example/x"},
		{"parameters with a semicolon between", veiledURL, "", "https://host.example/?scope=openid;login_hint=ada", "https://host.example/?scope=openid;login_hint=" + hiddenValue},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := v.mask(row.kind, row.field, row.value); got != row.want {
				t.Errorf("shown %s", got)
			}
		})
	}
}
