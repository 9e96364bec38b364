package state

import (
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestTheChoicesOfTheFormAreThoseOfAProfile(t *testing.T) {
	for name, want := range map[FieldName]string{FieldPush: "When required, When offered", FieldDPoP: "Off, When offered, Required"} {
		i := slices.IndexFunc(NewForm().Fields(), func(f Field) bool { return f.Name == name })
		field := NewForm().Fields()[i]
		var labels []string
		for _, o := range field.Options {
			labels = append(labels, english(t, o.Label))
			f := filledForm()
			f.Set(name, o.Value)
			p, err := f.Profile()
			if err != nil {
				t.Fatalf("%s %q: %v", name, o.Value, err)
			}
			if again := EditForm(p); again.value(name) != o.Value || again.Advanced != f.protects() {
				t.Errorf("%s %q comes back as %q, open %v", name, o.Value, again.value(name), again.Advanced)
			}
		}
		if got := strings.Join(labels, ", "); got != want || field.Fold != FoldAdvanced || field.Value != "" {
			t.Errorf("%s: %s, %+v", name, got, field)
		}
	}
	f := filledForm()
	f.DPoP = "sometimes"
	if _, err := f.Profile(); err == nil || err.Code != oauthflow.CodeConnectionInvalid {
		t.Errorf("%v", err)
	}
}

func TestThePreviewTellsThatTheRequestWillBePushedAndTheTokensBound(t *testing.T) {
	c := NewConnection(testProfile())
	c.Profile.PushAuthorization = oauthflow.PushWhenOffered
	c.Metadata = &oauthflow.ServerMetadata{
		AuthorizationEndpoint: testIssuer + "/authorize", PushedAuthorizationRequestEndpoint: testIssuer + "/par", DPoPAlgorithms: []string{"ES256"},
	}
	p := c.RequestPreview()
	if p.Request != "POST "+testIssuer+"/par" || !strings.Contains(english(t, p.Body), "push") {
		t.Errorf("%s; %s", p.Request, english(t, p.Body))
	}
	i := slices.IndexFunc(p.Section.Rows, func(f FlowField) bool { return f.Name == "dpop_jkt" })
	if i < 0 || !strings.Contains(english(t, p.Section.Rows[i].Later), "new key") {
		t.Errorf("%+v", p.Section.Rows)
	}
	c.Stop.Step = oauthflow.StepAuthorizationRequest
	if s := c.StopScreen(testNow()); !strings.Contains(english(t, s.Happens), "push this request") || s.Request != p.Request {
		t.Errorf("%s", english(t, s.Happens))
	}
	c.Profile.PushAuthorization, c.Profile.DPoP = oauthflow.PushWhenRequired, oauthflow.DPoPOff
	p = c.RequestPreview()
	if p.Request != "GET "+testIssuer+"/authorize" || slices.ContainsFunc(p.Section.Rows, func(f FlowField) bool { return f.Name == "dpop_jkt" }) {
		t.Errorf("%s", p.Request)
	}
}
