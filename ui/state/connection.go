// Connection: a provider in the window, its sign-in as it runs and the session it left behind.

package state

import (
	"slices"
	"time"

	"proofkey/oauthflow"
)

// Status is how far a step of a sign-in is.
type Status string

// The statuses of a step.
const (
	StatusPending Status = "pending"
	StatusRunning Status = "running"
	StatusDone    Status = "done"
	StatusFailed  Status = "failed"
)

// StepState is one step of the step strip.
type StepState struct {
	Status    Status // "" is pending
	StartedAt time.Time
	Duration  time.Duration // of a done step
	Cached    bool          // answered from the cache
	ByHand    bool          // nothing was asked: the endpoints were entered by hand
}

// Phase is what a connection is doing.
type Phase string

// The phases of a connection.
const (
	PhaseSignedOut Phase = "signed_out"
	PhaseWorking   Phase = "working"             // from the button to the open browser
	PhaseWaiting   Phase = "waiting_for_browser" // for the redirect
	PhaseJudging   Phase = "judging"             // token request and verification
	PhaseSignedIn  Phase = "signed_in"
	PhaseFailed    Phase = "failed" // Failure says why; an older Session may still stand
)

// Bounds of what a connection keeps of one sign-in.
const (
	maxStrangers = 20
	maxNotices   = 20
)

// Connection is a provider in the window.
type Connection struct {
	Profile   oauthflow.Profile
	Demo      bool         // the provider inside this app
	Temporary bool         // from the command line: for this run, not saved
	Saved     *SavedReport // a report that was opened; nil: a connection
	Restored  bool         // the session came from the store: "as verified at …"
	DemoMoved bool         // the demo provider had to take another port, which made it another issuer
	Tab       Tab

	Metadata        *oauthflow.ServerMetadata // as far as it has been fetched
	Ready           bool                      // metadata and keys have been fetched ahead of time
	PrefetchProblem *oauthflow.Error          // fetching it ahead of time failed; quiet until a sign-in
	DemoAPI         string                    // base URL of the demo API, such as http://127.0.0.1:51723/api

	Phase   Phase
	Steps   [6]StepState // in the order of oauthflow.SignInSteps
	Failure *oauthflow.Error
	Checks  []oauthflow.Check // of the present or last sign-in
	Waiting Waiting
	Stop    Stop // of a sign-in that goes step by step

	Practice       []oauthflow.Practice   // good practice, of the last sign-in that ended
	Clock          *oauthflow.ClockOffset // of the provider; nil: not measured
	ClockDismissed bool                   // its notice was put away

	Session         *oauthflow.Session
	UserInfoProblem *oauthflow.Error
	UserInfoChecks  []oauthflow.Check

	Refreshing, SigningOut bool
	RefreshProblem         *oauthflow.Error   // the last refresh failed, the session stands
	Ended                  *oauthflow.Error   // why the session ended by itself; nil after a sign-out
	Notices                []*oauthflow.Error // reported, newest last, bounded
	API                    APICall
	Inquiry                TokenInquiry
	RefreshLine            []RefreshRecord // of this run, newest last, bounded
	Flow                   Flow
	Watching               bool // the flow is shown where there are no tabs: before and during a sign-in
	Previewing             bool // what a sign-in would send is shown
	Elsewhere              bool // the present or last sign-in of this run is confirmed on another device
	known                  knownCalls
	sight                  *Sight // of the window; nil: all that is not a secret is in sight
}

// Waiting is what the person needs while the browser is open.
type Waiting struct {
	Link           oauthflow.Secret // the authorization URL
	LinkExpires    time.Time        // of a link that works once; zero: it can be opened again
	Host           string           // of the authorization endpoint if it is not the issuer's (BROW-06)
	ListeningOn    string           // host:port
	Since          time.Time
	Deadline       time.Time
	BrowserProblem *oauthflow.Error
	Device         *oauthflow.DeviceAuthorization // of a sign-in on another device; nil: there is a browser
	Strangers      []oauthflow.Stranger           // the last ones, bounded
	StrangerCount  int
}

// NewConnection returns a signed-out connection of the profile.
func NewConnection(p oauthflow.Profile) *Connection {
	return &Connection{Profile: p, Phase: PhaseSignedOut, Tab: TabIdentity}
}

// Busy reports whether a sign-in runs.
func (c *Connection) Busy() bool {
	return c.Phase == PhaseWorking || c.Phase == PhaseWaiting || c.Phase == PhaseJudging
}

// SignedIn reports whether there is a session to show.
func (c *Connection) SignedIn() bool { return c.Session != nil && c.Phase == PhaseSignedIn }

// stepIndex is the place of a step in the strip, -1 if it has none.
func stepIndex(step oauthflow.Step) int { return slices.Index(oauthflow.SignInSteps(), step) }
