// Where a program may send its access token: nowhere that the person has not confirmed, as in the API tab (API-02).

package state

import (
	"slices"

	"proofkey/oauthflow"
)

// ProgramCalls is what a program calls: the URL, or UserInfo in its place together with the URL's origin if nobody has
// confirmed that. A URL without an origin is for the program's writer to refuse.
func ProgramCalls(raw, userInfo string, confirmed []string) (api, leftOut string) {
	if raw == "" || raw == userInfo {
		return userInfo, ""
	}
	origin, err := oauthflow.OriginOf(raw)
	if err != nil || slices.Contains(confirmed, origin) {
		return raw, ""
	}
	return userInfo, origin
}

// ConfirmProgramOrigin lets programs send the token to the origin that was left out.
func (s *State) ConfirmProgramOrigin() {
	c, origin := s.Connection(s.Program.ConnectionID), s.Program.LeftOut
	if c == nil || origin == "" {
		return
	}
	s.Program.LeftOut = ""
	c.API.AskOrigin = origin
	c.ConfirmOrigin()
}

// RefuseProgramOrigin puts the question away: the programs call UserInfo.
func (s *State) RefuseProgramOrigin() { s.Program.Refused = true }

// asksOrigin shows the question, and what the program calls meanwhile.
func (p *Program) asksOrigin(v *ProgramView) {
	if p.LeftOut == "" {
		return
	}
	origin := line(p.LeftOut)
	v.API.Note = T("program.api_left_out", "Origin", origin)
	if !p.Refused {
		v.AskOrigin, v.AskExplained = T("program.ask_origin", "Origin", origin), T("program.ask_origin_explained")
		v.AskButtons = []Button{button(ActionConfirmOrigin), button(ActionRefuseOrigin)}
		v.AskButtons[0].Label, v.AskButtons[1].Label = T("program.allow_origin"), T("program.refuse_origin") // nothing is sent now
	}
}
