// The bundle: a session's timeline as one redacted file that can be shared, JSON.

package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/natefinch/atomic"

	"proofkey/oauthflow"
)

const (
	// Version 2 added good practice, exchanges that two flows shared, and when the person revoked the refresh token. A check, a code or a finding that
	// is new needs a version too, since Open refuses what it does not know.
	bundleVersion = 2
	oldestBundle  = 1
	bundleKind    = "proofkey-session"
)

// Bundle is a session as it was saved. Its secrets are markers, such as "[code 7f3a9c21…]", whose digits are the same
// for equal values within one bundle, and so are its personal claims unless Personal. Nothing in a bundle is verified:
// what it says of checks is what was saved, by whomever. Saved makes of it what the window shows.
type Bundle struct {
	Kind       string            `json:"kind"`
	Version    int               `json:"version"`
	App        string            `json:"app"` // name and version
	SavedAt    time.Time         `json:"saved_at"`
	Personal   bool              `json:"personal"` // personal claims are as they were
	Connection json.RawMessage   `json:"connection"`
	Outcome    Outcome           `json:"outcome"` // of the last sign-in
	Error      *BundleError      `json:"error"`   // null if signed in
	Session    *BundleSession    `json:"session"` // null if there is none
	Checks     []oauthflow.Check `json:"checks"`  // of the last sign-in, with those of UserInfo
	Steps      []BundleStep      `json:"steps"`
	Omitted    int               `json:"omitted_events"` // from the beginning, so that the file is not too large
	Events     []BundleEvent     `json:"events"`
}

// BundleStep is when a step began and how long it took.
type BundleStep struct {
	Step      oauthflow.Step `json:"step"`
	StartedAt time.Time      `json:"started_at"`
	Duration  Milliseconds   `json:"duration_ms"`
	Cached    bool           `json:"cached,omitempty"`
	ByHand    bool           `json:"by_hand,omitempty"`
}

// BundleEvent is an event of the timeline; its kind says which members it has.
type BundleEvent struct {
	At          time.Time            `json:"at"`
	Kind        oauthflow.EventKind  `json:"kind"`
	Step        oauthflow.Step       `json:"step,omitempty"`
	Duration    Milliseconds         `json:"duration_ms,omitempty"`
	Cached      bool                 `json:"cached,omitempty"`
	ByHand      bool                 `json:"by_hand,omitempty"`
	HTTP        *BundleExchange      `json:"http,omitempty"`
	Shared      bool                 `json:"shared,omitempty"` // in place of http: the last exchange of the step, which two flows shared; version 2
	Link        string               `json:"link,omitempty"`   // the authorization request
	Host        string               `json:"host,omitempty"`
	ListeningOn string               `json:"listening_on,omitempty"`
	Deadline    time.Time            `json:"deadline,omitzero"`
	Stranger    *BundleStranger      `json:"stranger,omitempty"`
	Checks      []oauthflow.Check    `json:"checks,omitempty"`
	Practice    []oauthflow.Practice `json:"practice,omitempty"` // of a sign-in that failed; version 2
	Session     *BundleSession       `json:"session,omitempty"`
	Error       *BundleError         `json:"error,omitempty"`
}

// BundleStranger is a request that was not ours.
type BundleStranger struct {
	Method string `json:"method,omitempty"`
	Path   string `json:"path,omitempty"`
	Status int    `json:"status,omitempty"`
	Reason string `json:"reason"`
}

// BundleError is an error as it is told.
type BundleError struct {
	Code        oauthflow.Code `json:"code"`
	Step        oauthflow.Step `json:"step,omitempty"`
	Spec        string         `json:"spec,omitempty"`
	Expected    string         `json:"expected,omitempty"`
	Actual      string         `json:"actual,omitempty"`
	OAuthError  string         `json:"oauth_error,omitempty"`
	Description string         `json:"error_description,omitempty"`
	ErrorURI    string         `json:"error_uri,omitempty"`
	Cause       string         `json:"cause,omitempty"`
}

// BundleExchange is a request and its answer.
type BundleExchange struct {
	StartedAt time.Time     `json:"started_at"`
	Duration  Milliseconds  `json:"duration_ms"`
	Connect   Milliseconds  `json:"connect_ms,omitempty"`
	FirstByte Milliseconds  `json:"first_byte_ms,omitempty"`
	Reused    bool          `json:"reused,omitempty"` // the connection
	Request   BundleMessage `json:"request"`
	Answer    BundleMessage `json:"answer,omitzero"` // none: none came
}

// BundleMessage is a request or an answer. Its body is JSON, or text in the member form, or left out for a reason.
type BundleMessage struct {
	Method  string          `json:"method,omitempty"`
	URL     string          `json:"url,omitempty"`
	Proto   string          `json:"proto,omitempty"`
	Status  int             `json:"status,omitempty"`
	Fields  []BundleField   `json:"fields,omitempty"`
	Body    json.RawMessage `json:"body,omitempty"`
	Form    string          `json:"form,omitempty"`
	LeftOut string          `json:"left_out,omitempty"`
	Size    int             `json:"size,omitempty"`    // of the body as it went over the wire
	Dropped bool            `json:"dropped,omitempty"` // the body was no longer in memory, or made the file too large
}

// IsZero reports whether there is no message.
func (m BundleMessage) IsZero() bool {
	return m.Method == "" && m.Status == 0 && m.URL == "" && len(m.Fields) == 0
}

// BundleField is a line of a header.
type BundleField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Milliseconds is a duration, to the microsecond.
type Milliseconds float64

// Duration returns d, which is at most a hundred years: a file may say anything.
func (d Milliseconds) Duration() time.Duration {
	const most = 100 * 365 * 24 * time.Hour
	if !(d > 0) {
		return 0
	}
	return time.Duration(min(float64(d)*float64(time.Millisecond), float64(most))).Round(time.Microsecond)
}

// Encode returns the bundle as it is written: exactly what is in the file.
func (b Bundle) Encode() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(b)
	return out.Bytes(), err
}

// Write writes the bundle with mode 0600, replacing the file as a whole.
func (b Bundle) Write(path string) error {
	data, err := b.Encode()
	if err != nil {
		return err
	}
	return writePrivately(path, data)
}

// writePrivately replaces the file by one with mode 0600.
func writePrivately(path string, data []byte) error {
	// The replacement takes over the mode of a file that is there.
	if err := os.Chmod(path, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return atomic.WriteFile(path, bytes.NewReader(data))
}
