package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/sim/control"
)

const clockHelp = `clock prints the time that scenarios, limits and signatures follow, and how long
ago by it the scenario began. Flags change it first, all of them in one step.
Delays are real time, whatever the clock does.`

const clockExample = `  simulator ctl clock --freeze --elapsed 0s   stop it where the scenario began
  simulator ctl clock --advance 1h30m         an hour and a half later
  simulator ctl clock --run --scale 60        a minute each second`

// clockOrder is what a clock is told.
type clockOrder struct {
	freeze, run           bool
	set, elapsed, advance string
	scale                 float64
}

func newCtlClock(ctlOrder *ctlFlags) *cobra.Command {
	o := &clockOrder{}
	cmd := &cobra.Command{
		Use: "clock", Short: "Print the clock that scenarios, limits and signatures follow, or change it first",
		Long: clockHelp, Example: clockExample, Args: atMost(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			to, err := o.change(cmd.Flags())
			if err != nil {
				return usageError{err}
			}
			return asks(ctlOrder, func(cmd *cobra.Command, c *ctl.Client, _ []string) (ctl.Clock, error) {
				return askClock(cmd, c, to)
			}, printClock)(cmd, nil)
		},
	}
	o.flags(cmd.Flags())
	return cmd
}

func (o *clockOrder) flags(f *pflag.FlagSet) {
	f.SortFlags = false
	f.BoolVar(&o.freeze, "freeze", false, "have it stand still")
	f.BoolVar(&o.run, "run", false, "have it go on")
	f.StringVar(&o.set, "set", "", "have it be a time, such as 2026-11-22T12:00:00Z")
	f.StringVar(&o.elapsed, "elapsed", "", "have it be so long after the scenario began, such as 0s, 1h30m or 2d")
	f.StringVar(&o.advance, "advance", "", "put it forward, or with a minus back")
	f.Float64Var(&o.scale, "scale", 1, "how many of its seconds a real one is from now on")
}

// change is what the flags that were given ask for.
func (o *clockOrder) change(given *pflag.FlagSet) (to ctl.ClockChange, err error) {
	if o.freeze && o.run {
		return to, errors.New("--freeze and --run: a clock stands still or goes on")
	}
	if o.freeze || o.run {
		to.Frozen = &o.freeze
	}
	if given.Changed("scale") {
		if to.Scale = o.scale; o.scale <= 0 {
			return to, errors.New("--scale is above 0; --freeze stops the clock")
		}
	}
	if given.Changed("set") {
		at, err := time.Parse(time.RFC3339, o.set)
		if err != nil {
			return to, fmt.Errorf("--set %s is not a time such as 2026-11-22T12:00:00Z", o.set)
		}
		to.Now = &at
	}
	if given.Changed("elapsed") {
		since, err := control.ParseSpan(o.elapsed)
		if err != nil {
			return to, fmt.Errorf("--elapsed %s is %w", o.elapsed, err)
		}
		to.Elapsed = &since
	}
	if given.Changed("advance") {
		if to.Advance, err = control.ParseSpan(o.advance); err != nil {
			return to, fmt.Errorf("--advance %s is %w", o.advance, err)
		}
	}
	return to, nil
}

// askClock only asks where nothing is to be changed.
func askClock(cmd *cobra.Command, c *ctl.Client, to ctl.ClockChange) (ctl.Clock, error) {
	if to == (ctl.ClockChange{}) {
		return c.Clock(cmd.Context())
	}
	return c.SetClock(cmd.Context(), to)
}

func printClock(w io.Writer, c ctl.Clock) {
	pace := "running"
	switch {
	case c.Frozen:
		pace = "frozen"
	case c.Scale != 1:
		pace = fmt.Sprintf("running, %v seconds in each", c.Scale)
	}
	line(w, "%s, %s after the scenario began, %s", c.Now.Format(time.RFC3339Nano), c.Elapsed, pace)
}
