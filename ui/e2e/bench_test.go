//go:build e2e

package e2e

import (
	"bytes"
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
)

const (
	starts     = 15               // of each program; the median counts
	settle     = 65 * time.Second // after a minute no time on the screen counts seconds any more
	idleFor    = 10 * time.Second // the system counts processor time in hundredths of a second
	clockTicks = 100              // USER_HZ on Linux
)

// programs are the app as it is shipped and the empty window that it is measured against.
func programs(b *testing.B) (app, empty string) {
	b.Helper()
	build := func(name, pack, tags string) string {
		program := filepath.Join(b.TempDir(), name)
		if out, err := exec.CommandContext(b.Context(), "go", "build", "-tags", tags, "-o", program, pack).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		return program
	}
	return build("proofkey", "proofkey", "x11 migrated_fynedo"), build("empty", "proofkey/ui/e2e/emptywindow", "x11 e2e migrated_fynedo")
}

// opened is a program that was started and has painted its window.
type opened struct {
	command *exec.Cmd
	took    time.Duration // from the start of the process to the first paint
}

// open starts a program on the empty desktop.
func open(b *testing.B, s *screen, program string, arguments ...string) *opened {
	b.Helper()
	s.until(b, false)
	o := &opened{command: exec.Command(program, arguments...)}
	began := time.Now()
	if err := o.command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(o.end)
	s.until(b, true)
	o.took = time.Since(began)
	return o
}

func (o *opened) end() {
	if o.command.ProcessState == nil {
		_ = o.command.Process.Signal(syscall.SIGTERM)
		_ = o.command.Wait()
	}
}

// resident is the memory that the process holds, in bytes.
func (o *opened) resident(b *testing.B) float64 {
	b.Helper()
	for line := range strings.Lines(o.proc(b, "status")) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kB, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kB * 1024
		}
	}
	b.Fatal("no VmRSS")
	return 0
}

// processorTime is what the process has used so far.
func (o *opened) processorTime(b *testing.B) time.Duration {
	b.Helper()
	_, rest, _ := strings.Cut(o.proc(b, "stat"), ") ") // what follows the program's name begins with field 3
	fields := strings.Fields(rest)
	user, errUser := strconv.Atoi(fields[11])
	system, errSystem := strconv.Atoi(fields[12])
	if errUser != nil || errSystem != nil {
		b.Fatal(errUser, errSystem)
	}
	return time.Duration(user+system) * time.Second / clockTicks
}

func (o *opened) proc(b *testing.B, name string) string {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", o.command.Process.Pid, name))
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

// From the start of the process to the first painted window, against the empty window. The limit is 1.25.
func BenchmarkStart(b *testing.B) {
	app, empty := programs(b)
	s := openScreen(b)
	took := map[string][]time.Duration{}
	for b.Loop() {
		for i := range starts + 1 {
			for _, program := range []string{empty, app} {
				o := open(b, s, program)
				o.end()
				if i > 0 { // the first start fills the caches of fonts and shaders
					took[program] = append(took[program], o.took)
				}
			}
		}
	}
	b.ReportMetric(float64(median(took[app]))/float64(median(took[empty])), "start/empty")
	b.ReportMetric(1.25, "limit")
	b.ReportMetric(float64(median(took[app]).Milliseconds()), "start-ms")
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// signedIn starts the app, which signs in at once, and waits until it has.
func signedIn(b *testing.B, s *screen, app string) *opened {
	b.Helper()
	withBrowser(b)
	report := filepath.Join(b.TempDir(), "report.json")
	o := open(b, s, app, "--sign-in", "--report", report)
	poll(b, 50*time.Millisecond, func() bool {
		data, err := os.ReadFile(report)
		return err == nil && bytes.Contains(data, []byte(`"signed_in"`))
	})
	return o
}

func idle(b *testing.B, d time.Duration) {
	b.Helper()
	select {
	case <-time.After(d):
	case <-b.Context().Done():
	}
}

// Memory and idle processor time when signed in, against the empty window: at most 1.4 times its memory, and its
// processor time plus 0.5 % of a core.
func BenchmarkSignedIn(b *testing.B) {
	app, empty := programs(b)
	s := openScreen(b)
	var memory, load float64
	for b.Loop() {
		var resident, used [2]float64
		for i, begin := range []func() *opened{
			func() *opened { return open(b, s, empty) },
			func() *opened { return signedIn(b, s, app) },
		} {
			o := begin()
			idle(b, settle)
			before := o.processorTime(b)
			idle(b, idleFor)
			used[i] = (o.processorTime(b) - before).Seconds() / idleFor.Seconds() * 100
			resident[i] = o.resident(b)
			o.end()
		}
		memory, load = resident[1]/resident[0], used[1]-used[0]
	}
	b.ReportMetric(memory, "rss/empty")
	b.ReportMetric(1.4, "rss-limit")
	b.ReportMetric(load, "idle-cpu%")
	b.ReportMetric(0.5, "idle-limit%")
}
