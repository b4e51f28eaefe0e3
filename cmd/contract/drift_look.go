package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/drift"
)

// documents are the built-in contracts, or those of a folder where it has them.
func documents(w io.Writer, dir string) (map[string]*contracts.Document, error) {
	all := map[string]*contracts.Document{}
	own := 0
	for _, provider := range contracts.Providers() {
		s := source{provider: provider, shown: "contracts"}
		if dir != "" {
			switch _, err := os.Stat(filepath.Join(dir, provider, document)); {
			case err == nil:
				own++
				if s, err = inFolder(filepath.Join(dir, provider)); err != nil {
					return nil, err
				}
			case !errors.Is(err, fs.ErrNotExist):
				return nil, usageError{fmt.Errorf("--contracts %s: %w", dir, err)}
			}
		}
		d, err := s.sound(w)
		if err != nil {
			return nil, err
		}
		all[provider] = d
	}
	if dir != "" && own == 0 {
		return nil, usageError{fmt.Errorf("--contracts %s: there is no contract in it, such as %s", dir, filepath.Join(dir, "aliyun", document))}
	}
	return all, nil
}

// look is what is to be looked at: recordings, or the calls that are made now.
func (d *drifting) look(ctx context.Context, cmd *cobra.Command, args []string) (set drift.Set, target string, simulator bool, err error) {
	if len(args) == 0 {
		return d.ask(ctx, cmd)
	}
	set, err = readSamples(args[0])
	if err != nil {
		return set, "", false, usageError{fmt.Errorf("%s: %w", args[0], err)}
	}
	if d.provider != "" {
		set.Samples = slices.DeleteFunc(set.Samples, func(s *drift.Sample) bool { return s.Provider != d.provider })
	}
	if len(set.Samples) == 0 {
		return set, "", false, usageError{fmt.Errorf("%s: there is no recording to look at, and a look at nothing proves nothing%s", args[0], refusals(set))}
	}
	return set, "the recordings below " + args[0], false, nil
}

// ask makes the calls of all cases that need nothing but a provider.
func (d *drifting) ask(ctx context.Context, cmd *cobra.Command) (set drift.Set, target string, simulator bool, err error) {
	s, err := conformance.New(conformance.Cases())
	if err != nil {
		return set, "", false, usageError{err}
	}
	to, err := d.where()
	if err != nil {
		return set, "", false, usageError{err}
	}
	chosen, err := d.chosen(s)
	if err != nil {
		return set, "", false, usageError{err}
	}
	w := &drift.Watched{Target: to}
	if d.scenario != "" {
		text, err := scenario(d.scenario)
		if err != nil {
			return set, "", false, usageError{err}
		}
		w.Arranged = func(c *conformance.Case) { c.Given.Scenario = text }
	}
	if d.record != "" {
		w.Wrap = d.recorder
	}
	calls := drift.Plain(chosen)
	bar := newProgress(cmd.ErrOrStderr(), len(calls))
	var trouble error
	s.Each(ctx, w, calls, d.workers, func(_ int, one conformance.Result) {
		bar.did(one)
		if one.Outcome == conformance.Stopped && trouble == nil {
			trouble = fmt.Errorf("%s: %s", one.ID, one.Reason)
		}
	})
	bar.over()
	set = w.Set()
	switch {
	case len(set.Samples) == 0 && ctx.Err() != nil:
		return set, "", false, ending{exitInterrupted, "interrupted before anything was done"}
	case d.leak.Load() != nil && len(set.Samples) == 0:
		return set, "", false, ending{exitLeak, d.leak.Load().Error()}
	case len(set.Samples) == 0 && trouble != nil:
		return set, "", false, ending{exitEnvironment, "nobody answered: " + trouble.Error()}
	case len(set.Samples) == 0:
		return set, "", false, usageError{errors.New("none of the cases could be asked, and a look at nothing proves nothing")}
	}
	return set, to.Name(), len(d.target) == 0 && d.scenario == "", nil
}

// scenario is a file's text, or a built-in one's.
func scenario(word string) (string, error) {
	text, err := os.ReadFile(word)
	if err == nil {
		return string(text), nil
	}
	if text, ok := builtin.Scenario(word); ok {
		return text, nil
	}
	return "", fmt.Errorf("--scenario %s: there is no such file, and no built-in scenario of that name; simulator scenarios list has them", word)
}
