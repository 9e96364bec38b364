// The tab bar: one focus stop, badges as pills, a line under the selected tab. Fyne's AppTabs can neither take the focus
// nor hold a badge.

package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// Tab is a title with a badge; an empty badge is not shown.
type Tab struct {
	Title, Badge string
	BadgeKind    Kind
}

// TabBar lets one of several tabs be selected, by a tap, Left, Right, Home and End.
type TabBar struct {
	control
	// OnSelected is called when the person selects another tab.
	OnSelected func(index int)

	tabs      []Tab
	selected  int
	pointed   int // the tab under the pointer, or -1
	views     []*tabView
	line      *canvas.Rectangle // along the whole bar
	underline *canvas.Rectangle // under the selected tab
	rowHeight float32
}

// tabView are the objects of one tab and where they stand.
type tabView struct {
	title *canvas.Text
	badge *Pill
	at    fyne.Position
	size  fyne.Size
}

// NewTabBar makes an empty tab bar. It draws its line over its whole width; the tabs begin 24 pixels inside.
func NewTabBar() *TabBar {
	b := &TabBar{pointed: -1, line: newBox(0), underline: newBox(0)}
	b.extend(b)
	return b
}

// SetTabs replaces the tabs; the same again costs nothing. The selected index stays if there is such a tab.
func (b *TabBar) SetTabs(tabs []Tab) {
	if slices.Equal(b.tabs, tabs) {
		return
	}
	b.tabs = slices.Clone(tabs)
	b.views = nil
	for _, tab := range tabs {
		v := &tabView{title: canvas.NewText(tab.Title, nil), badge: NewPill(tab.Badge, tab.BadgeKind)}
		v.title.TextStyle.Bold = true
		show(v.badge, tab.Badge != "")
		b.views = append(b.views, v)
	}
	b.selected = max(0, min(b.selected, len(tabs)-1))
	b.pointed = -1
	b.Refresh()
}

// Tabs are the tabs as they were set.
func (b *TabBar) Tabs() []Tab { return slices.Clone(b.tabs) }

// Select marks a tab without calling OnSelected. An index that is not there changes nothing.
func (b *TabBar) Select(index int) {
	if index >= 0 && index < len(b.tabs) && index != b.selected {
		b.selected = index
		b.Refresh()
	}
}

// Selected is the index of the selected tab.
func (b *TabBar) Selected() int { return b.selected }

// choose selects as the person does.
func (b *TabBar) choose(index int) {
	if index < 0 || index >= len(b.tabs) || index == b.selected {
		return
	}
	b.Select(index)
	if b.OnSelected != nil {
		b.OnSelected(index)
	}
}

// TypedKey implements fyne.Focusable.
func (b *TabBar) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		b.choose(b.selected - 1)
	case fyne.KeyRight:
		b.choose(b.selected + 1)
	case fyne.KeyHome:
		b.choose(0)
	case fyne.KeyEnd:
		b.choose(len(b.tabs) - 1)
	default:
		b.pass(key)
	}
}

// Tapped implements fyne.Tappable.
func (b *TabBar) Tapped(e *fyne.PointEvent) { b.choose(b.tabAt(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (b *TabBar) MouseMoved(e *desktop.MouseEvent) { b.point(b.tabAt(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (b *TabBar) MouseOut() { b.point(-1) }

func (b *TabBar) point(index int) {
	if b.pointed != index {
		b.pointed = index
		b.Refresh()
	}
}

// tabAt is the index of the tab at a position, or -1.
func (b *TabBar) tabAt(p fyne.Position) int {
	return slices.IndexFunc(b.views, func(v *tabView) bool {
		return p.X >= v.at.X && p.X < v.at.X+v.size.Width && p.Y >= v.at.Y && p.Y < v.at.Y+v.size.Height
	})
}

// AccessibilityLabel implements fyne.Accessible.
func (b *TabBar) AccessibilityLabel() string {
	if len(b.tabs) == 0 {
		return ""
	}
	return b.tabs[b.selected].Title
}

// AccessibilityRole implements fyne.Accessible.
func (b *TabBar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
