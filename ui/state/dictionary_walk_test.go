// Walking messages: every name in them is looked up in the dictionary.

package state

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// walk looks every name up and keeps what it met.
type walk struct {
	*testing.T
	met     map[string]bool // "parameter state"
	unknown func(kind EntryKind, name string)
}

func newWalk(t *testing.T) *walk {
	return &walk{t, map[string]bool{}, func(kind EntryKind, name string) { t.Errorf("no entry for the %s %q", kind, name) }}
}

func (w *walk) name(kind EntryKind, name string) {
	if !Lookup(kind, name).Known {
		w.unknown(kind, name)
	}
	if kind == EntryHeader {
		name = strings.ToLower(name)
	}
	w.met[string(kind)+" "+name] = true
}

func (w *walk) query(raw string) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		w.Error(err)
	}
	for name := range values {
		w.name(EntryParameter, name)
	}
}

func (w *walk) url(raw string) {
	_, query, _ := strings.Cut(raw, "?")
	w.query(query)
}

// object looks the members up and returns them.
func (w *walk) object(kind EntryKind, data []byte) map[string]json.RawMessage {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		w.Errorf("%s: %v", data, err)
	}
	for name := range members {
		w.name(kind, name)
	}
	return members
}

// claims looks a set of claims up, and the parts of an address.
func (w *walk) claims(data []byte) {
	if address := w.object(EntryClaim, data)["address"]; address != nil {
		w.object(EntryClaim, address)
	}
}

// jwt looks header and claims of a token up.
func (w *walk) jwt(token oauthflow.Secret) {
	parts := strings.Split(token.Reveal(), ".")
	if len(parts) != 3 {
		w.Fatal("not a JWT")
	}
	for i, look := range []func([]byte){func(header []byte) { w.object(EntryJOSE, header) }, w.claims} {
		data, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			w.Fatal(err)
		}
		look(data)
	}
}

// proof looks header and claims of a proof up.
func (w *walk) proof(proof string) {
	for part := range 2 {
		data, ok := jwtPart(proof, part)
		if !ok {
			w.Fatal("not a JWT")
		}
		w.object(EntryProof, data)
	}
}

// event looks up what an event of the timeline holds.
func (w *walk) event(e oauthflow.Event) {
	for _, check := range e.Checks {
		if !LookupCheck(check.ID).Known {
			w.Errorf("no entry for the check %s", check.ID)
		}
	}
	if e.Session != nil {
		w.jwt(e.Session.IDToken)
		w.jwt(e.Session.AccessToken)
	}
	if e.HTTP != nil {
		w.exchange(e.Step, e.HTTP.Request.Reveal(), e.HTTP.Answer.Reveal())
	}
}

// exchange looks up a request and its answer. What an API's own resources are called is the API's affair.
func (w *walk) exchange(step oauthflow.Step, request, answer oauthflow.HTTPContent) {
	if len(request.Fields) == 0 || len(answer.Fields) == 0 {
		w.Fatalf("an exchange of %s was not kept", step)
	}
	for _, f := range slices.Concat(request.Fields, answer.Fields) {
		w.name(EntryHeader, f.Name)
		if strings.EqualFold(f.Name, "DPoP") {
			w.proof(f.Value)
		}
		if f.Name != "Www-Authenticate" {
			continue
		}
		for _, challenge := range oauthflow.ParseChallenges([]string{f.Value}) {
			for name := range challenge.Parameters {
				w.name(EntryParameter, name)
			}
		}
	}
	u, err := url.Parse(request.URL)
	if err != nil {
		w.Fatal(err)
	}
	if step != oauthflow.StepAPI {
		w.query(u.RawQuery)
		if step == oauthflow.StepRegistration && len(request.Body) > 0 {
			w.object(EntryParameter, request.Body)
		} else {
			w.query(string(request.Body)) // of the protocol's other requests, only forms have one
		}
	}
	if len(answer.Body) > 0 {
		w.answer(step, u.Path, answer)
	}
}

// answer looks up the members of a JSON answer, by what was asked for.
func (w *walk) answer(step oauthflow.Step, path string, answer oauthflow.HTTPContent) {
	switch {
	case strings.HasPrefix(path, "/.well-known/"):
		w.object(EntryMetadata, answer.Body)
	case path == "/keys":
		var keys []json.RawMessage
		if err := json.Unmarshal(w.object(EntryMetadata, answer.Body)["keys"], &keys); err != nil || len(keys) == 0 {
			w.Errorf("%d keys, %v", len(keys), err)
		}
		for _, key := range keys {
			w.object(EntryMetadata, key)
		}
	case answer.Status >= 400:
		w.object(EntryParameter, answer.Body)
	case path == "/userinfo":
		w.claims(answer.Body)
	case step != oauthflow.StepAPI:
		w.object(EntryParameter, answer.Body)
	}
}
