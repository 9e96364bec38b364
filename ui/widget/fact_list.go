// The list of facts of picture 06: label and value, with separators.

package widget

// Fact is a label with its value.
type Fact struct {
	Label, Value string
	Mono         bool   // the value is shown in monospace
	Copy         string // what a copy of the row takes; the value where it is empty
}

// FactList is a table of two columns without a header.
type FactList struct{ Table }

// NewFactList makes a list of facts.
func NewFactList(facts ...Fact) *FactList {
	l := &FactList{}
	l.build(l, []Column{{Min: 130, Style: Subdued}, {Min: 180, Weight: 1, Style: Plain}})
	l.SetFacts(facts...)
	return l
}

// SetFacts replaces the facts; only what differs is drawn anew.
func (l *FactList) SetFacts(facts ...Fact) {
	rows := make([]Row, len(facts))
	for i, fact := range facts {
		value := Cell{Text: fact.Value}
		if fact.Mono {
			value.Style = Mono
		}
		rows[i] = Row{Cells: []Cell{{Text: fact.Label}, value}, Copy: fact.Copy}
		if fact.Copy == "" {
			rows[i].Copy = fact.Value
		}
	}
	l.SetRows(rows)
}
