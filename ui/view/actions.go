// Actions: what the person can do in the window. The controller does it; a view only says that it was asked for.

package view

import (
	"io"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// Actions is everything that the views ask for. Each method is called on the UI thread, returns at once
// and concerns the selected connection unless it names another one.
type Actions interface {
	NavigationActions
	ConnectionActions
	SignInActions
	DeviceActions
	RegistrationActions
	FlowActions
	SessionActions
	APIActions
	FormActions
	InspectActions
	ShareActions
	ReportActions
	ProgramActions
	DoctorActions
	SettingsActions
	SightActions
}

// NavigationActions move between connections, rooms and tabs.
type NavigationActions interface {
	Select(connectionID string)
	Show(room state.Room) // new_connection starts an empty form, edit_connection one filled with the selected connection
	ShowTab(tab state.Tab)
	CloseWindow()
	Quit()
}

// ConnectionActions act on the list of connections.
type ConnectionActions interface {
	Duplicate()
	Delete() // after the view has asked
	// Import shows the connection of a file in the form before anything is saved. It reads away from the UI
	// thread and closes the file.
	Import(file io.ReadCloser)
	// ImportText does the same with a share link, or with the text of a connection file.
	ImportText(text string)
	// CopyShareLink puts the selected connection on the clipboard as a share link, which holds no secret.
	CopyShareLink()
	// Export writes the selected connection as a connection file, away from the UI thread, and closes the file.
	Export(file io.WriteCloser)
}

// SignInActions start and steer a sign-in.
type SignInActions interface {
	SignIn()
	SignInAsSomeoneElse()  // prompt=select_account where the provider lists it, else login
	PreviewRequest()       // shows what a sign-in would send
	SetStepByStep(on bool) // for the sign-ins that begin in this run
	ContinueSignIn()       // that stopped before a step
	CancelSignIn()
	CopyLink()
	OpenAgain()
	PasteRedirect(url string)
	ExtendDeadline() // by five minutes
	DismissFailure() // leaves the failed screen
	ClearNotices()
}

// FlowActions look at the flow.
type FlowActions interface {
	SelectFlowEntry(i int)
	ShowStep(step oauthflow.Step) // in the flow
	LeaveFlow()                   // to the screen of the sign-in, where there are no tabs
	ShowDiagram(on bool)          // in place of the detail
	CopyDiagram()                 // of the flow, as Mermaid
	// SaveDiagram writes the diagram, as SVG or PNG, away from the UI thread, and closes the file.
	SaveDiagram(format state.ShareFormat, file io.WriteCloser)
}

// SessionActions act on the session.
type SessionActions interface {
	Refresh()
	SignOut(atProvider bool)
	Introspect()                      // asks the provider about the access token
	RevokeToken(kind state.TokenKind) // the access or the refresh token
	CopyToken(kind state.TokenKind)
	RevealToken(kind state.TokenKind) string // for the screen only, while it is revealed
	CopyClaims()                             // as JSON
	Copy(text string)                        // a row or value that is on the screen
}

// APIActions call the protected resource.
type APIActions interface {
	EditCall(change func(*state.APICall)) // method, URL, headers, body as they are typed
	CallAPI()
	CancelCall()
	ConfirmOrigin() // the token may go to the origin asked about; the call goes on
	RefuseOrigin()
	StepUp(s oauthflow.StepUp) // the sign-in that would satisfy the challenge
	CopyAnswer()
	SaveAnswer(file io.WriteCloser) // the body, written away from the UI thread; closes the file
}

// FormActions act on the form of a connection.
type FormActions interface {
	EditForm(change func(*state.Form))
	Discover()                // searches for the provider by what was pasted
	DiscoverAt(issuer string) // goes on with one of the authorization servers that an API names
	CancelDiscovery()
	SaveForm(signIn bool) // after the view has asked where a session ends by it (state.Form.EndsSession)
	CancelForm()
}

// InspectActions look at a token from elsewhere.
type InspectActions interface {
	InspectToken(text string)
	InspectWith(connectionID string)
	VerifyToken()
}

// ShareActions make a redacted report of the selected connection.
type ShareActions interface {
	ShareReport() // opens the room
	MakeReport(format state.ShareFormat, personal bool)
	CopyReport()
	CopyRequest(entry int, form state.CopyForm) // of the flow
	SaveReport(file io.WriteCloser)             // as it is shown, written away from the UI thread; closes the file
}

// ReportActions look at reports that were saved, and compare two.
type ReportActions interface {
	OpenReport(file io.ReadCloser) // reads away from the UI thread and closes the file
	CloseReport()                  // the selected one
	Compare()                      // opens the room
	CompareWith(side int, connectionID string)
	PickDifference(row int)
	ShowCompared(side int) // where the picked difference stands
}

// SightActions are about what is in sight.
type SightActions interface {
	Reveal(what state.Masked) // for 10 s, or until something else is shown
	Mask()
	TogglePresenter()
}

// ProgramActions write the sign-in of the selected connection as a program.
type ProgramActions interface {
	TakeAsCode() // opens the room
	WriteProgram(kind state.ProgramKind)
	ShowProgramFile(i int)
	CopyProgramFile()
	SaveProgramFile(file io.WriteCloser) // written away from the UI thread; closes the file
	// SaveProgramFiles writes all files into a folder, away from the UI thread, and none over another. err is why there
	// is no folder.
	SaveProgramFiles(folder string, err error)
}

// DoctorActions examine what a sign-in of the selected connection needs.
type DoctorActions interface {
	OpenDoctor() // opens the room and examines
	Examine()
	StopExamination()
	CopyExamination()
}

// SettingsActions change the settings.
type SettingsActions interface {
	SetTheme(t state.Theme)
	SetLanguage(tag string) // one of state.Languages, "" for the system's
	SetTextSize(factor float32)
	OpenDataFolder()
}
