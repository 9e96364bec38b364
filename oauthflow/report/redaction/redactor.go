// Package redaction takes the secrets, and unless it is told otherwise the personal claims, out of what a timeline
// holds. It goes by the kind of each field: what a parameter, a header, a member or a claim is for decides about its
// value, and a field that is not known is masked or left out. Only free text, such as a provider's error
// description, which has no fields, is searched for the values that were seen in fields.
//
// A masked value becomes a marker such as "[code 7f3a9c21…]". Its digits are a MAC under a key that exists only while
// one bundle is made, so that equal values have equal markers in one bundle, and nobody can try values against them.
package redaction

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"sync"

	"proofkey/oauthflow"
)

const (
	markDigits   = 8 // of hex: enough to tell the values of one bundle apart
	minSecret    = 6 // bytes: shorter values are not looked for in free text
	minPersonal  = 3
	alreadyGone  = "[secret]" // how oauthflow masks
	shortenedEnd = "…"
)

// Redactor redacts the parts of one bundle. It is not safe for concurrent use.
type Redactor struct {
	key      [32]byte
	personal bool // personal claims stay

	learning bool
	labels   map[string]string // digits → the first name that was given to the value
	markers  map[string]string // a secret or personal value → its marker
	people   map[string]bool   // which of them are personal
	short    map[string]string // a state or nonce as oauthflow shortens it → its marker
	order    []string          // the values of markers, longest first; nil: to be made
	texts    map[string]string // Text's own results
}

// New returns a redactor with a key of its own.
func New(personal bool) *Redactor {
	r := &Redactor{
		personal: personal, learning: true,
		labels: map[string]string{}, markers: map[string]string{}, people: map[string]bool{}, short: map[string]string{}, texts: map[string]string{},
	}
	rand.Read(r.key[:]) // never fails, crypto/rand
	return r
}

// Learned ends the first of two passes over the same parts. The first one sees every value that stands in a field; only
// the second one can find them in free text.
func (r *Redactor) Learned() { r.learning = false }

var marker = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\[[^\[\]{}]{1,60} [0-9a-f]{8}…\]$`) })

// IsMarker reports whether the text is a marker and nothing else.
func IsMarker(s string) bool { return marker().MatchString(s) }

// Mark returns the marker of a secret. An empty value stays empty.
func (r *Redactor) Mark(label, value string) string {
	if value == "" || value == alreadyGone {
		return value
	}
	if m, ok := r.short[value]; ok { // shortened already, with known value
		return m
	}
	m := r.mark(label, value, false)
	if label == "state" || label == "nonce" {
		if s := oauthflow.Shorten(value); len(s) > len(shortenedEnd) {
			r.short[s] = m
		}
	}
	return m
}

// markPersonal returns the marker of a personal claim, or the value itself if it is to stay.
func (r *Redactor) markPersonal(label, value string) string {
	if r.personal || value == "" {
		return value
	}
	return r.mark(label, value, true)
}

func (r *Redactor) mark(label, value string, personal bool) string {
	d := r.digits(value)
	if first, ok := r.labels[d]; ok {
		label = first
	} else if label != tokenLabel && label != unknownLabel { // a better name may follow
		r.labels[d] = label
	}
	m := "[" + label + " " + d + "…]"
	least := minSecret
	if personal {
		least = minPersonal
	}
	if _, known := r.markers[value]; !known && len(value) >= least {
		r.people[value], r.order = personal, nil
		r.markers[value] = m
		if escaped := url.QueryEscape(value); escaped != value {
			r.people[escaped], r.markers[escaped] = personal, m
		}
	}
	return m
}

// masked is mark for what is not known to be a secret: it is not looked for elsewhere, where it may be any word.
func (r *Redactor) masked(label, value string) string {
	if value == "" || value == alreadyGone {
		return value
	}
	d := r.digits(value)
	if first, ok := r.labels[d]; ok {
		label = first
	}
	return "[" + label + " " + d + "…]"
}

func (r *Redactor) digits(value string) string {
	mac := hmac.New(sha256.New, r.key[:])
	mac.Write([]byte(value))
	return hex.EncodeToString(mac.Sum(nil))[:markDigits]
}
