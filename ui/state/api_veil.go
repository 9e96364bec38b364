// The API tab in presenter mode: what was typed and what came back.

package state

import "strings"

// MaskedCall stands for what the person has typed, where presenter mode masks a part of it; "" otherwise.
type MaskedCall struct{ URL, Headers, Body string }

func (c *Connection) maskedCall() MaskedCall {
	v := c.veil()
	if !v.down {
		return MaskedCall{}
	}
	var m MaskedCall
	if masked := v.mask(veiledURL, "", strings.TrimSpace(c.API.URL)); masked != strings.TrimSpace(c.API.URL) {
		m.URL = masked
	}
	var headers []string
	for header := range strings.Lines(c.API.Headers) {
		name, value, _ := strings.Cut(strings.TrimSpace(header), ":")
		headers = append(headers, v.name(name)+": "+v.mask(veiledHeader, name, strings.TrimSpace(value)))
	}
	if strings.TrimSpace(c.API.Headers) != "" {
		m.Headers = strings.Join(headers, " · ")
	}
	if c.API.Body != "" {
		m.Body = hiddenValue
		if masked := v.json([]byte(c.API.Body)); masked != nil {
			m.Body = string(masked)
		}
	}
	return m
}

// veilAnswer masks the answer.
func (c *Connection) veilAnswer(a *AnswerView) {
	a.Copies = c.Copies(MaskedPersonal)
	v := c.veil()
	if !v.down {
		return
	}
	a.Headers = headerLines(c.API.Answer.Header, v)
	if a.Document != nil {
		a.Document = c.API.Veiled
	}
	if a.Document == nil && len(c.API.Answer.Body) > 0 {
		a.Hidden, a.Cut = T("presenter.answer"), Text{}
	}
}
