// Requests and answers as they went over the wire, kept in memory for the person to look at. They hold secrets.

package oauthflow

import (
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
)

const (
	maxKeptBody   = 64 << 10 // bytes of a body that are kept
	maxKeptBodies = 64 << 20 // bytes of all bodies that are kept
)

// HTTPMessage is a request or an answer. It prints as [message]: Reveal is the only way to what is in it. The zero
// HTTPMessage is empty; a copy shares the content.
type HTTPMessage struct{ kept *keptMessage }

// HTTPContent is what went over the wire.
type HTTPContent struct {
	Method, URL string // of a request; the URL is whole
	Proto       string // such as HTTP/1.1
	Status      int    // of an answer
	Fields      []HTTPField
	Body        []byte // the first 64 KiB after decompression
	Size        int    // of the whole body in bytes after decompression
	Dropped     bool   // the body was let go to make room for newer ones
}

// HTTPField is a line of a header, in the order in which it was sent; an answer's are sorted by name.
type HTTPField struct{ Name, Value string }

type keptMessage struct {
	mu      sync.Mutex
	content HTTPContent
}

const messageText = "[message]"

// NewHTTPMessage keeps content, its body cut to 64 KiB.
func NewHTTPMessage(content HTTPContent) HTTPMessage {
	content.Size = max(content.Size, len(content.Body))
	content.Body = slices.Clone(content.Body[:min(len(content.Body), maxKeptBody)])
	return HTTPMessage{&keptMessage{content: content}}
}

// Reveal returns the content. Its slices are not to be changed.
func (m HTTPMessage) Reveal() HTTPContent {
	if m.kept == nil {
		return HTTPContent{}
	}
	m.kept.mu.Lock()
	defer m.kept.mu.Unlock()
	return m.kept.content
}

// IsZero reports whether nothing was kept.
func (m HTTPMessage) IsZero() bool { return m.kept == nil }

// String, GoString, Format, LogValue and MarshalText all hide the content.
func (m HTTPMessage) String() string               { return messageText }
func (m HTTPMessage) GoString() string             { return messageText }
func (m HTTPMessage) Format(f fmt.State, _ rune)   { _, _ = f.Write([]byte(messageText)) }
func (m HTTPMessage) LogValue() slog.Value         { return slog.StringValue(messageText) }
func (m HTTPMessage) MarshalText() ([]byte, error) { return []byte(messageText), nil }

// dropBody lets the body go and returns its length.
func (m HTTPMessage) dropBody() int {
	if m.kept == nil {
		return 0
	}
	m.kept.mu.Lock()
	defer m.kept.mu.Unlock()
	freed := len(m.kept.content.Body)
	if freed > 0 {
		m.kept.content.Body, m.kept.content.Dropped = nil, true
	}
	return freed
}

// fieldsOf lists a header sorted by name.
func fieldsOf(h http.Header) []HTTPField {
	var fields []HTTPField
	for name, values := range h {
		for _, value := range values {
			fields = append(fields, HTTPField{name, value})
		}
	}
	slices.SortStableFunc(fields, func(a, b HTTPField) int { return compareNames(a.Name, b.Name) })
	return fields
}

// KeptBodies bounds the bodies that are kept by all timelines that share it. The zero value is ready, and is safe for
// concurrent use.
type KeptBodies struct {
	mu    sync.Mutex
	bytes int
	queue []*HTTPExchange // oldest first
}

// keep counts the exchange's bodies, and drops the oldest ones while there are too many.
func (k *KeptBodies) keep(x *HTTPExchange) {
	size := len(x.Request.Reveal().Body) + len(x.Answer.Reveal().Body)
	k.mu.Lock()
	defer k.mu.Unlock()
	if size == 0 || slices.Contains(k.queue, x) { // shared by two timelines
		return
	}
	k.queue, k.bytes = append(k.queue, x), k.bytes+size
	for k.bytes > maxKeptBodies {
		k.bytes -= k.queue[0].Request.dropBody() + k.queue[0].Answer.dropBody()
		k.queue = k.queue[1:]
	}
}
