// The three demo people and what is known about them.

package demoprovider

import (
	"crypto/subtle"
)

// Person is a demo account as anybody may read it: the sign-in page shows all of it.
type Person struct {
	User     string `json:"user"`     // what is typed as the user name
	Password string `json:"password"` // no secret: it protects nothing but demo data on this computer
	Name     string `json:"name"`     // as the person writes it
}

// People returns the demo accounts, the first of which is alice.
func People() []Person {
	people := make([]Person, 0, 3)
	for _, a := range accounts() {
		people = append(people, a.Person)
	}
	return people
}

// account is a Person with the subject identifier and the claims of each scope (OpenID Connect Core 1.0 §5.4).
type account struct {
	Person
	subject string
	claims  map[string]map[string]any // scope → claim → value
}

func accounts() []account {
	return []account{
		{Person{"alice", "wonderland", "Ada Lovelace"}, "248289761001", map[string]map[string]any{
			"profile": {
				"given_name": "Ada", "family_name": "Lovelace", "preferred_username": "alice",
				"nickname": "Countess", "birthdate": "1815-12-10", "website": "https://demo.example/ada", "updated_at": 1762000000,
			},
			"email":   {"email": "ada@demo.example", "email_verified": true},
			"phone":   {"phone_number": "+44 20 7946 0101", "phone_number_verified": true},
			"address": {"address": map[string]any{"locality": "London", "country": "United Kingdom"}},
		}},
		{Person{"hypatia", "astrolabe", "Υπατία Αλεξανδρινή"}, "248289761002", map[string]map[string]any{
			"profile": {
				"given_name": "Υπατία", "family_name": "Αλεξανδρινή", "preferred_username": "hypatia",
				"locale": "el-GR", "birthdate": "0000-03-08", "updated_at": 1762000000,
			},
			"email":   {"email": "hypatia@demo.example", "email_verified": true},
			"phone":   {"phone_number": "+20 3 555 0102", "phone_number_verified": false},
			"address": {"address": map[string]any{"formatted": "Μουσείο\nΑλεξάνδρεια", "locality": "Αλεξάνδρεια", "country": "Αίγυπτος"}},
		}},
		{Person{"grace", "nanosecond", "Grace Hopper"}, "248289761003", map[string]map[string]any{
			"profile": {
				"given_name": "Grace", "middle_name": "Brewster", "family_name": "Hopper", "preferred_username": "grace",
				"locale": "en-US", "zoneinfo": "America/New_York", "groups": []string{"compilers", "navy", "teachers"},
				"gender": "female", "birthdate": "1906-12-09", "profile": "https://demo.example/grace", "updated_at": 1762000000,
			},
			"email": {"email": "grace@demo.example", "email_verified": false},
			"phone": {"phone_number": "+1 212 555 0103", "phone_number_verified": true},
			"address": {"address": map[string]any{
				"formatted": "1 Harvard Yard\nCambridge, MA 02138", "street_address": "1 Harvard Yard",
				"locality": "Cambridge", "region": "MA", "postal_code": "02138", "country": "United States",
			}},
		}},
	}
}

// accountBySubject finds an account; false if there is none.
func accountBySubject(subject string) (account, bool) {
	return findAccount(func(a account) bool { return a.subject == subject })
}

// authenticate finds the account that user and password belong to.
func authenticate(user, password string) (account, bool) {
	return findAccount(func(a account) bool {
		return a.User == user && subtle.ConstantTimeCompare([]byte(hash(a.Password)), []byte(hash(password))) == 1
	})
}

// userOfHint returns the user name that a login_hint stands for: a user name or an e-mail address
// (OpenID Connect Core 1.0 §3.1.2.1), else nothing.
func userOfHint(hint string) string {
	a, _ := findAccount(func(a account) bool { return a.User == hint || a.claims["email"]["email"] == hint })
	return a.User
}

func findAccount(fits func(account) bool) (account, bool) {
	for _, a := range accounts() {
		if fits(a) {
			return a, true
		}
	}
	return account{}, false
}
