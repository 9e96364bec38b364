package view

import (
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// presented turns presenter mode on.
func presented(s *state.State) *state.State {
	s.Present(true)
	return s
}

// presenting is a tab in presenter mode.
func presenting(tab state.Tab) func() *state.State {
	return func() *state.State { return presented(onTab(tab)) }
}

func presentedFlow() *state.State { return presented(flowed(3)()) }

func presentedAnswer() *state.State {
	s := answered()
	api := &s.Current().API
	api.Veiled = widget.NewDocument(state.MaskJSON(api.Answer.Body), widget.JSON, state.VisibleRune)
	api.Headers, api.Body = "X-Api-Key: typed-secret", `{"name":"Ada Lovelace"}`
	return presented(s)
}

func presentedToken() *state.State { return presented(inspected()) }
