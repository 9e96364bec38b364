// Judging what the documents of an AT Protocol account say: its DID document and the metadata of its server (AT Protocol
// specifications DID, Handle, and OAuth "Identity Authentication"). Needs no network.

package oauthflow

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

const (
	maxDIDDocument   = 64 << 10 // bytes; real ones have about 1 KiB
	maxDIDAnswer     = 4 << 10  // of a handle: the DID alone
	maxShownAccounts = 5        // handles or servers that a check repeats
)

// accountDocument is what we use of a DID document.
type accountDocument struct {
	DID    string
	Server string // its personal data server (PDS), an origin
}

// accountWish is what a DID document is judged by.
type accountWish struct {
	DID    string
	Handle string // that it has to claim; "": any
	Local  bool   // the server may be on this computer
}

// judgeAccountDocument judges the document of a DID (ATP-01): it is of this DID, claims the handle, and names a server.
func judgeAccountDocument(a *answer, want accountWish) (accountDocument, Check) {
	refuse := func(expected, actual string) (accountDocument, Check) {
		return accountDocument{}, judge("ATP-01", false, expected, actual)
	}
	members, err := strictObject(a.Body)
	if a.Status != http.StatusOK || err != nil {
		return refuse("status 200 and a DID document, which is a JSON object", describeAnswer(a))
	}
	if id, _, _ := stringMember(members, "id"); id != want.DID {
		return refuse("the document of "+want.DID, "id is "+describeText(id))
	}
	if handles := handlesOf(members); want.Handle != "" && (len(handles) == 0 || handles[0] != want.Handle) {
		return refuse("a document that claims the handle: at://"+want.Handle+" first in alsoKnownAs", describeList(handles))
	}
	endpoint := serverOf(members, want.DID)
	server, err := readServerOfAccount(endpoint, want.Local)
	if err != nil {
		return refuse("a service #atproto_pds of type AtprotoPersonalDataServer with the https URL of the account's server", describeText(MaskURL(endpoint))+": "+err.Error())
	}
	return accountDocument{DID: want.DID, Server: server}, judge("ATP-01", true, "a server", server)
}

// handlesOf are the handles that a document claims, in order; what else stands in alsoKnownAs is left out.
func handlesOf(members map[string]json.RawMessage) []string {
	claimed, _, _ := stringsMember(members, "alsoKnownAs")
	var handles []string
	for _, uri := range claimed {
		if name, ok := strings.CutPrefix(uri, "at://"); ok {
			if handle, err := readHandle(name); err == nil {
				handles = append(handles, handle)
			}
		}
	}
	return handles
}

// serverOf is the endpoint of the first entry that is the account's server; "" if there is none.
func serverOf(members map[string]json.RawMessage, did string) string {
	var services []struct {
		ID       string          `json:"id"`
		Type     json.RawMessage `json:"type"`
		Endpoint json.RawMessage `json:"serviceEndpoint"`
	}
	if json.Unmarshal(members["service"], &services) != nil {
		return ""
	}
	for _, s := range services {
		var kind, endpoint string
		if s.ID != "#atproto_pds" && s.ID != did+"#atproto_pds" || json.Unmarshal(s.Type, &kind) != nil || kind != "AtprotoPersonalDataServer" {
			continue
		}
		if json.Unmarshal(s.Endpoint, &endpoint) == nil {
			return endpoint
		}
	}
	return ""
}

// judgeServerOfAccount judges the metadata of the account's server (ATP-01): this issuer alone is its authorization
// server.
func judgeServerOfAccount(a *answer, server, issuer string) Check {
	m, checks := judgeProtectedResource(a, server)
	if m == nil {
		for _, c := range checks {
			if c.Result == Failed {
				return judge("ATP-01", false, "metadata of "+server+": "+c.Expected, c.Actual)
			}
		}
	}
	return judge("ATP-01", slices.Equal(m.AuthorizationServers, []string{issuer}), server+" names "+issuer+" as its authorization server", describeList(m.AuthorizationServers))
}

// readDIDAnswer reads the DID out of an answer that holds nothing else (Handle, "HTTPS well-known Method").
func readDIDAnswer(body []byte) (string, error) {
	did := strings.TrimSpace(string(body))
	_, err := didDocumentURL(did)
	return did, err
}

func describeList(values []string) string {
	if len(values) == 0 {
		return "none"
	}
	return plainServerText(strings.Join(values[:min(len(values), maxShownAccounts)], ", "))
}
