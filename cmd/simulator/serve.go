package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/serve"
)

// serveFlags is what serve is told.
type serveFlags struct {
	control   string
	hosts     []string
	listen    map[string]*string // by provider
	freePorts bool
	set       []string
	seed      uint64
	scenario  string
	quiet     bool
	drain     time.Duration
	logFormat string

	token        string
	tenantIdle   time.Duration
	clearNumbers bool
	keepRequests bool
}

func newServe(providers []sim.Provider) *cobra.Command {
	f := &serveFlags{listen: map[string]*string{}}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve every provider (the default command)",
		Args:  noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.control, "control", "", "listen address of the control port (default 127.0.0.1:18080); port 0 is a free one")
	flags.StringVar(&f.token, "control-token", "", "token the control port asks for; made up if it listens beyond loopback (better in NUMSIM_CONTROL_TOKEN, which other users do not see)")
	flags.StringArrayVar(&f.hosts, "control-host", nil, "a name besides loopback's that the control port may be called by; repeatable")
	for _, p := range providers {
		t := p.Traits()
		f.listen[t.Name] = flags.String(t.Name, "", fmt.Sprintf("listen address of %s (default 127.0.0.1:%d)", t.Vendor, t.Port))
	}
	flags.BoolVar(&f.freePorts, "free-ports", false, "a free port of 127.0.0.1 for every listener that is given no address")
	flags.StringArrayVar(&f.set, "set", nil, "provider.field=value for every ready-made account; repeatable (fields: simulator accounts --fields)")
	flags.Uint64Var(&f.seed, "seed", 0, "seed of what is true of numbers nothing else decides, and of a scenario's chances")
	flags.StringVar(&f.scenario, "scenario", "", "a scenario: a file, a folder with a scenario.yaml, or a name of simulator scenarios list; files are read again when they change")
	flags.DurationVar(&f.tenantIdle, "tenant-idle", time.Hour, "how long a tenant stays that nobody calls or asks about; below 0 is for ever")
	flags.BoolVar(&f.clearNumbers, "clear-numbers", false, "whole phone numbers in the default tenant's journal, instead of masked ones")
	flags.BoolVar(&f.keepRequests, "keep-requests", false, "what may be kept of requests in the default tenant's journal, for capsules; other tenants have it")
	flags.BoolVar(&f.quiet, "quiet", false, "print the ready line only")
	flags.DurationVar(&f.drain, "drain", 10*time.Second, "how long a stopping simulator waits for calls under way")
	flags.StringVar(&f.logFormat, "log-format", "text", "log lines on stderr: text or json")
	return cmd
}

func (f *serveFlags) run(cmd *cobra.Command) error {
	log, err := newLog(f.logFormat, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	listen := map[string]string{}
	for name, address := range f.listen {
		listen[name] = *address
	}
	from, doc, err := f.document(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	s, err := serve.Start(serve.Config{
		Control: f.control, Hosts: f.hosts, Listen: listen, FreePorts: f.freePorts,
		Set: f.set, Seed: f.seed, Scenario: doc.draft, Log: log, Token: f.token, TenantIdle: f.tenantIdle, ClearNumbers: f.clearNumbers, KeepRequests: f.keepRequests,
	})
	if err != nil {
		return startError(err)
	}
	if doc.draft != nil {
		w := &watcher{s, from, doc.files, log}
		go w.watch(cmd.Context())
	}
	if s.Token != "" && f.token == "" {
		line(cmd.ErrOrStderr(), "simulator: the control port can be reached from other machines; its token for this run is %s (or give one: NUMSIM_CONTROL_TOKEN)", s.Token)
	}
	if !f.quiet {
		if err := banner(cmd.OutOrStdout(), s); err != nil {
			return err
		}
	}
	_, _ = fmt.Fprintln(cmd.OutOrStdout(), readyLine(s))
	err = s.Wait(cmd.Context(), f.drain)
	if cmd.Context().Err() != nil && errors.Is(err, context.DeadlineExceeded) {
		log.Warn("stopped with calls unfinished", "waited", f.drain.String())
		return nil // the client that hangs is not the simulator's failure
	}
	return err
}

// document reads the scenario that was asked for, if one was.
func (f *serveFlags) document(w io.Writer) (from source, doc edition, err error) {
	if f.scenario == "" {
		return from, doc, nil
	}
	if from, err = find(f.scenario); err == nil {
		from.seed = f.seed
		doc, err = from.read(w)
	}
	if err != nil {
		return from, doc, usageError{fmt.Errorf("--scenario %s: %w", f.scenario, err)}
	}
	return from, doc, nil
}

// startError: everything that can go wrong before the first request is about
// how the command was called.
func startError(err error) error {
	var taken *serve.AddressError
	var setting *serve.SettingError
	if errors.As(err, &taken) || errors.As(err, &setting) {
		return usageError{err}
	}
	return err
}

// readyLine is stable: scripts read it.
func readyLine(s *serve.Simulator) string {
	line := "ready control=" + s.Control
	for _, p := range s.Providers {
		line += " " + p.Traits.Name + "=" + p.URL
	}
	return line
}

func newLog(format string, w io.Writer) (*slog.Logger, error) {
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(w, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, nil)), nil
	}
	return nil, usageError{fmt.Errorf("--log-format %s: it is text or json", format)}
}
