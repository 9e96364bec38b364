// One HTTP request and its answer: sent once, in limited time, with no redirects, cookies or ambient
// credentials, the body read whole within a limit (standards checklist, section 2).

package oauthflow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Parts of httpTimeout, so that a dead host is told apart from a slow answer.
const (
	connectTimeout = 10 * time.Second
	idleTimeout    = 90 * time.Second // net/http's own value
)

// exchange is what one call is for.
type exchange struct {
	step  Step
	tl    *Timeline // nil: not recorded
	limit int64     // of the body in bytes after decompression; 0: maxBody

	proofs *proofs // of possession of a key; nil: none
}

// answer is a whole answer.
type answer struct {
	Status   int
	Header   http.Header
	Body     []byte
	Proto    string
	Duration time.Duration
}

// send sends req once and reads the whole answer. A redirect is an answer like any other; a body over the limit
// is an *Error of code response_too_large. The text of no error holds the URL.
func (c *Client) send(ctx context.Context, x exchange, req *http.Request) (*answer, error) {
	client, last := c.httpClient(x)
	resp, err := client.Do(req.WithContext(ctx))
	if err != nil {
		return nil, bareNetworkError(err)
	}
	return last.get(), resp.Body.Close()
}

// httpClient gives the rules of send to a library as an *http.Client; lastAnswer has the answer as it came.
func (c *Client) httpClient(x exchange) (*http.Client, *lastAnswer) {
	if x.limit == 0 {
		x.limit = maxBody
	}
	last := new(lastAnswer)
	var transport http.RoundTripper = &recordingTransport{client: c, exchange: x, last: last}
	if x.proofs != nil {
		transport = &dpopTransport{proofs: x.proofs, client: c, next: transport, last: last}
	}
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // NET-03, NET-04
	}, last
}

// bareNetworkError takes away net/http's wrapping, which repeats the URL with its query (DISP-04).
func bareNetworkError(err error) error {
	var wrapped *url.Error
	for errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return err
}

// lastAnswer holds the answer of the last round trip of an *http.Client.
type lastAnswer struct {
	mu     sync.Mutex
	answer *answer
}

// get returns nil before an answer has come whole.
func (l *lastAnswer) get() *answer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.answer
}

func (l *lastAnswer) set(a *answer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answer = a
}

// recordingTransport is the innermost transport: every request and answer passes here and into the timeline.
type recordingTransport struct {
	client *Client
	exchange
	last *lastAnswer
}

// RoundTrip sends the request, reads the whole body and records both. httpTimeout covers all of it.
func (t *recordingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeoutCause(r.Context(), httpTimeout, errNoAnswer)
	defer cancel()
	trace := &wireTrace{now: t.client.Now}
	record := &HTTPExchange{Method: r.Method, URL: MaskURL(r.URL.String()), StartedAt: t.client.Now()}
	r = r.Clone(trace.watch(ctx))
	if r.Header.Get("Accept") == "" {
		r.Header.Set("Accept", "application/json") // TREQ-05, which x/oauth2 leaves out
	}
	resp, body, err := t.roundTrip(r)
	record.Duration = t.client.Now().Sub(record.StartedAt)
	t.record(record, trace, r, resp, body)
	if err != nil {
		if errors.Is(context.Cause(ctx), errNoAnswer) {
			err = errNoAnswer
		}
		return nil, err
	}
	t.last.set(&answer{Status: resp.StatusCode, Header: resp.Header, Body: body, Proto: resp.Proto, Duration: record.Duration})
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// record puts the exchange into the timeline; resp is nil if no answer came.
func (t *recordingTransport) record(x *HTTPExchange, trace *wireTrace, r *http.Request, resp *http.Response, body []byte) {
	if t.tl == nil {
		return
	}
	trace.times(x)
	x.Request = NewHTTPMessage(HTTPContent{Method: r.Method, URL: r.URL.String(), Proto: r.Proto, Fields: trace.sent(r), Body: sentBody(r)})
	if resp != nil {
		x.Status, x.Bytes = resp.StatusCode, len(body)
		x.Answer = NewHTTPMessage(HTTPContent{Proto: resp.Proto, Status: resp.StatusCode, Fields: fieldsOf(resp.Header), Body: body})
	}
	t.tl.Add(Event{Kind: EventHTTP, Step: t.step, HTTP: x})
}

// sentBody reads the body once more; nil if there is none, or if it cannot be had again.
func sentBody(r *http.Request) []byte {
	if r.GetBody == nil {
		return nil
	}
	body, err := r.GetBody()
	if err != nil {
		return nil
	}
	defer body.Close()
	data, _ := io.ReadAll(body) // of a buffer in memory
	return data
}

func (t *recordingTransport) roundTrip(r *http.Request) (*http.Response, []byte, error) {
	resp, err := t.client.Transport.RoundTrip(r)
	if err != nil {
		return nil, nil, t.atStep(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, t.limit+1))
	if err == nil && int64(len(body)) > t.limit {
		err = &Error{ // NET-07
			Step: t.step, Code: CodeResponseTooLarge,
			Expected: fmt.Sprintf("at most %d bytes", t.limit), Actual: "more",
		}
	}
	return resp, body, err
}

// atStep gives its step to an error of the transport, which does not know what it is used for.
func (t *recordingTransport) atStep(err error) error {
	var e *Error
	if !errors.As(err, &e) || e.Step != "" {
		return err
	}
	at := *e
	at.Step = t.step
	return &at
}

var errNoAnswer = fmt.Errorf("no complete answer came within %v", httpTimeout)
