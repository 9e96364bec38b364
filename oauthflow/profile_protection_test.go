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

// A list that was written before there was DPoP leaves the demo connection as it was; what the person chooses is kept.
func TestTheDemoConnectionOfAnOlderListStaysAsItWas(t *testing.T) {
	const older = `{"version":1,"connections":[{"id":"demo","connection":{"version":1,"issuer":"http://127.0.0.1:1","client_id":"proofkey"}}]}`
	profiles, err := parseProfileList([]byte(older))
	if err != nil || profiles[0].DPoP != DPoPOff {
		t.Fatalf("%+v, %v", profiles, err)
	}
	list := NewProfileList(t.TempDir())
	for _, use := range DPoPUses() {
		profiles[0].DPoP = use
		if err := list.write(profiles); err != nil {
			t.Fatal(err)
		}
		if got, err := list.Load(); err != nil || len(got) != 1 || got[0].DPoP != use {
			t.Errorf("%q comes back as %+v, %v", use, got, err)
		}
	}
}
