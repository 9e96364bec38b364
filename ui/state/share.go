// The room "Share report": what was recorded of the selected connection in this run, redacted, exactly as it will be
// saved.

package state

import "proofkey/oauthflow/sequence"

// ShareFormat is a form of the report.
type ShareFormat string

// The forms.
const (
	ShareBundle   ShareFormat = "bundle" // can be opened again
	ShareHAR      ShareFormat = "har"
	ShareMarkdown ShareFormat = "markdown"
	ShareDiagram  ShareFormat = "diagram" // SVG
	SharePicture  ShareFormat = "picture" // the same as PNG
	ShareMermaid  ShareFormat = "mermaid"
)

// ShareFormats returns the forms in the order of the window.
func ShareFormats() []ShareFormat {
	return []ShareFormat{ShareBundle, ShareHAR, ShareMarkdown, ShareDiagram, SharePicture, ShareMermaid}
}

// Share is what the room holds.
type Share struct {
	ConnectionID string
	Format       ShareFormat
	Personal     bool // e-mail, names and other personal claims stay as they are
	Running      bool
	Bytes        []byte   // what will be saved; nil until it is made
	Words        string   // of a picture: what it shows
	Document     Document // the same, to be looked at
	Failed       Text     // why it could not be made
}

// CanShare reports whether there is something to report.
func (c *Connection) CanShare() bool { return c.Saved == nil && (c.HasFlow() || c.Session != nil) }

// BeginShare shows the room for the selected connection, or makes the report anew as the person asked for it.
func (s *State) BeginShare(format ShareFormat, personal bool) {
	s.Share = Share{ConnectionID: s.Selected, Format: format, Personal: personal, Running: true}
}

// FinishShare shows the report, or why there is none.
func (s *State) FinishShare(data []byte, document Document, err error) {
	s.Share.Running, s.Share.Bytes, s.Share.Document = false, data, document
	if err != nil {
		s.Share.Bytes, s.Share.Document, s.Share.Failed = nil, nil, T("share.failed", "Why", Evidence(err.Error()))
	}
}

// ShareView is the room.
type ShareView struct {
	Subtitle Text
	Formats  []Option
	Format   int
	What     Text // what the form is good for
	Personal []Option
	Kept     int // of Personal
	Save     Button
	Compare  Button
	Failed   Text
	Document Document // to be looked at; nil if Hidden says why
	Hidden   Text
	Copies   bool
}

// ShareView returns the room.
func (s *State) ShareView() ShareView {
	v := ShareView{
		Save: primary(ActionSaveReport), Compare: button(ActionCompare), Failed: s.veil().text(s.Share.Failed),
		What: shareNote(s.Share.Format), Personal: []Option{{Value: "masked", Label: T("share.personal_masked")}, {Value: "kept", Label: T("share.personal_kept")}},
	}
	if c := s.Connection(s.Share.ConnectionID); c != nil {
		v.Subtitle = T("share.intro", "Connection", line(c.Profile.Name))
	}
	for i, f := range ShareFormats() {
		v.Formats = append(v.Formats, Option{Value: string(f), Label: shareLabel(f)})
		if f == s.Share.Format {
			v.Format = i
		}
	}
	if s.Share.Personal {
		v.Kept = 1
	}
	v.Save.Enabled, v.Compare.Enabled = s.Share.Bytes != nil, s.CanCompare()
	v.Document, v.Copies = s.Share.Document, true
	if s.Share.Personal && s.veil().down {
		v.Document, v.Copies, v.Hidden = nil, false, T("presenter.report")
	}
	return v
}

func shareLabel(f ShareFormat) Text {
	return map[ShareFormat]Text{
		ShareBundle: T("share.bundle"), ShareHAR: T("share.har"), ShareMarkdown: T("share.markdown"), ShareDiagram: T("share.diagram"),
		SharePicture: T("share.picture"), ShareMermaid: T("share.mermaid"),
	}[f]
}

func shareNote(f ShareFormat) Text {
	return map[ShareFormat]Text{
		ShareBundle: T("share.bundle_note"), ShareHAR: T("share.har_note"), ShareMarkdown: T("share.markdown_note"),
		ShareDiagram: T("share.diagram_note"), SharePicture: T("share.picture_note", "Most", sequence.MaxPictureMessages), ShareMermaid: T("share.mermaid_note"),
	}[f]
}

// ShareFileEnding is the end of the name of a file of that form.
func ShareFileEnding(f ShareFormat) string {
	return map[ShareFormat]string{ShareBundle: ".proofkey.json", ShareHAR: ".har", ShareMarkdown: ".md", ShareDiagram: ".svg", SharePicture: ".png", ShareMermaid: ".mmd"}[f]
}
