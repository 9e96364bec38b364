// Package preset holds what is known of providers, so that a connection needs only what a provider asks for: one data
// file each, from the vendors' documents and sources.
package preset

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"sync"

	"proofkey/assets"
	"proofkey/oauthflow"
)

// Preset is a provider: its data file as it stands. Texts with {name} are filled with the inputs; a part in [ ] is left
// out where its input is empty.
type Preset struct {
	ID     string `json:"id"` // the file's name without .json
	Name   string `json:"name"`
	Letter string `json:"letter"`
	Color  string `json:"color"` // #RRGGBB, dark enough for a white letter
	Rank   int    `json:"rank"`  // among the usual ones, from 1; 0: one of the more
	Needs  string `json:"needs"` // what it asks for, in a few words

	Unusable string `json:"unusable"` // why it cannot work, "" if it can; what follows is then empty

	Inputs     []Input             `json:"inputs"`
	Issuer     string              `json:"issuer"`    // with {name}
	Address    string              `json:"address"`   // with {name}; searched for instead of an issuer
	ClientID   string              `json:"client_id"` // where a public one is known
	Endpoints  oauthflow.Endpoints `json:"endpoints"` // where there is no metadata
	OAuthOnly  oauthflow.OAuthOnly `json:"oauth_only"`
	DPoP       oauthflow.DPoPUse   `json:"dpop"`
	Redirect   Redirect            `json:"redirect"`
	Register   string              `json:"register"` // the exact text, with {port} and {path}; "": nothing is to be entered
	Together   string              `json:"together"` // what stands between several in one field of the console; "": each has an entry of its own
	Console    Console             `json:"console"`
	Scopes     []string            `json:"scopes"`
	Parameters map[string]string   `json:"authorization_parameters"` // with {name}; one that is left empty by its input is left out
	Secret     ClientSecret        `json:"secret"`
	Calls      []Call              `json:"calls"`

	Quirks       []string `json:"quirks"` // what to watch for, as sentences
	Sources      []string `json:"sources"`
	NotTriedLive bool     `json:"not_tried_live"`
}

// PortRule is what the provider compares of the redirect URI's port.
type PortRule string

// The rules.
const (
	AnyPort   PortRule = "any"   // not compared for this host
	ExactPort PortRule = "exact" // compared as registered, and only one can be
	PortList  PortRule = "list"  // compared as registered: each of a few is registered, and the first free one is used
)

// Redirect is where the provider sends the browser back to.
type Redirect struct {
	Host  string   `json:"host"`
	Port  int      `json:"port"`  // with ExactPort; 0: another rule
	Ports []int    `json:"ports"` // with PortList, in the order in which they are tried
	Rule  PortRule `json:"rule"`
	Path  string   `json:"path"`
}

// Default is the redirect of a new connection.
func (r Redirect) Default() oauthflow.Redirect {
	return oauthflow.Redirect{Host: r.Host, Port: r.Port, Ports: slices.Clone(r.Ports), Path: r.Path}
}

// Console is the place in the vendor's console where the text goes.
type Console struct {
	Where string `json:"where"`
	URL   string `json:"url"` // of its documentation
}

// ClientSecret says whether the provider insists on one, and why.
type ClientSecret struct {
	Needed bool   `json:"needed"`
	Why    string `json:"why"`
}

// Call is an API to try the access token at.
type Call struct {
	Name string `json:"name"`
	URL  string `json:"url"` // with {name}, and {issuer} without a slash at its end; {server} and {account} are those of who signed in
}

// All returns the presets: the usual ones by rank, then those that need no registration and then the others by name, then
// those that cannot work. The files are built in and are read once; what a preset points to is everybody's and is not to
// be changed.
func All() ([]Preset, error) {
	all, err := read()
	return slices.Clone(all), err
}

var read = sync.OnceValues(func() ([]Preset, error) {
	files, err := fs.Glob(assets.Presets, "preset/*.json")
	if err != nil {
		return nil, err
	}
	var all []Preset
	for _, name := range files {
		data, err := assets.Presets.ReadFile(name)
		if err != nil {
			return nil, err
		}
		p, err := parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Preset) int {
		return cmp.Or(cmp.Compare(a.place(), b.place()), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	return all, nil
})

func (p Preset) place() int {
	switch {
	case p.Unusable != "":
		return math.MaxInt
	case p.ready():
		return math.MaxInt - 2
	case p.Rank == 0:
		return math.MaxInt - 1
	}
	return p.Rank
}

// ready reports whether nobody has to register anything by hand.
func (p Preset) ready() bool {
	return p.Rank == 0 && p.Register == "" && (p.ClientID != "" || p.Address != "")
}

// parse reads a data file; a member that is not known is an error.
func parse(data []byte) (Preset, error) {
	var p Preset
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return Preset{}, err
	}
	if d.More() {
		return Preset{}, fmt.Errorf("there is more than one document")
	}
	return p, nil
}

// Usual reports whether it is one of those that are shown first.
func (p Preset) Usual() bool { return p.Rank > 0 && p.Unusable == "" }
