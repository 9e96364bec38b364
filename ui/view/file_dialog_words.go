// The words that Fyne's dialogs of files have in English alone: the names of places, and what is asked or said where a file
// would be written over.

package view

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"proofkey/ui/state"
)

// places are the folders that Fyne offers at the side, by the names that it gives them.
func places() map[string]state.Text {
	return map[string]state.Text{
		"Home": state.T("files.home"), "Computer": state.T("files.computer"), "App Files": state.T("files.app"),
		"Desktop": state.T("files.desktop"), "Documents": state.T("files.documents"), "Downloads": state.T("files.downloads"),
		"Music": state.T("files.music"), "Pictures": state.T("files.pictures"), "Videos": state.T("files.videos"), "Movies": state.T("files.videos"),
	}
}

// translateFiles puts our words into a dialog of files, and into what it shows above itself when its main button is pressed.
func translateFiles(dialog fyne.CanvasObject, surface fyne.Canvas) {
	visit(dialog, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *fynewidget.List:
			translatePlaces(o)
		case *fynewidget.Button:
			if pressed := o.OnTapped; o.Importance == fynewidget.HighImportance && pressed != nil {
				o.OnTapped = func() {
					before := surface.Overlays().Top()
					pressed()
					if top := surface.Overlays().Top(); top != before {
						translateAnswer(top)
					}
				}
			}
		}
	})
	visit(dialog, func(o fyne.CanvasObject) { // a file that is tapped twice presses the button as it is when the file is drawn
		switch o.(type) {
		case *fynewidget.GridWrap, *fynewidget.List:
			o.Refresh()
		}
	})
}

// translatePlaces makes the list of places show ours. A list of files, which are no containers, stays as it is.
func translatePlaces(list *fynewidget.List) {
	update := list.UpdateItem
	names := places()
	list.UpdateItem = func(id fynewidget.ListItemID, item fyne.CanvasObject) {
		update(id, item)
		if _, ok := item.(*fyne.Container); !ok {
			return
		}
		visit(item, func(o fyne.CanvasObject) {
			if label, ok := o.(*fynewidget.Label); ok && !names[label.Text].IsZero() {
				label.SetText(Words(names[label.Text]))
			}
		})
	}
}

// translateAnswer puts our words into what Fyne asks or says where there is a file, or a folder, of that name.
func translateAnswer(overlay fyne.CanvasObject) {
	popUp := popUpIn(overlay)
	if popUp == nil {
		return
	}
	visit(popUp.Content, func(o fyne.CanvasObject) {
		if label, ok := o.(*fynewidget.Label); ok {
			if text := answerText(label.Text); !text.IsZero() {
				label.SetText(Words(text))
			}
		}
	})
	if least := popUp.MinSize(); least.Height > popUp.Content.Size().Height {
		popUp.Resize(fyne.NewSize(popUp.Content.Size().Width, least.Height))
	}
}

func answerText(fynes string) state.Text {
	name, asks := strings.CutPrefix(fynes, "Are you sure you want to overwrite the file\n")
	switch {
	case asks:
		return state.T("files.replace_body", "Name", strings.TrimSuffix(name, "?"))
	case fynes == "Overwrite?":
		return state.T("files.replace")
	case fynes == "Cannot overwrite":
		return state.T("files.is_folder")
	case strings.HasPrefix(fynes, "Files cannot replace a directory"):
		return state.T("files.is_folder_body")
	}
	return state.Text{}
}

// visit hands over an object and all that containers, scrolls and splits hold.
func visit(o fyne.CanvasObject, seen func(fyne.CanvasObject)) {
	if o == nil {
		return
	}
	seen(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			visit(child, seen)
		}
	case *container.Scroll:
		visit(o.Content, seen)
	case *container.Split:
		visit(o.Leading, seen)
		visit(o.Trailing, seen)
	}
}
