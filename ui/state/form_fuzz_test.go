package state

import (
	"reflect"
	"testing"
)

// Parameters that are accepted stay the same through the form and back.
func FuzzFormParameters(f *testing.F) {
	f.Add("a=1\nb = 2\n")
	f.Add("=")
	f.Add("prompt=\nmax_age=5\nclaims={ }")
	f.Fuzz(func(t *testing.T, text string) {
		form := filledForm()
		form.Parameters = text
		parameters, err := form.authorizationParameters()
		if err != nil {
			return
		}
		if claims, given := parameters["claims"]; given && claims != "" {
			parameters["claims"] = FormSettings{Claims: claims}.parameter(FieldClaims)
		}
		p := testProfile()
		p.AuthorizationParameters = parameters
		again, err := EditForm(p).authorizationParameters()
		if err != nil || (len(parameters) > 0 && !reflect.DeepEqual(again, parameters)) {
			t.Errorf("%q: %v becomes %v, %v", text, parameters, again, err)
		}
	})
}
