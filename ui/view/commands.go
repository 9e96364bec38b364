// What the actions of buttons, menus and shortcuts do: a call of Actions, or a question before it.

package view

import "proofkey/ui/state"

// perform does an action. One that has no meaning now is not offered and does nothing.
func (m *Main) perform(a state.Action) {
	if call := m.calls[a]; call != nil && m.state != nil {
		call()
	}
}

func (m *Main) commands() map[state.Action]func() {
	a := m.kit.actions
	calls := map[state.Action]func(){
		state.ActionSignIn: a.SignIn, state.ActionTryAgain: m.tryAgain, state.ActionSignInAsOther: a.SignInAsSomeoneElse,
		state.ActionSignInElsewhere: a.SignInElsewhere, state.ActionCopyUserCode: a.CopyUserCode, state.ActionCopyVerification: a.CopyVerification, state.ActionOpenVerification: a.OpenVerification,
		state.ActionRegisterClient: a.RegisterClient, state.ActionCancelRegistration: a.CancelRegistration, state.ActionDeleteRegistration: m.askDeleteRegistration,
		state.ActionPreview: a.PreviewRequest, state.ActionContinue: a.ContinueSignIn,
		state.ActionStepByStep: func() { a.SetStepByStep(!m.state.StepByStep) },
		state.ActionCancel:     a.CancelSignIn, state.ActionBackToSession: a.DismissFailure, state.ActionDismiss: a.ClearNotices,
		state.ActionCopyLink: a.CopyLink, state.ActionOpenAgain: a.OpenAgain, state.ActionExtendDeadline: a.ExtendDeadline,
		state.ActionDiagram: m.turnDiagram, state.ActionLeaveFlow: a.LeaveFlow, state.ActionRefresh: a.Refresh, state.ActionCopyClaims: a.CopyClaims,
		state.ActionCallAPI: a.CallAPI, state.ActionCancelCall: a.CancelCall,
		state.ActionConfirmOrigin: a.ConfirmOrigin, state.ActionRefuseOrigin: a.RefuseOrigin, state.ActionStepUp: m.stepUp,
		state.ActionDiscover: a.Discover, state.ActionCancelDiscovery: a.CancelDiscovery, state.ActionCancelForm: a.CancelForm, state.ActionOpenDataFolder: a.OpenDataFolder,
		state.ActionDuplicate: a.Duplicate, state.ActionCloseWindow: a.CloseWindow, state.ActionQuit: a.Quit,
		state.ActionCopyRow: m.copySelected, state.ActionPasteRedirect: m.askForRedirect, state.ActionBrowserHelp: m.askWhatIsSeen, state.ActionSignOut: m.askSignOut,
		state.ActionDelete: m.askDelete, state.ActionExport: m.export, state.ActionImport: m.importFile,
		state.ActionImportText: m.askForImport, state.ActionCopyShareLink: a.CopyShareLink,
		state.ActionSaveAnswer: m.saveAnswer,
		state.ActionOpenReport: m.openReport, state.ActionCloseReport: a.CloseReport, state.ActionCompare: a.Compare,
		state.ActionShowComparedA: func() { a.ShowCompared(0) }, state.ActionShowComparedB: func() { a.ShowCompared(1) },
		state.ActionShareReport: a.ShareReport, state.ActionSaveReport: m.saveReport,
		state.ActionPresent:    a.TogglePresenter,
		state.ActionTakeAsCode: a.TakeAsCode, state.ActionSaveProgram: m.saveProgram,
		state.ActionSaveProgramFiles: m.saveProgramFiles,
		state.ActionChooseCAFile:     m.chooseCAFile,
		state.ActionVerifyToken:      a.VerifyToken,
		state.ActionDoctor:           a.OpenDoctor, state.ActionExamine: a.Examine, state.ActionStopExamination: a.StopExamination, state.ActionCopyExamination: a.CopyExamination,
		state.ActionIntrospect:   a.Introspect,
		state.ActionRevokeAccess: func() { a.RevokeToken(state.AccessToken) }, state.ActionRevokeRefresh: func() { a.RevokeToken(state.RefreshToken) },
		state.ActionSave: func() { m.save(false) }, state.ActionSaveAndSignIn: func() { m.save(true) },
	}
	for action, r := range map[state.Action]state.Room{
		state.ActionNewConnection: state.RoomNewConnection, state.ActionEdit: state.RoomEditConnection,
		state.ActionSettings: state.RoomSettings, state.ActionHelp: state.RoomHelp, state.ActionInspectToken: state.RoomInspect, state.ActionBack: state.RoomConnection,
	} {
		calls[action] = func() { a.Show(r) }
	}
	for action, tab := range map[state.Action]state.Tab{
		state.ActionShowIdentity: state.TabIdentity, state.ActionShowChecks: state.TabChecks,
		state.ActionShowFlow: state.TabFlow, state.ActionShowTokens: state.TabTokens, state.ActionShowAPI: state.TabAPI,
	} {
		calls[action] = func() { m.showTab(tab) }
	}
	return calls
}

// tryAgain signs in in the same way as before.
func (m *Main) tryAgain() {
	if c := m.state.Current(); c != nil && c.Elsewhere && c.CanSignInElsewhere() {
		m.kit.actions.SignInElsewhere()
		return
	}
	m.kit.actions.SignIn()
}

// showTab shows a tab where there are tabs, and the flow wherever there is one.
func (m *Main) showTab(tab state.Tab) {
	c := m.state.Current()
	if c == nil || m.state.Room != state.RoomConnection {
		return
	}
	if c.Screen() == state.ScreenTabs || tab == state.TabFlow && c.HasFlow() {
		m.kit.actions.ShowTab(tab)
	}
}

// turnDiagram turns the sequence diagram on or off. Where the flow is not in sight, it is shown with the diagram.
func (m *Main) turnDiagram() {
	if m.state.FlowInSight() {
		m.kit.actions.ShowDiagram(!m.state.Diagram)
		return
	}
	if m.state.Room != state.RoomConnection {
		m.kit.actions.Show(state.RoomConnection)
	}
	m.showTab(state.TabFlow)
	m.kit.actions.ShowDiagram(true)
}

// stepUp starts the sign-in that the API's answer asks for.
func (m *Main) stepUp() {
	if c := m.state.Current(); c != nil && c.API.Answer != nil && c.API.Answer.StepUp != nil {
		m.kit.actions.StepUp(*c.API.Answer.StepUp)
	}
}
