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

// What the console downloads beside Desktop clients.
var (
	errGoogleWeb     = errors.New("this is a client of type Web application, whose redirect URIs are on a server: create one of type Desktop app in Google’s console and download that")
	errGoogleService = errors.New("this is the key of a service account, with which nobody signs in: create an OAuth client of type Desktop app in Google’s console and download that")
	errGoogleBroken  = errors.New("the file of Google’s console lacks client_id or client_secret: download it again")
)

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

// ParseGoogleClient reads a file for which IsGoogleClient holds. No error repeats what is in it.
func ParseGoogleClient(data []byte) (GoogleClient, error) {
	var f googleFile
	switch err := json.Unmarshal(data, &f); {
	case err != nil:
		return GoogleClient{}, errGoogleBroken
	case f.Web != nil:
		return GoogleClient{}, errGoogleWeb
	case f.Type == "service_account":
		return GoogleClient{}, errGoogleService
	case f.Installed == nil || f.Installed.ClientID == "" || f.Installed.ClientSecret == "":
		return GoogleClient{}, errGoogleBroken
	}
	return GoogleClient{ClientID: f.Installed.ClientID, Secret: oauthflow.NewSecret(f.Installed.ClientSecret)}, nil
}
