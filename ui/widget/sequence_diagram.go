// A sequence diagram in the window: who sent what to whom. Only the messages in view are drawn, whatever their number,
// and the names at its top stay in sight.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// SequenceKind says how a message is drawn.
type SequenceKind int

// The kinds of messages.
const (
	SequenceSolid SequenceKind = iota
	SequenceDashed
	SequenceDotted
	SequenceNote // at its participant, From
)

// SequenceMessage is an arrow from one participant to another, by their places from the left, or a note.
type SequenceMessage struct {
	Kind     SequenceKind
	From, To int
	Text     string
	Failed   bool
}

// SequenceSource is what a diagram shows. The functions are called on the UI thread: Group once for each message,
// Message for those in view whenever they are drawn.
type SequenceSource struct {
	Message func(i int) SequenceMessage
	Group   func(i int) int // messages of one group are selected together; -1: this one is never
}

// SequenceDiagram is one focus stop: Up, Down, Page Up, Page Down, Home and End select, Left and Right scroll, Enter
// opens what is selected.
type SequenceDiagram struct {
	control
	// OnSelected is called when the person selects the group of a message.
	OnSelected func(group int)
	// OnOpened is called by Enter.
	OnOpened func()

	source   SequenceSource
	names    []string
	groups   []int                // of the messages
	spans    map[int]sequenceSpan // of the groups
	selected int                  // group; -1: none
	cursor   int                  // the message that the keys go on from; -1: none
	scroll   *container.Scroll
	area     *sequenceArea
}

// sequenceSpan is where the messages of a group begin and end.
type sequenceSpan struct{ first, last int }

// NewSequenceDiagram makes an empty diagram.
func NewSequenceDiagram(participants []string, source SequenceSource) *SequenceDiagram {
	d := &SequenceDiagram{source: source, names: participants}
	d.clear()
	d.area = newSequenceArea(d)
	d.scroll = container.NewScroll(d.area)
	d.scroll.SetMinSize(fyne.NewSize(64, 64))
	d.scroll.OnScrolled = func(fyne.Position) { d.area.draw() }
	d.extend(d)
	return d
}

// Update shows count messages, of which the first ones are those that were there, and selects a group, or -1. A
// selection that is new, or has a new message, is moved into view.
func (d *SequenceDiagram) Update(count, selected int) {
	if count < len(d.groups) {
		d.clear() // another diagram
	}
	grown := count > len(d.groups)
	before, known := d.spans[selected]
	for i := len(d.groups); i < count; i++ {
		d.add(i, d.source.Group(i))
	}
	moved := d.selected != selected
	d.selected = selected
	after, found := d.spans[selected]
	if found != known || before != after {
		moved = true
	}
	if moved && !d.onSelected() {
		d.cursor = -1
		if found {
			d.cursor = after.first
		}
	}
	if grown {
		d.scroll.Refresh()
	}
	d.area.draw()
	if moved && found {
		d.reveal(after)
	}
}

func (d *SequenceDiagram) add(i, group int) {
	d.groups = append(d.groups, group)
	if group < 0 {
		return
	}
	span, known := d.spans[group]
	if !known {
		span.first = i
	}
	span.last = i
	d.spans[group] = span
}

func (d *SequenceDiagram) clear() {
	d.groups, d.spans, d.selected, d.cursor = nil, map[int]sequenceSpan{}, -1, -1
}

// Reset forgets the messages: the source has others.
func (d *SequenceDiagram) Reset() {
	d.clear()
	d.scroll.ScrollToTop()
}

// Selected is the selected group, or -1.
func (d *SequenceDiagram) Selected() int { return d.selected }

// LeastWidth is the width that shows all participants beside each other.
func (d *SequenceDiagram) LeastWidth() float32 {
	return d.area.leastColumn() * float32(len(d.names))
}

// onSelected says whether the cursor is at a message that is selected.
func (d *SequenceDiagram) onSelected() bool {
	return d.cursor >= 0 && d.cursor < len(d.groups) && d.selected >= 0 && d.groups[d.cursor] == d.selected
}

// reveal scrolls until the messages between two are in view, below the names; of more than fit, the last ones.
func (d *SequenceDiagram) reveal(span sequenceSpan) {
	size := d.scroll.Size()
	if size.Height <= 0 {
		return
	}
	f, head := d.area.form(), sequenceHead()
	offset := d.scroll.Offset
	offset.Y = min(offset.Y, f.top(span.first)-head)
	offset.Y = max(0, offset.Y, f.top(span.last+1)+sequenceBelow-size.Height)
	left, right := d.area.reach(f, span)
	offset.X = min(offset.X, left)
	offset.X = max(0, min(max(offset.X, right-size.Width), f.width-size.Width))
	if offset != d.scroll.Offset {
		d.scroll.ScrollToOffset(offset)
		d.area.draw()
	}
}

// AccessibilityRole implements fyne.Accessible.
func (d *SequenceDiagram) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleContainer
}

// AccessibilityLabel implements fyne.Accessible with the selected message.
func (d *SequenceDiagram) AccessibilityLabel() string {
	if !d.onSelected() {
		return ""
	}
	m := d.source.Message(d.cursor)
	if m.Kind == SequenceNote {
		return d.names[m.From] + ": " + m.Text
	}
	return d.names[m.From] + ", " + d.names[m.To] + ": " + m.Text
}

func (d *SequenceDiagram) parts() []fyne.CanvasObject { return []fyne.CanvasObject{d.scroll, d.ring} }

func (d *SequenceDiagram) paint() { d.paintRing(false) }

func (d *SequenceDiagram) place(size fyne.Size) {
	resized := d.scroll.Size() != size
	d.scroll.Resize(size)
	put(d.ring, 0, 0, size.Width, size.Height)
	if resized {
		d.scroll.Refresh()
	}
	d.area.draw()
	if span, found := d.spans[d.selected]; resized && found {
		d.reveal(span)
	}
}

func (d *SequenceDiagram) least() fyne.Size { return fyne.NewSize(64, 64) }

func sequenceFonts() (name, text font) {
	return font{theme.Size(SizeNameStep), fyne.TextStyle{Bold: true}}, font{theme.Size(SizeNameStep), fyne.TextStyle{}}
}
