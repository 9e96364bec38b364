// Columns of a table that are as wide as the words of a language need.

package widget

// FitPills makes a column wide enough for each of the texts that its pills may have.
func (t *Table) FitPills(column int, texts ...string) {
	if t.pills == nil {
		t.pills = map[int][]string{}
	}
	t.pills[column], t.measured = texts, tableHeight{}
}

// leastWidth is the width that a column needs.
func (t *Table) leastWidth(column int) float32 {
	width := t.columns[column].Min * Scale()
	for _, text := range t.pills[column] {
		width = max(width, newPill(text, Neutral, SizeNameStep).naturalWidth()+2*cellSide)
	}
	return width
}
