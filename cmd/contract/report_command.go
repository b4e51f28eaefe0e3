package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/report"
)

const reportUsage = "KIND=FILE, with kind " + report.Kinds + "; several with commas; - is the standard output"

const reportHelp = `Write reports that are there as JSON in other forms, several as one.

Targets come from several runs: one of a simulator, one of the real provider, one
of last week. The page (html) sets them beside each other, with the day on which
each rule last held. Without --report the terminal's text is printed.

Exit codes: 0 written, 2 wrong usage or no report. How the runs ended does not
matter here.`

func newReport() *cobra.Command {
	var reports []string
	var recordings string
	cmd := &cobra.Command{
		Use:   "report FILE...",
		Short: "Write JSON reports in other forms, several as one",
		Long:  reportHelp,
		Example: `  contract report report.json --report html=report.html
  contract report simulator.json live.json --recordings recordings --report html=report.html,sarif=report.sarif`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return exactly(1, "a report: contract report report.json")(cmd, args)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := report.Read(reports)
			if err != nil {
				return usageError{err}
			}
			o.Stdout = cmd.OutOrStdout()
			if o.Recorded, err = recorded(recordings); err != nil {
				return usageError{err}
			}
			list, err := loadReports(args)
			if err != nil {
				return usageError{err}
			}
			if len(reports) == 0 {
				report.Terminal(o.Stdout, report.Merge(list...))
				return nil
			}
			return o.Write(list...)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringSliceVar(&reports, "report", nil, reportUsage)
	flags.StringVar(&recordings, "recordings", "", "html: a folder of recordings, whose days it shows too")
	return cmd
}

func loadReports(names []string) (list []*conformance.Report, err error) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("%w; any command's --report json=FILE writes one", err)
		}
		one, err := report.Load(f)
		_ = f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, one)
	}
	return list, nil
}

func recorded(dir string) (list []report.Recorded, err error) {
	if dir == "" {
		return nil, nil
	}
	files, err := readRecordings(dir)
	if err == nil && len(files) == 0 {
		err = errors.New("there is no recording in it")
	}
	if err != nil {
		return nil, fmt.Errorf("--recordings %s: %w", dir, err)
	}
	for _, f := range files {
		list = append(list, report.Recorded{Case: f.Case, At: f.At})
	}
	return list, nil
}
