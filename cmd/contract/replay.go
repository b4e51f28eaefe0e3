package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/replay"
)

func newReplay() *cobra.Command {
	var r running
	var gaps string
	var standIn bool
	cmd := &cobra.Command{
		Use:   "replay DIR",
		Short: "Make recorded calls to a simulator; exit 1 where it answers otherwise",
		Long: `Make the calls of recordings, which contract run --live --record writes, to a
simulator, and compare the answers. What must differ, such as request ids and
times, is compared by what refers to what. Without --target a simulator inside this program is
asked, a new one for each recording. Both answers are also read by the production client,
and what it makes of them is compared. A list of gaps excuses known differences
until a day each.

A recording that a simulator answered in the provider's place is skipped: a
simulator compared with itself proves nothing about a provider. With --stand-in it
is played, which shows what the simulator answers otherwise than it did.

Exit codes: 0 all alike, 1 a difference, or a gap that is over, 2 wrong usage or
nothing was played, 6 nobody answered.`,
		Example: `  contract replay conformance/recordings --stand-in
  contract replay recordings --target ksyun=http://127.0.0.1:18082 --gaps gaps.yaml`,
		Args: exactly(1, "a folder of recordings: contract replay DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			known, err := readGaps(gaps)
			if err != nil {
				return usageError{err}
			}
			files, err := readRecordings(args[0])
			if err == nil && len(files) == 0 {
				err = errors.New("there is no recording in it, and a run of nothing proves nothing")
			}
			if err != nil {
				return usageError{fmt.Errorf("%s: %w", args[0], err)}
			}
			played, err := r.replay(cmd.Context(), files, standIn)
			if err != nil {
				return err
			}
			return compared(cmd.OutOrStdout(), played, known, standIn)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&r.target, "target", nil, "where a simulator answers, PROVIDER=URL, or a URL with --provider; repeatable")
	flags.StringVar(&r.provider, "provider", "", "whose the URL of --target is")
	flags.StringVar(&gaps, "gaps", "", "the file of known differences")
	flags.BoolVar(&standIn, "stand-in", false, "play recordings that a simulator answered, too; they prove nothing about a provider")
	return cmd
}

func readGaps(name string) ([]replay.Gap, error) {
	if name == "" {
		return nil, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("--gaps: %w", err)
	}
	return replay.ReadGaps(text)
}

// replay plays every recording to a simulator.
func (r *running) replay(ctx context.Context, files []replay.File, standIn bool) (played []replay.Played, err error) {
	target, err := r.where()
	if err != nil {
		return nil, usageError{err}
	}
	for _, f := range files {
		if f.StandIn && !standIn {
			played = append(played, replay.Played{File: f, Skipped: ofItself})
			continue
		}
		one, err := playOne(ctx, target, f)
		if err != nil {
			return nil, ending{exitEnvironment, err.Error()}
		}
		played = append(played, one)
	}
	return played, nil
}

const ofItself = "a simulator answered it in the provider's place, and compared with itself proves nothing; --stand-in plays it all the same"

func playOne(ctx context.Context, t conformance.Target, f replay.File) (replay.Played, error) {
	p := &replay.Player{}
	if remote, ok := t.(*conformance.Remote); ok {
		p.Target = remote.URLs
		return p.Play(ctx, f)
	}
	place, err := builtin.Target{}.Arrange(ctx, &conformance.Case{ID: f.Case})
	if err != nil {
		return replay.Played{}, err
	}
	defer place.Close()
	p.Target, p.Now = map[string]string{f.Provider: place.URL(f.Provider)}, place.Now
	return p.Play(ctx, f)
}

// compared prints what differs.
func compared(w io.Writer, played []replay.Played, gaps []replay.Gap, standIn bool) error {
	skipped, ours := 0, 0
	for _, p := range played {
		if p.StandIn && p.Skipped == "" {
			ours++
		}
		if p.Skipped != "" {
			skipped++
			line(w, "skipped %s: %s", p.Path, p.Skipped)
		}
	}
	left, excused, wrong := replay.Excuse(played, gaps, time.Now())
	for _, d := range left {
		line(w, "%s", d)
	}
	line(w, "%d played, %d skipped, %d %s, %d excused", len(played)-skipped, skipped, len(left), plural(len(left), "difference"), excused)
	if standIn && ours > 0 {
		line(w, "%d of them %s answered by a simulator: that they are alike proves nothing about a provider", ours, was(ours))
	}
	switch {
	case skipped == len(played):
		return usageError{errors.New("none of the recordings could be played")}
	case wrong != nil:
		return wrong
	case len(left) > 0:
		return ending{exitFault, "the simulator answers otherwise than was recorded"}
	}
	return nil
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}
