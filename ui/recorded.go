// What was recorded of a connection, as a report can be made of it.

package ui

import (
	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
	"proofkey/oauthflow/sequence"
	"proofkey/ui/state"
)

// recorded is a report that was opened, or what one of a connection is made of.
type recorded struct {
	saved   *report.Bundle
	profile oauthflow.Profile
	session *oauthflow.Session
	events  []oauthflow.Event
}

// recorded is nil for a connection that is not there, or has no flow yet.
func (c *Controller) recorded(id string) *recorded {
	connection, f := c.state.Connection(id), c.flows[id]
	switch {
	case connection == nil:
		return nil
	case connection.Saved != nil:
		return &recorded{saved: &connection.Saved.Bundle}
	case f == nil:
		return nil
	}
	return &recorded{profile: connection.Profile, session: connection.Session, events: f.timeline.Events()}
}

// shows reports whether personal claims can be shown.
func (r *recorded) shows() bool { return r.saved == nil || r.saved.Personal }

func (r *recorded) bundle(personal bool) (report.Bundle, error) {
	if r.saved != nil {
		return *r.saved, nil
	}
	return report.NewBundle(VersionLine(), r.profile, r.session, r.events, report.Options{Personal: personal})
}

// report is what was recorded in one of its forms.
func (r *recorded) report(format state.ShareFormat, personal bool) ([]byte, error) {
	bundle, err := r.bundle(personal)
	if err != nil {
		return nil, err
	}
	return written(bundle, format)
}

// written is a bundle in one of its forms.
func written(bundle report.Bundle, format state.ShareFormat) ([]byte, error) {
	switch format {
	case state.ShareHAR:
		return bundle.HAR()
	case state.ShareMarkdown:
		text, err := bundle.Markdown()
		return []byte(text), err
	case state.ShareDiagram, state.SharePicture, state.ShareMermaid:
		diagram, err := bundle.Diagram()
		if err != nil {
			return nil, err
		}
		return drawn(diagram, format)
	}
	return bundle.Encode()
}

// drawn is a diagram in one of its forms.
func drawn(d sequence.Diagram, format state.ShareFormat) ([]byte, error) {
	switch format {
	case state.SharePicture:
		return d.PNG()
	case state.ShareMermaid:
		return []byte(d.Mermaid()), nil
	}
	return []byte(d.SVG()), nil
}
