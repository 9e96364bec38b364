package view

// What the recorder notes of share links.

func (r *recorder) ImportText(text string) { r.note("import text", text) }

func (r *recorder) CopyShareLink() { r.note("copy share link") }
