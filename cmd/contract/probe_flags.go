package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/internal/report"
	"github.com/numsim/numsim/probe"
)

func (p *probing) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&p.provider, "provider", "", "whose client it is: "+strings.Join(probe.Providers(), ", "))
	flags.StringVar(&p.plan, "plan", p.plan, "which modules: standard (all), quick (is it understood) or money (what is paid for nothing)")
	flags.StringArrayVar(&p.modules, "module", nil, "only this module, such as signing; repeatable")
	flags.BoolVar(&p.list, "list", false, "list the modules, in words, with where each rule is written")
	p.lang.flag(flags, "what the modules say, in English or Chinese: en or zh")
	flags.StringVar(&p.control, "control", "", "the control port of a simulator that runs (default: one of its own); its token from NUMSIM_CONTROL_TOKEN")
	flags.StringVar(&p.listen, "listen", "", "where the client is to call (default: a free port of 127.0.0.1)")
	flags.DurationVar(&p.window, "window", 0, "how long a module waits at most (default: without end at a terminal, 1m elsewhere)")
	flags.DurationVar(&p.quiet, "quiet", 0, "how long nothing more may come once enough was seen (default: 3s, and 15s or more where retries are waited for)")
	flags.BoolVar(&p.watch, "watch", false, "read nothing from the terminal")
	flags.BoolVar(&p.all, "require-all", false, "a module that nobody called, or that has no answer, fails")
	flags.StringVar(&p.expected, "expected", "", "a file of expected failures")
	flags.StringArrayVar(&p.answers, "answer", nil, "MODULE=yes or =no: what your caller saw; repeatable")
	flags.StringVar(&p.env, "env", "", "a file that gets each module's URL and keys as NAME=value lines, for scripts")
	flags.BoolVar(&p.exchanges, "exchanges", false, "print the calls of modules that failed")
	flags.StringSliceVar(&p.reports, "report", nil, reportUsage)
}

// prepared is what was read before anybody is asked to do anything.
type prepared struct {
	modules  []probe.Module
	expected probe.Expected
	answers  map[string]probe.Reply
	outputs  report.Outputs
}

func (p *probing) prepare() (r prepared, err error) {
	if p.provider == "" {
		return r, fmt.Errorf("say with --provider whose client it is: %s", strings.Join(probe.Providers(), ", "))
	}
	if r.modules, err = probe.Select(p.provider, p.plan, p.named(p.provider)); err != nil {
		return r, err
	}
	if p.expected != "" {
		text, err := os.ReadFile(p.expected)
		if err != nil {
			return r, fmt.Errorf("--expected: %w", err)
		}
		if r.expected, err = probe.ReadExpected(text); err != nil {
			return r, fmt.Errorf("--expected %s: %w", p.expected, err)
		}
	}
	if r.answers, err = p.given(); err != nil {
		return r, err
	}
	if p.control != "" {
		if p.control, err = address(p.control); err != nil {
			return r, fmt.Errorf("--control: %w", err)
		}
	}
	if p.window < 0 || p.quiet < 0 {
		return r, errors.New("--window and --quiet are no shorter than 0s")
	}
	r.outputs, err = report.Read(p.reports)
	return r, err
}

func (p *probing) given() (map[string]probe.Reply, error) {
	answers := map[string]probe.Reply{}
	for _, text := range p.answers {
		name, word, _ := strings.Cut(text, "=")
		reply, known := map[string]probe.Reply{"yes": probe.Yes, "no": probe.No}[word]
		name = p.bare(name)
		asks := slices.ContainsFunc(probe.Modules(p.provider), func(m probe.Module) bool { return m.Name == name && m.Asks != "" })
		if !known || !asks {
			return nil, fmt.Errorf("--answer %s: write it as MODULE=yes or MODULE=no, of a module that asks you; --list marks them", text)
		}
		answers[name] = reply
	}
	return answers, nil
}

// bare is a module without probe and provider.
func (p *probing) bare(name string) string {
	return strings.TrimPrefix(name, "probe."+p.provider+".")
}
