// Opening a bundle, which is the file of a stranger: limited in size, depth and number, read strictly, its text made
// plain, nothing in it fetched, followed or believed.

package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/jsontree"
)

// ErrBundleTooLarge is the error of a file over 32 MiB.
var ErrBundleTooLarge = fmt.Errorf("the file is larger than %d MiB", maxBundle>>20)

// ErrNoBundle is the error of a file that is something else.
var ErrNoBundle = errors.New("the file is no bundle of a session")

const (
	maxBundleDepth  = 80        // 60 of a body within the bundle's own
	maxBundleValues = 2_000_000 // about 32 MiB of short ones
	maxBundleText   = 200_000   // characters of one text
	maxBundleRows   = 1_000     // checks in one place, and claims of one token: each is a row of the window
)

// Open reads a bundle. An unknown version, unknown or repeated members, and values that cannot be, are an error that
// says what is wrong.
func Open(r io.Reader) (Bundle, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBundle+1))
	if err != nil {
		return Bundle{}, fmt.Errorf("the file cannot be read: %w", err)
	}
	return readBundle(data)
}

func readBundle(data []byte) (Bundle, error) {
	if len(data) > maxBundle {
		return Bundle{}, ErrBundleTooLarge
	}
	v, err := jsontree.Parse(data, jsontree.Limits{Depth: maxBundleDepth, Values: maxBundleValues})
	if err != nil {
		return Bundle{}, fmt.Errorf("%w: %w", ErrNoBundle, err)
	}
	if v.Kind != jsontree.Object || v.Get("kind").Text != bundleKind {
		return Bundle{}, ErrNoBundle
	}
	if got := v.Get("version"); got.Kind != jsontree.Number || got.Text != fmt.Sprint(oldestBundle) && got.Text != fmt.Sprint(bundleVersion) {
		return Bundle{}, fmt.Errorf("the bundle has version %s, this app reads versions %d to %d", oauthflow.PlainText(string(got.JSON()), 20), oldestBundle, bundleVersion)
	}
	if err := refuseRepeated(v); err != nil {
		return Bundle{}, err
	}
	v = v.Map(plain)
	var b Bundle
	d := json.NewDecoder(bytes.NewReader(v.JSON()))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		return Bundle{}, fmt.Errorf("the bundle cannot be read: %s", oauthflow.PlainText(strings.TrimPrefix(err.Error(), "json: "), 200))
	}
	return b, b.validate()
}

// plain makes the text of a stranger plain; most needs nothing, and there may be a lot of it.
func plain(s string) string {
	if len(s) <= maxBundleText && !strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c > '~' }) {
		return s
	}
	return oauthflow.PlainText(s, maxBundleText)
}

// refuseRepeated walks the bundle's own members. A body, a token and claims may repeat a name: that is then what the
// check of them found.
func refuseRepeated(v jsontree.Value) error {
	seen := map[string]bool{}
	for _, m := range v.Members {
		if strings.ContainsFunc(m.Name, func(r rune) bool { return r > unicode.MaxASCII }) {
			return fmt.Errorf("the bundle has an unknown member: %s", oauthflow.PlainText(m.Name, 40)) // the decoder takes ſ for s
		}
		name := strings.ToLower(m.Name) // as the decoder compares
		if seen[name] {
			return fmt.Errorf("the bundle has a member twice: %s", oauthflow.PlainText(m.Name, 40))
		}
		seen[name] = true
		if slices.Contains([]string{"body", "header", "claims", "userinfo"}, m.Name) {
			continue
		}
		if err := refuseRepeated(m.Value); err != nil {
			return err
		}
	}
	for _, item := range v.Items {
		if err := refuseRepeated(item); err != nil {
			return err
		}
	}
	return nil
}
