// What a sign-in would send: the authorization request before there is one, parameter by parameter.

package state

import "proofkey/oauthflow"

// RequestPreview is the screen of what would be sent.
type RequestPreview struct {
	Title, Body Text
	Unknown     Text   // that the endpoint is not known yet; zero if it is
	Request     string // the request line without its parameters; "" if the endpoint is not known
	Section     FlowSection
	Problem     *Problem // why a sign-in could send nothing
	SignIn      Button
}

// Preview shows what would be sent, where there are no tabs and no sign-in runs.
func (c *Connection) Preview() {
	if c.Screen() == ScreenSignedOut {
		c.Previewing = true
	}
}

// RequestPreview returns what the next sign-in would send.
func (c *Connection) RequestPreview() RequestPreview {
	return c.requestPreview(oauthflow.SignInOptions{})
}

func (c *Connection) requestPreview(o oauthflow.SignInOptions) RequestPreview {
	p := RequestPreview{Title: T("preview.title"), Body: T("preview.body", "Provider", line(c.Profile.Name)), SignIn: primary(ActionSignIn)}
	preview, err := oauthflow.PreviewAuthorizationRequest(c.Profile, c.Metadata, o)
	if err != nil {
		p.Problem = c.problemIn(frameSignIn, asFlowError(err))
		return p
	}
	w := &flowWriter{kind: FlowAuthorizationRequest, veil: c.veil(), known: c.knownSecrets()}
	method := "GET"
	if preview.Pushed {
		method, p.Body = "POST", T("preview.body_pushed", "Provider", line(c.Profile.Name))
	}
	if p.Request = w.requestLine(method, preview.Endpoint); preview.Endpoint == "" {
		p.Unknown = T("preview.unknown")
	}
	rows := make([]FlowField, min(len(preview.Parameters), maxMembers))
	for i, parameter := range preview.Parameters[:len(rows)] {
		rows[i] = w.previewed(parameter)
	}
	p.Section = section(PartParameters, rows)
	p.Section.leaveOut(len(preview.Parameters) - len(rows))
	return p
}

// previewed is the row of a parameter.
func (w *flowWriter) previewed(p oauthflow.PreviewParameter) FlowField {
	if !p.Fresh {
		return w.named(EntryParameter, p.Name, w.parameter(p.Name, w.veiled(veiledField, p.Name, p.Value)))
	}
	row := w.field(EntryParameter, p.Name, "")
	row.Later = T("preview.later."+p.Name, "URI", line(p.Value))
	return row
}
