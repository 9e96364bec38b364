// What the person can do, as buttons and menu entries carry it. The controller acts on it.

package state

// Action is a thing that the person can do.
type Action string

// The actions of buttons, menus and shortcuts.
const (
	ActionSignIn                 Action = "sign_in"
	ActionSignInAsOther          Action = "sign_in_as_other"  // prompt=select_account, or login
	ActionSignInElsewhere        Action = "sign_in_elsewhere" // the device grant
	ActionCopyUserCode           Action = "copy_user_code"
	ActionCopyVerification       Action = "copy_verification"
	ActionOpenVerification       Action = "open_verification"
	ActionRegisterClient         Action = "register_client" // RFC 7591
	ActionCancelRegistration     Action = "cancel_registration"
	ActionDeleteRegistration     Action = "delete_registration"      // RFC 7592
	ActionDeleteWithRegistration Action = "delete_with_registration" // the connection too
	ActionPreview                Action = "preview"                  // shows what a sign-in would send
	ActionStepByStep             Action = "step_by_step"
	ActionContinue               Action = "continue" // a sign-in that stopped before a step
	ActionCancel                 Action = "cancel"
	ActionTryAgain               Action = "try_again"
	ActionBackToSession          Action = "back_to_session" // leaves a failed sign-in; the session still stands
	ActionRefresh                Action = "refresh"
	ActionSignOut                Action = "sign_out"
	ActionSignOutAtProvider      Action = "sign_out_at_provider"
	ActionOpenAgain              Action = "open_again"
	ActionCopyLink               Action = "copy_link"
	ActionPasteRedirect          Action = "paste_redirect"
	ActionExtendDeadline         Action = "extend_deadline"
	ActionBrowserHelp            Action = "browser_help" // asks what the browser shows
	ActionCopyClaims             Action = "copy_claims"
	ActionCopyRow                Action = "copy_row"
	ActionEdit                   Action = "edit"
	ActionDuplicate              Action = "duplicate"
	ActionDelete                 Action = "delete"
	ActionExport                 Action = "export"
	ActionImport                 Action = "import"
	ActionImportText             Action = "import_text" // a share link, or the text of a connection file
	ActionCopyShareLink          Action = "copy_share_link"
	ActionNewConnection          Action = "new_connection"
	ActionDiscover               Action = "discover"
	ActionCancelForm             Action = "cancel_form"
	ActionSave                   Action = "save"
	ActionSaveAndSignIn          Action = "save_and_sign_in"
	ActionCallAPI                Action = "call_api"
	ActionCancelCall             Action = "cancel_call"
	ActionCancelDiscovery        Action = "cancel_discovery"
	ActionSaveAnswer             Action = "save_answer"
	ActionConfirmOrigin          Action = "confirm_origin"
	ActionRefuseOrigin           Action = "refuse_origin"
	ActionStepUp                 Action = "step_up" // the sign-in that the API asks for
	ActionShowIdentity           Action = "show_identity"
	ActionShowChecks             Action = "show_checks"
	ActionShowFlow               Action = "show_flow"
	ActionDiagram                Action = "diagram"    // turns the sequence diagram of the flow on or off
	ActionLeaveFlow              Action = "leave_flow" // to the screen of a sign-in, where there are no tabs
	ActionShowTokens             Action = "show_tokens"
	ActionShowAPI                Action = "show_api"
	ActionPresent                Action = "present" // turns presenter mode on or off
	ActionSettings               Action = "settings"
	ActionHelp                   Action = "help"
	ActionInspectToken           Action = "inspect_token"
	ActionVerifyToken            Action = "verify_token"
	ActionDoctor                 Action = "doctor" // opens the room and examines
	ActionExamine                Action = "examine"
	ActionStopExamination        Action = "stop_examination"
	ActionCopyExamination        Action = "copy_examination"
	ActionShareReport            Action = "share_report"
	ActionSaveReport             Action = "save_report"
	ActionOpenReport             Action = "open_report"
	ActionCloseReport            Action = "close_report"
	ActionCompare                Action = "compare"
	ActionShowComparedA          Action = "show_compared_a" // where the selected difference stands in A
	ActionShowComparedB          Action = "show_compared_b"
	ActionTakeAsCode             Action = "take_as_code"
	ActionSaveProgram            Action = "save_program"
	ActionSaveProgramFiles       Action = "save_program_files"
	ActionChooseCAFile           Action = "choose_ca_file"
	ActionBack                   Action = "back" // from a room to the connection
	ActionCloseWindow            Action = "close_window"
	ActionQuit                   Action = "quit"
	ActionOpenDataFolder         Action = "open_data_folder"
	ActionDismiss                Action = "dismiss" // puts notices away
	ActionKeep                   Action = "keep"    // says no to a question; nothing changes
	ActionIntrospect             Action = "introspect"
	ActionRevokeAccess           Action = "revoke_access"
	ActionRevokeRefresh          Action = "revoke_refresh"
	ActionReveal                 Action = "reveal"
	ActionHide                   Action = "hide"
	ActionCopy                   Action = "copy"
)

// Button is an action as the window offers it. At most one on a screen is Primary (filled).
type Button struct {
	Action  Action
	Label   Text
	Primary bool
	Enabled bool
}

func button(a Action) Button {
	return Button{Action: a, Label: T("action." + string(a)), Enabled: true}
}

func primary(a Action) Button {
	b := button(a)
	b.Primary = true
	return b
}
