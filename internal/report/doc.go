// Package report owns what a run is written as: the terminal's text, and files
// for machines and people, all of them made from one conformance.Report.
//
//	outputs, err := report.Read([]string{"junit=report.xml", "md=report.md"})
//	report.Terminal(os.Stdout, r)
//	err = outputs.Write(r)
//
// Every text of a report may come from whoever was asked, so each writer keeps
// it where it belongs. A result's name may be a case of conformance or any other
// dotted name; the same report gives the same bytes.
//
// It imports conformance and contracts. Read outputs.go first.
package report
