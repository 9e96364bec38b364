// Judging the answer of a device authorization request, RFC 8628 §3.2. What is in it is shown to a person and steers a
// timer, so nothing is taken as it comes.

package oauthflow

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	deviceInterval    = 5 * time.Second // RFC 8628 §3.2, where the provider names none; slow_down adds as much (§3.5)
	maxDeviceInterval = time.Hour       // DEV-03
	maxDeviceLife     = time.Hour       // that we wait: codes live for minutes (RFC 8628 §5.2)
	maxUserCode       = 64              // characters that a person can be asked to type
	maxDeviceURI      = 2000            // bytes that a QR code of a usable size can hold, with room
)

// judgeDeviceAuthorization judges a success (200) or an error answer.
func judgeDeviceAuthorization(a *answer, issuer string) (deviceAuthorization, []Check, error) {
	members, err := strictObject(a.Body)
	if name, _, _ := stringMember(members, "error"); err == nil && name != "" {
		told := tokenError(members)
		told.Step, told.Code, told.Spec, told.Expected = StepAuthorizationRequest, CodeDeviceRefused, "RFC 8628 §3.2", "a device code"
		return deviceAuthorization{}, []Check{skip("DEV-02", fmt.Sprintf("the provider answered with an error, status %d", a.Status))}, told
	}
	const expected = "status 200 and a JSON object with device_code, user_code, verification_uri, expires_in"
	if err != nil || a.Status != http.StatusOK || contentType(a.Header) != "application/json" {
		checks := []Check{judge("DEV-02", false, expected, describeAnswer(a))}
		return deviceAuthorization{}, checks, firstFailure(checks)
	}
	var d deviceAuthorization
	wrong := d.readMembers(members)
	checks := []Check{judge("DEV-02", len(wrong) == 0, expected, orText(strings.Join(wrong, ", "), "all there"))}
	if len(wrong) > 0 {
		return deviceAuthorization{}, checks, firstFailure(checks)
	}
	checks = append(checks, d.judgeUserCode(), d.judgeURIs(issuer), d.judgeInterval(members["interval"]))
	if failure := firstFailure(checks); failure != nil {
		return deviceAuthorization{}, checks, failure
	}
	return d, checks, nil
}

// readMembers takes what is required and says what is wrong. Google calls the URI verification_url.
func (d *deviceAuthorization) readMembers(members map[string]json.RawMessage) (wrong []string) {
	text := func(name string) string {
		value, present, err := stringMember(members, name)
		if err != nil || value == "" {
			wrong = append(wrong, name+" is "+describeMember(value, present, err))
		}
		return value
	}
	if members["verification_uri"] == nil && members["verification_url"] != nil {
		members["verification_uri"] = members["verification_url"]
	}
	code := text("device_code")
	d.deviceCode, d.UserCode = NewSecret(code), NewSecret(text("user_code"))
	d.VerificationURI = text("verification_uri")
	if code != "" && !isVisibleASCII(code) {
		wrong = append(wrong, "device_code holds characters that do not fit a form")
	}
	complete, _, _ := stringMember(members, "verification_uri_complete")
	d.VerificationURIComplete = NewSecret(complete)
	life, known, c := judgeExpiresIn(members["expires_in"])
	if !known || c.Result == Failed || life <= 0 {
		wrong = append(wrong, "expires_in is "+plainServerText(orText(string(members["expires_in"]), "missing")))
	}
	d.expiresIn = min(life, maxDeviceLife)
	return wrong
}

// judgeUserCode takes away what cannot be seen, so that the person types what the provider knows (DEV-14).
func (d *deviceAuthorization) judgeUserCode() Check {
	raw := d.UserCode.Reveal()
	plain := strings.TrimSpace(strings.Map(func(r rune) rune {
		if isInvisible(r) || r == '\uFFFD' {
			return -1
		}
		return r
	}, raw))
	d.UserCode = NewSecret(plain)
	const expected = "1 to 64 characters that can be seen and typed"
	n, removed := len([]rune(plain)), len([]rune(raw))-len([]rune(plain))
	actual := fmt.Sprintf("%d characters", n)
	if removed > 0 {
		actual += fmt.Sprintf(", %d that cannot be seen were taken away", removed)
	}
	return judge("DEV-14", n > 0 && n <= maxUserCode, expected, actual)
}

// judgeURIs refuses an address that must not be opened; the one with the code in it is optional and is left out (DEV-05).
func (d *deviceAuthorization) judgeURIs(issuer string) Check {
	const expected = "an https URL (http for this computer) of at most 2000 bytes"
	if err := judgeVerificationURI(d.VerificationURI, issuer); err != nil {
		return judge("DEV-05", false, expected, err.Error())
	}
	actual := "at " + hostOf(d.VerificationURI)
	if complete := d.VerificationURIComplete.Reveal(); complete != "" {
		err := judgeVerificationURI(complete, issuer)
		if err == nil && hostOf(complete) != hostOf(d.VerificationURI) {
			err = errors.New("it leads to another host")
		}
		if err != nil {
			d.VerificationURIComplete = Secret{}
			actual += "; verification_uri_complete is not used: " + err.Error()
		}
	}
	return judge("DEV-05", true, expected, actual)
}

func judgeVerificationURI(raw, issuer string) error {
	if len(raw) > maxDeviceURI {
		return fmt.Errorf("it has %d bytes", len(raw))
	}
	if _, err := judgeEndpointURL(raw, issuer); err != nil { // NET-02: http only where the issuer is on this computer too
		return err
	}
	_, err := judgeBrowserURL(raw)
	return err
}

// judgeInterval never lets a number of the provider's steer the timer unchecked (DEV-03).
func (d *deviceAuthorization) judgeInterval(raw json.RawMessage) Check {
	const expected = "1 s to 1 h; 5 s if it is not given"
	d.Interval = deviceInterval
	if raw == nil || string(raw) == "null" {
		return judge("DEV-03", true, expected, "not given: 5 s")
	}
	text := strings.Trim(string(raw), `"`)
	seconds, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange), math.IsNaN(seconds):
		return judge("DEV-03", true, expected, "not a number: 5 s is used")
	case seconds < 1:
		return judge("DEV-03", true, expected, plainServerText(text)+" is under 1 s: 5 s is used")
	case seconds > maxDeviceInterval.Seconds():
		return judge("DEV-03", false, expected, plainServerText(text)+" s")
	}
	d.Interval = time.Duration(math.Ceil(seconds)) * time.Second
	return judge("DEV-03", true, expected, fmt.Sprintf("%d s", int64(d.Interval.Seconds())))
}
