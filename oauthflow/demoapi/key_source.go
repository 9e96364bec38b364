// The issuer's signing keys: metadata (RFC 8414 §3) and JWK Set (RFC 7517 §5), fetched over HTTP and cached.

package demoapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	keyLife       = time.Hour        // an old key is not trusted for ever
	reloadPause   = 15 * time.Second // an unknown kid makes the keys be fetched again, but not more often than this
	maxAnswerSize = 1 << 20
)

var errNoKey = errors.New("the issuer has no such key")

type keySource struct {
	issuer string
	http   *http.Client
	now    func() time.Time

	mu      sync.Mutex
	set     jose.JSONWebKeySet
	fetched time.Time
}

// find returns the public key named kid. It fetches the keys if there are none, if they are old, or if kid is
// unknown; requests that come meanwhile wait for it.
func (k *keySource) find(ctx context.Context, kid, algorithm string) (any, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	age := k.now().Sub(k.fetched)
	key, known := k.known(kid, algorithm)
	if age >= keyLife || age < 0 || (!known && age >= reloadPause) {
		set, err := k.fetch(ctx)
		if err != nil {
			return nil, err
		}
		k.set, k.fetched = set, k.now()
		key, known = k.known(kid, algorithm)
	}
	if !known {
		return nil, errNoKey
	}
	return key, nil
}

// known picks the key for a signature: by its name, and only if it is meant for that algorithm.
func (k *keySource) known(kid, algorithm string) (any, bool) {
	for _, key := range k.set.Key(kid) {
		if key.IsPublic() && key.Valid() && (key.Use == "" || key.Use == "sig") && (key.Algorithm == "" || key.Algorithm == algorithm) {
			return key.Key, true
		}
	}
	return nil, false
}

func (k *keySource) fetch(ctx context.Context) (jose.JSONWebKeySet, error) {
	var set jose.JSONWebKeySet
	var metadata struct {
		Issuer  string `json:"issuer"`
		JWKSURI string `json:"jwks_uri"`
	}
	if err := k.get(ctx, k.issuer+"/.well-known/oauth-authorization-server", &metadata); err != nil {
		return set, err
	}
	if metadata.Issuer != k.issuer {
		return set, fmt.Errorf("demo API: the metadata is of another issuer than %s", k.issuer)
	}
	return set, k.get(ctx, metadata.JWKSURI, &set)
}

func (k *keySource) get(ctx context.Context, url string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "application/json")
	response, err := k.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if response.StatusCode != http.StatusOK || (kind != "application/json" && kind != "application/jwk-set+json") {
		return fmt.Errorf("demo API: %s answered %d, %s", url, response.StatusCode, kind)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswerSize+1))
	if err != nil {
		return err
	}
	if len(body) > maxAnswerSize {
		return fmt.Errorf("demo API: %s answered more than %d bytes", url, maxAnswerSize)
	}
	return json.Unmarshal(body, into)
}
