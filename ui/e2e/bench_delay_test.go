//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"proofkey/oauthflow/oauthtest"
	"proofkey/ui"
)

const (
	moment      = 300 * time.Millisecond
	signIns     = 7 // the median of their largest delays counts
	probeEvery  = 10 * time.Millisecond
	probeFolder = "PROOFKEY_E2E_PROBE" // set: this process is a window with a probe, with its data in that folder
)

// TestMain lets this program also be what the benchmark starts: a window has to have the main goroutine.
func TestMain(m *testing.M) {
	if folder := os.Getenv(probeFolder); folder != "" {
		os.Exit(probedSignIn(folder))
	}
	os.Exit(m.Run())
}

// withBrowser gives what the benchmarks start a browser that runs already, as a person's mostly does, and has no
// browser's load: the opener hands the URL to it through a pipe.
func withBrowser(b *testing.B) {
	b.Helper()
	folder := b.TempDir()
	pipe := filepath.Join(folder, "urls")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		b.Fatal(err)
	}
	opener := fmt.Sprintf("#!/bin/sh\necho \"$1\" >'%s'\n", pipe)
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(opener), 0o700); err != nil {
		b.Fatal(err)
	}
	urls, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		b.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for lines := bufio.NewScanner(urls); lines.Scan(); {
			if err := browse(lines.Text()); err != nil {
				b.Error(err)
			}
		}
	}()
	b.Cleanup(func() {
		_ = urls.Close()
		<-ended
	})
	b.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// browse is a person who takes a moment, in which the window waits, signs in and comes to the last page.
func browse(target string) error {
	browser := oauthtest.NewBrowser("alice", "wonderland")
	browser.Before = func(context.Context, string) { <-time.After(moment) }
	if err := browser.Open(context.Background(), target); err != nil {
		return err
	}
	_, err := browser.Wait()
	return err
}

// probedSignIn runs the app for one sign-in and prints the largest delay of a probe in nanoseconds.
func probedSignIn(folder string) int {
	report := filepath.Join(folder, "report.json")
	window := fyneapp.NewWithID("io.github.proofkey.Bench")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	p := &probe{}
	window.Lifecycle().SetOnEnteredForeground(func() { p.once(ctx, report, window.Quit) })
	status := ui.Run(ctx, ui.App{
		Fyne:      window,
		Arguments: ui.Arguments{SignIn: true, Report: report, DataDir: folder, Timeout: patience},
		Errors:    os.Stderr,
		Exit:      os.Exit,
	})
	fmt.Println(p.largest.Nanoseconds())
	return status
}

// probe measures how long what is posted to the UI thread waits. Its fields belong to that thread.
type probe struct {
	running bool
	largest time.Duration
}

// once posts the probe until a while after the sign-in has ended, in which its claims are shown, and then calls quit.
func (p *probe) once(ctx context.Context, report string, quit func()) {
	if p.running {
		return
	}
	p.running = true
	go func() {
		ticker := time.NewTicker(probeEvery)
		defer ticker.Stop()
		for left := int(time.Second / probeEvery); left > 0; {
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return
			}
			posted := time.Now()
			fyne.Do(func() { p.largest = max(p.largest, time.Since(posted)) })
			if _, err := os.Stat(report); err == nil {
				left--
			}
		}
		fyne.Do(quit)
	}()
}

// The largest delay of a probe that is posted to the UI thread every 10 ms throughout a sign-in. The limit is 50 ms.
func BenchmarkDelayOfTheWindow(b *testing.B) {
	withBrowser(b)
	var delays []time.Duration
	for b.Loop() {
		for i := range signIns + 1 {
			largest := largestDelay(b)
			if i > 0 { // the first one fills the caches of fonts and shaders, as in BenchmarkStart
				delays = append(delays, largest)
			}
		}
	}
	b.ReportMetric(float64(median(delays))/float64(time.Millisecond), "ui-delay-ms")
	b.ReportMetric(float64(slices.Max(delays))/float64(time.Millisecond), "worst-ms")
	b.ReportMetric(50, "limit-ms")
}

// largestDelay runs the app for one sign-in, with a home of its own for what it keeps.
func largestDelay(b *testing.B) time.Duration {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	command := exec.CommandContext(b.Context(), self)
	command.Env = append(os.Environ(), probeFolder+"="+b.TempDir())
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	nanoseconds, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return time.Duration(nanoseconds)
}
