// The JSON that Google's console downloads for an OAuth client: of a Desktop client it holds the member installed.

package preset

import (
	"encoding/json"
	"errors"

	"proofkey/oauthflow"
)

// GoogleID is the ID of Google's preset.
const GoogleID = "google"

// GoogleClient is a registration at Google.
type GoogleClient struct {
	ClientID string
	Secret   oauthflow.Secret
}

// errGoogle is why a file of the console cannot be used. It repeats nothing of what is in it.
func errGoogle(actual string) error {
	return &oauthflow.Error{
		Code: oauthflow.CodeConnectionInvalid, Spec: "RFC 8252 §8.4", Expected: "an OAuth client of type Desktop app, with client_id and client_secret", Actual: actual,
		Err: errors.New("create an OAuth client of type Desktop app in Google’s console, and download its file"),
	}
}

type googleFile struct {
	Type      string           `json:"type"`
	Web       *json.RawMessage `json:"web"`
	Installed *struct {
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
	} `json:"installed"`
}

// IsGoogleClient reports whether a file is one of Google's console, be it one that cannot be used.
func IsGoogleClient(data []byte) bool {
	var f googleFile
	return json.Unmarshal(data, &f) == nil && (f.Web != nil || f.Installed != nil || f.Type == "service_account")
}

// ParseGoogleClient reads a file for which IsGoogleClient holds. The error is an *oauthflow.Error.
func ParseGoogleClient(data []byte) (GoogleClient, error) {
	var f googleFile
	switch err := json.Unmarshal(data, &f); {
	case err != nil:
		return GoogleClient{}, errGoogle("a file that cannot be read")
	case f.Web != nil:
		return GoogleClient{}, errGoogle("a client of type Web application, whose redirect URIs are on a server")
	case f.Type == "service_account":
		return GoogleClient{}, errGoogle("the key of a service account, with which nobody signs in")
	case f.Installed == nil || f.Installed.ClientID == "" || f.Installed.ClientSecret == "":
		return GoogleClient{}, errGoogle("a file that lacks one of them")
	}
	return GoogleClient{ClientID: f.Installed.ClientID, Secret: oauthflow.NewSecret(f.Installed.ClientSecret)}, nil
}
