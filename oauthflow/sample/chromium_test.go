// A real browser without a window, driven through the two pipes of Chromium's DevTools protocol.

package sample_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"
)

// page is the one tab of the browser.
type page struct {
	t       *testing.T
	to      io.Writer
	from    *bufio.Reader
	session string
	calls   int
}

// message is a command's answer; events are passed over.
type message struct {
	ID     int             `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

func startChromium(t *testing.T) *page {
	t.Helper()
	arguments := []string{
		"--headless=new", "--remote-debugging-pipe", "--user-data-dir=" + t.TempDir(), "--no-first-run", "--disable-gpu",
		"--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--password-store=basic",
	}
	if os.Getuid() == 0 {
		arguments = append(arguments, "--no-sandbox") // which root cannot have
	}
	command := exec.Command(needProgram(t, "chromium", "chromium-browser", "google-chrome"), append(arguments, "about:blank")...)
	read, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	command.ExtraFiles = []*os.File{read, write} // 3 and 4, as --remote-debugging-pipe wants them
	command.Stderr = new(bytes.Buffer)           // a pipe that its helpers have too: it has ended with the last of them
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = read.Close(), write.Close() // Chromium has its own
	p := &page{t: t, to: to, from: bufio.NewReader(from)}
	t.Cleanup(func() {
		p.session = ""
		_ = p.write("Browser.close", nil)
		stuck := time.AfterFunc(patience, func() { _ = command.Process.Kill() })
		defer stuck.Stop()
		_ = command.Wait() // until then its profile is written
		_, _ = to.Close(), from.Close()
	})
	p.attach()
	return p
}

func (p *page) attach() {
	p.t.Helper()
	var targets struct {
		TargetInfos []struct{ TargetID, Type string }
	}
	var attached struct{ SessionID string }
	p.call("Target.getTargets", nil, &targets)
	for _, target := range targets.TargetInfos {
		if target.Type == "page" {
			p.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
			p.session = attached.SessionID
			return
		}
	}
	p.t.Fatal("the browser has no tab")
}

func (p *page) write(method string, parameters any) error {
	p.calls++
	command := map[string]any{"id": p.calls, "method": method}
	if parameters != nil {
		command["params"] = parameters
	}
	if p.session != "" {
		command["sessionId"] = p.session
	}
	data, err := json.Marshal(command)
	if err != nil {
		return err
	}
	_, err = p.to.Write(append(data, 0))
	return err
}

// call sends a command and reads its answer.
func (p *page) call(method string, parameters, result any) {
	p.t.Helper()
	if err := p.write(method, parameters); err != nil {
		p.t.Fatal(err)
	}
	for {
		data, err := p.from.ReadBytes(0)
		if err != nil {
			p.t.Fatalf("%s: %v", method, err)
		}
		var answer message
		if err := json.Unmarshal(data[:len(data)-1], &answer); err != nil {
			p.t.Fatal(err)
		}
		switch {
		case answer.ID != p.calls:
			continue
		case answer.Error != nil:
			p.t.Fatalf("%s: %s", method, answer.Error.Message)
		case result != nil:
			if err := json.Unmarshal(answer.Result, result); err != nil {
				p.t.Fatal(err)
			}
		}
		return
	}
}

func (p *page) open(target string) {
	p.t.Helper()
	p.call("Page.navigate", map[string]any{"url": target}, nil)
}

// run runs a script in the page and returns what it comes to as text; "" while the page is on its way.
func (p *page) run(script string) string {
	p.t.Helper()
	var answer struct{ Result struct{ Value any } }
	p.call("Runtime.evaluate", map[string]any{"expression": script, "returnByValue": true}, &answer)
	if answer.Result.Value == nil {
		return ""
	}
	return fmt.Sprint(answer.Result.Value)
}

// until polls a condition, since the protocol tells of no change in a text.
func (p *page) until(condition string) {
	p.t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for deadline := time.Now().Add(patience); p.run(condition) != "true"; <-ticker.C {
		if time.Now().After(deadline) {
			p.t.Fatalf("%s did not come to be on the page %s:\n%s", condition, p.run("location.href"), p.run("document.body.innerText"))
		}
	}
}
