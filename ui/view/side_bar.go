// The side bar: the connections with their live status, and the rooms that belong to none.

package view

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/assets"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type sideBar struct {
	kit      *kit
	content  *fyne.Container
	head     *fyne.Container
	list     *fyne.Container
	rows     []*widget.SideBarRow
	ids      []string
	add      *widget.LinkButton
	inspect  *widget.RoomRow
	settings *widget.RoomRow
	help     *widget.RoomRow
}

func newSideBar(k *kit) *sideBar {
	s := &sideBar{kit: k}
	s.add = k.link(addText(), func() { k.do(state.ActionNewConnection) })
	s.inspect = s.room("inspect.svg", assets.InspectSVG, state.ActionInspectToken)
	s.settings = s.room("settings.svg", assets.SettingsSVG, state.ActionSettings)
	s.help = s.room("help.svg", assets.HelpSVG, state.ActionHelp)
	s.list = widget.NewColumn(2, s.add)
	s.head = widget.NewSideBarHead(fyne.NewStaticResource("icon.svg", assets.IconSVG), "Proofkey", Words(state.T("side_bar.connections")))
	s.content = widget.NewSideBar(s.head, []fyne.CanvasObject{s.list}, []fyne.CanvasObject{s.inspect, s.settings, s.help})
	return s
}

func addText() string { return "+  " + Words(state.T("action.new_connection")) }

// fold leaves the avatars and icons, or shows all.
func (s *sideBar) fold(folded bool) {
	widget.FoldSideBarHead(s.head, folded)
	text := addText()
	if folded {
		text = "+"
	}
	s.add.SetText(text)
}

func (s *sideBar) room(icon string, svg []byte, a state.Action) *widget.RoomRow {
	r := widget.NewRoomRow(fyne.NewStaticResource(icon, svg), Words(state.T("action."+string(a))), func() { s.kit.do(a) })
	r.OnKey = s.kit.key
	return r
}

func (s *sideBar) update(st *state.State, now time.Time) {
	s.fold(st.Presenting())
	rows := st.SideBar(now)
	s.match(rows)
	for i, row := range rows {
		s.rows[i].Set(widget.Connection{Name: row.Name, Key: colorKey(row), Status: Words(row.Status), Left: Words(row.Left), Kind: kindOfDot(row.Dot)})
		s.rows[i].SetSelected(row.Selected)
	}
	s.inspect.SetSelected(st.Room == state.RoomInspect)
	s.settings.SetSelected(st.Room == state.RoomSettings)
	s.help.SetSelected(st.Room == state.RoomHelp)
}

// colorKey chooses the colour of the badge: none for the app's own provider, which has the primary colour.
func colorKey(row state.SideBarRow) string {
	if row.Color == 0 {
		return ""
	}
	return row.ID
}

// match makes a row for each connection, and none anew while the list is the same.
func (s *sideBar) match(rows []state.SideBarRow) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	if slices.Equal(ids, s.ids) {
		return
	}
	made := make([]*widget.SideBarRow, len(rows))
	s.list.Objects = nil
	for i, row := range rows {
		if at := slices.Index(s.ids, row.ID); at >= 0 {
			made[i] = s.rows[at]
		} else {
			made[i] = widget.NewSideBarRow(widget.Connection{Name: row.Name, Key: colorKey(row)}, func() { s.kit.actions.Select(row.ID) })
			made[i].OnKey = s.kit.key
		}
		s.list.Objects = append(s.list.Objects, made[i])
	}
	s.list.Objects = append(s.list.Objects, s.add)
	s.rows, s.ids = made, ids
	s.content.Refresh()
}
