package state

import (
	"testing"

	"proofkey/oauthflow"
)

// That another port of the list is used stands in the flow, and is neither a failure nor a sentence above the room.
func TestANoteStandsInTheFlowOnly(t *testing.T) {
	for _, code := range []oauthflow.Code{oauthflow.CodePortPassedOver, oauthflow.CodeLoopbackAddressMissing, oauthflow.CodeMetadataDiffers} {
		c := waiting()
		e := oauthflow.Event{At: testNow(), Kind: oauthflow.EventNotice, Step: oauthflow.StepAuthorizationRequest, Err: failure(oauthflow.StepAuthorizationRequest, code)}
		before := c.Flow.Len()
		c.Apply(e)
		if len(c.Notices) != 0 || c.Flow.Len() != before+1 {
			t.Fatalf("%s: %d notices, %d entries more", code, len(c.Notices), c.Flow.Len()-before)
		}
		row := c.FlowRow(before, testNow())
		if english(t, row.Title) != "Note" || row.Kind == oauthflow.Failed {
			t.Errorf("%s: %+v", code, row)
		}
	}
}
