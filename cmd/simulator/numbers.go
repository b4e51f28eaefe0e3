package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/internal/dataset"
	"github.com/numsim/numsim/sim"
)

func newNumbers() *cobra.Command {
	cmd := &cobra.Command{Use: "numbers", Short: "Make up phone numbers for fixtures and scenarios"}
	cmd.AddCommand(newGenerate())
	return cmd
}

func newGenerate() *cobra.Command {
	var plan dataset.Plan
	var carriers, statuses, to string
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Print numbers as CSV: number, status, carrier, area; the same for the same seed",
		Long: `generate prints numbers with assigned prefixes and none of the magic endings, as
CSV that a scenario reads with "files". The same seed gives the same numbers.`,
		Example: `  simulator numbers generate --count 1000 > numbers.csv
  simulator numbers generate --count 50 --carriers mobile=1 --statuses active=9,vacant=1 --seed 7`,
		Args: atMost(0),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if plan.Carriers, err = weights(carriers, []numsim.Carrier{numsim.ChinaMobile, numsim.ChinaUnicom, numsim.ChinaTelecom, numsim.ChinaBroadnet}); err != nil {
				return usageError{fmt.Errorf("--carriers %w", err)}
			}
			if plan.Statuses, err = weights(statuses, numsim.Statuses()); err != nil {
				return usageError{fmt.Errorf("--statuses %w", err)}
			}
			return writeTo(to, cmd.OutOrStdout(), func(w io.Writer) error { return dataset.Write(w, plan) })
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.IntVar(&plan.Count, "count", 100, "how many")
	f.Uint64Var(&plan.Seed, "seed", 0, "another seed, other numbers")
	f.StringVar(&carriers, "carriers", "", "weights such as mobile=60,unicom=20 (default mobile=60,unicom=20,telecom=19,broadnet=1)")
	f.StringVar(&statuses, "statuses", "", "weights such as active=72,vacant=11 (default active=80,vacant=12,suspended=8)")
	f.StringVarP(&to, "out", "o", "", "the file to write (default: standard output)")
	return cmd
}

// weights reads word=weight pairs.
func weights[T interface {
	~uint8
	fmt.Stringer
}](text string, known []T) (map[T]int, error) {
	if text == "" {
		return nil, nil
	}
	byName, names := map[string]T{}, []string{}
	for _, word := range known {
		byName[word.String()], names = word, append(names, word.String())
	}
	list := map[T]int{}
	for pair := range strings.SplitSeq(text, ",") {
		name, weight, _ := strings.Cut(pair, "=")
		word, ok := byName[name]
		if !ok {
			return nil, fmt.Errorf("%s: there is no %q; did you mean %q?", text, name, sim.Nearest(name, names))
		}
		n, err := strconv.Atoi(weight)
		if err != nil || n < 0 || n > 1_000_000 {
			return nil, fmt.Errorf("%s: write a weight from 0 to 1000000 behind %s, such as %s=10", text, name, name)
		}
		list[word] = n
	}
	return list, nil
}

func writeTo(path string, stdout io.Writer, write func(io.Writer) error) (err error) {
	if path == "" {
		return write(stdout)
	}
	file, err := os.Create(path)
	if err != nil {
		return usageError{err}
	}
	if err := write(file); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}
