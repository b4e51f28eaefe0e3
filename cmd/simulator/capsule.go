package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/internal/capsule"
	"github.com/numsim/numsim/sim/serve"
)

const capsuleHelp = `A capsule is one file with a run of a tenant: what it began with, what was said and
called since, and what came of it. replay does all of it again and compares.

Exit status: 0 reproduced; 3 it went another way, and the first place is said;
4 nothing differs, but some calls cannot be sent again; 2 the file is no capsule;
1 anything else.`

// outcome is an end that is no mistake of the program, with its exit status.
type outcome struct {
	error
	code int
}

const (
	exitDiffers = 3
	exitPartly  = 4
)

// newCapsule replays in a simulator of its own, on free ports.
func newCapsule() *cobra.Command {
	cmd := &cobra.Command{Use: "capsule", Short: "Replay a failure capsule, in a simulator made for it", Long: capsuleHelp}
	cmd.AddCommand(newReplay(func() (*ctl.Client, func() error, error) {
		s, err := serve.Start(serve.Config{FreePorts: true})
		if err != nil {
			return nil, nil, startError(err)
		}
		return ctl.New(s.Control), func() error { return s.Drain(5 * time.Second) }, nil
	}, new(bool)))
	return cmd
}

// newCtlCapsule is about a simulator that runs.
func newCtlCapsule(o *ctlFlags) *cobra.Command {
	cmd := &cobra.Command{Use: "capsule", Short: "Save a tenant's run as one file, or replay one", Long: capsuleHelp}
	cmd.AddCommand(
		&cobra.Command{
			Use: "save FILE|-", Short: "Save the run since the scenario began; no secrets, and numbers as the tenant shows them", Args: words("a file"),
			RunE: func(cmd *cobra.Command, args []string) error {
				c, err := o.client()
				if err != nil {
					return err
				}
				text, err := c.Capsule(cmd.Context())
				if err != nil {
					return err
				}
				return saveText(cmd, args[0], text)
			},
		},
		newReplay(func() (*ctl.Client, func() error, error) {
			c, err := o.client()
			return c, func() error { return nil }, err
		}, &o.json),
	)
	return cmd
}

// saveText writes a file that others on the machine cannot read.
func saveText(cmd *cobra.Command, file string, text []byte) error {
	if file == "-" {
		_, err := cmd.OutOrStdout().Write(append(text, '\n'))
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o600)
}

func newReplay(open func() (*ctl.Client, func() error, error), asJSON *bool) *cobra.Command {
	patience := 30 * time.Second
	cmd := &cobra.Command{Use: "replay FILE|-", Short: "Do all of it again, and say whether it goes the same way", Long: capsuleHelp, Args: words("a file")}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := readCapsule(cmd.InOrStdin(), args[0])
		if err != nil {
			return usageError{err}
		}
		c, done, err := open()
		if err != nil {
			return err
		}
		report, err := replayed(cmd.Context(), c, f, patience)
		if err = errors.Join(err, done()); err != nil {
			return err
		}
		if *asJSON {
			err = printJSON(cmd.OutOrStdout(), report)
		} else {
			sayReport(cmd.OutOrStdout(), report)
		}
		return errors.Join(err, ended(report))
	}
	cmd.Flags().DurationVar(&patience, "patience", patience, "how long an answer is waited for")
	return cmd
}

func replayed(ctx context.Context, c *ctl.Client, f *capsule.File, patience time.Duration) (capsule.Report, error) {
	report, err := capsule.Replay(ctx, f, capsule.Options{Client: c, Patience: patience})
	var flaw *capsule.Flaw
	if errors.As(err, &flaw) {
		err = usageError{err}
	}
	return report, err
}

func readCapsule(stdin io.Reader, name string) (*capsule.File, error) {
	if name == "-" {
		return capsule.Read(stdin)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%w; simulator ctl capsule save FILE writes one, and a failed Go test does where NUMSIM_CAPSULE_DIR is set", err)
	}
	defer func() { _ = file.Close() }() // it was only read
	f, err := capsule.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// ended is the exit status of a replay.
func ended(r capsule.Report) error {
	switch {
	case len(r.Differences) > 0:
		return outcome{errors.New("not reproduced: it first differs at " + r.Differences[0].String()), exitDiffers}
	case len(r.Skipped) > 0:
		return outcome{fmt.Errorf("nothing differs, but %d %s cannot be sent again, so the verdict was not compared", len(r.Skipped), plural(len(r.Skipped), "call")), exitPartly}
	}
	return nil
}

func sayReport(w io.Writer, r capsule.Report) {
	for _, d := range r.Differences {
		line(w, "differs     %s", d)
	}
	for _, s := range r.Skipped {
		line(w, "not sent    steps[%d], entry %d: %s", s.Step, s.Seq, s.Why)
	}
	if r.Reproduced {
		line(w, "reproduced  %d %s, and the verdict", r.Calls, plural(r.Calls, "call"))
	}
	for _, what := range r.LeftOut {
		line(w, "left out    %s", what)
	}
}
