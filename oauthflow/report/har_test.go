package report_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// har is what a reader of HAR 1.2 looks for; the whole schema is checked in oauthflow/interop.
type har struct {
	Log struct {
		Version string
		Creator struct{ Name, Version string }
		Entries []struct {
			StartedDateTime time.Time
			Time            float64
			Step            string `json:"_step"`
			Request         struct {
				Method, URL          string
				Headers, QueryString []struct{ Name, Value string }
				PostData             *struct {
					MimeType, Text string
					Params         []struct{ Name, Value string }
				}
			}
			Response struct {
				Status  int
				Content struct {
					Size           int
					MimeType, Text string
				}
			}
			Timings struct{ Blocked, DNS, Connect, SSL, Send, Wait, Receive float64 }
		}
	}
}

func TestTheExchangesAsHAR(t *testing.T) {
	f := wholeFlow(t)
	data, err := f.bundle(t, report.Options{}).HAR()
	if err != nil {
		t.Fatal(err)
	}
	var got har
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Log.Version != "1.2" || got.Log.Creator.Name != "Proofkey" || got.Log.Creator.Version != "1.0" {
		t.Errorf("version %s, creator %+v", got.Log.Version, got.Log.Creator)
	}
	count := 0
	for _, e := range f.tl.Events() {
		if e.Kind == oauthflow.EventHTTP {
			count++
		}
	}
	if len(got.Log.Entries) != count {
		t.Fatalf("%d entries, want %d", len(got.Log.Entries), count)
	}
	for i, e := range got.Log.Entries {
		u, err := url.Parse(e.Request.URL)
		if err != nil || !u.IsAbs() || strings.ContainsAny(e.Request.URL, " […") || len(u.Query()) != len(e.Request.QueryString) {
			t.Errorf("entry %d has the URL %s", i, e.Request.URL)
		}
		sum := max(e.Timings.Connect, 0) + e.Timings.Send + e.Timings.Wait + e.Timings.Receive
		if e.StartedDateTime.IsZero() || e.Time != sum || e.Time < 0 || e.Timings.Wait < 0 || e.Timings.Receive < 0 {
			t.Errorf("entry %d took %v, its parts are %+v", i, e.Time, e.Timings)
		}
		if e.Step == "token_request" {
			if p := e.Request.PostData; p == nil || p.MimeType != "application/x-www-form-urlencoded" || len(p.Params) != 5 || !strings.HasPrefix(p.Params[1].Value, "[code ") {
				t.Errorf("the token request is %+v", p)
			}
			if c := e.Response.Content; e.Response.Status != 200 || c.MimeType != "application/json" || !json.Valid([]byte(c.Text)) {
				t.Errorf("the token answer is %+v", c)
			}
		}
	}
}
