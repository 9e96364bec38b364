package ui

import (
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// kinds are what the flow of a connection tells, without what was fetched ahead of time or meanwhile.
func kinds(connection *state.Connection) []state.FlowKind {
	var found []state.FlowKind
	for i := range connection.Flow.Len() {
		switch kind := connection.Flow.Entry(i).Kind; kind {
		case state.FlowKeys, state.FlowDiscover, state.FlowDiscoverCached, state.FlowDiscoverShared:
		default:
			found = append(found, kind)
		}
	}
	return found
}

func TestARealSignInIsInTheFlowWithNothingSecretInSight(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	session := *connection.Session
	c.Refresh()
	d.Until(t, "the refresh", func() bool { return !connection.Refreshing && connection.Session.Refreshes == 1 })
	c.EditCall(func(call *state.APICall) { call.URL = connection.DemoAPI + "/whoami" })
	c.CallAPI()
	d.Until(t, "the API's answer", func() bool { return !connection.API.Running })
	c.ShowStep(oauthflow.StepTokenRequest)
	if e := connection.Flow.Entry(connection.Flow.Selected()); connection.Tab != state.TabFlow || e.Kind != state.FlowTokenRequest {
		t.Errorf("the strip shows %s, %s", connection.Tab, e.Kind)
	}
	c.SignOut(false)
	d.Until(t, "the sign-out in the flow", func() bool { return slices.Contains(kinds(connection), state.FlowSignedOut) })
	want := []state.FlowKind{
		state.FlowSignIn, state.FlowAuthorizationRequest, state.FlowRedirect, state.FlowTokenRequest, state.FlowVerify, state.FlowSignedIn, state.FlowUserInfo,
		state.FlowRefreshRequest, state.FlowRefreshed, state.FlowAPI, state.FlowRevocation, state.FlowSignedOut,
	}
	if got := slices.Compact(kinds(connection)); !slices.Equal(got, want) {
		t.Errorf("the flow is\n%v, want\n%v", got, want)
	}
	secrets := []string{session.AccessToken.Reveal(), session.RefreshToken.Reveal(), session.IDToken.Reveal()}
	masked, revealed := flowText(c, connection, false), flowText(c, connection, true)
	for i, secret := range secrets {
		if secret == "" || strings.Contains(masked, secret) || !strings.Contains(revealed, secret) {
			t.Errorf("token %d is in sight, or cannot be revealed", i)
		}
	}
}

// flowText is every value of the flow as it is shown.
func flowText(c *Controller, connection *state.Connection, reveal bool) string {
	var b strings.Builder
	for i := range connection.Flow.Len() {
		detail := connection.FlowDetail(i, c.now(), reveal)
		b.WriteString(detail.Request)
		for _, section := range detail.Sections {
			b.WriteString(section.Text)
			for _, row := range section.Rows {
				b.WriteString(row.Value + row.Copy)
			}
		}
	}
	return b.String()
}
