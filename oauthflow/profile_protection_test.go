package oauthflow

import (
	"reflect"
	"strings"
	"testing"
)

func TestTheProtectionOfAConnectionIsKeptInItsFile(t *testing.T) {
	const old = `{"version":1,"issuer":"https://op.example","client_id":"us"}`
	p, err := ParseConnectionFile([]byte(old))
	if err != nil || p.PushAuthorization != PushWhenRequired || p.DPoP != DPoPWhenOffered {
		t.Fatalf("an older file: %+v, %v", p, err)
	}
	for _, push := range PushUses() {
		for _, dpop := range DPoPUses() {
			p.PushAuthorization, p.DPoP = push, dpop
			data, err := p.ConnectionFile()
			if err != nil {
				t.Fatal(err)
			}
			got, err := ParseConnectionFile(data)
			if got.ID = p.ID; err != nil || !reflect.DeepEqual(got, p) {
				t.Errorf("%q, %q: %v", push, dpop, err)
			}
		}
	}
	for _, member := range []string{`"push_authorization":"always"`, `"dpop":"on"`} {
		_, err := ParseConnectionFile([]byte(strings.Replace(old, "{", "{"+member+",", 1)))
		name := strings.Split(member, `"`)[1]
		if err == nil || !strings.Contains(err.Error(), name+": ") {
			t.Errorf("%s: %v", member, err)
		}
	}
}
