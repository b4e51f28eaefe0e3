package main

import (
	"io"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/report"
)

const reportUsage = "KIND=FILE, with kind " + report.Kinds + "; several with commas; - is the standard output"

// outputs are the files of --report.
type outputs struct{ report.Outputs }

func readOutputs(texts []string) (o outputs, err error) {
	o.Outputs, err = report.Read(texts)
	return o, err
}

func (o outputs) write(r *conformance.Report) error { return o.Write(r) }

func writeFailures(w io.Writer, r *conformance.Report, again string) { report.Failures(w, r, again) }

func writeSummary(w io.Writer, r *conformance.Report) { report.Summary(w, r) }

func cell(text string) string { return report.Cell(text) }
