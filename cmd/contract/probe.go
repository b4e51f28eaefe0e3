package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/probe"
)

// probing is what contract probe is told.
type probing struct {
	provider, plan string
	modules        []string
	list           bool
	lang           language
	control        string
	listen         string
	window, quiet  time.Duration
	watch, all     bool
	byHand         bool // somebody is at the terminal
	exchanges      bool
	expected       string
	answers        []string
	env            string
	reports        []string
}

const probeHelp = `Watch a client that cannot be started from here, module by module.

Each module prints a URL, keys and what to do with them, in a sentence or two. Have
your client do it and press Enter: what came over the wire is judged, and the next
module begins. Without a terminal, or with --watch, a module ends by itself: once
enough came and then nothing more, or with its window (--window). docs/probe.md
has a first guided run.

The client talks to this program, which passes every byte on to a simulator of its
own, or to the one whose control port --control names. Each module is a tenant
there, so its keys are good for it alone. What no wire shows, such as what a caller
made of an answer, is asked; --answer says it beforehand.

A list of expected failures (--expected) has entries of module, reason and expires.
One that passes, or is over, fails.

Exit codes: 0 all passed, 1 a module failed, 2 wrong usage or nobody called, 5 ended
early, 6 no simulator answers, 130 interrupted before anything was judged.`

func newProbe() *cobra.Command {
	p := probing{plan: probe.Standard}
	cmd := &cobra.Command{
		Use:   "probe",
		Short: "Guide somebody through a client's calls, and judge them",
		Long:  probeHelp,
		Example: `  contract probe --list
  contract probe --provider aliyun
  contract probe --provider ksyun --module batch-51 --module batch-120
  contract probe --provider aliyun --plan money --watch --window 2m --env module.env --report junit=probe.xml
  contract probe --provider ywjisu --expected known.yaml --answer unknown-field=yes`,
		Args: exactlyNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.lang.check(); err != nil {
				return err
			}
			if p.list {
				return p.print(cmd.OutOrStdout())
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			context.AfterFunc(ctx, stop) // a second signal ends the process at once
			return p.run(ctx, cmd)
		},
	}
	p.flags(cmd)
	return cmd
}

func (p *probing) print(out io.Writer) error {
	var wrong error
	found := false
	for _, provider := range probe.Providers() {
		if p.provider != "" && p.provider != provider {
			continue
		}
		modules, err := probe.Select(provider, p.plan, p.named(provider))
		if err != nil {
			wrong = cmp.Or(wrong, err) // another provider may have it
			continue
		}
		for _, m := range modules {
			found = true
			asks := ""
			if m.Asks != "" {
				asks = "; asks you"
			}
			line(out, "%-32s %s (%s)%s", m.ID(), p.lang.text(m.Rule), m.Source, asks)
		}
	}
	if !found && wrong != nil {
		return usageError{wrong}
	}
	if !slices.Contains(append(probe.Providers(), ""), p.provider) {
		return usageError{fmt.Errorf("--provider %s: the providers are %s", p.provider, strings.Join(probe.Providers(), ", "))}
	}
	return nil
}

// named are the modules as --module has them, with or without probe.provider.
func (p *probing) named(provider string) (names []string) {
	for _, name := range p.modules {
		names = append(names, strings.TrimPrefix(name, "probe."+provider+"."))
	}
	return names
}

// person is whoever sits at the terminal, or nobody.
func (p *probing) person(cmd *cobra.Command, answers map[string]probe.Reply) *probe.Terminal {
	in := cmd.InOrStdin()
	if p.watch {
		in = nil
	}
	f, file := in.(*os.File)
	p.byHand = in != nil && file && term.IsTerminal(int(f.Fd()))
	if p.window == 0 && !p.byHand {
		p.window = time.Minute
	}
	at := probe.NewTerminal(cmd.OutOrStdout(), in)
	at.Answers, at.Words = answers, p.lang.text
	if p.env != "" {
		at.Told = func(t probe.Task) error { return os.WriteFile(p.env, []byte(probe.Environment(t)), 0o600) }
	}
	return at
}

func (p *probing) run(ctx context.Context, cmd *cobra.Command) error {
	ready, err := p.prepare()
	if err != nil {
		return usageError{err}
	}
	base := p.control
	if base == "" {
		host, err := builtin.NewHost(nil)
		if err != nil {
			return err
		}
		defer host.Close()
		base = host.Control
	}
	session := probe.Session{
		Modules: ready.modules, Control: ctl.NewClient(ctl.Options{Base: base, Token: os.Getenv("NUMSIM_CONTROL_TOKEN")}), Listen: p.listen,
		Host: elsewhere(p.control), Person: p.person(cmd, ready.answers), Now: time.Now, After: time.After, Window: p.window, Quiet: p.quiet, RequireAll: p.all,
	}
	session.ByHand = p.byHand
	report, err := p.play(ctx, cmd.OutOrStdout(), &session, ready)
	if err != nil {
		return probeError(err)
	}
	v := judgeProbe(report, len(ready.modules))
	report.Exit, report.ExitWhy = v.code, v.why
	writeProbeSummary(cmd.OutOrStdout(), report, ready.expected)
	if err := ready.outputs.Write(report); err != nil {
		return err
	}
	if v.code != exitOK {
		return v
	}
	return nil
}

// elsewhere is the host of a simulator that is not on this machine.
func elsewhere(control string) string {
	u, err := url.Parse(control)
	if err != nil || u.Hostname() == "localhost" || net.ParseIP(u.Hostname()).IsLoopback() {
		return ""
	}
	return u.Hostname()
}

func (p *probing) play(ctx context.Context, out io.Writer, s *probe.Session, ready prepared) (*conformance.Report, error) {
	report := &conformance.Report{Tool: "contract probe", Target: "a client of " + p.provider, Began: time.Now().UTC()}
	quit, err := s.Run(ctx, func(r conformance.Result) {
		r = ready.expected.Apply(r, time.Now())
		report.Add(r)
		writeProbed(out, r, p.lang, p.exchanges)
	})
	switch {
	case quit:
		report.Partial = "ended by you"
	case ctx.Err() != nil:
		report.Partial = "interrupted"
	case err != nil:
		return nil, err
	}
	report.NotRun = len(ready.modules) - len(report.Results)
	report.TookMS = time.Since(report.Began).Milliseconds()
	return report, nil
}
