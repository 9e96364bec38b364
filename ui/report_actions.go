// What the person does with reports that were saved: view.ReportActions.

package ui

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"proofkey/oauthflow/report"
	"proofkey/ui/state"
)

// OpenReport reads a bundle beside the window and shows it. A file that is none changes nothing but the sentence that
// says so.
func (c *Controller) OpenReport(file io.ReadCloser) {
	c.background(c.ctx, func(context.Context) {
		digest := sha256.New()
		bundle, err := report.Open(io.TeeReader(file, digest))
		err = errors.Join(err, file.Close())
		var connection *state.Connection
		if err == nil {
			connection, err = state.NewSavedReport(bundle, hex.EncodeToString(digest.Sum(nil)))
		}
		c.post(func() {
			if err != nil {
				c.change(func() { c.state.ReportNotOpened(err) })
				return
			}
			c.endDiscovery()
			c.change(func() { c.state.AddReport(connection) })
		})
	})
}

// CloseReport takes the selected report away. Its file stays.
func (c *Controller) CloseReport() {
	if connection := c.state.Current(); connection != nil && connection.Saved != nil {
		c.change(func() { c.state.Remove(connection.Profile.ID) })
		c.prefetch(c.state.Selected)
	}
}

// Compare opens the room.
func (c *Controller) Compare() {
	if !c.state.CanCompare() {
		return
	}
	c.endDiscovery()
	c.compare(c.state.ComparedAtFirst())
	c.change(func() { c.state.Show(state.RoomCompare) })
}

// CompareWith picks a side.
func (c *Controller) CompareWith(side int, connectionID string) {
	c.compare(c.state.Comparison.ComparedWith(side, connectionID))
}

// PickDifference looks at a row.
func (c *Controller) PickDifference(row int) {
	c.change(func() { c.state.PickDifference(row) })
}

// ShowCompared shows where the row stands in a side.
func (c *Controller) ShowCompared(side int) { c.change(func() { c.state.ShowCompared(side) }) }

// compare makes what is needed of both sides and compares it, beside the window.
func (c *Controller) compare(sides [2]string) {
	if c.comparing != nil {
		c.comparing()
	}
	c.change(func() { c.state.BeginComparison(sides) })
	a, b := c.recorded(sides[0]), c.recorded(sides[1])
	if a == nil || b == nil {
		return
	}
	// Personal claims stay unless a report has masked them: nothing of it leaves this computer.
	personal := a.shows() && b.shows()
	ctx, cancel := context.WithCancel(c.ctx)
	c.comparing = cancel
	c.background(ctx, func(ctx context.Context) {
		first, err := a.bundle(personal)
		second, more := b.bundle(personal)
		var found []report.Difference
		if err = errors.Join(err, more); err == nil {
			found, err = report.Compare(ctx, first, second)
		}
		c.post(func() {
			defer cancel()
			if now := c.state.Comparison; ctx.Err() == nil && now.Running && now.Sides == sides {
				c.change(func() { c.state.FinishComparison([2]report.Bundle{first, second}, found, err) })
			}
		})
	})
}
