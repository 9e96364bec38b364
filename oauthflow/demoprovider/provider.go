// The provider's life: configuration, start, stop.

package demoprovider

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Store keeps the provider's state between runs. The state holds the private signing key: an implementation seals
// it. Both methods may block; they are never called at the same time.
type Store interface {
	// Load returns what was last saved, or nil and no error if nothing was.
	Load(ctx context.Context) ([]byte, error)
	// Save replaces the state; when it returns nil, the new state survives a crash.
	Save(ctx context.Context, state []byte) error
}

// Config says how a Provider runs. The zero value is usable: memory only, on a free port.
type Config struct {
	Store               Store                            // nil: all state lives for this run
	Port                int                              // 0: the remembered port, else a free one; above 0: this port or an error
	Now                 func() time.Time                 // nil: time.Now
	API                 func(issuer string) http.Handler // mounted at /api on the same port; nil: none
	AccessTokenLifetime time.Duration                    // of access and ID tokens; 0: one hour
	SinglePageURI       string                           // the one redirect URI of the single-page app; "": SinglePageURI
	WebURI              string                           // the one redirect URI of the web app; "": WebURI
	Algorithm           string                           // of signatures: RS256, PS256, ES256 or EdDSA; "": RS256
	OpaqueTokens        bool                             // access tokens are no JWTs, and are known for this run
	FixedRefreshTokens  bool                             // a refresh brings no new refresh token
	SignedUserInfo      bool                             // UserInfo answers are JWTs
	Faults              []Fault                          // for tests
	OAuthOnly           bool                             // no OpenID provider: no ID token; GET /user says who signed in
	FormEncodedTokens   bool                             // tokens are answered as a form, scopes parted by commas
	InitialAccessToken  string                           // needed to register a client (RFC 7591 §3); "": anybody may
	DID                 func(user string) string         // makes it a server of AT Protocol accounts: the DID of each person; nil: it is none
}

const (
	defaultTokenLifetime = time.Hour
	shutdownGrace        = time.Second // for answers on their way; a browser's idle connections are not waited for
)

// Provider is a running OpenID provider. All methods are safe for concurrent use.
type Provider struct {
	issuer        string
	portChanged   bool
	now           func() time.Time
	tokenLifetime time.Duration
	clients       map[string]client
	keys          *signingKey
	state         *keeper
	transactions  *transactions
	pushed        *pushedRequests
	proofs        *proofKeeper
	faults        []Fault
	pages         *template.Template
	signsUserInfo bool
	opaque        *opaqueTokens // nil: access tokens are JWTs
	fixedRefresh  bool
	algorithm     jose.SignatureAlgorithm
	oauthOnly     bool
	formTokens    bool

	initialAccessToken string
	dids               func(user string) string

	stop    context.CancelFunc
	serving sync.WaitGroup
	failure error // of serving or of stopping; read after serving is done
}

// Start listens on 127.0.0.1, restores the state from the store and serves until Close is called or ctx ends.
// A new signing key is made if none is stored, which takes a noticeable part of a second.
func Start(ctx context.Context, c Config) (*Provider, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.AccessTokenLifetime == 0 {
		c.AccessTokenLifetime = defaultTokenLifetime
	}
	pages, err := parsePages()
	if err != nil {
		return nil, fmt.Errorf("demo provider: pages: %w", err)
	}
	stored, err := loadState(ctx, c.Store)
	if err != nil {
		return nil, err
	}
	listener, err := listen(ctx, c.Port, stored.Port)
	if err != nil {
		return nil, fmt.Errorf("demo provider: listen on 127.0.0.1: %w", err)
	}
	now := func() time.Time { return c.Now().UTC().Truncate(time.Second) } // what the tokens can express
	p := &Provider{
		now:           now,
		tokenLifetime: c.AccessTokenLifetime,
		clients:       registeredClients(c),
		transactions:  newTransactions(now),
		pushed:        newPushedRequests(now),
		proofs:        newProofKeeper(now),
		faults:        c.Faults,
		pages:         pages,
		signsUserInfo: c.SignedUserInfo,
		fixedRefresh:  c.FixedRefreshTokens,
		algorithm:     jose.SignatureAlgorithm(cmp.Or(c.Algorithm, string(jose.RS256))),
		oauthOnly:     c.OAuthOnly,
		formTokens:    c.FormEncodedTokens,

		initialAccessToken: c.InitialAccessToken,
		dids:               c.DID,
	}
	if c.DID != nil { // the protocol makes all of it mandatory
		p.oauthOnly, p.faults = true, append(slices.Clone(c.Faults), FaultPushRequired, FaultProofRequired, FaultNonceRequired)
	}
	if c.OpaqueTokens {
		p.opaque = &opaqueTokens{jwts: map[string]string{}}
	}
	if err := p.restore(ctx, c.Store, stored, listener.Addr().(*net.TCPAddr).Port); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	var api http.Handler
	if c.API != nil {
		api = c.API(p.issuer)
	}
	p.serve(ctx, listener, p.handler(api))
	return p, nil
}

// restore takes over the stored state, or begins a new one where the issuer is another than last time: grants,
// sessions and keys belong to one issuer.
func (p *Provider) restore(ctx context.Context, store Store, stored *state, port int) error {
	p.issuer = "http://" + net.JoinHostPort(loopback, strconv.Itoa(port))
	p.portChanged = stored.Port != 0 && stored.Port != port
	if stored.Port != port {
		stored = newState()
		stored.Port = port
	}
	if !stored.Key.Valid() || stored.Key.Algorithm != string(p.algorithm) {
		key, err := newSigningKey(p.now(), p.algorithm, store != nil)
		if err != nil {
			return fmt.Errorf("demo provider: signing key: %w", err)
		}
		stored.Key = key
	}
	keys, err := newSigner(stored.Key)
	if err != nil {
		return fmt.Errorf("demo provider: signing key: %w", err)
	}
	p.keys = keys
	p.state = &keeper{store: store, now: p.now, current: stored}
	return p.state.update(ctx, func(*state) error { return nil }) // the new key and port are saved before they are used
}

// serve runs the server and the goroutine that ends it.
func (p *Provider) serve(ctx context.Context, listener net.Listener, handler http.Handler) {
	ctx, p.stop = context.WithCancel(ctx)
	server := newServer(handler)
	served := make(chan error, 1)
	p.serving.Go(func() { served <- server.Serve(listener) })
	p.serving.Go(func() {
		defer p.stop()
		select {
		case <-ctx.Done():
		case p.failure = <-served:
			return
		}
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
		defer cancel()
		if server.Shutdown(grace) != nil { // answers still under way after the grace period are cut off
			p.failure = server.Close()
		}
		<-served
	})
}

// Issuer returns the issuer identifier, such as "http://127.0.0.1:51723".
func (p *Provider) Issuer() string { return p.issuer }

// PortChanged reports whether the state was of another port: this is then a new issuer, and the old grants,
// sessions and keys are gone.
func (p *Provider) PortChanged() bool { return p.portChanged }

// Close stops serving and returns when nothing of the provider runs any more. The state needs no last save: every
// change was saved when it was made. Close may be called again.
func (p *Provider) Close() error {
	p.stop()
	p.serving.Wait()
	return p.failure
}
