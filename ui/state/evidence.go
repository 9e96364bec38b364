// Evidence: text that the protocol's code puts together in English. The view translates the phrases in it.

package state

// maxEvidence is the length that is translated, in characters: a phrase is known by its end too, so it is cut afterwards.
const maxEvidence = 4000

// Evidence is what a check or an error has to say, for one line. The view translates what of it is a phrase of ours, and
// leaves what is a value as it is. Empty evidence is the zero Text.
func Evidence(s string) Text { return evidence(PlainLine(s, maxEvidence), maxLineShown) }

// evidenceBlock is Evidence that may have lines.
func evidenceBlock(s string) Text { return evidence(block(s), maxBlockShown) }

// copiedEvidence is Evidence for the clipboard: as long as it is, and with what is invisible in it.
func copiedEvidence(s string) Text { return evidence(s, 0) }

func evidence(s string, limit int) Text {
	if s == "" {
		return Text{}
	}
	return T("evidence", "Text", s, "Limit", limit)
}

// Evidence returns the English text of Evidence, and the number of characters that are shown; 0: all of them.
func (t Text) Evidence() (english string, limit int, ok bool) {
	if t.Key != "evidence" {
		return "", 0, false
	}
	english, _ = t.Values["Text"].(string)
	limit, _ = t.Values["Limit"].(int)
	return english, limit, true
}

// actualEvidence is the Evidence of what was seen by what judges a token's algorithm, or anything else: an algorithm may
// be called none, which is a value then (RFC 7518 §3.6).
func actualEvidence(judgesAlgorithm bool, s string, as func(string) Text) Text {
	if s == "none" && judgesAlgorithm {
		return Literal(s)
	}
	return as(s)
}

func judgesAlgorithm(id string) bool { return id == "JOSE-01" || id == "JOSE-02" || id == "JOSE-03" }

// evidenceMasked is Evidence in presenter mode.
func (v veil) evidenceMasked(name string, t Text) Text {
	english, limit, _ := t.Evidence()
	return evidence(v.mask(veiledWords, name, english), limit)
}
