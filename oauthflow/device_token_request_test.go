package oauthflow

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// pollWith is a poll in virtual time whose answers come from a function, without a network.
func pollWith(answer func(n int) (*http.Response, error)) (*devicePoll, *int) {
	n := 0
	transport := roundTrip(func(*http.Request) (*http.Response, error) { n++; return answer(n) })
	c := NewClient(Profile{Issuer: "https://op.example", ClientID: testClientID}, transport, nil, nil)
	return &devicePoll{
		Client: c, tl: &Timeline{}, server: &ServerMetadata{TokenEndpoint: "https://op.example/token"}, code: NewSecret("the-device-code"),
		shown: DeviceAuthorization{Interval: 5 * time.Second}, expires: time.Now().Add(10 * time.Minute),
	}, &n
}

func pollAnswer(status int, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func TestThePollKeepsTimeByTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		begun := time.Now()
		p, _ := pollWith(func(n int) (*http.Response, error) {
			at = append(at, time.Since(begun))
			switch n {
			case 2:
				return pollAnswer(http.StatusBadRequest, `{"error":"slow_down"}`)
			case 3:
				return pollAnswer(http.StatusServiceUnavailable, "<html>")
			case 5:
				return pollAnswer(http.StatusOK, `{"access_token":"x"}`)
			}
			return pollAnswer(http.StatusBadRequest, `{"error":"authorization_pending"}`)
		})
		a, err := p.run(t.Context())
		if err != nil || a.Status != http.StatusOK {
			t.Fatalf("%v %v", a, err)
		}
		for i, want := range []time.Duration{5, 10, 20, 40, 50} { // slow_down: ten seconds; then one doubling
			if at[i] != want*time.Second {
				t.Errorf("poll %d after %v, want %d s", i+1, at[i], want)
			}
		}
	})
}

func TestThePollEndsAtTheExpiryToTheSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		p, n := pollWith(func(int) (*http.Response, error) {
			return pollAnswer(http.StatusBadRequest, `{"error":"authorization_pending"}`)
		})
		p.expires = begun.Add(12 * time.Second)
		_, err := p.run(t.Context())
		if !errors.Is(err, &Error{Code: CodeDeviceCodeExpired}) || time.Since(begun) != 12*time.Second || *n != 2 {
			t.Errorf("%v after %v and %d polls", err, time.Since(begun), *n)
		}
	})
}

func TestThePollEndsAtOnceWhenItIsCancelled(t *testing.T) {
	for name, during := range map[string]bool{"while it waits": false, "while it asks": true} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			begun := time.Now()
			p, n := pollWith(func(int) (*http.Response, error) {
				cancel(ErrCanceled)
				return nil, context.Canceled
			})
			if !during {
				time.AfterFunc(3*time.Second, func() { cancel(ErrCanceled) })
			}
			_, err := p.run(ctx)
			if err == nil || time.Since(begun) > 5*time.Second || (*n > 0) != during {
				t.Errorf("%s: %v after %v", name, err, time.Since(begun))
			}
		})
	}
}

func TestEveryOtherAnswerEndsThePolling(t *testing.T) {
	for name, row := range map[string]struct {
		status int
		body   string
		code   Code
	}{
		"the person said no":    {400, `{"error":"access_denied"}`, CodeAuthorizationDenied},
		"expired":               {400, `{"error":"expired_token"}`, CodeDeviceCodeExpired},
		"an unknown error":      {400, `{"error":"out_of_order"}`, CodeDeviceRefused},
		"a client that may not": {401, `{"error":"unauthorized_client","error_description":"no"}`, CodeDeviceRefused},
		"a named server error":  {500, `{"error":"server_error"}`, CodeDeviceRefused},
	} {
		synctest.Test(t, func(t *testing.T) {
			p, n := pollWith(func(int) (*http.Response, error) { return pollAnswer(row.status, row.body) })
			a, err := p.run(t.Context())
			if err != nil || *n != 1 {
				t.Fatalf("%s: %v after %d polls", name, err, *n)
			}
			checks, err := p.judgePolling(a)
			if !errors.Is(err, &Error{Code: row.code, Step: StepRedirect}) {
				t.Errorf("%s: %v", name, err)
			}
			wantCheck(t, checks, "DEV-07", Passed)
			wantCheck(t, checks, "DEV-08", Failed)
		})
	}
}

func TestADevicePollSendsWhatIsNeededAndNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sent string
		p, _ := pollWith(nil)
		p.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
			body, _ := io.ReadAll(r.Body)
			sent = r.Method + " " + r.URL.String() + " " + r.Header.Get("Authorization") + string(body)
			return pollAnswer(http.StatusOK, "{}")
		})
		if _, err := p.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		want := "POST https://op.example/token client_id=" + testClientID + "&device_code=the-device-code&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
		if sent != want {
			t.Errorf("sent %s", sent)
		}
	})
}
