// The screen of a sign-in that is confirmed on another device: the code, where it is typed, and how the wait goes.

package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// deviceWidth is the width of the panel, at text scale 1.
const deviceWidth = 680

type device struct {
	scroll               *widget.Scroll
	title, body          *widget.Text
	problem              *problemCard
	codeLabel, code      *widget.Text
	addressLabel         *widget.Text
	address              *widget.ValueLine
	scan                 *widget.Text
	picture              *widget.QRCode
	pictureRoom          *fyne.Container
	poll, left, warning  *widget.Text
	copyCode, copy, open *widget.Button
	watch                *watchLink
}

func newDevice(k *kit) *device {
	d := &device{
		title: centred(widget.Style{Size: theme.SizeNameHeadingText, Bold: true}), body: centred(widget.Style{Color: widget.ColorNameQuiet}), problem: newProblemCard(k),
		codeLabel: widget.NewQuiet(""), code: widget.NewText("", widget.Style{Size: widget.SizeNameCode, Mono: true}),
		addressLabel: widget.NewQuiet(""), address: widget.NewValueLine(""), scan: centred(widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet}), picture: widget.NewQRCode(),
		poll: centred(widget.Style{}), left: centred(widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet}),
		warning:  centred(widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet}),
		copyCode: k.action(state.ActionCopyUserCode), copy: k.action(state.ActionCopyVerification), open: k.action(state.ActionOpenVerification), watch: newWatchLink(k),
	}
	words := widget.NewColumn(12,
		widget.NewColumn(4, d.codeLabel, d.code, widget.NewFlowRow(d.copyCode)),
		widget.NewColumn(6, d.addressLabel, d.address, widget.NewFlowRow(d.copy, d.open)))
	d.pictureRoom = widget.NewColumn(6, widget.NewCentredRow(d.picture), d.scan)
	d.scroll = widget.NewScroll(widget.NewCentredColumn(12, deviceWidth,
		widget.NewNarrowColumn(8, sentenceWidth, d.title, d.body), d.problem.content,
		widget.NewCard(widget.NewSideBySide(widget.Part{Object: words, Weight: 3, Min: 300}, widget.Part{Object: d.pictureRoom, Weight: 2, Min: 200})),
		widget.NewColumn(4, d.poll, d.left, d.warning), d.watch.row))
	return d
}

func (d *device) object() fyne.CanvasObject { return d.scroll }

func (d *device) update(s *state.State, now time.Time) {
	v := s.Current().DeviceScreen(now)
	setText(d.title, v.Title)
	setText(d.body, v.Body)
	d.problem.set(v.Problem, nil)
	setText(d.codeLabel, v.CodeLabel)
	setLiteral(d.code, v.Code)
	setText(d.addressLabel, v.AddressLabel)
	d.address.SetText(v.Address)
	setText(d.scan, v.Scan)
	setVisible(d.pictureRoom, d.picture.SetText(v.QR))
	setText(d.poll, v.Poll)
	color := widget.ColorNameQuiet
	if v.Soon {
		color = widget.ColorNameCaution
	}
	d.left.SetColor(color)
	setText(d.left, v.Left)
	setText(d.warning, v.Warning)
	setButton(d.copyCode, v.CopyCode)
	setButton(d.copy, v.CopyAddress)
	setButton(d.open, v.Open)
	d.watch.set(v.Watch)
}

func (d *device) primary() (state.Action, bool) { return "", false }
func (d *device) escape() (state.Action, bool)  { return "", false } // the header's
func (d *device) selected() string              { return d.problem.selected() }
func (d *device) masked()                       {}
func (d *device) top()                          { d.scroll.ScrollToTop() }
