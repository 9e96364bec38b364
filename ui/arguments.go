// The command line.

package ui

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"proofkey/oauthflow"
)

// Arguments is what the command line asks for.
type Arguments struct {
	Connection string // path of a connection file, for this run only
	SignIn     bool   // start at once
	Report     string // path of the report to write when the sign-in ends
	Quit       bool   // leave when the sign-in ends
	Timeout    time.Duration
	DataDir    string // "": the app's own
	NoKeyring  bool
	Version    bool
	Help       bool
	ServeDemo  bool
	Port       int // of ServeDemo, 0: a free one
}

// ParseArguments reads the command line without the program's name. Its errors say what to mend.
func ParseArguments(args []string) (Arguments, error) {
	var a Arguments
	flags := a.flagSet()
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		a.Help = true
		return a, nil
	case err != nil:
		return a, fmt.Errorf("%w; proofkey --help lists the options", err)
	case flags.NArg() > 0:
		return a, fmt.Errorf("unexpected argument %q; proofkey --help lists the options", flags.Arg(0))
	}
	return a, a.validate()
}

func (a *Arguments) flagSet() *flag.FlagSet {
	f := flag.NewFlagSet("proofkey", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&a.Connection, "connection", "", "load and select the connection in `FILE` for this run, without saving it")
	f.BoolVar(&a.SignIn, "sign-in", false, "start signing in at once")
	f.StringVar(&a.Report, "report", "", "write a JSON report to `FILE` when the sign-in ends; needs --sign-in")
	f.BoolVar(&a.Quit, "quit", false, "leave when the sign-in ends: 0 signed in, 1 not signed in; needs --sign-in")
	f.DurationVar(&a.Timeout, "timeout", oauthflow.SignInLimit(), "how long to wait for the browser, a `TIME` such as 90s or 5m")
	f.StringVar(&a.DataDir, "data-dir", "", "keep connections and sealed sessions in `DIR`")
	f.BoolVar(&a.NoKeyring, "no-keyring", false, "leave the system keyring alone and hold tokens in memory for this run")
	f.BoolVar(&a.ServeDemo, "serve-demo", false, "serve the demo provider and API without a window until interrupted")
	f.IntVar(&a.Port, "port", 0, "serve the demo on port `N`; 0 takes a free one")
	f.BoolVar(&a.Version, "version", false, "print the version")
	f.BoolVar(&a.Help, "help", false, "print this help")
	return f
}

func (a Arguments) validate() error {
	switch {
	case a.Help || a.Version:
		return nil
	case (a.Report != "" || a.Quit) && !a.SignIn:
		return errors.New("--report and --quit need --sign-in")
	case a.ServeDemo && (a.SignIn || a.Connection != ""):
		return errors.New("--serve-demo opens no window: use it without --sign-in and --connection")
	case a.Port != 0 && !a.ServeDemo:
		return errors.New("--port needs --serve-demo")
	case a.Port < 0 || a.Port > 65535:
		return fmt.Errorf("--port %d is not a port: use 0 to 65535", a.Port)
	case a.Timeout <= 0:
		return fmt.Errorf("--timeout %s is not a time to wait: use, for example, 5m", a.Timeout)
	}
	return a.validateReport()
}

// validateReport finds out before a person has signed in that the report could not be written.
func (a Arguments) validateReport() error {
	if a.Report == "" {
		return nil
	}
	if info, err := os.Stat(filepath.Dir(a.Report)); err != nil || !info.IsDir() {
		return fmt.Errorf("--report %s: its folder does not exist", a.Report)
	}
	if info, err := os.Stat(a.Report); err == nil && info.IsDir() {
		return fmt.Errorf("--report %s is a folder: name a file", a.Report)
	}
	return nil
}

// LoadConnection reads the connection file of --connection; nil if there is none.
func (a Arguments) LoadConnection() (*oauthflow.Profile, error) {
	if a.Connection == "" {
		return nil, nil
	}
	data, err := os.ReadFile(a.Connection)
	if err != nil {
		return nil, fmt.Errorf("--connection: %w", err)
	}
	p, err := oauthflow.ParseConnectionFile(data)
	if err != nil {
		return nil, fmt.Errorf("--connection %s: %w", a.Connection, errors.Unwrap(err))
	}
	return &p, nil
}

// Usage returns the text of --help.
func Usage() string {
	var a Arguments
	text := "Proofkey signs you in to an OpenID Connect provider as a native app should, and shows every check.\n\nUsage: proofkey [options]\n\n"
	a.flagSet().VisitAll(func(f *flag.Flag) {
		name, usage := flag.UnquoteUsage(f)
		text += fmt.Sprintf("  --%-22s %s", f.Name+" "+name, usage)
		if f.Name == "timeout" {
			text += " (default 5m)"
		}
		text += "\n"
	})
	return text
}
