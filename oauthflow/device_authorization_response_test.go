package oauthflow

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func deviceMembers() map[string]any {
	return map[string]any{
		"device_code": "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS", "user_code": "WDJB-MJHT", "verification_uri": "https://op.example/device",
		"verification_uri_complete": "https://op.example/device?user_code=WDJB-MJHT", "expires_in": 1800, "interval": 7,
	}
}

func deviceAnswer(t *testing.T, members map[string]any) *answer {
	t.Helper()
	body, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	return &answer{Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}
}

func TestAGoodDeviceAnswerIsTaken(t *testing.T) {
	d, checks, err := judgeDeviceAuthorization(deviceAnswer(t, deviceMembers()), "https://op.example")
	if err != nil || len(failures(checks)) > 0 {
		t.Fatalf("%v %v", err, failures(checks))
	}
	if d.UserCode.Reveal() != "WDJB-MJHT" || d.Interval != 7*time.Second || d.expiresIn != 30*time.Minute || d.VerificationURIComplete.IsZero() {
		t.Errorf("%v %v", d.Interval, d.expiresIn)
	}
	google := changed(changed(deviceMembers(), "verification_uri", nil), "verification_url", "https://op.example/device")
	if d, _, err := judgeDeviceAuthorization(deviceAnswer(t, google), "https://op.example"); err != nil || d.VerificationURI != "https://op.example/device" {
		t.Errorf("verification_url: %v", err)
	}
}

// Each row changes one member of a good answer; nil removes it. // DEV-02, DEV-03, DEV-05, DEV-14
func TestAHostileDeviceAnswer(t *testing.T) {
	for name, row := range map[string]struct {
		member string
		value  any
		failed string // the check that fails; "": taken, with what want tells
		want   func(d deviceAuthorization) bool
	}{
		"no device code":                {"device_code", nil, "DEV-02", nil},
		"a device code with a newline":  {"device_code", "a\nb", "DEV-02", nil},
		"no user code":                  {"user_code", nil, "DEV-02", nil},
		"an empty user code":            {"user_code", "", "DEV-02", nil},
		"a user code that is a number":  {"user_code", 12345678, "DEV-02", nil},
		"a code of nothing to see":      {"user_code", "\u202e\u200b\n", "DEV-14", nil},
		"a code too long to type":       {"user_code", strings.Repeat("A", 65), "DEV-14", nil},
		"a code with bidi and control":  {"user_code", "\u202eAB\x00\nCD\u2066", "", func(d deviceAuthorization) bool { return d.UserCode.Reveal() == "ABCD" }},
		"no verification URI":           {"verification_uri", nil, "DEV-02", nil},
		"javascript":                    {"verification_uri", "javascript:alert(1)", "DEV-05", nil},
		"a file":                        {"verification_uri", "file:///etc/passwd", "DEV-05", nil},
		"no encryption":                 {"verification_uri", "http://op.example/device", "DEV-05", nil},
		"this computer, from elsewhere": {"verification_uri", "http://127.0.0.1:8080/device", "DEV-05", nil},
		"a user in it":                  {"verification_uri", "https://op.example@evil.example/", "DEV-05", nil},
		"ten thousand bytes":            {"verification_uri", "https://op.example/" + strings.Repeat("a", 10000), "DEV-05", nil},
		"javascript, complete":          {"verification_uri_complete", "javascript:alert(1)", "", withoutComplete},
		"another host, complete":        {"verification_uri_complete", "https://evil.example/?user_code=WDJB-MJHT", "", withoutComplete},
		"long, complete":                {"verification_uri_complete", "https://op.example/" + strings.Repeat("a", 10000), "", withoutComplete},
		"no expiry":                     {"expires_in", nil, "DEV-02", nil},
		"it has expired":                {"expires_in", 0, "DEV-02", nil},
		"a negative expiry":             {"expires_in", -5, "DEV-02", nil},
		"a huge expiry":                 {"expires_in", json.Number("1e300"), "", func(d deviceAuthorization) bool { return d.expiresIn == time.Hour }},
		"no interval":                   {"interval", nil, "", fiveSeconds},
		"interval 0":                    {"interval", 0, "", fiveSeconds},
		"a negative interval":           {"interval", -1, "", fiveSeconds},
		"a fraction":                    {"interval", json.Number("1.5"), "", func(d deviceAuthorization) bool { return d.Interval == 2*time.Second }},
		"a tiny fraction":               {"interval", json.Number("0.001"), "", fiveSeconds},
		"an interval as a string":       {"interval", "5", "", fiveSeconds},
		"an interval that is no time":   {"interval", []int{1}, "", fiveSeconds},
		"NaN":                           {"interval", "NaN", "", fiveSeconds},
		"an interval of 2^62":           {"interval", json.Number("4611686018427387904"), "DEV-03", nil},
		"an interval of 1e400":          {"interval", json.Number("1e400"), "DEV-03", nil},
	} {
		t.Run(name, func(t *testing.T) {
			d, checks, err := judgeDeviceAuthorization(deviceAnswer(t, changed(deviceMembers(), row.member, row.value)), "https://op.example")
			if row.failed != "" {
				wantCheck(t, checks, row.failed, Failed)
				if err == nil || !d.deviceCode.IsZero() {
					t.Errorf("taken: %v", err)
				}
				return
			}
			if err != nil || !row.want(d) {
				t.Errorf("%v %v %v", err, d.Interval, d.expiresIn)
			}
		})
	}
}

func withoutComplete(d deviceAuthorization) bool {
	return d.VerificationURIComplete.IsZero() && d.VerificationURI != ""
}

func fiveSeconds(d deviceAuthorization) bool { return d.Interval == 5*time.Second }

func TestADeviceAnswerThatIsNone(t *testing.T) {
	good := deviceAnswer(t, deviceMembers())
	for name, a := range map[string]*answer{
		"HTML":           {Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: good.Body},
		"a redirect":     {Status: 302, Header: good.Header, Body: good.Body},
		"a list":         {Status: 200, Header: good.Header, Body: []byte("[]")},
		"a member twice": {Status: 200, Header: good.Header, Body: []byte(`{"device_code":"a","device_code":"b"}`)},
	} {
		if _, checks, err := judgeDeviceAuthorization(a, "https://op.example"); err == nil || len(failures(checks)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	refused := &answer{Status: 400, Header: good.Header, Body: []byte(`{"error":"unauthorized_client","error_description":"not this one"}`)}
	_, _, err := judgeDeviceAuthorization(refused, "https://op.example")
	if e := new(Error); err == nil || !errors.As(err, &e) || e.Code != CodeDeviceRefused || e.OAuthError != "unauthorized_client" || e.Description != "not this one" {
		t.Errorf("%v", err)
	}
}
