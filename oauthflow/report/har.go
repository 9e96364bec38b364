// The exchanges of a bundle as HAR 1.2 (HTTP Archive), which the developer tools of browsers open.

package report

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

type harFile struct {
	Log harLog `json:"log"`
}

type harLog struct {
	Version string     `json:"version"`
	Creator harCreator `json:"creator"`
	Entries []harEntry `json:"entries"`
}

type harCreator struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type harEntry struct {
	Started  time.Time   `json:"startedDateTime"`
	Time     float64     `json:"time"`
	Request  harRequest  `json:"request"`
	Response harResponse `json:"response"`
	Cache    struct{}    `json:"cache"`
	Timings  harTimings  `json:"timings"`
	Step     string      `json:"_step"`
}

// harHead is what requests and responses have in common.
type harHead struct {
	Proto       string    `json:"httpVersion"`
	Cookies     []harPair `json:"cookies"` // always empty: they stand among the headers, masked
	Headers     []harPair `json:"headers"`
	HeadersSize int       `json:"headersSize"` // -1: not known
	BodySize    int       `json:"bodySize"`
}

type harRequest struct {
	Method string `json:"method"`
	URL    string `json:"url"`
	harHead
	Query []harPair `json:"queryString"`
	Post  *harPost  `json:"postData,omitempty"`
}

type harResponse struct {
	Status     int    `json:"status"` // 0: no answer came
	StatusText string `json:"statusText"`
	harHead
	Content     harContent `json:"content"`
	RedirectURL string     `json:"redirectURL"`
}

type harPair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type harPost struct {
	Kind   string    `json:"mimeType"`
	Params []harPair `json:"params,omitempty"`
	Text   string    `json:"text,omitempty"`
}

type harContent struct {
	Size    int    `json:"size"`
	Kind    string `json:"mimeType"`
	Text    string `json:"text,omitempty"`
	Comment string `json:"comment,omitempty"`
}

// harTimings are in milliseconds; -1 is a time that is not known.
type harTimings struct {
	Blocked float64 `json:"blocked"`
	DNS     float64 `json:"dns"`
	Connect float64 `json:"connect"`
	SSL     float64 `json:"ssl"`
	Send    float64 `json:"send"`
	Wait    float64 `json:"wait"`
	Receive float64 `json:"receive"`
}

// HAR returns the exchanges as HAR 1.2, redacted as the bundle is.
func (b Bundle) HAR() ([]byte, error) {
	name, version := b.App, ""
	if i := strings.LastIndex(b.App, " "); i > 0 {
		name, version = b.App[:i], b.App[i+1:]
	}
	file := harFile{harLog{Version: "1.2", Creator: harCreator{name, version}, Entries: []harEntry{}}}
	for _, e := range b.Events {
		if e.HTTP != nil {
			file.Log.Entries = append(file.Log.Entries, e.HTTP.har(string(e.Step)))
		}
	}
	data, err := json.MarshalIndent(file, "", "  ")
	return append(data, '\n'), err
}

func (x *BundleExchange) har(step string) harEntry {
	t := x.timings()
	e := harEntry{Started: x.StartedAt, Time: max(t.Connect, 0) + t.Send + t.Wait + t.Receive, Timings: t, Step: step}
	e.Request = harRequest{Method: x.Request.Method, URL: absoluteURL(x.Request.URL), harHead: x.Request.har(), Query: pairsOf(queryOf(x.Request.URL)), Post: x.Request.post()}
	e.Response = harResponse{
		Status: x.Answer.Status, StatusText: http.StatusText(x.Answer.Status), harHead: x.Answer.har(), RedirectURL: x.Answer.field("Location"),
		Content: harContent{Size: x.Answer.Size, Kind: x.Answer.field("Content-Type"), Text: x.Answer.text(), Comment: x.Answer.LeftOut},
	}
	return e
}

// timings splits the time as far as it was measured: what there is before the first byte is waiting.
func (x *BundleExchange) timings() harTimings {
	t := harTimings{Blocked: -1, DNS: -1, Connect: -1, SSL: -1}
	total, connect, first := ms(x.Duration), ms(x.Connect), ms(x.FirstByte)
	if connect > 0 && !x.Reused {
		t.Connect = min(connect, total)
	}
	rest := total - max(t.Connect, 0)
	t.Wait = rest
	if first > 0 {
		t.Wait = min(rest, max(0, first-max(t.Connect, 0)))
		t.Receive = rest - t.Wait
	}
	return t
}

func ms(d Milliseconds) float64 { return milliseconds(d.Duration()) }

func (m BundleMessage) har() harHead {
	h := harHead{Proto: m.Proto, Cookies: []harPair{}, Headers: []harPair{}, HeadersSize: -1, BodySize: m.Size}
	for _, f := range m.Fields {
		h.Headers = append(h.Headers, harPair(f))
	}
	return h
}

func (m BundleMessage) post() *harPost {
	switch {
	case m.Form != "":
		return &harPost{Kind: "application/x-www-form-urlencoded", Params: pairsOf(m.Form)}
	case m.text() != "":
		return &harPost{Kind: m.field("Content-Type"), Text: m.text()}
	}
	return nil
}

// field is the first value of a header, empty if there is none.
func (m BundleMessage) field(name string) string {
	for _, f := range m.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}
