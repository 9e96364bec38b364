// Writing the text of an event stream (HTML Standard, server-sent events): a line is "field: value", an empty one ends
// an event.

package widget

import (
	"bytes"
	"encoding/json"
)

// events writes the lines as they are, the data of an event that is JSON indented.
func (w *documentWriter) events(body []byte) {
	var data []byte
	for len(body) > 0 && w.room() {
		var read []byte
		read, body = cutLine(body)
		if value, ok := bytes.CutPrefix(read, []byte("data:")); ok {
			if data != nil {
				data = append(data, '\n')
			}
			data = append(data, bytes.TrimPrefix(value, []byte(" "))...)
			continue
		}
		w.data(data)
		data = nil
		w.copy(read)
		w.out = append(w.out, '\n')
	}
	w.data(data)
}

// data writes the data of an event.
func (w *documentWriter) data(data []byte) {
	if data == nil {
		return
	}
	w.out = append(w.out, "data:\n"...)
	if json.Valid(data) {
		w.indent(data)
	} else {
		w.copy(data)
	}
	w.out = append(w.out, '\n')
}

// cutLine cuts at LF, CR LF or CR.
func cutLine(body []byte) (read, rest []byte) {
	end := bytes.IndexAny(body, "\r\n")
	if end < 0 {
		return body, nil
	}
	next := end + 1
	if body[end] == '\r' && next < len(body) && body[next] == '\n' {
		next++
	}
	return body[:end], body[next:]
}
