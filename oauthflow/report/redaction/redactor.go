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
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

var marker = regexp.MustCompile(`^\[[^\[\]{}]{1,60} [0-9a-f]{8}…\]$`)

// IsMarker reports whether the text is a marker and nothing else.
func IsMarker(s string) bool { return marker.MatchString(s) }

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

// Text returns free text in which the values that were seen in fields are markers.
func (r *Redactor) Text(s string) string {
	if r.learning || s == "" {
		return s
	}
	if done, ok := r.texts[s]; ok {
		return done
	}
	r.sort()
	done := s
	for _, value := range r.order {
		done = replaceValue(done, value, r.markers[value], r.people[value])
	}
	done = r.cutOff(r.textWithJWTs(done))
	if !r.personal && strings.Contains(done, "@") {
		done = mailAddress.ReplaceAllStringFunc(done, func(a string) string { return r.masked("email", a) })
	}
	r.texts[s] = done
	return done
}

var (
	mailAddress = regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+`)
	compactJWT  = regexp.MustCompile(`eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)+`)
)

func (r *Redactor) textWithJWTs(s string) string {
	if !strings.Contains(s, "eyJ") { // {" in base64url
		return s
	}
	return compactJWT.ReplaceAllStringFunc(s, func(token string) string { return r.masked(tokenLabel, token) })
}

// cutOff replaces the beginning of a secret at the end of a text that was cut there.
func (r *Redactor) cutOff(s string) string {
	text, ok := strings.CutSuffix(s, shortenedEnd)
	if !ok {
		return s
	}
	for _, value := range r.order {
		for n := min(len(value)-1, len(text)); n >= minSecret && !r.people[value]; n-- {
			if strings.HasSuffix(text, value[:n]) {
				return text[:len(text)-n] + r.markers[value]
			}
		}
	}
	return s
}

// sort orders the values so that one that holds another goes first.
func (r *Redactor) sort() {
	if r.order != nil || len(r.markers) == 0 {
		return
	}
	for value := range r.markers {
		r.order = append(r.order, value)
	}
	slices.SortFunc(r.order, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
}

// replaceValue replaces the value in s, a personal one only where it is a word of its own: "Ada" is not in "Adapter".
func replaceValue(s, value, marker string, word bool) string {
	var b strings.Builder
	for {
		i := strings.Index(s, value)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := i + len(value)
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[end:])
		b.WriteString(s[:i])
		if word && (isWord(before) || isWord(after)) {
			b.WriteString(value)
		} else {
			b.WriteString(marker)
		}
		s = s[end:]
	}
}

func isWord(c rune) bool {
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c))
}
