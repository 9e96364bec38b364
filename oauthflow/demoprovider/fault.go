// Faults: habits and misbehaviours that a test can ask for. None of them is on in the app.

package demoprovider

import "slices"

// Fault is the name of one.
type Fault string

// The closed list of faults.
const (
	FaultPushRequired Fault = "push_required" // RFC 9126 §5: only pushed authorization requests are taken
	FaultPushRefused  Fault = "push_refused"  // every pushed authorization request is refused
	FaultPushExpired  Fault = "push_expired"  // what was pushed has expired when the browser comes

	FaultProofRequired Fault = "proof_required" // RFC 9449: no Bearer tokens
	FaultProofIgnored  Fault = "proof_ignored"  // Bearer tokens are issued whatever proof comes
	FaultNonceRequired Fault = "nonce_required" // RFC 9449 §8: proofs need a nonce of this server
)

func (p *Provider) has(f Fault) bool { return slices.Contains(p.faults, f) }
