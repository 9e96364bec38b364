package oauthflow

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// namesServers makes the API refuse every token and name its metadata, which names these authorization servers.
func (s *bentSetting) namesServers(resource string, issuers ...string) {
	s.refuseWith(401, fmt.Sprintf(`Bearer error="invalid_token", resource_metadata="%s/metadata"`, s.URL), "")
	s.answers("/metadata", 200, "application/json", fmt.Sprintf(`{"resource":%q,"authorization_servers":["%s"]}`, resource, strings.Join(issuers, `","`)))
}

// RES-09, RES-10: a resource that names another authorization server gets no further token, not even a renewed one.
func TestAResourceThatMovedToAnotherServerGetsNoFurtherToken(t *testing.T) {
	s := newAPISetting(t)
	call := APIRequest{Method: "GET", URL: s.URL + "/api"}
	s.namesServers(call.URL, "https://another.example", "https://a-third.example")
	refused, err := s.client.CallAPI(t.Context(), s.tl, call)
	if refused == nil || refused.Status != 401 || refused.Refreshed {
		t.Errorf("the answer is %+v", refused)
	}
	if e := wantCode(t, err, CodeAPIIssuerChanged); e.Expected != s.client.Profile.Issuer || e.Actual != "https://another.example, https://a-third.example" {
		t.Errorf("%+v", e)
	}
	if len(s.to("/api")) != 1 || len(s.to("/token")) != 0 {
		t.Errorf("%d calls, %d refreshes", len(s.to("/api")), len(s.to("/token")))
	}
	if asked := s.to("/metadata"); len(asked) != 1 || asked[0].Header.Get("Authorization") != "" {
		t.Errorf("the metadata was asked for %d times: %v", len(asked), asked)
	}
	again := s.client.WithProfile(s.client.Profile) // as after a change of other settings
	refused, err = again.CallAPI(t.Context(), s.tl, call)
	wantCode(t, err, CodeAPIIssuerChanged)
	if refused != nil || len(s.to("/api")) != 1 {
		t.Error("the token was sent once more")
	}
}

// It gets tokens again as soon as it names the session's server again.
func TestAResourceThatCameBackGetsTokensAgain(t *testing.T) {
	s := newAPISetting(t)
	call, again := APIRequest{Method: "GET", URL: s.URL + "/api"}, s.client.WithProfile(s.client.Profile)
	s.namesServers(call.URL, "https://another.example")
	_, err := s.client.CallAPI(t.Context(), s.tl, call)
	wantCode(t, err, CodeAPIIssuerChanged)
	s.namesServers(call.URL, s.client.Profile.Issuer)
	s.answers("/api", 200, "text/plain", "ok")
	if answer, err := again.CallAPI(t.Context(), s.tl, call); err != nil || answer.Status != 200 {
		t.Errorf("back at our server: %+v, %v", answer, err)
	}
	if _, err := again.CallAPI(t.Context(), s.tl, call); err != nil || len(s.to("/metadata")) != 2 {
		t.Errorf("the metadata was asked for %d times: %v", len(s.to("/metadata")), err)
	}
}

// RES-09: that it moved is known until its metadata says otherwise; metadata that is gone, or breaks a rule, does not.
func TestAResourceThatMovedGetsNoTokenWhileItsMetadataSaysNothing(t *testing.T) {
	for name, bend := range map[string]func(s *bentSetting){
		"not to be had":    func(s *bentSetting) { s.answers("/metadata", 503, "text/plain", "down") },
		"gone":             func(s *bentSetting) { s.answers("/metadata", 404, "text/plain", "") },
		"another resource": func(s *bentSetting) { s.namesServers("https://api.example", s.client.Profile.Issuer) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newAPISetting(t)
			call := APIRequest{Method: "GET", URL: s.URL + "/api"}
			s.namesServers(call.URL, "https://another.example")
			_, err := s.client.CallAPI(t.Context(), s.tl, call)
			wantCode(t, err, CodeAPIIssuerChanged)
			bend(s)
			_, err = s.client.CallAPI(t.Context(), s.tl, call)
			if e := wantCode(t, err, CodeAPIIssuerChanged); e.Actual != "https://another.example" || len(s.to("/api")) != 1 {
				t.Errorf("%+v; the token was sent %d times", e, len(s.to("/api")))
			}
		})
	}
}

// RES-09: what another resource of the same origin names changes nothing for the one that moved, nor the other way round.
func TestAResourceDoesNotMoveWithItsNeighbour(t *testing.T) {
	s := newAPISetting(t)
	call, neighbour := APIRequest{Method: "GET", URL: s.URL + "/api"}, APIRequest{Method: "GET", URL: s.URL + "/neighbour"}
	s.namesServers(call.URL, "https://another.example")
	_, err := s.client.CallAPI(t.Context(), s.tl, call)
	wantCode(t, err, CodeAPIIssuerChanged)
	s.replace("/neighbour", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer resource_metadata="%s/its-metadata"`, s.URL))
		w.WriteHeader(http.StatusUnauthorized)
	})
	s.answers("/its-metadata", 200, "application/json", fmt.Sprintf(`{"resource":%q,"authorization_servers":[%q]}`, neighbour.URL, s.client.Profile.Issuer))
	if _, err := s.client.CallAPI(t.Context(), s.tl, neighbour); err != nil || len(s.to("/neighbour")) == 0 {
		t.Errorf("the neighbour: %v", err)
	}
	_, err = s.client.CallAPI(t.Context(), s.tl, call)
	wantCode(t, err, CodeAPIIssuerChanged)
	if len(s.to("/api")) != 1 {
		t.Error("the token was sent once more")
	}
}

// RES-10: what says nothing of another authorization server changes nothing: the token is renewed and sent again (API-05).
func TestMetadataThatNamesOurServerOrCannotBeUsedChangesNothing(t *testing.T) {
	for name, bend := range map[string]func(s *bentSetting, call string){
		"our server, among others": func(s *bentSetting, call string) {
			s.namesServers(call, "https://another.example", s.client.Profile.Issuer)
		},
		"our server, with a slash": func(s *bentSetting, call string) { s.namesServers(call, s.client.Profile.Issuer+"/") },
		"the connection's resource": func(s *bentSetting, _ string) {
			s.client.Profile.Resources = []string{s.URL}
			s.namesServers(s.URL, s.client.Profile.Issuer)
		},
		"another resource": func(s *bentSetting, _ string) { s.namesServers("https://api.example", "https://another.example") }, // RES-05
		"none":             func(s *bentSetting, call string) { s.namesServers(call) },
		"not to be had": func(s *bentSetting, call string) {
			s.namesServers(call, "https://another.example")
			s.answers("/metadata", 500, "text/plain", "down")
		},
		"at another origin": func(s *bentSetting, _ string) { // RES-07
			s.refuseWith(401, `Bearer error="invalid_token", resource_metadata="https://another.example/metadata"`, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newAPISetting(t)
			call := APIRequest{Method: "GET", URL: s.URL + "/api"}
			bend(s, call.URL)
			answer, err := s.client.CallAPI(t.Context(), s.tl, call)
			if err != nil || answer.Status != 401 || len(s.to("/api")) != 2 || len(s.to("/token")) != 1 {
				t.Errorf("%+v, %v; %d calls, %d refreshes", answer, err, len(s.to("/api")), len(s.to("/token")))
			}
		})
	}
}

// The connection's own resource decides as the called URL does.
func TestTheConnectionsResourceCanMoveToo(t *testing.T) {
	s := newAPISetting(t)
	s.client.Profile.Resources = []string{s.URL}
	s.namesServers(s.URL, "https://another.example")
	_, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
	wantCode(t, err, CodeAPIIssuerChanged)
}

func TestATenantOfAMultiTenantIssuerIsTheSameServer(t *testing.T) {
	c := &Client{Profile: Profile{Issuer: "https://login.microsoftonline.com/common/v2.0"}}
	for named, want := range map[string]bool{
		"https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0": true,
		"https://login.microsoftonline.com/organizations/v2.0":                        true,
		"https://login.microsoftonline.us/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0":  false,
		"https://login.example/common/v2.0":                                           false,
	} {
		if got := c.sameServer(named, Session{Issuer: c.Profile.Issuer}); got != want {
			t.Errorf("%s: %t", named, got)
		}
	}
}
